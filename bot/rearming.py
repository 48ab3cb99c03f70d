"""Notices that other reminders are set than sessions were armed by, and arms them anew."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

import structlog

from core.clock import Clock
from core.ports import Database, UnitOfWork
from core.programme import Programme
from core.sessions import arming
from core.sessions.model import Armed

log = structlog.get_logger(__name__)

BATCH = 100
"""Sessions a page, and at most so many a commit: whoever waits for the writer waits little longer."""


def _page(after: datetime, last_id: int, uow: UnitOfWork) -> Sequence[Armed]:
    return uow.arming.ahead(after, last_id, BATCH)


class Rearming:
    """Looks when this process comes to lead, and each hour; an unchanged setting costs one query."""

    def __init__(
        self, database: Database, clock: Clock, leads: Callable[[], Awaitable[bool]], programme: Programme
    ) -> None:
        self._database = database
        self._clock = clock
        self._leads = leads
        self._programme = programme

    async def look(self) -> None:
        """Hold every coming session against reminders that are new to the database, if this process leads."""
        wanted = arming.spelled(self._programme)
        known = await self._database.read(lambda uow: uow.arming.armed_by())
        if known == wanted or not await self._leads():
            return
        try:
            whole = await self._all()
        except Exception:
            log.exception("rearming_failed")
            return
        if whole:
            await self._database.write(lambda uow: uow.arming.note(wanted), source="clock")
            log.info("reminders_rearmed", seconds_before=wanted)

    async def _all(self) -> bool:
        """Whether every session was looked at; what was cut short begins anew at the next look."""
        after, last_id = self._clock.now(), 0
        while True:
            page = await self._database.read(partial(_page, after, last_id))
            now = self._clock.now()
            stale = [one for one in page if arming.is_stale(one, self._programme, now)]
            if stale:
                act = partial(arming.rearm, now=now, found=stale)
                await self._database.write(act, source="clock", correlation="reminders")
            if len(page) < BATCH:
                return True
            if not await self._leads():
                return False
            after, last_id = page[-1].starts_at, page[-1].session_id
