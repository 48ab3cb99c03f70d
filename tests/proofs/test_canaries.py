"""Secrets of a running bot are nowhere else than where they belong (trust.md §4 G17).

Everything is logged at DEBUG, platforms and code fail in the middle, people take their data along; then the
log, what went to the terminal, the figures, every notice that is owed, every message and every file of both
platforms are searched. On PostgreSQL the password of the database is one of the secrets.
"""

import io
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from bot import logs
from bot.config import load
from bot.config.settings import Log
from bot.discord.deliver import DiscordPost
from bot.sandbox.discord.faults import Fault
from bot.sandbox.telegram.faults import FaultKind
from bot.telegram.deliver import TelegramPost
from core.people.model import Platform
from storage.groups import GroupRepository
from storage.tables import outbox
from storage.unit_of_work import Work
from tests.config.test_logs import _as_before
from tests.engines import fresh_postgres
from tests.journeys.conftest import end
from tests.journeys.test_pausing import on, owe
from tests.journeys.world import World

SPOTS = ("discord_role", "discord_channel", "telegram_chat")
GROUP = {"name": "Rust", "description": "About Rust"} | dict.fromkeys(SPOTS)
CODE = re.compile(r"[0-9a-f]{5}(?:-[0-9a-f]{5}){3}")
AS_BEFORE = _as_before
"""Leaves the process's log as it was found."""


PASSWORD, WEBHOOK = "canary-of-the-database", "canary-of-the-webhook"


class Secretive(World):
    """A world with every kind of secret in its settings."""

    def settings(self) -> dict[str, str]:
        """What the operator has set."""
        return super().settings() | {"MENTORBOT_TELEGRAM__WEBHOOK_SECRET": WEBHOOK}

    async def start_bot(self) -> None:
        """Log everything there is, as the program does it."""
        self.log = io.StringIO()
        settings = load(None, self.settings())
        logs.configure(Log(level="DEBUG", format="json"), settings.secrets(), self.log)
        await super().start_bot()


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: str, worker_id: str
) -> AsyncIterator[Secretive]:
    """Nobody is there yet."""
    url = f"sqlite+aiosqlite:///{tmp_path}/secrets.sqlite3"
    if request.param == "postgresql":
        url = await fresh_postgres(postgres_server, f"secrets_{worker_id}")
        url = url.replace("//postgres@", f"//postgres:{PASSWORD}@")
    made = Secretive(url)
    yield made
    await end(made)


def everything_shown(world: Secretive) -> Iterator[bytes]:
    """All that the platforms were given to show."""
    for channel in world.discord.world.channels.values():
        for message in channel.messages.values():
            yield repr(message).encode()
            yield from (one.content for one in message.attachments)
    for chat in world.telegram.world.chats.values():
        for sent in chat.messages.values():
            yield repr(sent).encode()
            yield sent.media.file.content if sent.media else b""


def strike(world: Secretive) -> None:
    """The next call fails on either platform."""
    world.discord.faults.order(Fault("5xx", "*", times=1))
    world.telegram.faults.add(FaultKind.RESET_BEFORE, "sendMessage", times=1)


async def figures(world: Secretive) -> str:
    """What Prometheus reads."""
    url = f"http://127.0.0.1:{world.app.http.port}/metrics"
    async with aiohttp.ClientSession() as client, client.get(url) as answer:
        return await answer.text()


def owed(uow: Work) -> str:
    """Everything in the outbox."""
    return "\n".join(map(repr, uow.scope.connection.execute(select(outbox))))


def secrets_of(world: Secretive) -> list[str]:
    """Everything that nobody may read: the settings', the instance's, and those of each interaction."""
    settings = load(None, world.settings()).secrets()
    interactions = [one.token for one in world.discord.interactions.all]
    return [*settings, world.app.engine.database.secret.hex(), *interactions]  # type: ignore[attr-defined]  # storage's


async def test_no_secret_is_logged_shown_or_taken_along(
    world: Secretive, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = (world.on_discord("Ada Admin", admin=True), world.on_telegram("Tim Admin", admin=True))
    await world.open()
    secrets, settings, codes = secrets_of(world), load(None, world.settings()).secrets(), []

    def fail(*_: object) -> None:
        raise RuntimeError(f"https://api.example/bot{world.telegram.token}/send {' '.join(settings)}")

    monkeypatch.setattr(GroupRepository, "create", fail)
    for one in people:
        codes += CODE.findall(await one.do("link"))
        await one.do("privacy")
        assert "everything I know" in await one.press("My data as a file")
        strike(world)
        assert "went wrong" in await one.do("group create", GROUP)
    await people[0].do("link", {"code": codes[1]})
    told = "\n".join([world.log.getvalue(), *capfd.readouterr(), await figures(world)])
    told += await world.app.engine.database.read(owed)  # type: ignore[arg-type]  # storage's own unit of work
    assert told.count("RuntimeError") >= len(people)
    assert "LinkCodeEntered" in told
    assert "mentorbot_commands_total" in told
    shown = b"\n".join(everything_shown(world))
    assert b'"name": "Ada Admin"' in shown
    assert b'"name": "Tim Admin"' in shown
    assert len(secrets_of(world)) > len(secrets) >= 4
    for secret in secrets_of(world):
        assert secret not in told
        assert secret.encode() not in shown
    assert len(codes) == len(people)
    for code in codes:
        assert code not in told
        assert code.replace("-", "") not in told


@pytest.mark.parametrize("platform", Platform)
async def test_what_could_not_be_delivered_tells_no_secret(
    world: Secretive, monkeypatch: pytest.MonkeyPatch, platform: Platform
) -> None:
    """An error's own words are kept with the notice, and shown to admins in a chat."""
    other = next(one for one in Platform if one is not platform)
    boss, waits = on(world, other, "Bo Boss", admin=True), on(world, platform, "Will Waits", admin=True)
    await world.open()
    await boss.do("home")
    await waits.do("home")

    async def fail(*_: object) -> None:
        raise ValueError(f"https://api.example/bot{world.telegram.token}/send {world.discord.token}")

    post = {Platform.DISCORD: (DiscordPost, "_deliver"), Platform.TELEGRAM: (TelegramPost, "_sent")}
    monkeypatch.setattr(*post[platform], fail)
    await owe(world)
    for _ in range(3):
        await world.move(minutes=10)
    said = await boss.do("admin outbox")
    assert "ValueError" in said
    told = world.log.getvalue() + said + boss.sees()
    told += await world.app.engine.database.read(owed)  # type: ignore[arg-type]  # storage's own unit of work
    for secret in secrets_of(world):
        assert secret not in told
