"""A join in storage beside the same two statements on the bare driver (design.md §6)."""

import asyncio
import itertools
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg

from core.groups.model import LinkKind
from core.people import service as people
from core.people.model import Platform
from core.ports import UnitOfWork
from core.sessions import attending
from core.sessions.model import Status
from tests import builders
from tests.benchmarks.measuring import Burst, Line, Stopwatch, Turns, microseconds, milliseconds, rotate
from tests.benchmarks.setting import NOW, AnyDatabase, Setting, postgres, sqlite

AT_ONCE = 64
JOINS = 2_000
PEOPLE = 50
"""People who join; sessions have places for all, and each is joined by everybody once."""
SESSIONS = 750
FIRST = 10_000
"""Number of the first learner; their ids follow the mentor's."""
Join = Callable[[int, int], Awaitable[object]]
_NAMED = "SELECT id FROM sessions ORDER BY id"


class Places:
    """Pairs of session and person, none of which is used twice; each contender has sessions of its own."""

    def __init__(self, sessions: list[int], learners: list[int]) -> None:
        self._sessions = iter(sessions)
        self._learners = learners

    def take(self, count: int) -> list[tuple[int, int]]:
        """The next pairs, spread over the sessions so that neighbours do not meet in one row."""
        chosen = list(itertools.islice(self._sessions, count // len(self._learners)))
        return [(session, person) for person in self._learners for session in chosen]


async def measure(setting: Setting) -> list[Line]:
    """Both engines."""
    lines = await _on_sqlite(setting.folder / "join.sqlite3")
    if setting.postgres:
        lines += await _on_postgres(setting)
    return lines


async def _on_sqlite(path: Path) -> list[Line]:
    async with sqlite(path) as database:
        sessions, learners = await database.write(fill, source="benchmark")
        places = _shared_out(sessions, learners, 3)
        with closing(_raw(path)) as raw:
            turns = await rotate(
                {
                    "raw": partial(_one_by_one, raw, places[0]),
                    "seat": partial(together, _seat(database), places[1]),
                    "use case": partial(together, use_case(database), places[2]),
                }
            )
    lock_errors = sum(1 for each in turns.values() for burst in each.bursts if burst.operations != JOINS)
    return [
        _ratio("SQLite: take a seat, FULL / raw sqlite3, NORMAL", "seat", "raw", turns, "≥ 0.45 · 0.70"),
        _ratio("SQLite: the whole join (input, audit, card, outbox) / raw", "use case", "raw", turns, ""),
        Line("SQLite: lock errors", str(lock_errors), "0"),
    ]


def _shared_out(sessions: list[int], learners: list[int], shares: int) -> list[Places]:
    size = len(sessions) // shares
    return [Places(sessions[size * share : size * (share + 1)], learners) for share in range(shares)]


def _ratio(name: str, ours: str, raw: str, turns: dict[str, Turns], goal: str) -> Line:
    mine, bare = turns[ours], turns[raw]
    detail = (
        f"{mine.per_second:,.0f}/s against {bare.per_second:,.0f}/s; CPU {microseconds(mine.cpu)} against "
        f"{microseconds(bare.cpu)}; p99 of 64 at once {milliseconds(mine.latency(99))}"
    )
    return Line(name, f"{mine.per_second / bare.per_second:.2f}", goal, detail)


def fill(uow: UnitOfWork) -> tuple[list[int], list[int]]:
    """People of a group, and sessions of that group."""
    group = builders.group(uow)
    mentor = builders.person(uow)
    learners = []
    for number in range(PEOPLE):
        actor = people.actor(uow, builders.identity(FIRST + number), NOW)
        uow.groups.set_link(group.id, actor.id, LinkKind.LEARNER, active=True, now=NOW)
        learners.append(actor.id)
    return [_session(uow, group.id, mentor.id, number) for number in range(SESSIONS)], learners


def _session(uow: UnitOfWork, group_id: int, mentor_id: int, number: int) -> int:
    starts_at = NOW + (24 + 2 * number) * builders.HOUR
    made = builders.session(
        uow, group_id, mentor_id, Status.SCHEDULED, None,
        seats=500, starts_at=starts_at, ends_at=starts_at + builders.HOUR,
    )  # fmt: skip
    return made.id


def _raw(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in (
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "busy_timeout = 15000",
        "cache_size = -16384",
    ):
        raw.execute(f"PRAGMA {pragma}")
    return raw


async def _one_by_one(raw: sqlite3.Connection, places: Places) -> Burst:
    """The bare driver: one transaction a join, two statements, no thread to hop to."""
    pairs = places.take(JOINS)
    latencies = []
    with Stopwatch() as watch:
        for session, person in pairs:
            began = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            taken = raw.execute(
                "UPDATE sessions SET taken = taken + 1 WHERE id = ? AND (seats IS NULL OR taken < seats)",
                (session,),
            )
            assert taken.rowcount == 1
            raw.execute(
                "INSERT INTO participants (session_id, person_id, part, attendance, joined_at)"
                " VALUES (?, ?, 'MENTEE', 'INVITED', ?) ON CONFLICT DO UPDATE SET left_at = NULL"
                " WHERE left_at IS NOT NULL",
                (session, person, 1_930_000_000_000_000),
            )
            raw.execute("COMMIT")
            latencies.append(time.perf_counter() - began)
    return watch.burst(JOINS, latencies)


async def together(join: Join, places: Places) -> Burst:
    """So many at once, each waiting for its own commit."""
    waiting: Iterator[tuple[int, int]] = iter(places.take(JOINS))
    latencies: list[float] = []

    async def one_after_another() -> None:
        for session, person in waiting:
            began = time.perf_counter()
            await join(session, person)
            latencies.append(time.perf_counter() - began)

    with Stopwatch() as watch:
        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    return watch.burst(len(latencies), latencies)


def _seat(database: AnyDatabase) -> Join:
    """Only what the raw contender does as well."""

    async def join(session: int, person: int) -> object:
        return await database.write(
            lambda work: work.sessions.take_seat(session, person, NOW), source="benchmark"
        )

    return join


def use_case(database: AnyDatabase) -> Join:
    """As a press of the button does it: known input, policy, seat, audit, cards, all in one commit."""
    numbers = itertools.count()

    async def join(session: int, person: int) -> object:
        identity = builders.identity(FIRST + person - 2)

        def act(work: UnitOfWork) -> object:
            return attending.join(work, people.actor(work, identity, NOW), NOW, session)

        key = (Platform.DISCORD, f"benchmark-{next(numbers)}")
        return await database.write(act, source="discord", key=key, outcome=lambda _: "{}")

    return join


_STATEMENT = """
WITH seat AS (
    UPDATE sessions SET taken = taken + 1 WHERE id = $1 AND (seats IS NULL OR taken < seats) RETURNING id)
INSERT INTO participants (session_id, person_id, part, attendance, joined_at)
SELECT id, $2::bigint, 'MENTEE', 'INVITED', $3::timestamptz FROM seat
ON CONFLICT (session_id, person_id) DO UPDATE SET left_at = NULL WHERE participants.left_at IS NOT NULL
RETURNING session_id
"""


async def _on_postgres(setting: Setting) -> list[Line]:
    async with postgres(setting.folder) as database:
        sessions, learners = await database.write(fill, source="benchmark")
        places = _shared_out(sessions, learners, 3)
        pool: Any = database._pool  # the same connections for both, so that only what is done differs
        assert isinstance(pool, asyncpg.Pool)

        async def raw(session: int, person: int) -> object:
            async with pool.acquire() as connection:
                return await connection.fetchval(_STATEMENT, session, person, NOW)

        turns = await rotate(
            {
                "raw": partial(together, raw, places[0]),
                "seat": partial(together, _seat(database), places[1]),
                "use case": partial(together, use_case(database), places[2]),
            }
        )
    return [
        _ratio("PostgreSQL: take a seat / raw asyncpg, one statement", "seat", "raw", turns, "≥ 0.60 · 0.75"),
        _ratio("PostgreSQL: the whole join / raw asyncpg", "use case", "raw", turns, ""),
    ]
