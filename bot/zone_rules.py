"""Notices that the machine's rules of time zones changed, and has sessions follow (trust.md §2 row 53)."""

import asyncio
import hashlib
import re
import zoneinfo
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
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


_VERSION = re.compile(r"\b(\d{4})([a-z]*)\b")
_SAID_IN = ("tzdata.zi", "+VERSION")
"""Files beside the zones whose first line names the version: on most systems, and on macOS and the BSDs."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of zones on one machine."""

    version: str
    """IANA's name of them, such as 2026a; empty where nothing says it."""
    fingerprint: str
    """Tells them from any others, two packagings of one version too."""

    def spelled(self) -> str:
        """As the database keeps it."""
        return f"{self.version} {self.fingerprint}"

    @classmethod
    def read(cls, spelled: str) -> "Rules":
        """What `spelled` wrote, or an earlier program, which kept no version."""
        version, _, digest = spelled.rpartition(" ")
        return cls(version, digest)

    def is_older(self, other: "Rules") -> bool:
        """Whether IANA published the other ones later; what says no version is older than what does."""
        return _age(self.version) < _age(other.version)


def _age(version: str) -> tuple[int, int, str]:
    """In the order in which they are published: a, b, … z, za, zb."""
    found = _VERSION.search(version)
    return (int(found[1]), len(found[2]), found[2]) if found else (0, 0, "")


def on_this_machine() -> Rules:
    """What `zoneinfo` would read now."""
    return Rules(_version(), _fingerprint())


def _version() -> str:
    own = resources.files("tzdata").joinpath("zoneinfo")
    folder = next((path for path in map(Path, zoneinfo.TZPATH) if path.is_dir()), own)
    for name in _SAID_IN:
        if (said := folder.joinpath(name)).is_file():
            with said.open(encoding="utf-8", errors="replace") as lines:
                found = _VERSION.search(lines.readline())
            return found[0] if found else ""
    return ""


def _fingerprint() -> str:
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
        self._read: Rules | None = None
        self._told: Rules | None = None
        """Rules by which nothing is moved, and which that was told of."""

    async def look(self) -> None:
        """Hold every coming session against rules that are new to the database, if this process leads.

        Never against older ones: replicas whose rules differ would move it to and fro.
        """
        found = await asyncio.to_thread(on_this_machine)
        if found != self._read:
            zones.reread()
            self._read = found
        noted = await self._database.read(lambda uow: uow.zone_rules.read_by())
        known = Rules.read(noted or "")
        if known.fingerprint == found.fingerprint:
            return
        if found.is_older(known):
            self._tell_older(found, known)
        elif await self._leads() and await self._follow_all():
            await self._database.write(lambda uow: uow.zone_rules.note(found.spelled()), source="clock")
            log.info("zone_rules_read", version=found.version)

    def _tell_older(self, found: Rules, known: Rules) -> None:
        if self._told != found:
            log.warning("zone_rules_older", here=found.version or "unknown", elsewhere=known.version)
            self._told = found

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
