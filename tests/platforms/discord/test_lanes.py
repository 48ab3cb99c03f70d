"""Into a pause that Discord has asked for nothing is sent, whoever else has something to send there."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.dialog.wording import Words
from bot.discord import lanes
from bot.discord.face import DiscordFace
from bot.posting import Parcel, RoleGrant
from bot.sandbox.discord import DiscordStandIn, Fault, Person
from core.notices.model import Target
from core.notices.outcomes import Sent, Wait
from tests.platforms.discord.scripted import ScriptedEngine, said

DMS = "POST /channels/*/messages"
OPENING = "POST /users/@me/channels"
ROLES = "PUT /guilds/*/members/*/roles/*"
Make = Callable[..., Parcel]


@pytest.fixture
def words(engine: ScriptedEngine) -> Words:
    return engine.catalogue.words("en", "Asia/Kolkata")


@pytest.fixture
def people(standin: DiscordStandIn) -> list[Person]:
    standin.limits.enabled, standin.limits.in_flight_seconds = True, 0.0
    return [standin.add_person(f"Person {number}") for number in range(4)]


@pytest.fixture
def parcel(words: Words) -> Make:
    def make(person: Person, nonce: str, **more: Any) -> Parcel:
        return Parcel(
            Target.PERSON, person.id, said("Reminder"), nonce=nonce, person_id=1, words=words, **more
        )

    return make


@pytest.mark.parametrize("place", [DMS, OPENING, ROLES])
async def test_who_comes_after_a_429_waits_for_its_end(
    standin: DiscordStandIn, face: DiscordFace, people: list[Person], parcel: Make, words: Words, place: str
) -> None:
    role = standin.world.add_role("Python")
    parcels = {
        DMS: [parcel(people[0], f"n{number}", dm_channel=people[0].dm_channel.id) for number in range(4)],
        OPENING: [parcel(person, person.id) for person in people],
        ROLES: [
            Parcel(Target.ROLE, person.id, RoleGrant(role.id, give=True), nonce="n", person_id=1, words=words)
            for person in people
        ],
    }[place]
    assert isinstance(await face.post.send(parcels[0]), Sent), "the library knows the bucket now"
    fault = standin.faults.order(Fault("429", place, times=1, retry_after=0.3))
    first = asyncio.create_task(face.post.send(parcels[1]))
    await standin.until(lambda: fault.struck == 1)
    outcomes = await asyncio.gather(first, *map(face.post.send, parcels[2:]))
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert standin.limits.breaches == []


async def test_a_pause_too_long_to_wait_for_keeps_others_back_as_well(
    standin: DiscordStandIn, face: DiscordFace, people: list[Person], parcel: Make
) -> None:
    channel = people[0].dm_channel.id
    standin.faults.order(Fault("429", DMS, times=1, retry_after=40.0))
    assert isinstance(await face.post.send(parcel(people[0], "n1", dm_channel=channel)), Wait)
    asked = len(standin.exchanges)
    assert isinstance(await face.post.send(parcel(people[0], "n2", dm_channel=channel)), Wait)
    assert len(standin.exchanges) == asked
    assert isinstance(await face.post.send(parcel(people[1], "n3")), Sent)
    assert standin.limits.breaches == []


async def test_behind_a_request_that_hangs_nobody_is_given_up(
    standin: DiscordStandIn,
    face: DiscordFace,
    people: list[Person],
    parcel: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lanes, "PATIENCE", 0.01)
    channel = people[0].dm_channel.id
    fault = standin.faults.order(Fault("timeout_before", DMS, times=1))
    hanging = asyncio.create_task(face.post.send(parcel(people[0], "n1", dm_channel=channel)))
    await standin.until(lambda: fault.struck == 1)
    assert isinstance(await face.post.send(parcel(people[0], "n2", dm_channel=channel)), Wait)
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    asked = len(standin.exchanges)
    assert isinstance(await face.post.send(parcel(people[0], "n2", dm_channel=channel)), Wait)
    assert len(standin.exchanges) == asked
