"""A world for each story, on either engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.limits import Rate
from bot.telegram import outlet
from tests.engines import fresh_postgres
from tests.journeys.world import World


@pytest.fixture(autouse=True)
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A story of days takes seconds: a chat that would have to wait for its next notice does not."""
    monkeypatch.setattr(outlet, "IN_PRIVATE", Rate(per_second=1000.0, burst=1000))
    monkeypatch.setattr(outlet, "IN_GROUP", Rate(per_second=1000.0, burst=1000))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world on a SQLite file."""
    made = World(f"sqlite+aiosqlite:///{tmp_path}/story.sqlite3")
    yield made
    await end(made)


@pytest.fixture
async def world_on_postgres(postgres_server: str, worker_id: str) -> AsyncIterator[World]:
    """A world on PostgreSQL."""
    made = World(await fresh_postgres(postgres_server, f"story_{worker_id}"))
    yield made
    await end(made)


async def end(made: World) -> None:
    """Close it, and see that the bot kept to what the platforms ask of it."""
    await made.close()
    assert made.discord.unknown_calls == []
    assert made.telegram.unknown_calls == []
    assert made.discord.violations == []
    assert made.telegram.violations == []
    assert made.discord.limits.breaches == []
    assert made.telegram.limits.breaches == 0
