"""A stand-in with a clock moved by hand, and the real discord.py logged in to it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.sandbox.discord import TOKEN, DiscordStandIn
from tests.platforms.standins.discord.rig import SPEC, Api, Bot, HandClock, Login


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def standin(clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordStandIn]:
    standin = DiscordStandIn(clock, spec=SPEC)
    await standin.start()
    monkeypatch.setattr(Route, "BASE", standin.api_url)
    address = yarl.URL(standin.base_url.replace("http", "ws") + "/gateway")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", address)
    yield standin
    await standin.stop()


@pytest.fixture
async def login(standin: DiscordStandIn) -> AsyncIterator[Login]:
    running: list[tuple[Bot, asyncio.Task[None]]] = []

    async def start(bot: Bot) -> Bot:
        await bot.login(TOKEN)
        if bot.tree.get_commands():
            await bot.tree.sync()
        running.append((bot, asyncio.create_task(bot.connect())))
        async with asyncio.timeout(10):
            await bot.connected.wait()
        return bot

    yield start
    for bot, task in running:
        await bot.close()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, discord.ConnectionClosed):
            await task


@pytest.fixture
async def api(standin: DiscordStandIn) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(session, standin)
