"""What can wait leaves the processor to the logins, but not for ever."""

import asyncio

import pytest

from bot import app as composing
from bot.app import App
from bot.config import load
from bot.dialog.dispatch import Engine
from bot.sandbox.telegram.faults import FaultKind
from core.people.model import Platform
from tests.journeys.world import World


@pytest.fixture
def warmed(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How Telegram's face was when times in words were loaded."""
    states: list[str] = []

    async def warm_up(_: Engine) -> None:
        states.append(world.app.runners[Platform.TELEGRAM].state)

    monkeypatch.setattr(Engine, "warm_up", warm_up)
    return states


async def start(world: World) -> App:
    """Discord is there, Telegram does not answer yet."""
    world.telegram.faults.add(FaultKind.SERVER_ERROR, "getMe")
    await world.discord.start()
    await world.telegram.start()
    world.app = App(load(None, world.settings()), world.clock)
    await world.app.start()
    return world.app


async def test_it_is_done_once_both_platforms_are_connected(world: World, warmed: list[str]) -> None:
    app = await start(world)
    async with asyncio.timeout(30):
        while app.runners[Platform.DISCORD].state != "connected":  # noqa: ASYNC110 no face has an event for it
            await asyncio.sleep(0.02)
        world.telegram.faults.clear()
        await app.settled.wait()
    assert warmed == ["connected"]


async def test_it_is_done_though_a_platform_cannot_be_reached(
    world: World, warmed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "LOGINS_FIRST", 0.0)
    app = await start(world)
    async with asyncio.timeout(30):
        await app.settled.wait()
    assert warmed == ["starting"]
