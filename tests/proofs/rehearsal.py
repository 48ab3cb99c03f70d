"""The real repositories on one connection to a real file, on which everything tried can be undone."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from core.clock import Clock
from core.people.model import Platform
from core.ports import UnitOfWork
from core.programme import Programme
from storage.compiled import Statements
from storage.drivers import OnSqlite
from storage.retrying import RETRIES, exhausted
from storage.scope import Scope
from storage.sqlite_failures import is_transient
from storage.tables import metadata
from storage.unit_of_work import Unit, Work

T = TypeVar("T")
SECRET = b"the secret of a rehearsal, 32 b."
RUNNING = ("audit", "inbox", "tokens", "drafts", "meta", "leases")
"""Tables of the running of mentorbot; the others hold the programme itself."""
_STATEMENTS = Statements(SQLiteDialect_pysqlite(paramstyle="qmark"))
Dump = dict[str, list[Any]]


class Rehearsal:
    """`core.ports.Database` without the threads: writes run in savepoints, nothing is ever committed."""

    def __init__(self, path: Path, programme: Programme, clock: Clock) -> None:
        self.raw = sqlite3.connect(path, isolation_level=None)
        self.raw.execute("PRAGMA foreign_keys = ON")
        self.raw.execute("BEGIN IMMEDIATE")
        self.programme = programme
        self.scope = Scope(
            OnSqlite(self.raw, _STATEMENTS),
            postgres=False,
            writes=True,
            programme=programme,
            clock=clock,
            secret=SECRET,
        )

    def close(self) -> None:
        """Forget everything."""
        self.raw.execute("ROLLBACK")
        self.raw.close()

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever happens inside did not happen."""
        with self._savepoint("undone", keep=False):
            yield

    def work(self, source: str = "discord", correlation: str = "rehearsal") -> Work:
        """A unit of work outside any savepoint of its own."""
        return Work(self.scope, source, correlation)

    async def write(
        self,
        use_case: Callable[[UnitOfWork], T],
        *,
        source: str,
        correlation: str = "",
        key: tuple[Platform, str] | None = None,
        outcome: Callable[[T], str] | None = None,
        whose: Callable[[T], int | None] | None = None,
    ) -> T:
        """Run a use case as the writer does: all of it or nothing, again after a conflict."""
        for left in range(RETRIES, -1, -1):
            try:
                with self._savepoint("unit"):
                    return Unit(use_case, source, correlation, key, outcome, whose).run(self.scope)
            except Exception as error:
                if not is_transient(error):
                    raise
                if not left:
                    raise exhausted(error) from error
        raise AssertionError("the last attempt returns or raises")

    async def read(self, query: Callable[[UnitOfWork], T]) -> T:
        """Run a query; one that writes is a fault."""
        before = self.raw.total_changes
        found = query(self.work())
        assert self.raw.total_changes == before, "a query wrote something"
        return found

    def changes(self) -> int:
        """Rows written so far; grows with everything that is written, undone or not."""
        return self.raw.total_changes

    def dump(self, *, without: tuple[str, ...] = ()) -> Dump:
        """Every row of every table."""
        names = [table.name for table in metadata.sorted_tables if table.name not in without]
        return {name: self.raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608 - our own table names

    @contextmanager
    def _savepoint(self, name: str, *, keep: bool = True) -> Iterator[None]:
        self.raw.execute(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            self._end(name, keep=False)
            raise
        self._end(name, keep=keep)

    def _end(self, name: str, *, keep: bool) -> None:
        if not keep:
            self.raw.execute(f"ROLLBACK TO {name}")
        self.raw.execute(f"RELEASE {name}")
