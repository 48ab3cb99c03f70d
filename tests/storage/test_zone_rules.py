"""The times that sessions are meant for, and whole look-rounds after a change, on both engines."""

import zoneinfo
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from importlib import metadata
from typing import Any

import pytest

from bot import zone_rules
from bot.zone_rules import Rules, ZoneRules, on_this_machine
from core import zones
from core.clock import StandingClock
from core.notices.model import OutboxStatus
from core.people.model import Platform
from core.sessions import following
from core.sessions.model import Meant, Status, Wall
from storage.unit_of_work import Work
from storage.verify import broken
from tests.builders import HOUR, NOW, session
from tests.engines import AnyDatabase
from tests.governments import CAIRO, THREE_AHEAD, TWO_AHEAD, Government
from tests.storage.asking import World, read, world, write

WALL = Wall(CAIRO, NOW.replace(tzinfo=None))


@pytest.fixture(autouse=True)
async def other_rules(database: AnyDatabase) -> None:
    """The sessions were last held against others: what a database knows of itself outlasts a test."""
    await write(database, partial(_note, "those of another test"))


async def leads() -> bool:
    """Nobody else runs."""
    return True


class Counted:
    """A database that counts what is asked of it, and may fail to write."""

    def __init__(self, real: AnyDatabase) -> None:
        self._real = real
        self.reads = self.writes = 0
        self.fails = False

    async def read(self, query: Callable[[Any], Any]) -> Any:
        self.reads += 1
        return await self._real.read(query)

    async def write(self, use_case: Callable[[Any], Any], **how: Any) -> Any:
        self.writes += 1
        if self.fails:
            raise OSError("the database is away")
        return await self._real.write(use_case, **how)


def add(uow: Work, made: World, hours: int, **more: Any) -> int:
    """A session of an hour in so many hours, meant for Cairo."""
    start = NOW + hours * HOUR
    found = session(uow, made.group, made.mentor, due_at=start, starts_at=start, ends_at=start + HOUR, **more)
    uow.zone_rules.mean(found.id, Wall(CAIRO, zones.wall_clock(start, CAIRO)))
    return found.id


async def starts(database: AnyDatabase, ids: list[int]) -> list[timedelta]:
    """When they start, from now."""
    found = await read(database, lambda uow: [uow.sessions.get(one) for one in ids])
    return [one.starts_at - NOW for one in found if one is not None]


async def test_what_was_meant_is_kept_with_a_session(database: AnyDatabase) -> None:
    made = await world(database)
    assert await read(database, lambda uow: uow.zone_rules.meant(made.session)) is None
    await write(database, lambda uow: uow.zone_rules.mean(made.session, WALL))
    assert await read(database, lambda uow: uow.zone_rules.meant(made.session)) == WALL
    (found,) = await read(database, lambda uow: uow.zone_rules.coming(NOW, 0, 10))
    assert found == Meant(made.session, NOW + 24 * HOUR, WALL)


async def test_those_to_come_are_read_page_by_page(database: AnyDatabase) -> None:
    made = await world(database)

    def fill(uow: Work) -> list[int]:
        several = [add(uow, made, hours) for hours in (1, 3, 5)]
        add(uow, made, 7, status=Status.CANCELLED)
        add(uow, made, -9)
        twin = session(uow, made.group, made.learners[0], starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
        uow.zone_rules.mean(twin.id, WALL)
        return [several[0], twin.id, *several[1:]]

    wanted = await write(database, fill)
    found: list[int] = []
    after, last_id = NOW, 0
    while page := await read(database, lambda uow: uow.zone_rules.coming(after, last_id, 1)):  # noqa: B023 - awaited at once
        found += [one.session_id for one in page]
        after, last_id = page[-1].starts_at, page[-1].session_id
    assert found == wanted


def _note(rules: str, uow: Work) -> None:
    uow.zone_rules.note(rules)


async def test_the_rules_last_read_are_remembered(database: AnyDatabase) -> None:
    for rules in ("some", "others"):
        await write(database, partial(_note, rules))
        assert await read(database, lambda uow: uow.zone_rules.read_by()) == rules


async def test_sessions_one_after_the_other_follow_together(
    database: AnyDatabase, clock: StandingClock, government: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is in the way of the next; earlier or later, page by page, all of them move."""
    monkeypatch.setattr(zone_rules, "BATCH", 2)
    made = await world(database, status=Status.CANCELLED)
    ids = await write(database, lambda uow: [add(uow, made, hours) for hours in (30, 31, 32, 33, 34)])
    rules = ZoneRules(database, clock, leads)
    await rules.look()
    assert await starts(database, ids) == [hours * HOUR for hours in (30, 31, 32, 33, 34)]
    for decreed, moved in ((THREE_AHEAD, 29), ("EET-1", 31)):
        government.decree(decreed)
        await rules.look()
        assert await starts(database, ids) == [(moved + n) * HOUR for n in range(5)]
        assert await read(database, lambda uow: uow.zone_rules.read_by()) == on_this_machine().spelled()
    assert await read(database, broken) == []
    told = await read(database, lambda uow: uow.queue.depth())
    assert told[Platform.DISCORD.value, OutboxStatus.PENDING.value] == 10, "the mentor hears of each move"


async def test_while_nothing_changed_a_look_is_one_query(
    database: AnyDatabase, clock: StandingClock, government: Government
) -> None:
    made = await world(database, status=Status.CANCELLED)
    await write(database, lambda uow: [add(uow, made, hours) for hours in (30, 40)])
    counted = Counted(database)
    rules = ZoneRules(counted, clock, leads)
    await rules.look()
    counted.reads = counted.writes = 0
    await rules.look()
    assert (counted.reads, counted.writes) == (1, 0)
    again = ZoneRules(counted, clock, leads)
    await again.look()
    assert (counted.reads, counted.writes) == (2, 0), "a new process neither"


async def test_what_failed_or_was_another_process_turn_is_done_at_a_later_look(
    database: AnyDatabase, clock: StandingClock, government: Government
) -> None:
    made = await world(database, status=Status.CANCELLED)
    ids = await write(database, lambda uow: [add(uow, made, 30)])
    counted, turn = Counted(database), [True]

    async def whose() -> bool:
        return turn[0]

    rules = ZoneRules(counted, clock, whose)
    await rules.look()
    government.decree(THREE_AHEAD)
    turn[0] = False
    await rules.look()
    turn[0], counted.fails = True, True
    await rules.look()
    assert await starts(database, ids) == [30 * HOUR]
    counted.fails = False
    await rules.look()
    assert await starts(database, ids) == [29 * HOUR]


async def test_one_that_another_is_in_the_way_of_stays_and_is_not_tried_for_ever(
    database: AnyDatabase, clock: StandingClock, government: Government
) -> None:
    made = await world(database, starts_at=NOW + 29 * HOUR, ends_at=NOW + 30 * HOUR)
    ids = await write(database, lambda uow: [add(uow, made, 30)])
    await write(database, lambda uow: uow.people.set_admin(made.learners[0], admin=True))
    government.decree(THREE_AHEAD)
    rules = ZoneRules(database, clock, leads)
    await rules.look()
    assert await starts(database, ids) == [30 * HOUR]
    assert await read(database, lambda uow: uow.zone_rules.read_by()) == on_this_machine().spelled()
    assert not await write(database, lambda uow: following.follow(uow, NOW, ids[0]))
    (told,) = (await read(database, lambda uow: uow.people.export(made.learners[0])))["outbox"]
    assert told["payload"] == {"what": "session-in-the-way", "detail": str(ids[0])}


async def test_older_rules_of_another_replica_move_nothing_back(
    database: AnyDatabase, clock: StandingClock, government: Government
) -> None:
    """Each process looks when it comes to lead."""
    made = await world(database, status=Status.CANCELLED)
    ids = await write(database, lambda uow: [add(uow, made, 30)])
    course = [
        (TWO_AHEAD, "2031a", 30),
        (THREE_AHEAD, "2031b", 29),
        (TWO_AHEAD, "2031a", 29),
        (TWO_AHEAD, "", 29),
        (THREE_AHEAD, "2031b", 29),
        (TWO_AHEAD, "2031z", 30),
        (THREE_AHEAD, "2031za", 29),
        (TWO_AHEAD, "2031z", 29),
        (TWO_AHEAD, "2032a", 30),
    ]
    for rule, version, hours in course:
        government.decree(rule)
        government.publish(version)
        await ZoneRules(database, clock, leads).look()
        assert await starts(database, ids) == [hours * HOUR], version
    assert await read(database, lambda uow: uow.zone_rules.read_by()) == on_this_machine().spelled()


async def test_what_an_earlier_program_noted_is_older_than_any_version(
    database: AnyDatabase, clock: StandingClock, government: Government
) -> None:
    government.publish("2031a")
    await write(database, partial(_note, "0f" * 32))
    await ZoneRules(database, clock, leads).look()
    assert await read(database, lambda uow: uow.zone_rules.read_by()) == on_this_machine().spelled()


@pytest.mark.parametrize("version", ["2031a", "2031za", ""])
def test_the_version_is_read_beside_the_zones(government: Government, version: str) -> None:
    government.publish(version)
    found = on_this_machine()
    assert found.version == version
    assert Rules.read(found.spelled()) == found


def test_without_zones_of_the_machine_the_package_says_it() -> None:
    zoneinfo.reset_tzpath(to=[])
    try:
        year, month = metadata.version("tzdata").split(".")
        assert on_this_machine().version == f"{year}{chr(ord('a') + int(month) - 1)}", "2026.1 is 2026a"
    finally:
        zoneinfo.reset_tzpath()
