"""Secrets of a running bot are nowhere else than where they belong (trust.md §4 G17).

Everything is logged at DEBUG, platforms and code fail in the middle, people take their data along; then the
log, what went to the terminal, every message and every file of both platforms are searched.
"""

import io
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import logs
from bot.config.settings import Log
from bot.sandbox.discord.faults import Fault
from bot.sandbox.telegram.faults import FaultKind
from storage.groups import GroupRepository
from tests.config.test_logs import _as_before
from tests.journeys.conftest import end
from tests.journeys.world import World

SPOTS = ("discord_role", "discord_channel", "telegram_chat")
GROUP = {"name": "Rust", "description": "About Rust"} | dict.fromkeys(SPOTS)
AS_BEFORE = _as_before
"""Leaves the process's log as it was found."""


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Nobody is there yet."""
    made = World(f"sqlite+aiosqlite:///{tmp_path}/secrets.sqlite3")
    yield made
    await end(made)


def everything_shown(world: World) -> Iterator[bytes]:
    """All that the platforms were given to show."""
    for channel in world.discord.world.channels.values():
        for message in channel.messages.values():
            yield repr(message).encode()
            yield from (one.content for one in message.attachments)
    for chat in world.telegram.world.chats.values():
        for sent in chat.messages.values():
            yield repr(sent).encode()
            yield sent.media.file.content if sent.media else b""


def secret_of(path: Path) -> str:
    """With which buttons are signed."""
    with closing(sqlite3.connect(path)) as raw:
        return str(raw.execute("SELECT value FROM meta WHERE key = 'secret'").fetchone()[0])


def strike(world: World) -> None:
    """The next call fails on either platform."""
    world.discord.faults.order(Fault("5xx", "*", times=1))
    world.telegram.faults.add(FaultKind.RESET_BEFORE, "sendMessage", times=1)


async def test_no_secret_is_logged_shown_or_taken_along(
    world: World, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens, stream = (world.discord.token, world.telegram.token), io.StringIO()
    logs.configure(Log(level="DEBUG", format="json"), tokens, stream)
    people = (world.on_discord("Ada Admin", admin=True), world.on_telegram("Tim Admin", admin=True))
    await world.open()
    secrets = (*tokens, secret_of(tmp_path / "secrets.sqlite3"))

    def fail(*_: object) -> None:
        raise RuntimeError(f"https://api.example/bot{world.telegram.token}/send {world.discord.token}")

    monkeypatch.setattr(GroupRepository, "create", fail)
    for one in people:
        await one.do("privacy")
        assert "everything I know" in await one.press("My data as a file")
        strike(world)
        assert "went wrong" in await one.do("group create", GROUP)
    told = "\n".join([stream.getvalue(), *capfd.readouterr()])
    assert told.count("RuntimeError") >= len(people)
    shown = b"\n".join(everything_shown(world))
    assert b'"name": "Ada Admin"' in shown
    assert b'"name": "Tim Admin"' in shown
    for secret in secrets:
        assert secret not in told
        assert secret.encode() not in shown
