"""A stand-in with a clock moved by hand, and faces logged in to it."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord.face import DiscordFace
from bot.sandbox.discord import TOKEN, DiscordStandIn
from tests.platforms.discord.scripted import ScriptedEngine, Start, said
from tests.platforms.standins.discord.rig import SPEC, HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def standin(clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordStandIn]:
    for owner, name in (
        (Route, "BASE"),
        (DiscordWebSocket, "DEFAULT_GATEWAY"),
        (discord.client, "ExponentialBackoff"),
        (discord.shard, "ExponentialBackoff"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))  # put back what the face sets
    standin = DiscordStandIn(clock, spec=SPEC)
    standin.limits.relax()
    await standin.start()
    yield standin
    await standin.stop()
    assert standin.unknown_calls == []
    assert standin.violations == []


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(lambda incoming, pressed: said("Hello"))


@pytest.fixture
async def start(standin: DiscordStandIn, engine: ScriptedEngine) -> AsyncIterator[Start]:
    running: list[DiscordFace] = []

    async def begin(**settings: Any) -> DiscordFace:
        given: dict[str, Any] = {"token": TOKEN, "api_url": standin.api_url, "defer_after": 30.0, **settings}
        face = DiscordFace(given.pop("engine", engine), **given)
        running.append(face)
        await face.start()
        return face

    yield begin
    for face in running:
        await face.close()


@pytest.fixture
async def face(start: Start) -> DiscordFace:
    return await start()
