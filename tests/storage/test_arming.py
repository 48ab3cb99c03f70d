"""Looks after the reminders were set otherwise, on both engines: page by page, cut short, by replicas."""

import asyncio
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot import rearming
from bot.alarms import Alarms, Chores
from bot.figures import Figures
from bot.rearming import Rearming
from core.clock import StandingClock
from core.programme import Programme
from core.sessions import arming, ticking
from core.sessions.model import Status
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, session
from tests.engines import AnyDatabase
from tests.storage.asking import World, read, world, write
from tests.storage.test_zone_rules import Counted, leads

NEW = Programme(reminders=(timedelta(hours=48), timedelta(hours=1)))
STARTS = (30, 60, 61, 62, 90)
ARMED = 29
"""Hours from now for which all of them wait."""


@pytest.fixture
def programme() -> Programme:
    """The database's own, too."""
    return NEW


@pytest.fixture(autouse=True)
async def other_reminders(database: AnyDatabase) -> None:
    """What a database knows of itself outlasts a test."""
    await write(database, lambda uow: uow.arming.note("those of another test"))


def add(uow: Work, made: World) -> list[int]:
    """Sessions of an hour, and some that no reminder can be for."""
    for status in (Status.CANCELLED, Status.PENDING_APPROVAL):
        _add(uow, made, 80, status)
    return [_add(uow, made, hours) for hours in STARTS]


def _add(uow: Work, made: World, hours: int, status: Status = Status.SCHEDULED) -> int:
    start = NOW + hours * HOUR
    due_at, title = NOW + ARMED * HOUR, f"{status} {hours}"
    times = {"starts_at": start, "ends_at": start + HOUR}
    return session(uow, made.group, made.mentor, status=status, due_at=due_at, title=title, **times).id


async def dues(database: AnyDatabase, ids: list[int]) -> list[float]:
    """For how many hours from now they wait."""
    found = await read(database, lambda uow: [uow.sessions.get(one) for one in ids])
    return [(one.due_at - NOW) / HOUR for one in found if one is not None and one.due_at is not None]


async def ready(database: AnyDatabase) -> list[int]:
    made = await world(database, status=Status.CANCELLED)
    return await write(database, partial(add, made=made))


async def test_every_session_to_come_waits_for_the_new_reminders(
    database: AnyDatabase, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rearming, "BATCH", 2)
    ids = await ready(database)
    heard: list[datetime | None] = []
    database.on_commit(lambda marks: heard.append(marks.due))
    await Rearming(database, clock, leads, NEW).look()
    assert await dues(database, ids) == [29, 12, 13, 14, 42]
    assert NOW + 12 * HOUR in heard, "the alarm hears of what is earlier"
    assert await read(database, lambda uow: uow.arming.armed_by()) == arming.spelled(NEW)


async def test_while_nothing_changed_a_look_is_one_query(database: AnyDatabase, clock: StandingClock) -> None:
    await ready(database)
    counted = Counted(database)
    await Rearming(counted, clock, leads, NEW).look()
    counted.reads = counted.writes = 0
    await Rearming(counted, clock, leads, NEW).look()
    assert (counted.reads, counted.writes) == (1, 0)


async def test_only_who_leads_does_it_and_what_was_cut_short_is_done_at_the_next_look(
    database: AnyDatabase, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rearming, "BATCH", 2)
    ids = await ready(database)
    turns = [False, True, False]

    async def in_turn() -> bool:
        return turns.pop(0) if turns else True

    await Rearming(database, clock, in_turn, NEW).look()
    assert await dues(database, ids) == [29] * 5, "another process leads"
    await Rearming(database, clock, in_turn, NEW).look()
    assert await dues(database, ids) == [29, 12, 29, 29, 29], "the lease went after the first page"
    counted = Counted(database)
    counted.fails = True
    await Rearming(counted, clock, in_turn, NEW).look()
    assert await dues(database, ids) == [29, 12, 29, 29, 29]
    await write(database, partial(ticking.tick, session_id=ids[1], now=NOW + 12 * HOUR))
    clock.at = NOW + 12 * HOUR
    await Rearming(database, clock, in_turn, NEW).look()
    assert (await dues(database, ids))[1:] == [59, 13, 14, 42], "what was done is not armed again"


async def test_whoever_comes_to_lead_looks_once(database: AnyDatabase, clock: StandingClock) -> None:
    looks: asyncio.Queue[str] = asyncio.Queue()
    one, other = (Alarms(database, clock, name, Figures(), chores(name, looks)) for name in ("one", "other"))
    await one.start()
    await other.start()
    assert await looks.get() == "one"
    await one.ring()
    await one.close()
    await other.ring()
    assert await looks.get() == "other"
    assert looks.empty()
    await other.close()


def chores(owner: str, looks: asyncio.Queue[str]) -> Chores:
    async def nothing() -> None:
        pass

    async def look() -> None:
        looks.put_nowait(owner)

    return Chores(sweep=nothing, watch=nothing, tidy=nothing, lead=look)
