"""SQLite's one writer: units that wait together share a commit (design.md §3)."""

import asyncio
import contextlib
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from storage.marks import Heard, Marks
from storage.retrying import RETRIES, exhausted
from storage.scope import Scope
from storage.sqlite_failures import is_transient
from storage.unit_of_work import Unit

T = TypeVar("T")
MOST_TOGETHER = 64
"""Units that share a commit; it never waits to fill."""
LOG_MOST = 64 * 1024 * 1024
"""Bytes of the write-ahead log from which on it is emptied (trust.md §2 row 45): SQLite's own passive
checkpoints begin the log anew only when no reader is in it just then."""
LOG_LOOK = 256
"""Commits between two looks at its size."""
LOG_WAIT = 1000
"""Milliseconds for which writing waits at most until the readers are out of it."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A unit and who waits for it."""

    unit: Unit[Any]
    answer: "asyncio.Future[Any]"


@dataclass(frozen=True, slots=True)
class _Result:
    """What a unit came to."""

    value: Any = None
    error: Exception | None = None


class Writer:
    """A thread that owns the writing connection.

    Each unit runs in a savepoint of its own: an error undoes that unit alone. Answers are given after
    the commit; a commit that fails, fails every unit in it.
    """

    def __init__(self, raw: sqlite3.Connection, scope: Scope, heard: Heard, log: Path) -> None:
        """`log` is the file's write-ahead log."""
        self._raw = raw
        self._log = log
        self._commits = 0
        self._scope = scope
        self._heard = heard
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._work, name="storage-writer", daemon=True)
        self._thread.start()

    async def write(self, unit: Unit[T]) -> T:
        """Run a unit and answer after its commit."""
        answer: asyncio.Future[T] = self._loop.create_future()
        self._queue.put(_Waiting(unit, answer))
        return await answer

    async def close(self) -> None:
        """Finish what waits, then end the thread."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        more = True
        while more:
            batch, more = self._take()
            if batch:
                self._tell(batch, self._commit(batch), self._scope.marks.take())
                self._commits += 1
                if self._commits % LOG_LOOK == 0:
                    self._empty_log()

    def _empty_log(self) -> None:
        """Between two commits; where a reader stays in it, the next look tries again."""
        if size_of(self._log) <= LOG_MOST:
            return
        with contextlib.suppress(sqlite3.Error):
            (usual,) = self._raw.execute("PRAGMA busy_timeout").fetchone()
            self._raw.execute(f"PRAGMA busy_timeout = {LOG_WAIT}")
            try:
                self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._raw.execute(f"PRAGMA busy_timeout = {usual}")

    def _take(self) -> tuple[list[_Waiting], bool]:
        """Everything that waits now, up to the limit, and whether to go on."""
        batch: list[_Waiting] = []
        item = self._queue.get()
        while item is not None:
            batch.append(item)
            if len(batch) == MOST_TOGETHER:
                return batch, True
            try:
                item = self._queue.get_nowait()
            except Empty:
                return batch, True
        return batch, False

    def _commit(self, batch: list[_Waiting]) -> list[_Result]:
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            results = [self._attempt(waiting) for waiting in batch]
            self._raw.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is, everybody in the batch hears of it
            with contextlib.suppress(sqlite3.Error):
                self._raw.execute("ROLLBACK")
            return [_Result(error=error)] * len(batch)
        return results

    def _attempt(self, waiting: _Waiting) -> _Result:
        """Run one unit in a savepoint; raises where SQLite gave up the whole transaction."""
        if waiting.answer.cancelled():
            return _Result()
        retries = RETRIES
        while True:
            self._raw.execute("SAVEPOINT unit")
            try:
                value = waiting.unit.run(self._scope)
            except Exception as error:
                if not self._raw.in_transaction:
                    raise
                self._raw.execute("ROLLBACK TO unit")
                self._raw.execute("RELEASE unit")
                if not is_transient(error):
                    return _Result(error=error)
                if not retries:
                    return _Result(error=exhausted(error))
                retries -= 1
            else:
                self._raw.execute("RELEASE unit")
                return _Result(value)

    def _tell(self, batch: list[_Waiting], results: list[_Result], marks: Marks) -> None:
        """Answer a whole batch with one wake of the loop; nobody is left to hear once that is closed."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._answer, batch, results, marks)

    def _answer(self, batch: list[_Waiting], results: list[_Result], marks: Marks) -> None:
        _give(batch, results)
        if marks.owed or marks.due is not None:
            self._heard(marks)


def size_of(path: Path) -> int:
    """Bytes of a file; none for one that is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _give(batch: list[_Waiting], results: list[_Result]) -> None:
    for waiting, result in zip(batch, results, strict=True):
        if waiting.answer.done():
            continue
        if isinstance(result.error, StopIteration):
            waiting.answer.set_exception(RuntimeError("a use case raised StopIteration"))
        elif result.error is not None:
            waiting.answer.set_exception(result.error)
        else:
            waiting.answer.set_result(result.value)
