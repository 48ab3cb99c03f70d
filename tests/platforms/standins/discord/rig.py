"""What the tests of the Discord stand-in are built with: a clock, a client, the API by hand."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.sandbox.discord import TOKEN, DiscordStandIn
from bot.sandbox.discord.bell import Bell

# Discord's own description of its API v10 (MIT licence), with the spaces taken out.
SPEC = Path(__file__).parent / "openapi-v10.json"


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **step: float) -> None:
        self.at += timedelta(**step)


class Bot(discord.Client):
    """A client with a command tree that is given its commands by the test."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(intents=intents or discord.Intents.default(), max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self.bell = Bell()
        self.connected = asyncio.Event()
        self.resumed = asyncio.Event()
        self.errors: list[Exception] = []
        self.interactions: list[discord.Interaction] = []
        self.messages: list[discord.Message] = []
        self.tree.on_error = self._remember  # type: ignore[method-assign]  # a failing test shows it

    async def _remember(self, _interaction: discord.Interaction, error: Exception) -> None:
        self.errors.append(getattr(error, "original", error))

    async def on_connect(self) -> None:
        self.connected.set()

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.interactions.append(interaction)
        self.bell.ring()

    async def on_message(self, message: discord.Message) -> None:
        self.messages.append(message)
        self.bell.ring()

    async def on_guild_available(self, _guild: discord.Guild) -> None:
        self.bell.ring()

    async def on_ready(self) -> None:
        self.bell.ring()

    async def sees(self, look: Callable[[], object]) -> None:
        """Wait until the client has noticed something."""
        await self.bell.until(look)


Login = Callable[[Bot], Awaitable[Bot]]


class Api:
    """The REST API by hand, for what discord.py itself refuses to send."""

    def __init__(self, session: aiohttp.ClientSession, standin: DiscordStandIn) -> None:
        self.session = session
        self._standin = standin

    async def __call__(
        self, method: str, path: str, body: object = None, *, token: str = TOKEN
    ) -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {token}"}
        address = self._standin.api_url + path
        async with self.session.request(method, address, json=body, headers=headers) as response:
            return response.status, (await response.json() if response.status != 204 else None)


def wrong(answer: dict[str, Any]) -> dict[str, str]:
    """Return the error codes of a refused form by the place of each."""
    found: dict[str, str] = {}

    def look(node: dict[str, Any], at: str) -> None:
        for key, value in node.items():
            if key == "_errors":
                found[at] = value[0]["code"]
            else:
                look(value, f"{at}.{key}".lstrip("."))

    assert answer["code"] == 50035, answer
    look(answer["errors"], "")
    return found
