"""How late flips and notices are while a million sessions lie ahead: the real alarms, sender and queue."""

import asyncio
import shutil
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from functools import partial

from prometheus_client import CollectorRegistry, Histogram

from bot import notices
from bot.alarms import Alarms, Chores
from bot.delivery import Sender
from bot.dialog.catalogue import FluentCatalogue
from bot.figures import Figures
from bot.notices.rendering import Renderer
from bot.posting import Parcel
from core.clock import MovableClock, SystemClock
from core.notices.model import OutboxRow, OutboxStatus
from core.notices.outcomes import Sent
from core.people.model import Platform
from core.ports import UnitOfWork
from core.programme import Programme
from core.sessions.model import Status
from storage.marks import Marks
from storage.sqlite import SqliteDatabase
from tests import builders
from tests.benchmarks import load
from tests.benchmarks.lists import loaded
from tests.benchmarks.measuring import Line, milliseconds, percentile
from tests.benchmarks.setting import NOW, Setting, sqlite

DECLARED = (notices,)
"""Importing these declares every notice."""
SPREAD = [timedelta(seconds=3 + number / 10) for number in range(100)]
"""Ten sessions a second, for ten seconds."""
BURST = [timedelta(seconds=16)] * 100
"""A hundred at one instant, as on the hour."""
END = timedelta(seconds=22)
LEARNERS = 4


class Noted(Histogram):
    """A histogram that keeps what it is shown."""

    seen: list[float]

    def observe(self, amount: float, exemplar: dict[str, str] | None = None) -> None:
        """Keep it."""
        self.seen.append(amount)


class NotedFigures(Figures):
    """The bot's figures, with every lateness kept."""

    def __init__(self) -> None:
        super().__init__()
        noted = Noted("lag", "Seconds", registry=CollectorRegistry())
        noted.seen = []
        self.flips = noted.seen
        self.tick_lag = noted
        self.notices: list[tuple[datetime, float]] = []
        """When each notice was due, and by how many seconds it was settled late."""

    def settled(self, platform: Platform, status: OutboxStatus, row: OutboxRow, now: datetime) -> None:
        """Keep how late it was."""
        if status is OutboxStatus.SENT:
            due = row.notice.not_before
            self.notices.append((due, (now - due).total_seconds()))


class Taken:
    """A platform that takes everything at once: what is measured is ours."""

    async def send(self, parcel: Parcel) -> Sent:
        """Take it."""
        del parcel
        return Sent("1")


async def measure(setting: Setting) -> list[Line]:
    """Sessions that start within the next seconds, among all the others."""
    size = load.Size(setting.sessions, setting.places)
    path = setting.folder / "lateness.sqlite3"
    await asyncio.to_thread(shutil.copy, await loaded(setting, size), path)
    figures = NotedFigures()
    clock = MovableClock(ahead=NOW - SystemClock().now())
    try:
        async with sqlite(path, clock) as database:
            await _through(database, clock, figures)
    finally:
        await asyncio.to_thread(path.unlink)
    ahead = f"{size.sessions // 2:,} future sessions of {size.sessions:,}"
    single = [late for due, late in figures.notices if due < NOW + BURST[0]]
    burst = [late for due, late in figures.notices if due >= NOW + BURST[0]]
    goal = "p99 ≤ 1 s · 50 ms"
    return [
        _line(f"flips, {len(SPREAD)} spread and {len(BURST)} at one instant", figures.flips, goal, ahead),
        _line("notices of the spread ones, sent and settled", single, goal, ""),
        _line(
            "notices of those at one instant", burst, "", "limited by 8 sends at once, each with its commits"
        ),
    ]


def _line(name: str, late: Sequence[float], goal: str, detail: str) -> Line:
    p50, p99 = (milliseconds(percentile(list(late), percent)) for percent in (50, 99))
    return Line(
        name, f"p50 {p50}, p99 {p99}", goal, "; ".join(filter(None, (f"{len(late)} of them", detail)))
    )


async def _nothing() -> None:
    """No chores here."""


async def _through(database: SqliteDatabase, clock: MovableClock, figures: NotedFigures) -> None:
    await database.write(_arm, source="benchmark")
    renderer = Renderer(FluentCatalogue(), Programme())
    alarms = Alarms(
        database,
        clock,
        "benchmark",
        figures,
        Chores(sweep=_nothing, watch=_nothing, tidy=_nothing, lead=_nothing),
    )
    async with AsyncExitStack() as stack:
        senders = []
        for platform in Platform:
            sender = Sender(platform, Taken(), database, renderer, clock, "benchmark", figures)
            await sender.start()
            stack.push_async_callback(sender.close)
            senders.append(sender)
        database.on_commit(partial(_committed, alarms, senders))
        await alarms.start()
        stack.push_async_callback(alarms.close)
        await asyncio.sleep((NOW + END - clock.now()).total_seconds())


def _committed(alarms: Alarms, senders: Sequence[Sender], marks: Marks) -> None:
    if marks.owed:
        for sender in senders:
            sender.wake()
    if marks.due is not None:
        alarms.rearm(marks.due)


def _arm(uow: UnitOfWork) -> None:
    """Sessions that start at these instants, each with a few learners."""
    learners = iter(range(load.LEARNERS_FROM, load.PEOPLE))
    for number, ahead in enumerate([*SPREAD, *BURST]):
        starts = NOW + ahead
        session = builders.session(
            uow, number % load.GROUPS + 1, number % load.MENTORS + 1, Status.SCHEDULED, starts,
            title=f"Soon {number}", starts_at=starts, ends_at=starts + builders.HOUR, seats=None,
        )  # fmt: skip
        for _ in range(LEARNERS):
            uow.sessions.take_seat(session.id, next(learners), NOW)
