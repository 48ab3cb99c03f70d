"""What can wait leaves the processor to the logins, but not for ever."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import running
from bot.config import load
from bot.dialog.dispatch import Engine
from bot.running import serve
from bot.sandbox.telegram.faults import FaultKind
from tests.journeys.world import World


@pytest.fixture
def warmed(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once times in words are loaded."""
    done = asyncio.Event()

    async def warm_up(_: Engine) -> None:
        done.set()

    monkeypatch.setattr(Engine, "warm_up", warm_up)
    return done


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A bot runs whom Telegram does not answer; asked to end, it ends."""
    made = World(f"sqlite+aiosqlite:///{tmp_path}/story.sqlite3")
    made.telegram.faults.add(FaultKind.SERVER_ERROR, "getMe")
    await made.discord.start()
    await made.telegram.start()
    task = asyncio.create_task(serve(load(None, made.settings())))
    yield made
    signal.raise_signal(signal.SIGTERM)
    assert await task == 0
    await made.discord.stop()
    await made.telegram.stop()


async def test_it_is_done_once_both_platforms_are_connected(warmed: asyncio.Event, world: World) -> None:
    await world.discord.connected()
    assert not warmed.is_set()
    world.telegram.faults.clear()
    async with asyncio.timeout(30):
        await warmed.wait()


async def test_it_is_done_though_a_platform_cannot_be_reached(
    warmed: asyncio.Event, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    monkeypatch.setattr(running, "LOGINS_FIRST", 0.0)
    async with asyncio.timeout(30):
        await warmed.wait()
