"""A running stand-in with its clock, the real library's bot, and a person."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn


@dataclass
class Clock:
    at: datetime = datetime(2031, 5, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def standin(clock: Clock) -> AsyncIterator[TelegramStandIn]:
    running = TelegramStandIn(clock.now, seed=7)
    await running.start()
    yield running
    assert running.unknown_calls == []
    await running.stop()


@pytest.fixture
async def bot(standin: TelegramStandIn) -> AsyncIterator[Bot]:
    async with Bot(standin.token, base_url=standin.api_url, base_file_url=standin.file_url) as running:
        yield running


@pytest.fixture
def ada(standin: TelegramStandIn) -> Person:
    return standin.person("Ada Example", username="ada_example", started=True)
