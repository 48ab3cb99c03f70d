"""SQLite's one writer: shared commits, a savepoint a unit, answers after the commit."""

import asyncio
import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import text

from core.errors import Conflict, Refusal, Unwritable
from storage import writer
from storage.errors import Closed
from storage.sqlite import SqliteDatabase
from storage.unit_of_work import Work
from storage.writer import MOST_TOGETHER
from tests.builders import NOW, identity, people
from tests.storage.asking import read, write


async def count(database: SqliteDatabase) -> int:
    return len(await read(database, lambda uow: uow.people.search("", 10_000)))


class Gate:
    """A unit that holds the writer until it is opened, so that others wait together."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._open = threading.Event()
        self._entered = threading.Event()
        self.task = asyncio.ensure_future(write(database, self._wait))

    def _wait(self, uow: Work) -> None:
        self._entered.set()
        assert self._open.wait(30)

    async def __aenter__(self) -> None:
        assert await asyncio.to_thread(self._entered.wait, 30)

    async def __aexit__(self, *_: object) -> None:
        self._open.set()
        await self.task


class Statements:
    """What the writer's connection executes."""

    def __init__(self, database: SqliteDatabase) -> None:
        self.seen: list[str] = []
        assert database._raw is not None
        database._raw.set_trace_callback(self.seen.append)

    def count(self, word: str) -> int:
        return sum(one.startswith(word) for one in self.seen)


async def test_units_that_wait_together_share_commits(sqlite: SqliteDatabase) -> None:
    statements = Statements(sqlite)
    async with Gate(sqlite):
        waiting = [
            asyncio.ensure_future(write(sqlite, lambda uow: uow.people.create(identity(), NOW)))
            for _ in range(100)
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    assert await count(sqlite) == 100
    assert statements.count("COMMIT") == 1 + -(-100 // MOST_TOGETHER)
    assert statements.count("SAVEPOINT") == 101


async def test_a_single_unit_does_not_wait_for_others(sqlite: SqliteDatabase) -> None:
    statements = Statements(sqlite)
    await write(sqlite, lambda uow: people(uow, 1))
    assert statements.count("COMMIT") == 1


async def test_an_error_undoes_its_own_unit_only(sqlite: SqliteDatabase) -> None:
    def refuse(uow: Work) -> None:
        people(uow, 1)
        raise Refusal("session-full")

    async with Gate(sqlite):
        waiting = [
            asyncio.ensure_future(write(sqlite, refuse if n % 3 == 0 else lambda uow: people(uow, 1)))
            for n in range(9)
        ]
        await asyncio.sleep(0)
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [isinstance(one, Refusal) for one in results] == [n % 3 == 0 for n in range(9)]
    assert await count(sqlite) == 6


async def test_a_failed_commit_fails_every_unit_in_it(sqlite: SqliteDatabase) -> None:
    def break_the_commit(uow: Work) -> None:
        connection = uow.scope.connection
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text("INSERT INTO link_tries (person_id, at) VALUES (404, 0)"))

    async with Gate(sqlite):
        waiting = [
            asyncio.ensure_future(write(sqlite, break_the_commit if n == 2 else lambda uow: people(uow, 1)))
            for n in range(5)
        ]
        await asyncio.sleep(0)
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in results] == [sqlite3.IntegrityError] * 5
    assert await count(sqlite) == 0
    await write(sqlite, lambda uow: people(uow, 1))
    assert await count(sqlite) == 1


async def test_a_transaction_that_sqlite_gave_up_fails_every_unit_in_it(sqlite: SqliteDatabase) -> None:
    def give_up(uow: Work) -> None:
        uow.scope.connection.execute(text("ROLLBACK"))
        raise sqlite3.OperationalError("disk I/O error")

    async with Gate(sqlite):
        waiting = [
            asyncio.ensure_future(write(sqlite, give_up if n == 1 else lambda uow: people(uow, 1)))
            for n in range(3)
        ]
        await asyncio.sleep(0)
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in results] == [sqlite3.OperationalError] * 3
    assert await count(sqlite) == 0


async def test_a_full_disk_changes_nothing_and_leaves_reading(sqlite: SqliteDatabase) -> None:
    await write(sqlite, lambda uow: people(uow, 1))
    await write(sqlite, lambda uow: uow.scope.connection.execute(text("PRAGMA max_page_count = 1")).all())
    with pytest.raises(Unwritable, match="full"):
        await write(sqlite, lambda uow: people(uow, 2000))
    assert await count(sqlite) == 1
    assert sqlite.unwritable_since is not None
    await write(
        sqlite, lambda uow: uow.scope.connection.execute(text("PRAGMA max_page_count = 100000")).all()
    )
    await write(sqlite, lambda uow: people(uow, 2000))
    assert await count(sqlite) == 2001
    assert sqlite.unwritable_since is None


async def test_a_file_that_another_program_holds_is_busy_not_broken(sqlite: SqliteDatabase) -> None:
    assert sqlite._raw is not None
    sqlite._raw.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as shell:
        shell.execute("BEGIN IMMEDIATE")
        with pytest.raises(Conflict, match="locked"):
            await write(sqlite, lambda uow: people(uow, 1))
    await write(sqlite, lambda uow: people(uow, 1))
    assert await count(sqlite) == 1


async def test_a_write_ahead_log_that_grew_is_emptied_once_its_reader_is_gone(
    sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("LOG_MOST", 200_000), ("LOG_LOOK", 1), ("LOG_WAIT", 1)):
        monkeypatch.setattr(writer, name, value)
    with closing(sqlite3.connect(sqlite.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        for _ in range(3):
            await write(sqlite, lambda uow: people(uow, 1000))
        assert sqlite.log_bytes > 200_000
    await write(sqlite, lambda uow: people(uow, 1))
    await write(sqlite, lambda uow: people(uow, 1))
    assert sqlite.log_bytes < 200_000
    assert await count(sqlite) == 3002


async def test_a_conflict_is_tried_again(sqlite: SqliteDatabase) -> None:
    tries = []

    def stubborn(uow: Work) -> str:
        people(uow, 1)
        tries.append(1)
        if len(tries) < 4:
            raise Conflict("not yet")
        return "done"

    assert await write(sqlite, stubborn) == "done"
    assert await count(sqlite) == 1


async def test_a_conflict_that_stays_is_raised_after_three_retries(sqlite: SqliteDatabase) -> None:
    tries = []

    def never(uow: Work) -> None:
        tries.append(1)
        raise Conflict("never")

    with pytest.raises(Conflict, match="never"):
        await write(sqlite, never)
    assert len(tries) == 4


async def test_a_unit_whose_caller_went_away_before_it_began_does_not_run(sqlite: SqliteDatabase) -> None:
    async with Gate(sqlite):
        gone = asyncio.ensure_future(write(sqlite, lambda uow: people(uow, 1)))
        stays = asyncio.ensure_future(write(sqlite, lambda uow: people(uow, 1)))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
    await stays
    assert gone.cancelled()
    assert await count(sqlite) == 1


async def test_a_use_case_that_raises_stop_iteration_leaves_nobody_waiting(sqlite: SqliteDatabase) -> None:
    def stop(uow: Work) -> None:
        next(iter(()))

    with pytest.raises(RuntimeError, match="StopIteration"):
        await write(sqlite, stop)


async def test_reading_sees_what_was_answered(sqlite: SqliteDatabase) -> None:
    for number in range(1, 30):
        await write(sqlite, lambda uow: people(uow, 1))
        assert await count(sqlite) == number


async def test_reading_cannot_write(sqlite: SqliteDatabase) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await read(sqlite, lambda uow: people(uow, 1))


async def test_closing_finishes_what_waits_and_refuses_what_comes_later(sqlite: SqliteDatabase) -> None:
    waiting = [asyncio.ensure_future(write(sqlite, lambda uow: people(uow, 1))) for _ in range(5)]
    await asyncio.sleep(0)
    await sqlite.close()
    await asyncio.gather(*waiting)
    with pytest.raises(Closed):
        await write(sqlite, lambda uow: people(uow, 1))
    with pytest.raises(Closed):
        await read(sqlite, lambda uow: uow.people.admins())
    await sqlite.open()
    assert await count(sqlite) == 5
