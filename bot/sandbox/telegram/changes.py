"""Waiting for the world to change, so that nobody who acts in it has to sleep, and a log of what changed."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.telegram.errors import JsonObject

Found = TypeVar("Found")
PATIENCE = 30.0
"""Seconds that an answer may take on a busy machine; nothing waits for them to pass."""
NOTES_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened, for pages that show it live."""

    number: int
    kind: str
    facts: JsonObject


class Changes:
    """A bell that rings at every change; waiters look again when it rings."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._waiting: set[asyncio.Event] = set()
        self.notes: deque[Note] = deque(maxlen=NOTES_KEPT)
        self.last_number = 0

    def ring(self) -> None:
        """Wake everyone who waits; cheap when nobody does."""
        for event in self._waiting:
            event.set()

    def note(self, kind: str, **facts: object) -> None:
        """Log what happened and ring."""
        self.last_number += 1
        self.notes.append(Note(self.last_number, kind, facts))
        self.ring()

    def since(self, number: int) -> list[Note]:
        """Return what was logged after a number."""
        newer: list[Note] = []
        for note in reversed(self.notes):
            if note.number <= number:
                break
            newer.append(note)
        return newer[::-1]

    async def wait_for(self, look: Callable[[], Found | None], within: float | None = PATIENCE) -> Found:
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
