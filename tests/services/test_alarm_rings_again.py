"""An alarm that rings while the last ring still ends is not lost: the safety tick would be 20 s late."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_SUBMITTED

from bot.alarms import Alarms, Chores
from bot.figures import Figures
from core.clock import SystemClock
from core.ports import Database
from storage.sqlite import SqliteDatabase
from tests.builders import group, person, session
from tests.storage.asking import write


async def _nothing() -> None:
    """No chores here."""


class Held(Alarms):
    """Each ring lasts until the gate is open."""

    def __init__(self, database: Database) -> None:
        chores = Chores(sweep=_nothing, watch=_nothing, tidy=_nothing, lead=_nothing)
        super().__init__(database, SystemClock(), "test", Figures(), chores)
        self.gate = asyncio.Event()
        self.rings: asyncio.Queue[None] = asyncio.Queue()

    async def _handle_due(self) -> bool:
        self.rings.put_nowait(None)
        await self.gate.wait()
        return True


class Interrupted:
    """Somebody commits what is due at once after the next due instant was read, and before that is told."""

    def __init__(self, real: SqliteDatabase) -> None:
        self._real = real
        self.commit: Callable[[], None] | None = None

    async def write(self, use_case: Callable[[Any], Any], **how: Any) -> Any:
        return await self._real.write(use_case, **how)

    async def read(self, query: Callable[[Any], Any]) -> Any:
        found = await self._real.read(query)
        commit, self.commit = self.commit, None
        if commit is not None:
            commit()
        return found


async def test_what_is_committed_while_a_ring_ends_rings_at_once(sqlite: SqliteDatabase) -> None:
    later = SystemClock().now() + timedelta(hours=1)
    await write(sqlite, lambda uow: session(uow, group(uow).id, person(uow).id, due_at=later))
    database = Interrupted(sqlite)
    alarms = Held(database)
    alarms.gate.set()
    await alarms.start()
    await alarms.rings.get()
    database.commit = lambda: alarms.rearm(SystemClock().now())
    await alarms.ring()
    async with asyncio.timeout(10):
        await alarms.rings.get()
        await alarms.rings.get()
    await alarms.close()


async def test_an_alarm_during_a_ring_rings_after_it(sqlite: SqliteDatabase) -> None:
    alarms, tried = Held(sqlite), asyncio.Event()
    alarms.gate.set()
    await alarms.start()
    await alarms.rings.get()
    alarms.gate.clear()
    alarms.rearm(SystemClock().now())
    await alarms.rings.get()
    alarms._scheduler.add_listener(lambda _: tried.set(), EVENT_JOB_SUBMITTED | EVENT_JOB_MAX_INSTANCES)
    alarms.rearm(SystemClock().now())
    await tried.wait()
    alarms.gate.set()
    async with asyncio.timeout(10):
        await alarms.rings.get()
    await alarms.close()
