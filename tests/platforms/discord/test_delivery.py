"""Notices, cards and roles through the real client, and what each answer of Discord comes to."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.dialog.text import Own, Strong, When
from bot.dialog.view import Action, Field, Press, Row, View
from bot.dialog.wording import Words
from bot.discord.face import DiscordFace
from bot.discord.pace import Pace
from bot.limits import Rate
from bot.posting import Menu, MenuSet, Parcel, RoleGrant
from bot.sandbox.discord import Channel, DiscordStandIn, Fault, Person, buttons, texts
from bot.sandbox.discord.records import PUBLIC_THREAD
from bot.sandbox.discord.scene import Exchange
from bot.sandbox.discord.threads import open_thread
from core.notices.model import Target
from core.notices.outcomes import (
    Ambiguous,
    CardGone,
    Gone,
    Locked,
    Malformed,
    Pointless,
    Sent,
    Unknown,
    Unsent,
    Wait,
)
from tests.platforms.discord.scripted import ScriptedEngine, Start, said, shown
from tests.platforms.standins.discord.rig import HandClock

Make = Callable[..., Parcel]
DMS = "POST /channels/*/messages"
OPENING = "POST /users/@me/channels"
APPROVE = Action("Approve", Press("approvals", {"session": 1}))


@pytest.fixture
def ada(standin: DiscordStandIn) -> Person:
    return standin.add_person("Ada Example")


@pytest.fixture
def channel(standin: DiscordStandIn) -> Channel:
    return next(iter(standin.world.guild.channels.values()))


@pytest.fixture
def words(engine: ScriptedEngine) -> Words:
    return engine.catalogue.words("en", "Asia/Kolkata")


@pytest.fixture
def parcel(words: Words, ada: Person) -> Make:
    def make(
        target: Target = Target.PERSON, dest: str | None = None, body: Any = None, **more: Any
    ) -> Parcel:
        body = body or said("Reminder", actions=(APPROVE,))
        given: dict[str, Any] = {"nonce": "n1", "person_id": 1, "words": words} | more
        return Parcel(target=target, dest=dest or ada.id, body=body, **given)

    return make


async def posted_as(face: DiscordFace, parcel: Parcel) -> str:
    """Post a card and return its message id."""
    outcome = await face.post.send(parcel)
    assert isinstance(outcome, Sent)
    assert outcome.message_id
    return outcome.message_id


def orders(standin: DiscordStandIn, template: str) -> list[Exchange]:
    return [each for each in standin.exchanges if each.template == template]


async def test_a_notice_arrives_with_its_buttons(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person, parcel: Make
) -> None:
    outcome = await face.post.send(parcel())
    (message,) = ada.dms()
    assert outcome == Sent(message.id)
    assert message.nonce == "n1"
    assert message.allowed_mentions == {"parse": []}
    assert [each.label for each in buttons(message)] == ["Approve"]
    engine.script = lambda incoming, pressed: said("Approved.")
    await shown(await ada.press(message, label="Approve"))
    assert "Approved." in texts(message)  # edited in place


async def test_the_same_notice_twice_is_shown_once(
    standin: DiscordStandIn, face: DiscordFace, ada: Person, parcel: Make
) -> None:
    first, second = await face.post.send(parcel()), await face.post.send(parcel())
    assert first == second
    assert len(ada.dms()) == 1


async def test_the_chat_is_opened_once_and_remembered(
    standin: DiscordStandIn, start: Start, ada: Person, parcel: Make
) -> None:
    told = []

    async def remember(user_id: str, channel: str) -> None:
        told.append((user_id, channel))

    face = await start(remember_chat=remember)
    await face.post.send(parcel())
    await face.post.send(parcel(nonce="n2"))
    assert len(orders(standin, "/users/@me/channels")) == 1
    assert told == [(ada.id, ada.dm_channel.id)]


async def test_a_chat_known_from_before_needs_no_opening(
    standin: DiscordStandIn, face: DiscordFace, ada: Person, parcel: Make
) -> None:
    assert isinstance(await face.post.send(parcel(dm_channel=ada.dm_channel.id)), Sent)
    assert orders(standin, "/users/@me/channels") == []


async def test_a_chat_that_is_gone_is_opened_anew(
    standin: DiscordStandIn, face: DiscordFace, ada: Person, parcel: Make
) -> None:
    assert isinstance(await face.post.send(parcel(dm_channel="4242")), Sent)
    assert len(ada.dms()) == 1


async def test_closed_to_us(standin: DiscordStandIn, face: DiscordFace, ada: Person, parcel: Make) -> None:
    ada.close_dms()
    assert isinstance(await face.post.send(parcel()), Gone)


async def test_no_server_in_common(standin: DiscordStandIn, face: DiscordFace, parcel: Make) -> None:
    stranger = standin.add_person("Eve Stranger", in_guild=False)
    assert isinstance(await face.post.send(parcel(dest=stranger.id)), Gone)


async def test_nobody_of_that_id(face: DiscordFace, parcel: Make) -> None:
    assert isinstance(await face.post.send(parcel(dest="4242")), Gone)


async def test_chats_are_opened_slowly(standin: DiscordStandIn, start: Start, parcel: Make) -> None:
    face = await start(pace=Pace())
    people = [standin.add_person(f"Person {number}") for number in range(12)]
    outcomes = [await face.post.send(parcel(dest=each.id, nonce=each.id)) for each in people]
    assert outcomes[-1] == Wait(timedelta(seconds=2))
    assert sum(isinstance(each, Sent) for each in outcomes) == len(orders(standin, "/users/@me/channels"))


async def test_opened_too_fast_waits(standin: DiscordStandIn, face: DiscordFace, parcel: Make) -> None:
    standin.faults.order(Fault("refuse", OPENING, code=40003, status=400))
    assert isinstance(await face.post.send(parcel()), Wait)


async def test_a_card_is_posted_and_edited_in_place(
    face: DiscordFace, channel: Channel, parcel: Make
) -> None:
    posted = await posted_as(face, parcel(Target.CHANNEL, channel.id, said("3 seats left"), person_id=None))
    again = parcel(Target.CHANNEL, channel.id, said("2 seats left"), message_id=posted)
    assert await face.post.send(again) == Sent(posted)
    (message,) = channel.messages.values()
    assert "2 seats left" in texts(message)


async def test_a_card_that_was_deleted(
    standin: DiscordStandIn, face: DiscordFace, channel: Channel, parcel: Make
) -> None:
    posted = await posted_as(face, parcel(Target.CHANNEL, channel.id))
    standin.posts.delete(channel.messages[posted])
    again = parcel(Target.CHANNEL, channel.id, message_id=posted)
    assert isinstance(await face.post.send(again), CardGone)


async def test_a_card_in_an_archived_thread_opens_it_once(
    standin: DiscordStandIn, face: DiscordFace, channel: Channel, parcel: Make
) -> None:
    thread = open_thread(standin.world, channel, PUBLIC_THREAD, {"name": "Cards"})
    posted = await posted_as(face, parcel(Target.CHANNEL, thread.id))
    thread.archived = True
    again = parcel(Target.CHANNEL, thread.id, said("Changed"), message_id=posted)
    assert await face.post.send(again) == Sent(posted)
    assert not thread.archived
    assert "Changed" in texts(thread.messages[posted])


@pytest.mark.parametrize("code", [10003, 50001, 50013])
async def test_a_channel_that_is_closed_to_us(
    standin: DiscordStandIn, face: DiscordFace, channel: Channel, parcel: Make, code: int
) -> None:
    standin.faults.order(Fault("refuse", DMS, code=code))
    assert isinstance(await face.post.send(parcel(Target.CHANNEL, channel.id)), Gone)


async def test_a_role_is_given_and_taken(
    standin: DiscordStandIn, face: DiscordFace, ada: Person, parcel: Make
) -> None:
    role = standin.world.add_role("Learners")
    assert await face.post.send(parcel(Target.ROLE, ada.id, RoleGrant(role.id, give=True))) == Sent()
    assert role.id in ada.member.roles
    assert await face.post.send(parcel(Target.ROLE, ada.id, RoleGrant(role.id, give=False))) == Sent()
    assert role.id not in ada.member.roles


async def test_a_role_above_the_bots_own_is_told_to_the_admins(
    standin: DiscordStandIn, face: DiscordFace, ada: Person, parcel: Make
) -> None:
    role = standin.world.add_role("Gods", position=99)
    outcome = await face.post.send(parcel(Target.ROLE, ada.id, RoleGrant(role.id, give=True)))
    assert isinstance(outcome, Malformed)
    assert "Manage Roles" in outcome.error


async def test_a_role_that_is_nowhere(face: DiscordFace, ada: Person, parcel: Make) -> None:
    outcome = await face.post.send(parcel(Target.ROLE, ada.id, RoleGrant("4242", give=True)))
    assert isinstance(outcome, Malformed)


async def test_a_role_the_cache_does_not_know_is_asked_for(
    standin: DiscordStandIn, face: DiscordFace, ada: Person, parcel: Make
) -> None:
    role = standin.world.add_role("Learners")
    assert face.client is not None
    for guild in face.client.guilds:
        guild._roles.clear()
    assert await face.post.send(parcel(Target.ROLE, ada.id, RoleGrant(role.id, give=True))) == Sent()


async def test_a_member_who_left(standin: DiscordStandIn, face: DiscordFace, parcel: Make) -> None:
    role = standin.world.add_role("Learners")
    stranger = standin.add_person("Eve Stranger", in_guild=False)
    outcome = await face.post.send(parcel(Target.ROLE, stranger.id, RoleGrant(role.id, give=True)))
    assert isinstance(outcome, Gone)


async def test_menus_are_telegrams(face: DiscordFace, parcel: Make) -> None:
    body = Menu(frozenset({MenuSet.LEARNER}), "en")
    assert isinstance(await face.post.send(parcel(Target.MENU, body=body)), Pointless)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("5xx", DMS, status=503), Ambiguous),
        (Fault("5xx_after", DMS, status=503), Ambiguous),
        (Fault("reset", DMS), Ambiguous),
        (Fault("reset_after", DMS), Ambiguous),
        (Fault("401", DMS), Locked),
        (Fault("html_429", DMS), Wait),
        (Fault("429", DMS, retry_after=40.0), Wait),
        (Fault("refuse", DMS, status=400, code=50035, message="Invalid Form Body"), Malformed),
        (Fault("refuse", DMS, status=403, code=20009, message="Explicit content"), Unknown),
    ],
)
async def test_what_goes_wrong_comes_to(
    standin: DiscordStandIn, face: DiscordFace, parcel: Make, fault: Fault, kind: type
) -> None:
    standin.faults.order(fault)
    assert isinstance(await face.post.send(parcel()), kind)


async def test_after_a_wait_or_a_doubt_the_same_nonce_shows_one_message(
    standin: DiscordStandIn, face: DiscordFace, ada: Person, parcel: Make
) -> None:
    standin.faults.order(Fault("reset_after", DMS, times=1))
    assert isinstance(await face.post.send(parcel()), Ambiguous)
    assert isinstance(await face.post.send(parcel()), Sent)
    assert len(ada.dms()) == 1


async def test_a_ban_at_the_edge_stops_everything_for_a_while(
    standin: DiscordStandIn, face: DiscordFace, parcel: Make
) -> None:
    standin.faults.order(Fault("html_429", DMS))
    assert await face.post.send(parcel()) == Wait(timedelta(minutes=10), everywhere=True)


async def test_without_a_connection_it_is_certainly_unsent(
    standin: DiscordStandIn, face: DiscordFace, parcel: Make
) -> None:
    await standin.stop()
    assert isinstance(await face.post.send(parcel()), Unsent)


async def test_before_login_it_is_unsent(face: DiscordFace, parcel: Make) -> None:
    await face.close()
    assert isinstance(await face.post.send(parcel()), Unsent)


async def test_too_many_refusals_stop_the_requests(
    standin: DiscordStandIn, start: Start, ada: Person, parcel: Make
) -> None:
    face = await start(pace=Pace(refused_most=3))
    ada.close_dms()
    for number in range(3):
        assert isinstance(await face.post.send(parcel(nonce=f"n{number}")), Gone)
    sent = len(standin.exchanges)
    outcome = await face.post.send(parcel(nonce="n9"))
    assert isinstance(outcome, Wait)
    assert outcome.everywhere
    assert len(standin.exchanges) == sent


async def test_plain_words_when_the_card_was_refused(
    face: DiscordFace, ada: Person, parcel: Make, clock: HandClock
) -> None:
    view = View(
        (Strong(Own("Reminder")),),
        lines=((Own("It starts "), When(clock())),),
        fields=(Field("Seats", (Own("3"),)),),
        rows=(Row((Own("Row"),)),),
        actions=(APPROVE, Action("Join", url="https://meet.example/x")),
    )
    assert isinstance(await face.post.send(parcel(body=view, plain=True)), Sent)
    (message,) = ada.dms()
    assert texts(message).splitlines() == [
        "Reminder", "It starts Sat, Nov 21, 2026, 5:30\u202fPM IST", "Seats: 3", "Row", "Join: <https://meet.example/x>",
    ]  # fmt: skip


async def test_a_fan_out_keeps_to_the_limit(standin: DiscordStandIn, start: Start, parcel: Make) -> None:
    """At half the speed, so that requests a busy machine hands over together stay below the limit."""
    face = await start(pace=Pace(requests=Rate(per_second=24.0, burst=1.3)))
    standin.limits.enabled, standin.limits.a_second = True, 30
    people = [standin.add_person(f"Person {number}") for number in range(50)]
    parcels = [parcel(dest=each.id, nonce=each.id, dm_channel=each.dm_channel.id) for each in people]
    outcomes = await asyncio.gather(*map(face.post.send, parcels))
    assert all(isinstance(each, Sent) for each in outcomes)
    assert standin.limits.refused == 0
    assert standin.limits.breaches == []
    assert 20 <= standin.limits.busiest_second <= 30


async def test_cancelling_a_send_is_not_swallowed(
    standin: DiscordStandIn, face: DiscordFace, parcel: Make
) -> None:
    standin.faults.order(Fault("timeout_before", DMS))
    sending = asyncio.create_task(face.post.send(parcel()))
    await standin.until(lambda: standin.faults.struck["timeout_before"])
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
