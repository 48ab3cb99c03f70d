"""Tells the admins of what is stuck, over whatever platform still works (trust.md §3.5)."""

import asyncio
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.leasing import Runner
from bot.steadiness import Steadiness
from core.clock import Clock
from core.facts import NoticesUndecided, OperationAlert
from core.notices import service
from core.operations.service import undecided
from core.people.model import Platform
from core.ports import Database, UnitOfWork
from core.switches import holds

log = structlog.get_logger(__name__)

STUCK_AFTER = timedelta(minutes=5)
"""How long a notice may be due before admins hear of it."""
MANY_DEAD = 5
"""Notices given up within an hour that are more than bad luck."""
SHUT_FOR = 300.0
"""Seconds without being able to store anything, after which the process ends (trust.md §2 row 41)."""
HOUR = timedelta(hours=1)
MORNING = 8
Stuck = tuple[str, str]
"""What is stuck, as in `alert-<what>`, and which platform or how many."""


class Stored(Database, Protocol):
    """A database that knows whether it can store anything."""

    unwritable_since: float | None


class Watch:
    """Each alert is owed at most once an hour (core/notices/manners.py), to all of an admin's accounts."""

    def __init__(
        self,
        database: Stored,
        clock: Clock,
        runners: Mapping[Platform, Runner],
        steadiness: Steadiness | None = None,
    ) -> None:
        self.gave_up = asyncio.Event()
        """Set when nothing could be stored for so long that a fresh start is the better try."""
        self._steadiness = steadiness or Steadiness()
        self._database = database
        self._clock = clock
        self._runners = runners
        self._said: set[Stuck] = set()
        self._summed = ""
        """The day whose morning is over."""

    async def look(self) -> None:
        """Owe an alert for everything that is stuck."""
        if self._shut():
            return
        now = self._clock.now()
        found = await self._database.read(lambda uow: overdue(uow, self._runners, now))
        found += [
            (f"{platform.value}-{runner.trouble}", platform.value)
            for platform, runner in self._runners.items()
            if runner.trouble is not None
        ]
        if (jumped := self._steadiness.take()) is not None:
            found.append(("clock-jumped", f"{jumped.total_seconds():+,.0f} s"))
        for stuck in set(found) - self._said:
            log.error("stuck", what=stuck[0], detail=stuck[1])
        self._said = set(found)
        await self._sum_up(now)
        if found:
            await self._database.write(lambda uow: _alert(uow, found, now), source="clock")

    async def _sum_up(self, now: datetime) -> None:
        """Once a day, in the morning of the community, tell what waits for a decision."""
        zone = await self._database.read(lambda uow: uow.programme.zone)
        local = now.astimezone(ZoneInfo(zone))
        day = local.strftime("%Y-%m-%d")
        if day == self._summed or local.hour < MORNING:
            return
        self._summed = day
        if await self._database.read(undecided):
            fact = NoticesUndecided(day)
            await self._database.write(
                lambda uow: service.tell(uow, fact, uow.people.admins(), now), source="clock"
            )

    def _shut(self) -> bool:
        """Whether the disk takes nothing: then no admin can be told either, the log has to do."""
        since = self._database.unwritable_since
        if since is None:
            return False
        seconds = time.monotonic() - since
        log.critical("nothing_can_be_stored", seconds=round(seconds), ends_after=SHUT_FOR)
        if seconds > SHUT_FOR:
            self.gave_up.set()
        return True


def overdue(uow: UnitOfWork, platforms: Mapping[Platform, object], now: datetime) -> list[Stuck]:
    """What the outbox says: notices long due, though no admin holds them, and many given up."""
    found = []
    paused = uow.switches.paused()
    for platform in platforms:
        if holds(paused, platform):
            continue
        since = uow.queue.oldest_pending(platform, now)
        if since is not None and since < now - STUCK_AFTER:
            found.append((f"{platform.value}-stuck", since.strftime("%Y-%m-%d %H:%M UTC")))
    if uow.queue.given_up(now - HOUR) > MANY_DEAD:
        found.append(("many-dead", ""))
    return found


def _alert(uow: UnitOfWork, found: list[Stuck], now: datetime) -> None:
    for what, detail in found:
        service.tell(uow, OperationAlert(what, detail), uow.people.admins(), now)
