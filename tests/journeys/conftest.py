"""A world for each story, on either engine."""

from collections.abc import AsyncIterator

import pytest

from tests.journeys.world import World


@pytest.fixture
async def world(tmp_path) -> AsyncIterator[World]:
    made = World(f"sqlite+aiosqlite:///{tmp_path}/story.sqlite3")
    yield made
    await made.close()
    assert made.discord.unknown_calls == []
    assert made.telegram.unknown_calls == []
    assert made.discord.violations == []
    assert made.telegram.violations == []
    assert made.discord.limits.breaches == []
    assert made.telegram.limits.breaches == 0
