"""Who waits for the sender waits for what it is just claiming, too."""

import asyncio
from typing import Any

from bot.delivery import Sender
from bot.figures import Figures
from core.clock import StandingClock
from core.people.model import Platform
from tests.builders import NOW


class Emptied:
    """A database in which nothing is pending: the only row has just been claimed."""

    async def read(self, query: Any) -> None:
        return None


class Claiming(Sender):
    """A sender in the middle of a claim, which then finds one row."""

    def __init__(self) -> None:
        parts: tuple[Any, Any, Any] = (None, Emptied(), None)
        super().__init__(Platform.DISCORD, *parts, StandingClock(NOW), "one", Figures())
        self.begun, self.committed, self.sent = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def _turn(self) -> bool:
        if self.begun.is_set():
            return False
        self.begun.set()
        await self.committed.wait()
        send = asyncio.create_task(self._one())
        self._sends.add(send)
        send.add_done_callback(self._done)
        return False

    async def _one(self) -> None:
        await self.sent.wait()


async def test_a_claim_under_way_is_waited_for() -> None:
    sender = Claiming()
    running = asyncio.create_task(sender._run())
    await sender.begun.wait()
    waiting = asyncio.create_task(sender.caught_up())
    for let_go in (sender.committed, sender.sent):
        await _settled()
        assert not waiting.done()
        let_go.set()
    async with asyncio.timeout(5):
        await waiting
    running.cancel()


async def _settled() -> None:
    """Let everything run that can."""
    for _ in range(20):
        await asyncio.sleep(0)
