"""Lists at ten thousand and at a million sessions: how long each takes in core, and by which plan."""

import random
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import literal, select

from bot.running import keep_what_is_loaded
from core.people.model import Actor, Platform
from core.sessions import attending
from core.sessions.leading import mine
from storage.unit_of_work import Work
from tests.benchmarks import load, load_postgres, undone
from tests.benchmarks.measuring import Line, milliseconds, percentile
from tests.benchmarks.setting import NOW, AnyDatabase, Setting, on_postgres, server, sqlite
from tests.benchmarks.undone import Times, Took
from tests.engines import address, fresh_postgres
from tests.explaining import plans, scans

SMALL = 10_000
QUERIES = {"SQLite": 1_500, "PostgreSQL": 500}
LARGE = re.compile(r"sessions|participants|session_words|people|person_words|accounts|group_links|outbox")
"""Tables that grow; what has a few dozen rows may be read whole."""
NOTHING = select(literal(1))
Query = Callable[[Work, Actor], object]


def _searched(text: str, uow: Work, actor: Actor) -> object:
    return attending.browse(uow, actor, NOW, attending.Wanted(text))


LISTS: dict[str, tuple[str, Query]] = {
    "nothing: one statement there and back": (
        "learner",
        lambda work, _: work.scope.connection.execute(NOTHING),
    ),
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
Engine = Callable[[load.Size], AbstractAsyncContextManager[AnyDatabase]]


async def measure(setting: Setting) -> list[Line]:
    """The same at both sizes and on both engines, in one process."""
    large = load.Size(setting.sessions, setting.places)
    sizes = f"{large.sessions:,} sessions, {large.participants:,} participants"
    small = f"against {SMALL:,} and {SMALL * setting.places:,}"
    lines = [Line("sizes", sizes, "1,000,000 and 10,000,000", small)]
    lines += await _compared("SQLite", setting, partial(_on_sqlite, setting))
    if setting.postgres:
        async with server(setting.loaded, keep=setting.keeps) as running:
            lines += await _compared("PostgreSQL", setting, partial(_on_postgres, running))
    return lines


async def loaded(setting: Setting, size: load.Size) -> Path:
    """The file of this size; made once a run, or found in the directory that was given."""
    path = setting.loaded / f"sessions-{size.sessions}-{size.places}.sqlite3"
    if not path.exists():
        await load.loaded(path, size)
    return path


@asynccontextmanager
async def _on_sqlite(setting: Setting, size: load.Size) -> AsyncIterator[AnyDatabase]:
    async with sqlite(await loaded(setting, size)) as database:
        yield database


@asynccontextmanager
async def _on_postgres(running: str, size: load.Size) -> AsyncIterator[AnyDatabase]:
    name = f"sessions_{size.sessions}_{size.places}"
    url = address(running, name)
    if not await load_postgres.holds(url, size):
        url = await fresh_postgres(running, name)
        async with on_postgres(url):
            pass
        await load_postgres.fill(url, size)
    async with on_postgres(url) as database:
        yield database


async def _compared(engine: str, setting: Setting, opened: Engine) -> list[Line]:
    at: dict[int, Times] = {}
    found: list[str] = []
    for sessions in (SMALL, setting.sessions):
        async with opened(load.Size(sessions, setting.places)) as database:
            timed = await database.read(partial(_timed, QUERIES[engine]))
            changed = await undone.times(database, QUERIES[engine])
            at[sessions] = timed | changed
            found = await undone.undo(database, _plans)
    lines = [
        _line(engine, name, at[SMALL][name], at[setting.sessions][name]) for name in (*LISTS, *undone.CHANGES)
    ]
    return [*lines, Line(f"{engine}: plans that scan a table", str(len(found)), "0", "; ".join(found))]


def _timed(queries: int, work: Work) -> Times:
    """Seconds of each list, in core; people and lists are drawn by a fixed seed."""
    dice = random.Random(20310304)  # noqa: S311 - who looks, nothing secret
    watch = undone.Watch(work)
    times: Times = {name: [] for name in LISTS}
    warm = queries // 10
    for turn in range(queries):
        if turn == warm:
            keep_what_is_loaded()
        learner = undone.actor(work, Platform.DISCORD, dice.randrange(load.LEARNERS_FROM, load.PEOPLE))
        mentor = undone.actor(work, Platform.TELEGRAM, dice.randrange(1, load.MENTORS))
        for name, (who, query) in LISTS.items():
            took = watch.timed(partial(query, work, mentor if who == "mentor" else learner))
            if turn >= warm:
                times[name].append(took)
    return times


def _line(engine: str, name: str, small: list[Took], large: list[Took]) -> Line:
    wall, cpu = ([one[which] for one in large] for which in (0, 1))
    before = [spent for _, spent in small]
    p50_before = percentile(before, 50)
    measured = f"p99 {milliseconds(percentile(cpu, 99))} CPU, {milliseconds(percentile(wall, 99))} wall"
    detail = (
        f"p50 {milliseconds(percentile(cpu, 50))} CPU, {milliseconds(percentile(wall, 50))} wall; "
        f"at {SMALL:,}: p50 {milliseconds(p50_before)}, p99 {milliseconds(percentile(before, 99))} CPU; "
        f"p99 is {percentile(cpu, 99) / p50_before:.1f} × the smaller p50"
    )
    return Line(f"{engine}: {name}", measured, GOALS.get(name, ""), detail)


def _plans(work: Work) -> list[str]:
    """Every plan of these that walks a whole table."""
    learner = undone.actor(work, Platform.DISCORD, 50_000)
    mentor = undone.actor(work, Platform.TELEGRAM, 7)
    asked: list[Callable[[Work], object]] = [
        *(
            partial(
                lambda work, query, actor: query(work, actor),
                query=query,
                actor=mentor if who == "mentor" else learner,
            )
            for who, query in LISTS.values()
        ),
        *(partial(lambda work, act: act(work, 2), act=act) for act in undone.CHANGES.values()),
    ]
    return sorted(
        {
            line.strip()
            for use_case in asked
            for plan in plans(work, use_case, indexes_only=False)
            for line in scans(plan)
            if LARGE.search(line)
        }
    )
