"""The sender's port: every outcome of a delivery, by what Telegram really answers (trust.md §3.5)."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.dialog.text import Own, User
from bot.dialog.view import Action, Press, View
from bot.posting import Menu, MenuSet, Parcel, RoleGrant
from bot.sandbox.telegram.people import Person, plain
from bot.telegram.deliver import CUT_OFF
from bot.telegram.face import TelegramFace
from core.notices.model import Target
from core.notices.outcomes import (
    Ambiguous,
    CardGone,
    Gone,
    Locked,
    Malformed,
    Moved,
    Sent,
    Unknown,
    Unsent,
    Wait,
)
from tests.platforms.telegram.commands import file, say
from tests.platforms.telegram.conftest import House

VIEW = View(
    (Own("Reminder: "), User("<b>Chess</b>")),
    lines=(say("in an hour"),),
    actions=(Action("Join", Press("thing join", {"thing": 3})),),
)


def parcel(house: House, dest: int, **more: Any) -> Parcel:
    told: dict[str, Any] = {
        "target": Target.PERSON,
        "dest": str(dest),
        "body": VIEW,
        "words": house.catalogue.words("en", "UTC"),
        "person_id": 1,
        "nonce": "n",
        **more,
    }
    return Parcel(**told)


async def test_a_notice_arrives_with_its_buttons(house: House, face: TelegramFace, ada: Person) -> None:
    sent = await face.post.send(parcel(house, ada.id))
    notice = await ada.next_message()
    assert sent == Sent(str(notice.id))
    assert plain(notice) == "Reminder: <b>Chess</b>\n\nin an hour"
    await ada.start()
    await ada.next_message()
    await ada.press(notice, "Join")
    await ada.changed(notice)
    assert plain(notice) == "🟢 Joined · 3 · 1"


async def test_a_notice_goes_out_plain_when_asked(house: House, face: TelegramFace, ada: Person) -> None:
    await face.post.send(parcel(house, ada.id, plain=True))
    notice = await ada.next_message()
    assert (plain(notice), notice.entities) == ("Reminder: <b>Chess</b>\n\nin an hour", [])
    assert house.calls("sendMessage")[0].get("parse_mode") is None


async def test_a_card_is_posted_then_edited_in_place(house: House, face: TelegramFace, ada: Person) -> None:
    chess = house.standin.group("Chess circle", [ada])
    card = {"target": Target.CHANNEL, "person_id": None}
    first = await face.post.send(parcel(house, chess.id, **card))
    assert isinstance(first, Sent)
    assert first.message_id is not None
    shown = ada.last(chess.chat)
    changed = View(say("Full"), private=False)
    again = {**card, "body": changed, "message_id": first.message_id}
    assert await face.post.send(parcel(house, chess.id, **again)) == first
    assert plain(shown) == "Full"
    assert await face.post.send(parcel(house, chess.id, **again)) == first, "not modified is as good as sent"
    assert len(ada.visible(chess.chat)) == 1
    house.standin.world.delete(shown)
    assert isinstance(await face.post.send(parcel(house, chess.id, **again)), CardGone)


async def test_anybody_may_press_a_cards_button(house: House, face: TelegramFace, ada: Person) -> None:
    chess = house.standin.group("Chess circle", [ada])
    await face.post.send(parcel(house, chess.id, target=Target.CHANNEL, person_id=None))
    tapped = await ada.press(ada.last(chess.chat), "Join")
    assert (await tapped.answered()).text.startswith("Joined · 3 · 1")


async def test_a_group_that_moved_is_told(house: House, face: TelegramFace, ada: Person) -> None:
    small = house.standin.group("Small", [ada], kind="group")
    moved = small.migrate(ada)
    told = await face.post.send(parcel(house, small.id, target=Target.CHANNEL, person_id=None))
    assert told == Moved(str(moved.id))


async def test_who_cannot_be_reached_is_gone(house: House, face: TelegramFace, ada: Person) -> None:
    shy = house.standin.person("Linus Sample")
    assert isinstance(await face.post.send(parcel(house, shy.id)), Gone)
    ada.block()
    assert isinstance(await face.post.send(parcel(house, ada.id)), Gone)
    ada.unblock()
    ada.deactivate()
    assert isinstance(await face.post.send(parcel(house, ada.id)), Gone)
    assert isinstance(await face.post.send(parcel(house, 999_999)), Gone)
    chess = house.standin.group("Chess circle", [ada], bot=None)
    assert isinstance(await face.post.send(parcel(house, chess.id, target=Target.CHANNEL)), Gone)


@pytest.mark.parametrize(
    ("kind", "options", "outcome", "arrived"),
    [
        ("server_error", {}, Ambiguous, False),
        ("lost_error", {}, Ambiguous, True),
        ("html_error", {"status": 502}, Ambiguous, False),
        ("html_error", {"status": 403}, Ambiguous, False),
        ("html_error", {"status": 404}, Ambiguous, False),
        ("html_error", {"status": 413}, Ambiguous, False),
        ("reset_before", {}, Ambiguous, False),
        ("reset_after", {}, Ambiguous, True),
        ("hang_after", {"seconds": 30}, Ambiguous, True),
        ("blocked", {}, Gone, False),
        ("unauthorized", {}, Locked, False),
        ("not_found", {}, Locked, False),
        ("refused", {"text": "can't parse entities: x"}, Malformed, False),
        ("refused", {"text": "chat not found"}, Gone, False),
        ("refused", {"text": "not enough rights to send text messages to the chat"}, Gone, False),
        ("conflict", {}, Ambiguous, False),
    ],
)
async def test_every_failure_has_its_outcome(
    house: House,
    face: TelegramFace,
    ada: Person,
    kind: str,
    options: dict[str, Any],
    outcome: type,
    arrived: bool,
) -> None:
    house.standin.faults.add(kind, "sendMessage", times=1, **options)
    told = await face.post.send(parcel(house, ada.id))
    assert isinstance(told, outcome)
    assert house.standin.token not in repr(told)
    assert [plain(message) for message in ada.visible()] == ["Reminder: <b>Chess</b>\n\nin an hour"] * arrived


async def test_a_rate_limit_is_waited_for(house: House, face: TelegramFace, ada: Person) -> None:
    house.standin.faults.add("rate_limit", "sendMessage", times=1, seconds=7)
    assert await face.post.send(parcel(house, ada.id)) == Wait(timedelta(seconds=7))
    waiting = await face.post.send(parcel(house, ada.id))
    assert isinstance(waiting, Wait)
    assert waiting.retry_after > timedelta(seconds=6)
    assert len(house.calls("sendMessage")) == 1, "nothing is sent before the time has passed"


async def test_an_edge_that_refuses_stops_everything(house: House, face: TelegramFace, ada: Person) -> None:
    house.standin.faults.add("html_error", "sendMessage", times=1, status=429)
    assert await face.post.send(parcel(house, ada.id)) == Wait(CUT_OFF, everywhere=True)


async def test_no_connection_is_certainly_unsent(house: House, face: TelegramFace, ada: Person) -> None:
    post = face.post
    await house.standin.stop()
    assert isinstance(await post.send(parcel(house, ada.id)), Unsent | Ambiguous)
    # The open connections are gone by now.
    assert isinstance(await post.send(parcel(house, ada.id)), Unsent)


async def test_what_telegram_does_not_have_is_our_fault(
    house: House, face: TelegramFace, ada: Person
) -> None:
    role = parcel(house, ada.id, target=Target.ROLE, body=RoleGrant("1", give=True))
    assert isinstance(await face.post.send(role), Malformed)


async def test_a_view_that_cannot_be_rendered_is_unknown(
    house: House, face: TelegramFace, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("bot.telegram.render.message", broken)
    assert isinstance(await face.post.send(parcel(house, ada.id)), Unknown)


async def test_a_file_is_delivered(house: House, face: TelegramFace, ada: Person) -> None:
    await face.post.send(parcel(house, ada.id, body=View(say("Yours"), file=file(b"{}"))))
    message = await ada.next_message()
    assert message.media is not None
    assert (plain(message), message.media.file.name) == ("Yours", "export.json")


async def test_a_persons_menu_follows_their_roles(house: House, face: TelegramFace, ada: Person) -> None:
    await asyncio.gather(*face._tasks)
    assert "newthing" not in ada.commands()
    sets = frozenset({MenuSet.LEARNER, MenuSet.MENTOR})
    menu = parcel(house, ada.id, target=Target.MENU, body=Menu(sets, "en"))
    assert await face.post.send(menu) == Sent()
    assert ada.commands()["newthing"] == "Make a thing"
    assert "import" not in ada.commands()
    everything = parcel(house, ada.id, target=Target.MENU, body=Menu(frozenset(MenuSet), "en"))
    await face.post.send(everything)
    assert "import" in ada.commands()
    nothing = parcel(house, ada.id, target=Target.MENU, body=Menu(frozenset({MenuSet.LEARNER}), "en"))
    await face.post.send(nothing)
    assert "newthing" not in ada.commands()
    assert "things" in ada.commands()


async def test_notices_to_many_keep_to_the_limits(house: House, face: TelegramFace) -> None:
    people = [house.standin.person(f"Person {number}", started=True) for number in range(60)]
    # Room for half a second in which a busy machine lets nobody run.
    house.standin.limits.overall_burst = 15
    began = asyncio.get_running_loop().time()
    told = await asyncio.gather(*(face.post.send(parcel(house, person.id)) for person in people))
    assert all(isinstance(one, Sent) for one in told)
    assert (house.standin.limits.refused, house.standin.limits.breaches) == (0, 0)
    assert asyncio.get_running_loop().time() - began > 1.5, "sixty notices take two seconds"


async def test_answers_do_not_wait_behind_notices(house: House, face: TelegramFace, ada: Person) -> None:
    people = [house.standin.person(f"Person {number}", started=True) for number in range(40)]
    fan_out = asyncio.gather(*(face.post.send(parcel(house, person.id)) for person in people))
    await ada.start()
    await ada.next_message()
    assert not fan_out.done()
    await fan_out
    assert house.standin.limits.breaches == 0
