"""Lists at ten thousand and at a million sessions: how long each takes in core, and by which plan."""

import random
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from core.people.model import Actor, Identity, Platform
from core.people.roles import known
from core.ports import UnitOfWork
from core.sessions import attending
from core.sessions.leading import mine
from storage.sqlite import SqliteDatabase
from storage.unit_of_work import Work
from tests.benchmarks import load
from tests.benchmarks.measuring import Line, milliseconds, percentile
from tests.benchmarks.setting import NOW, Setting, sqlite

SMALL = 10_000
QUERIES = 1_500
_SCAN = re.compile(r"\bSCAN (?!CONSTANT|\(|merged|found|anon)(?P<table>\w+)(?! USING (COVERING )?INDEX)")
Query = Callable[[UnitOfWork, Actor], object]


def _searched(text: str, uow: UnitOfWork, actor: Actor) -> object:
    return attending.browse(uow, actor, NOW, attending.Wanted(text))


LISTS: dict[str, tuple[str, Query]] = {
    "browse": ("learner", lambda uow, actor: attending.browse(uow, actor, NOW)),
    **{
        f"browse, by {what}": ("learner", partial(_searched, text))
        for what, text in {"a common word": "7", "a word between": "777", "a rare word": "777777"}.items()
    },
    "archive": ("learner", lambda uow, actor: attending.archive(uow, actor, NOW)),
    "history": ("learner", lambda uow, actor: attending.history(uow, actor, NOW)),
    "own list of a mentor": ("mentor", lambda uow, actor: mine(uow, actor, NOW)),
    "what is due": ("learner", lambda uow, _: uow.sessions.due(NOW, 200)),
    "when something is due next": ("learner", lambda uow, _: uow.sessions.next_due()),
}
GOALS = {"browse": "p99 ≤ 1 ms · 0.25 ms; ≤ 2.5 · 2.0 × p50 at 10,000"}
Times = dict[str, list[tuple[float, float]]]
"""Of each list: seconds by the wall clock and of this thread's CPU, which a busy machine does not stretch."""


async def measure(setting: Setting) -> list[Line]:
    """The same at both sizes, in one process."""
    small, large = load.Size(SMALL, setting.places), load.Size(setting.sessions, setting.places)
    at: dict[int, Times] = {}
    scans: list[str] = []
    for size in (small, large):
        path = await loaded(setting, size)
        async with sqlite(path) as database:
            at[size.sessions] = await _times(database)
            scans = await database.read(_scans)
    lines = [_line(name, at[SMALL][name], at[large.sessions][name]) for name in LISTS]
    sizes = f"{large.sessions:,} sessions, {large.participants:,} participants"
    return [
        Line("sizes", sizes, "1,000,000 and 10,000,000", f"against {SMALL:,} and {small.participants:,}"),
        *lines,
        Line("plans that scan a table", str(len(scans)), "0", "; ".join(scans)),
    ]


async def loaded(setting: Setting, size: load.Size) -> Path:
    """The file of this size; made once a run, or found in the directory that was given."""
    path = setting.loaded / f"sessions-{size.sessions}-{size.places}.sqlite3"
    if not path.exists():
        await load.loaded(path, size)
    return path


async def _times(database: SqliteDatabase) -> Times:
    """Seconds of each list, in core, on a reader's thread; people and lists are drawn by a fixed seed."""
    return await database.read(_timed)


def _timed(work: Work) -> Times:
    dice = random.Random(20310304)  # noqa: S311 - who looks, nothing secret
    times: Times = {name: [] for name in LISTS}
    for turn in range(QUERIES):
        learner = _actor(work, Platform.DISCORD, dice.randrange(load.LEARNERS_FROM, load.PEOPLE))
        mentor = _actor(work, Platform.TELEGRAM, dice.randrange(1, load.MENTORS))
        for name, (who, query) in LISTS.items():
            began, spent = time.perf_counter(), time.thread_time()
            query(work, mentor if who == "mentor" else learner)
            if turn >= QUERIES // 10:
                times[name].append((time.perf_counter() - began, time.thread_time() - spent))
    return times


def _actor(work: Work, platform: Platform, number: int) -> Actor:
    actor = known(work, Identity(platform, str(1_000_000 + number), f"Person {number}", None, None))
    assert actor is not None
    return actor


def _line(name: str, small: list[tuple[float, float]], large: list[tuple[float, float]]) -> Line:
    wall, cpu = ([one[which] for one in large] for which in (0, 1))
    before = [spent for _, spent in small]
    measured = f"p99 {milliseconds(percentile(cpu, 99))} CPU, {milliseconds(percentile(wall, 99))} wall"
    p50, p50_before = percentile(cpu, 50), percentile(before, 50)
    detail = (
        f"p50 {milliseconds(p50)} CPU, {milliseconds(percentile(wall, 50))} wall; at {SMALL:,}: "
        f"p50 {milliseconds(p50_before)}, p99 {milliseconds(percentile(before, 99))} CPU; "
        f"p99 is {percentile(cpu, 99) / p50_before:.1f} × the smaller p50"
    )
    return Line(name, measured, GOALS.get(name, ""), detail)


def _scans(work: Work) -> list[str]:
    """Every plan of these lists that walks a whole table."""
    raw: sqlite3.Connection = work.scope.connection.raw  # type: ignore[attr-defined] # SQLite's own connection
    learner, mentor = _actor(work, Platform.DISCORD, 50_000), _actor(work, Platform.TELEGRAM, 7)
    asked: list[str] = []
    raw.set_trace_callback(asked.append)
    for who, query in LISTS.values():
        query(work, mentor if who == "mentor" else learner)
    raw.set_trace_callback(None)
    return sorted({scan for statement in asked for scan in _scan(raw, statement)})


def _scan(raw: sqlite3.Connection, statement: str) -> list[str]:
    with closing(raw.execute(f"EXPLAIN QUERY PLAN {statement}")) as plan:
        return [row[3] for row in plan if _SCAN.search(row[3])]
