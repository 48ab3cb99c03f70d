"""A running stand-in with its clock, the real library's bot, and a person."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import Bot

from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn

# Bot API 10.1 of 11 June 2026: every method and type with names, kinds and what is required.
SPEC = Path(__file__).parent / "bot-api-10.1.json"


@dataclass
class Clock:
    at: datetime = datetime(2031, 5, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without this the library warns of its next version whenever it raises RetryAfter.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def standin(clock: Clock) -> AsyncIterator[TelegramStandIn]:
    running = TelegramStandIn(clock.now, seed=7, spec=SPEC)
    await running.start()
    yield running
    await running.stop()
    assert running.unknown_calls == []
    assert running.spec is not None
    assert (running.violations, running.spec.answer_violations) == ([], [])


@pytest.fixture
async def bot(standin: TelegramStandIn) -> AsyncIterator[Bot]:
    async with Bot(standin.token, base_url=standin.api_url, base_file_url=standin.file_url) as running:
        yield running


@pytest.fixture
def ada(standin: TelegramStandIn) -> Person:
    return standin.person("Ada Example", username="ada_example", started=True)
