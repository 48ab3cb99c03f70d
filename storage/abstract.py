"""What both databases have in common beside their repositories."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Dialect

from core.clock import Clock
from core.errors import Conflict, Unwritable
from core.people.model import Platform
from core.programme import Programme
from storage import retention
from storage.compiled import Runs, Statements
from storage.errors import Closed
from storage.instance import Instance, mark_restored
from storage.marks import Heard, Marks
from storage.scope import Scope
from storage.tables import EPOCH
from storage.unit_of_work import Work

T = TypeVar("T")


class AbstractDatabase(ABC):
    """Knows which database it is, tells of commits, and forgets what was kept long enough."""

    def __init__(self, programme: Programme, clock: Clock, dialect: Dialect) -> None:
        self._programme = programme
        self._clock = clock
        self._postgres = dialect.name == "postgresql"
        self._statements = Statements(dialect)
        self._listeners: list[Heard] = []
        self.instance: Instance | None = None
        self._emptied_until = EPOCH
        """Up to when the answers to inputs are emptied."""
        self.unwritable_since: float | None = None
        """Since when nothing can be stored, on the machine's steady clock; None while all is well."""

    @property
    def secret(self) -> bytes:
        """The instance's secret; known once the database is open."""
        if self.instance is None:
            raise Closed("the database is not open")
        return self.instance.secret

    @property
    def log_bytes(self) -> int:
        """Bytes that were committed and wait to be put into the file; a server sees to that itself."""
        return 0

    @abstractmethod
    async def open(self) -> None:
        """Bring the schema up and be ready; raises a StorageError that says what to do."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what runs and let go."""

    @abstractmethod
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
        """Run a use case in one transaction and answer after its commit (core/ports.py)."""

    @abstractmethod
    async def read(self, query: Callable[[Work], T]) -> T:
        """Run a query that writes nothing."""

    @abstractmethod
    async def look(self, query: Callable[[Work], T]) -> T:
        """Run a query on a database that is not opened here; another process may be using it."""

    def on_commit(self, heard: Heard) -> None:
        """Have `heard` called on the event loop after commits that owe a notice or make something due."""
        self._listeners.append(heard)

    async def mark_restored(self) -> int:
        """Say that this database is a copy, where nothing in it tells: of its files, for instance.

        What was owed is held until an admin decides; returns how many notices those are.
        """
        return await self.write(lambda work: mark_restored(work.scope.connection), source="operator")

    async def purge(
        self, now: datetime, *, inbox: timedelta, outbox: timedelta, audit: timedelta
    ) -> dict[str, int]:
        """Forget what was kept for so long, in small batches; returns rows by table."""
        await self._empty_answers(now - retention.ANSWERS)
        kept = retention.Kept(inbox, outbox, audit)
        forgotten: dict[str, int] = {}
        for table, forget in retention.batches(now, kept):
            rows = retention.BATCH
            while rows == retention.BATCH:
                rows = await self.write(forget, source="clock")
                forgotten[table] = forgotten.get(table, 0) + rows
        return forgotten

    async def _empty_answers(self, before: datetime) -> None:
        """Only the first time all of the inbox is looked through."""
        empty = partial(retention.empty_answers, self._emptied_until, before)
        while await self.write(empty, source="clock") == retention.BATCH:
            pass
        self._emptied_until = before

    def _heard(self, error: Exception, *, locked: bool, unwritable: bool) -> Exception:
        """What a caller hears of a write that failed; the disk's own trouble is remembered."""
        if locked:
            return Conflict(str(error))
        if not unwritable:
            return error
        if self.unwritable_since is None:
            self.unwritable_since = time.monotonic()
        return Unwritable(str(error))

    def _tell(self, marks: Marks) -> None:
        if marks.owed or marks.due is not None:
            for heard in self._listeners:
                heard(marks)

    def _scope(self, connection: Runs, *, writes: bool) -> Scope:
        return Scope(
            connection,
            postgres=self._postgres,
            writes=writes,
            programme=self._programme,
            clock=self._clock,
            secret=self.secret,
        )
