"""Waiting without sleeping: whoever waits is woken after every change in the stand-in."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox.discord.forms import Json

PATIENCE = 30.0
"""Seconds that an answer may take on a busy machine; nothing waits for them to pass."""

Found = TypeVar("Found")


class Bell:
    """Rung after every change; also feeds the listeners of the event stream."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self._listeners: set[asyncio.Queue[Json]] = set()

    def ring(self) -> None:
        """Wake everyone who waits, so that they look again."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def tell(self, kind: str, only_for: str | None = None, **facts: object) -> None:
        """Send a change to the event stream and wake everyone; ``only_for`` is the one who may see it."""
        if self._listeners:
            change: Json = {"type": kind, "only_for": only_for, **facts}
            for queue in self._listeners:
                queue.put_nowait(change)
        self.ring()

    def listen(self) -> asyncio.Queue[Json]:
        """Return a queue that receives every change from now on."""
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def forget(self, queue: asyncio.Queue[Json]) -> None:
        """Stop feeding a queue."""
        self._listeners.discard(queue)

    async def until(self, look: Callable[[], Found], within: float = PATIENCE) -> Found:
        """Return the first true result of ``look``, asked again after every change.

        Raises ``TimeoutError`` after ``within`` real seconds.
        """
        async with asyncio.timeout(within):
            while not (found := look()):
                future = asyncio.get_running_loop().create_future()
                self._waiting.add(future)
                try:
                    await future
                finally:
                    self._waiting.discard(future)
        return found
