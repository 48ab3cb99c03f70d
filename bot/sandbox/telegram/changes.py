"""Waiting for the world to change, so that nobody who acts in it has to sleep."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Changes:
    """A bell that rings at every change; waiters look again when it rings."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._waiting: set[asyncio.Event] = set()
        self.count = 0

    def ring(self) -> None:
        """Wake everyone who waits; cheap when nobody does."""
        self.count += 1
        for event in self._waiting:
            event.set()

    async def wait_for(self, look: Callable[[], Found | None], within: float | None = 5.0) -> Found:
        """Return the first truthy answer of `look`; `TimeoutError` after `within` real seconds."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(within):
                while True:
                    found = look()
                    if found:
                        return found
                    event.clear()
                    await event.wait()
        finally:
            self._waiting.discard(event)
