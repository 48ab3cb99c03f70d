"""The engine as a test watches it."""

import asyncio
from typing import Any

from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming
from bot.dialog.replies import Reply


class Watched:
    """The engine, with what went in; holds it back or breaks it when told."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.taken: list[Incoming] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.broken_for: str | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    async def handle(self, incoming: Incoming) -> Reply:
        self.taken.append(incoming)
        if incoming.identity.name == self.broken_for:
            raise ZeroDivisionError
        await self.gate.wait()
        return await self._engine.handle(incoming)
