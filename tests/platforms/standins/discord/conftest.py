"""A stand-in with a clock moved by hand, and the real discord.py logged in to it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.sandbox.discord import TOKEN, DiscordStandIn


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

    def __init__(self, intents: discord.Intents | None = None, **options) -> None:
        super().__init__(intents=intents or discord.Intents.default(), max_messages=None, **options)
        self.tree = app_commands.CommandTree(self)
        self.connected = asyncio.Event()
        self.resumed = asyncio.Event()
        self.errors: list[Exception] = []
        self.tree.on_error = self._remember  # type: ignore[method-assign]  # a failing test shows it

    async def _remember(self, _interaction, error: app_commands.AppCommandError) -> None:
        self.errors.append(getattr(error, "original", error))

    async def on_connect(self) -> None:
        self.connected.set()

    async def on_resumed(self) -> None:
        self.resumed.set()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def standin(clock, monkeypatch) -> AsyncIterator[DiscordStandIn]:
    standin = DiscordStandIn(clock)
    await standin.start()
    monkeypatch.setattr(Route, "BASE", standin.api_url)
    address = yarl.URL(standin.base_url.replace("http", "ws") + "/gateway")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", address)
    yield standin
    await standin.stop()


Login = Callable[[Bot], Awaitable[Bot]]


@pytest.fixture
async def login(standin) -> AsyncIterator[Login]:
    running: list[tuple[Bot, asyncio.Task[None]]] = []

    async def start(bot: Bot) -> Bot:
        await bot.login(TOKEN)
        if bot.tree.get_commands():
            await bot.tree.sync()
        running.append((bot, asyncio.create_task(bot.connect())))
        await asyncio.wait_for(bot.connected.wait(), 10)
        return bot

    yield start
    for bot, task in running:
        await bot.close()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, discord.ConnectionClosed):
            await task


class Api:
    """The REST API by hand, for what discord.py itself refuses to send."""

    def __init__(self, session: aiohttp.ClientSession, standin: DiscordStandIn) -> None:
        self._session = session
        self._standin = standin

    async def __call__(self, method: str, path: str, body=None, *, token: str = TOKEN):
        headers = {"Authorization": f"Bot {token}"}
        address = self._standin.api_url + path
        async with self._session.request(method, address, json=body, headers=headers) as response:
            return response.status, (await response.json() if response.status != 204 else None)


@pytest.fixture
async def api(standin) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(session, standin)
