"""Timing what is asked and what is written; what is written is undone, so that the data stay as they are."""

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy.util import await_only

from core.leases import LeaseRole
from core.people import service as people
from core.people.model import Actor, Identity, Platform
from core.people.roles import known
from core.sessions import attending
from storage.drivers import OnAsyncpg
from storage.unit_of_work import Work
from tests import builders
from tests.benchmarks import load
from tests.benchmarks.queue import HOLD, settle
from tests.benchmarks.setting import NOW, AnyDatabase

T = TypeVar("T")
Took = tuple[float, float]
"""Seconds by the wall clock and of CPU, which a busy machine stretches less."""
Times = dict[str, list[Took]]
OWED = 5_000
AT_ONCE = 8


class Undone(Exception):
    """Carries out of a transaction what came of it, and has it rolled back."""

    def __init__(self, result: object) -> None:
        super().__init__()
        self.result = result


async def undo(database: AnyDatabase, use_case: Callable[[Work], T]) -> T:
    """Run a use case and take it back."""

    def act(work: Work) -> None:
        raise Undone(use_case(work))

    try:
        await database.write(act, source="benchmark")
    except Undone as undone:
        return undone.result  # type: ignore[return-value]  # what the use case returned
    raise AssertionError("it always raises")


class Watch:
    """Times what one connection does; CPU is this thread's and that of PostgreSQL's process behind it."""

    def __init__(self, work: Work) -> None:
        connection = work.scope.connection
        self._server: Path | None = None
        if isinstance(connection, OnAsyncpg):
            pid = await_only(connection.raw.fetchval("SELECT pg_backend_pid()"))
            self._server = Path(f"/proc/{pid}/schedstat")

    def timed(self, act: Callable[[], object]) -> Took:
        """How long something takes."""
        before, spent, began = self._servers(), time.thread_time(), time.perf_counter()
        act()
        wall, ours = time.perf_counter() - began, time.thread_time() - spent
        return wall, ours + self._servers() - before

    def _servers(self) -> float:
        """Seconds of CPU; asking takes 20 µs of ours, so not while something is timed."""
        return 0 if self._server is None else int(self._server.read_text("ascii").split()[0]) / 1e9


def actor(work: Work, platform: Platform, number: int) -> Actor:
    """One of the loaded people."""
    found = known(work, _identity(platform, number))
    assert found is not None
    return found


def _identity(platform: Platform, number: int) -> Identity:
    return Identity(platform, str(1_000_000 + number), f"Person {number}", None, None)


def join(work: Work, turns: int) -> list[Took]:
    """Somebody presses the button of the next session of their groups, from recognising who speaks."""
    watch = Watch(work)
    dice = random.Random(20310305)  # noqa: S311 - who joins, nothing secret
    took: list[Took] = []
    while len(took) < turns:
        number = dice.randrange(load.LEARNERS_FROM, load.PEOPLE)
        found = attending.browse(work, actor(work, Platform.DISCORD, number), NOW).items
        for one in found:
            if one.part is None and one.starts_at > NOW and one.seats_left:
                took.append(watch.timed(partial(_join, work, number, one.id)))
                break
    return took


def _join(work: Work, number: int, session: int) -> None:
    actor = people.actor(work, _identity(Platform.DISCORD, number), NOW)
    attending.join(work, actor, NOW, session)


def send(work: Work, turns: int) -> list[Took]:
    """What the sender does around so many sends, each settled by itself."""
    work.outbox.owe([builders.notice(number) for number in range(OWED)])
    lease = work.leases.take(LeaseRole.SEND_DISCORD, "benchmark", HOLD, NOW)
    assert lease is not None

    def claim_and_settle() -> None:
        assert settle(work.queue.claim(Platform.DISCORD, lease, NOW, AT_ONCE, HOLD), work) == AT_ONCE

    watch = Watch(work)
    return [watch.timed(claim_and_settle) for _ in range(min(turns, OWED // AT_ONCE))]


CHANGES = {
    "a join or a warning of what it overlaps, but for the commit": join,
    f"claiming {AT_ONCE} of {OWED:,} notices and settling them, but for the commits": send,
}
"""Each takes how often it is to be done."""


async def times(database: AnyDatabase, turns: int) -> Times:
    """Seconds of each change."""
    return await undo(database, lambda work: {name: act(work, turns) for name, act in CHANGES.items()})
