"""An alarm that rings while the last ring still ends is not lost: the safety tick would be 20 s late."""

import asyncio

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_SUBMITTED

from bot.alarms import Alarms, Chores
from bot.figures import Figures
from core.clock import SystemClock
from storage.sqlite import SqliteDatabase


async def _nothing() -> None:
    """No chores here."""


class Held(Alarms):
    """Each ring lasts until the gate is open."""

    def __init__(self, database: SqliteDatabase) -> None:
        chores = Chores(sweep=_nothing, watch=_nothing, tidy=_nothing)
        super().__init__(database, SystemClock(), "test", Figures(), chores)
        self.gate = asyncio.Event()
        self.rings: asyncio.Queue[None] = asyncio.Queue()

    async def _handle_due(self) -> bool:
        self.rings.put_nowait(None)
        await self.gate.wait()
        return True


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
