"""Every input of the story, delivered again in any order, leaves the same database (trust.md §4 G10)."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming
from bot.dialog.replies import Reply
from storage.tables.base import metadata
from tests.journeys.test_story import Casting, swapped, tell, usual
from tests.journeys.world import World

TIMES = 3
RUNNING = {"leases", "meta", "account_roles"}
"""What runs says nothing about what was done; an account's roles are what the latest input told of them."""
ROLES = "role_ids"


class Recorded:
    """Every input that the engine was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.inputs: list[Incoming] = []
        self._handle: Callable[[Engine, Incoming], Awaitable[Reply]] = Engine.handle
        monkeypatch.setattr(Engine, "handle", self._record())

    def _record(self) -> Callable[[Engine, Incoming], Awaitable[Reply]]:
        async def handle(engine: Engine, incoming: Incoming) -> Reply:
            self.inputs.append(incoming)
            return await self._handle(engine, incoming)

        return handle

    async def again(self, engine: Engine, seed: int) -> None:
        """Deliver them all again, so often and shuffled, many at once."""
        inputs = self.inputs * (TIMES - 1)
        Random(seed).shuffle(inputs)  # noqa: S311 - the same order each time
        await asyncio.gather(*(self._handle(engine, one) for one in inputs))


def rows(path: Path) -> dict[str, list[Any]]:
    """Everything that is stored, by table."""
    with sqlite3.connect(path) as raw:
        tables = [table for table in metadata.sorted_tables if table.name not in RUNNING]
        found = {
            table.name: raw.execute(str(select(*(c for c in table.c if c.name != ROLES)))).fetchall()
            for table in tables
        }
    raw.close()
    return found


@pytest.mark.parametrize("cast_of", [usual, swapped], ids=["mentor-on-telegram", "mentor-on-discord"])
async def test_everything_three_times_in_any_order_changes_nothing(
    world: World, cast_of: Casting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    recorded = Recorded(monkeypatch)
    await tell(world, cast_of(world))
    before = rows(tmp_path / "story.sqlite3")
    assert len({one.key for one in recorded.inputs}) >= 20
    await recorded.again(world.app.engine, seed=1)
    await world.app.caught_up()
    after = rows(tmp_path / "story.sqlite3")
    changed = {name: set(after[name]) ^ set(before[name]) for name in after if after[name] != before[name]}
    assert changed == {}
