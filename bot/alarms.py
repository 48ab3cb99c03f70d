"""APScheduler as an alarm clock: sleeps until the next due instant, holds no domain data (trust.md §3.7)."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.figures import Figures
from bot.holding import Holding
from bot.steadiness import Steadiness
from core.clock import Clock, SystemClock
from core.leases import LeaseRole
from core.ports import Database, UnitOfWork
from core.sessions import ticking

log = structlog.get_logger(__name__)

SAFETY = timedelta(seconds=20)
"""How often to look even though nothing rang: a missed alarm costs no more than this."""
SWEEP = timedelta(seconds=15)
WATCH = timedelta(minutes=1)
HOUSEKEEPING = timedelta(hours=1)
BATCH = 200
PAUSE = timedelta(seconds=1)
"""Before looking again at what is due and could not be done here: another process leads, or it failed."""


@dataclass(frozen=True, slots=True)
class Chores:
    """What else happens regularly."""

    sweep: Callable[[], Awaitable[None]]
    """Give lapsed claims of the outbox back."""
    watch: Callable[[], Awaitable[None]]
    """Tell the admins of what is stuck."""
    tidy: Callable[[], Awaitable[None]]
    """Forget what has been kept long enough; see whether the rules of time zones are still the same."""
    lead: Callable[[], Awaitable[None]]
    """What a process does first when it comes to lead: hold sessions against its zones and settings."""


def _due(now: datetime, uow: UnitOfWork) -> Sequence[int]:
    return uow.sessions.due(now, BATCH)


class Alarms:
    """Rings when a session has something due, and for the chores."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        owner: str,
        figures: Figures,
        chores: Chores,
        steadiness: Steadiness | None = None,
    ) -> None:
        self._steadiness = steadiness or Steadiness()
        self._database = database
        self._clock = clock
        self._holding = Holding(LeaseRole.TICK, database, clock, owner, figures)
        self._figures = figures
        self._chores = chores
        self._machine = SystemClock()
        self._armed: datetime | None = None
        self._led = 0
        """The lease's epoch in which this process last began to lead."""
        self._ringing = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            executors={"default": AsyncIOExecutor()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    async def start(self) -> None:
        """Handle what became due while nobody looked, then sleep until the next instant."""
        self._regularly()
        self._steadiness.listen(self._regularly)
        self._scheduler.start()
        await self.ring()

    def _regularly(self) -> None:
        """Begin the intervals; anew after a jump of the clock, back in which they would pause for as long."""
        regularly = (
            ("safety", self.ring, SAFETY),
            ("sweep", self._chores.sweep, SWEEP),
            ("watch", self._chores.watch, WATCH),
            ("tidy", self._chores.tidy, HOUSEKEEPING),
        )
        for name, chore, every in regularly:
            trigger = IntervalTrigger(seconds=int(every.total_seconds()))
            self._scheduler.add_job(chore, trigger, id=name, replace_existing=True)

    async def close(self) -> None:
        """Ring no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        async with self._ringing:
            await self._holding.give_back()

    def rearm(self, due: datetime) -> None:
        """Something was committed that is due at this instant: ring then, if that is earlier."""
        if self._armed is None or due < self._armed:
            self._arm(due)

    async def leads(self) -> bool:
        """Whether this process does what the clock does, and the clock is right."""
        async with self._ringing:
            return not self._steadiness.holds() and await self._holding.take() is not None

    async def ring(self) -> None:
        """Handle everything that is due, then arm the next alarm."""
        async with self._ringing:
            self._armed = None
            if self._steadiness.holds():
                # The safety tick looks again; by then the clock is right, or meant to be as it is.
                return
            done = await self._lead() and await self._handle_due()
            next_due = await self._database.read(lambda uow: uow.sessions.next_due())
            if next_due is not None:
                # Not later than what was committed while this was read.
                self.rearm(next_due if done else max(next_due, self._clock.now() + PAUSE))

    async def _lead(self) -> bool:
        """Whether this process leads; if it has just come to, what that begins with is done beside."""
        lease = await self._holding.take()
        if lease is not None and lease.epoch != self._led:
            self._led = lease.epoch
            self._scheduler.add_job(self._chores.lead, id="lead", replace_existing=True)
        return lease is not None

    async def _handle_due(self) -> bool:
        """Whether all of it was done."""
        failed: set[int] = set()
        while True:
            now = self._clock.now()
            ids = await self._database.read(partial(_due, now))
            fresh = [one for one in ids if one not in failed]
            if not fresh or await self._holding.take() is None:
                return not ids
            if not failed and await self._caught_up(fresh, now):
                continue
            done = await asyncio.gather(*(self._tick(one, now) for one in fresh))
            failed.update(one for one, well in zip(fresh, done, strict=True) if not well)

    async def _caught_up(self, ids: Sequence[int], now: datetime) -> bool:
        """After the bot was away, do all of it in one go, so that many reminders become one notice."""
        if not await self._database.read(partial(ticking.was_away, now=now)):
            return False
        try:
            act = partial(ticking.catch_up, session_ids=ids, now=now)
            await self._database.write(act, source="clock", correlation="catch-up")
        except Exception:
            log.exception("catch_up_failed")
            return False
        log.info("caught_up", sessions=len(ids))
        return True

    async def _tick(self, session_id: int, now: datetime) -> bool:
        def act(uow: UnitOfWork) -> datetime | None:
            session = uow.sessions.get(session_id)
            ticking.tick(uow, session_id, now)
            return session.due_at if session else None

        try:
            due = await self._database.write(act, source="clock", correlation=f"tick-{session_id}")
        except Exception:
            log.exception("tick_failed", session=session_id)
            return False
        if due is not None:
            self._figures.tick_lag.observe(max(0.0, (self._clock.now() - due).total_seconds()))
        return True

    def _arm(self, due: datetime) -> None:
        """A due instant is on our clock, which may have been moved; the alarm rings on the machine's."""
        self._armed = due
        wait = max(timedelta(0), due - self._clock.now())
        # It may ring while the last ring still ends: then it waits for the lock, and must not be skipped.
        at = DateTrigger(self._machine.now() + wait)
        self._scheduler.add_job(self.ring, at, id="due", replace_existing=True, max_instances=2)
