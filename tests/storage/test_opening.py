"""Opening a database, and refusing what must not be touched."""

import asyncio
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from core.clock import StandingClock
from core.programme import Programme
from storage.database import open_database
from storage.errors import (
    AlreadyRunning,
    Closed,
    CorruptDatabase,
    ForeignDatabase,
    NewerSchema,
    StorageError,
    UnknownEngine,
    WrongSchema,
)
from storage.postgres import PostgresDatabase
from storage.schema import HEAD
from storage.sqlite import SqliteDatabase
from tests.builders import NOW, people
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

HOLD_IT = """
import asyncio, sys
from core.clock import SystemClock
from core.programme import Programme
from storage.database import open_database
async def main():
    database = open_database(sys.argv[1], Programme(), now=SystemClock())
    await database.open()
    print("open", flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


def at(path: Path) -> SqliteDatabase:
    database = open_database(f"sqlite+aiosqlite:///{path}", Programme(), now=StandingClock(NOW))
    assert isinstance(database, SqliteDatabase)
    return database


def contents(path: Path) -> bytes:
    return path.read_bytes()


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def modes(path: Path, *endings: str) -> list[int]:
    return [path.with_name(path.name + ending).stat().st_mode & 0o777 for ending in endings]


def copied(source: Path, folder: Path) -> Path:
    return Path(shutil.copy(source, folder / "mentorbot.sqlite3"))


async def refused(path: Path, kind: type[StorageError]) -> str:
    """Opening it raises this, changes nothing, and leaves no lock behind."""
    before = contents(path)
    with pytest.raises(kind) as raised:
        await at(path).open()
    with pytest.raises(kind):
        await at(path).open()
    assert contents(path) == before
    return str(raised.value)


async def test_a_new_file_and_its_folder_are_for_their_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "deep" / "mentorbot.sqlite3"
    database = at(path)
    await database.open()
    assert modes(path, "", "-wal", ".lock") == [0o600] * 3
    assert modes(path.parent, "") == [0o700]
    await database.close()


async def test_the_engine_is_set_up_to_keep_promises(sqlite: SqliteDatabase) -> None:
    raw = sqlite._raw
    assert raw is not None
    settings = {
        name: raw.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}


async def test_the_secret_is_made_once(database: AnyDatabase) -> None:
    secret = database.secret
    assert len(secret) == 32
    await database.close()
    await database.open()
    assert database.secret == secret


async def test_what_was_committed_is_there_after_closing(sqlite: SqliteDatabase) -> None:
    await write(sqlite, lambda uow: people(uow, 3))
    await sqlite.close()
    await sqlite.open()
    assert len(await read(sqlite, lambda uow: uow.people.search("", 10))) == 3


async def test_before_it_is_open_it_says_so(tmp_path: Path) -> None:
    database = at(tmp_path / "x.sqlite3")
    with pytest.raises(Closed):
        await write(database, lambda uow: None)
    with pytest.raises(Closed):
        await read(database, lambda uow: None)
    with pytest.raises(Closed):
        _ = database.secret


async def test_a_second_opening_of_one_file_is_refused_and_free_after_closing(
    sqlite: SqliteDatabase, tmp_path: Path
) -> None:
    second = at(sqlite.path)
    with pytest.raises(AlreadyRunning, match="Stop it first"):
        await second.open()
    await write(sqlite, lambda uow: people(uow, 1))
    await sqlite.close()
    await second.open()
    await second.close()


async def test_another_processs_lock_ends_with_it_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "mentorbot.sqlite3"
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD_IT, f"sqlite+aiosqlite:///{path}", stdout=asyncio.subprocess.PIPE
    )
    assert other.stdout is not None
    assert await other.stdout.readline() == b"open\n"
    with pytest.raises(AlreadyRunning):
        await at(path).open()
    other.kill()
    await other.wait()
    database = at(path)
    await database.open()
    await database.close()


def text_file(path: Path) -> None:
    path.write_text("This is my diary, not a database. " * 200)


def flipped_header(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[16:40] = bytes(24)
    path.write_bytes(damaged)


def flipped_pages(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    for page in range(4096, len(damaged), 4096):
        damaged[page : page + 64] = b"\xff" * 64
    path.write_bytes(damaged)


def unreadable_schema(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE audit (", b"CREATE TABLE audit \xd9"))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20_000])


@pytest.mark.parametrize("damage", [text_file, flipped_header, flipped_pages, unreadable_schema, cut_short])
async def test_a_damaged_file_is_refused_and_left_as_it_is(
    sqlite_template: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = copied(sqlite_template, tmp_path)
    damage(path)
    told = await refused(path, CorruptDatabase)
    assert "put your latest backup in its place" in told


async def test_another_programs_tables_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite3"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE recipes (id INTEGER)")
    raw.close()
    assert "recipes" in await refused(path, ForeignDatabase)


@pytest.mark.parametrize(("revision", "kind"), [("0999", NewerSchema), ("1975ea83b712", ForeignDatabase)])
async def test_a_schema_we_do_not_know_is_left_alone(
    sqlite_template: Path, tmp_path: Path, revision: str, kind: type[StorageError]
) -> None:
    path = copied(sqlite_template, tmp_path)
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    raw.close()
    assert revision in await refused(path, kind)


@pytest.mark.postgres
async def test_a_newer_schema_on_a_server_is_left_alone(postgres: PostgresDatabase) -> None:
    async def say(revision: str) -> None:
        statement = text("UPDATE alembic_version SET version_num = :revision")
        await write(postgres, lambda uow: uow.scope.connection.execute(statement, {"revision": revision}))

    await say("0999")
    try:
        with pytest.raises(NewerSchema):
            await postgres.open()
    finally:
        await say(HEAD)


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "mysql://localhost/x"]
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(UnknownEngine, match=r"database\.url"):
        open_database(url, Programme(), now=StandingClock(NOW))


async def test_looking_needs_no_lock_and_writes_nothing(sqlite: SqliteDatabase) -> None:
    (one,) = await write(sqlite, lambda uow: people(uow, 1))
    other = at(sqlite.path)
    found = await other.look(lambda uow: uow.people.get(one))
    assert found is not None
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await other.look(lambda uow: people(uow, 1))


async def test_looking_at_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(WrongSchema):
        await at(tmp_path / "none.sqlite3").look(lambda uow: None)
    assert files(tmp_path) == []


@pytest.mark.postgres
async def test_looking_at_a_server(postgres: PostgresDatabase, postgres_url: str) -> None:
    (one,) = await write(postgres, lambda uow: people(uow, 1))
    other = open_database(postgres_url, Programme(), now=StandingClock(NOW))
    found = await other.look(lambda uow: uow.people.get(one))
    assert found is not None
