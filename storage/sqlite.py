"""The embedded database: a SQLite file, one process, one writer (design.md §3)."""

import asyncio
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from core.clock import Clock
from core.people.model import Platform
from core.programme import Programme
from storage import schema
from storage.abstract import AbstractDatabase
from storage.compiled import Sqlalchemys
from storage.drivers import OnSqlite
from storage.errors import AlreadyRunning, Closed, CorruptDatabase, WrongSchema
from storage.instance import begin_alone, identify
from storage.readers import Readers
from storage.scope import Scope
from storage.sqlite_failures import is_locked, is_unwritable
from storage.unit_of_work import Unit, Work
from storage.writer import Writer, size_of

T = TypeVar("T")
READERS = 2
SWITCH = 0.0005
"""Seconds after which a busy event loop lets the writer on: SQLite gives the interpreter's lock away with
every statement, and at Python's own 5 ms it waits longer for it than it works."""
CHECKED_BELOW = 32 * 1024 * 1024
"""Bytes up to which the whole file is checked at every start; `mentorbot verify` checks larger ones."""
_PRAGMAS = (
    "PRAGMA busy_timeout = 15000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
)


class SqliteDatabase(AbstractDatabase):
    """`core.ports.Database` on a file."""

    def __init__(self, path: Path, programme: Programme, clock: Clock) -> None:
        super().__init__(programme, clock, pysqlite.dialect(paramstyle="qmark"))
        self.path = path
        self._lock = FileLock(f"{path}.lock", timeout=0, mode=0o600, thread_local=False)
        self._raw: sqlite3.Connection | None = None
        self._writer: Writer | None = None
        self._readers: Readers | None = None

    async def open(self) -> None:
        """Take the file for this process, bring its schema up, start the threads.

        Raises AlreadyRunning, CorruptDatabase, ForeignDatabase or NewerSchema.
        """
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH))
        self._raw = await asyncio.to_thread(self._prepare)
        self._writer = Writer(self._raw, self._working(self._raw, writes=True), self._tell, self._log)
        self._readers = Readers(READERS, self._reading)
        await self._readers.open()

    @property
    def _log(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    @property
    def log_bytes(self) -> int:
        """How large the write-ahead log is."""
        return size_of(self._log)

    async def close(self) -> None:
        """Finish what waits and give the file free."""
        writer, self._writer = self._writer, None
        readers, self._readers = self._readers, None
        if writer is not None:
            await writer.close()
        if readers is not None:
            await readers.close()
        await asyncio.to_thread(self._let_go)

    async def write(
        self,
        use_case: Callable[[Work], T],
        *,
        source: str,
        correlation: str = "",
        key: tuple[Platform, str] | None = None,
        outcome: Callable[[T], str] | None = None,
        whose: Callable[[T], int | None] | None = None,
    ) -> T:
        """Run a use case in the writer's next commit."""
        if self._writer is None:
            raise Closed("the database is not open")
        try:
            result = await self._writer.write(Unit(use_case, source, correlation, key, outcome, whose))
        except sqlite3.OperationalError as error:
            heard = self._heard(error, locked=is_locked(error), unwritable=is_unwritable(error))
            raise heard from error
        self.unwritable_since = None
        return result

    async def read(self, query: Callable[[Work], T]) -> T:
        """Run a query on a reader's thread."""
        if self._readers is None:
            raise Closed("the database is not open")
        return await self._readers.read(query)

    async def look(self, query: Callable[[Work], T]) -> T:
        """Run a query without the file's lock; another process may be writing to it."""
        return await asyncio.to_thread(self._look, query)

    def _look(self, query: Callable[[Work], T]) -> T:
        if not self.path.exists():
            raise WrongSchema(f"There is no database at {self.path} yet; it is made when the bot starts.")
        with _damage_named(self.path):
            engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
            with engine.connect() as connection:
                self.instance = schema.current(connection)
            raw, scope = self._reading()
            with closing(raw):
                return query(Work(scope, source="", correlation=""))

    def _prepare(self) -> sqlite3.Connection:
        self._make_file()
        try:
            with _damage_named(self.path):
                self._start()
                return self._connect()
        except BaseException:
            self._let_go()
            raise

    def _make_file(self) -> None:
        """The directory and file are for this user alone; the lock is on a file beside it."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout:
            raise AlreadyRunning(
                f"Another mentorbot is using {self.path}. Stop it first; one SQLite file serves one process. "
                "For several, use PostgreSQL (database.url)."
            ) from None
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))

    def _start(self) -> None:
        engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        with engine.connect() as connection:
            if self.path.stat().st_size <= CHECKED_BELOW:
                _check(connection)
            behind = schema.is_behind(connection)
            with at_once(connection):
                if behind:
                    schema.migrate(connection)
                self.instance = identify(Sqlalchemys(connection))
                begin_alone(Sqlalchemys(connection))
            # Last, for it is written into the file: whatever is refused before leaves a backup as it was.
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")

    def _connect(self) -> sqlite3.Connection:
        # Transactions are begun by statements of our own; other threads than the opening one work and close.
        raw = sqlite3.connect(
            self.path, isolation_level=None, check_same_thread=False, cached_statements=1024
        )
        for pragma in _PRAGMAS:
            raw.execute(pragma)
        return raw

    def _reading(self) -> tuple[sqlite3.Connection, Scope]:
        raw = self._connect()
        raw.execute("PRAGMA query_only = ON")
        return raw, self._working(raw, writes=False)

    def _working(self, raw: sqlite3.Connection, *, writes: bool) -> Scope:
        return self._scope(OnSqlite(raw, self._statements), writes=writes)

    def _let_go(self) -> None:
        if self._raw is not None:
            self._raw.close()
        self._lock.release()


@contextmanager
def at_once(connection: Connection) -> Iterator[None]:
    """One immediate transaction on a connection whose driver begins none."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


def _check(connection: Connection) -> None:
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise DatabaseError("PRAGMA quick_check", None, sqlite3.DatabaseError(str(found)))


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Name a damaged file and what to do; nothing is ever created over it."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # What is no text is a name in the damaged schema, which SQLite's own message repeats.
        cause = error.orig if isinstance(error, DatabaseError) else error
        if isinstance(cause, sqlite3.OperationalError | sqlite3.IntegrityError):
            raise
        raise CorruptDatabase(
            f"{path} is damaged ({cause}). It was not changed. Move it aside with its -wal and -shm files, "
            "put your latest backup in its place and start again."
        ) from error
