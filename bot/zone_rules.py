"""Notices that the machine's rules of time zones changed, and has sessions follow (trust.md §2 row 53)."""

import asyncio
import hashlib
import zoneinfo
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from importlib import resources
from pathlib import Path

import structlog

from core import zones
from core.clock import Clock
from core.ports import Database, UnitOfWork
from core.sessions import following
from core.sessions.model import Meant

log = structlog.get_logger(__name__)

BATCH = 200


def fingerprint() -> str:
    """Tells the rules that lie on this machine now from any others."""
    digest = hashlib.sha256()
    for name in sorted(zoneinfo.available_timezones()):
        digest.update(name.encode() + b"\0" + _rules(name))
    return digest.hexdigest()


def _rules(name: str) -> bytes:
    """The file that zoneinfo would read."""
    for folder in zoneinfo.TZPATH:
        found = Path(folder, name)
        if found.is_file():
            return found.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def _page(after: datetime, last_id: int, uow: UnitOfWork) -> Sequence[Meant]:
    return uow.zone_rules.coming(after, last_id, BATCH)


class ZoneRules:
    """Looks now and then; while the rules stay as they were that costs one query."""

    def __init__(self, database: Database, clock: Clock, leads: Callable[[], Awaitable[bool]]) -> None:
        self._database = database
        self._clock = clock
        self._leads = leads
        self._read = ""

    async def look(self) -> None:
        """Hold every coming session against rules that are new to the database, if this process leads."""
        found = await asyncio.to_thread(fingerprint)
        if found != self._read:
            zones.reread()
            self._read = found
        known = await self._database.read(lambda uow: uow.zone_rules.read_by())
        if known != found and await self._leads() and await self._follow_all():
            await self._database.write(lambda uow: uow.zone_rules.note(found), source="clock")
            log.info("zone_rules_read")

    async def _follow_all(self) -> bool:
        """Whether every session was looked at; what failed is tried at the next look."""
        after, last_id = self._clock.now(), 0
        in_the_way: list[int] = []
        whole = True
        while True:
            page = await self._database.read(partial(_page, after, last_id))
            for meant in filter(following.is_astray, page):
                done = await self._follow(meant.session_id)
                whole = whole and done is not None
                if done is False:
                    in_the_way.append(meant.session_id)
            if len(page) < BATCH:
                return await self._again(in_the_way) and whole
            if not await self._leads():
                return False
            after, last_id = page[-1].starts_at, page[-1].session_id

    async def _again(self, left: list[int]) -> bool:
        """One session makes room for the next; those that are left then stay where they are."""
        while left:
            done = {one: await self._follow(one) for one in left}
            if None in done.values():
                return False
            still = [one for one in left if not done[one]]
            if len(still) == len(left):
                log.warning("sessions_in_the_way", sessions=still)
                tell = partial(following.tell_left, now=self._clock.now(), session_ids=still)
                await self._database.write(tell, source="clock", correlation="zone-rules")
                return True
            left = still
        return True

    async def _follow(self, session_id: int) -> bool | None:
        """None when it failed."""
        act = partial(following.follow, now=self._clock.now(), session_id=session_id)
        try:
            return await self._database.write(act, source="clock", correlation=f"zone-rules-{session_id}")
        except Exception:
            log.exception("zone_rules_failed", session=session_id)
            return None
