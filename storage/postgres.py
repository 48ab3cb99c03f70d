"""The grown-up database: PostgreSQL through asyncpg, several processes (design.md §3)."""

import asyncio
import random
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core.clock import Clock
from core.people.model import Platform
from core.programme import Programme
from storage import schema
from storage.compiled import sqlalchemys
from storage.errors import Closed, CommitUnknown
from storage.instance import Instance, identify
from storage.marks import Heard, Marks
from storage.retrying import RETRIES, exhausted, is_lost, is_transient
from storage.scope import Scope
from storage.unit_of_work import Unit, Work

T = TypeVar("T")
MIGRATION_LOCK = 0x6D656E746F72
"""Number of the advisory lock under which one process at a time looks after the schema."""
FIRST_PAUSE = 0.01
"""Seconds before the first retry; doubled each time, with jitter."""


class PostgresDatabase:
    """`core.ports.Database` on a server. READ COMMITTED: updates are guarded, loaded rows are locked."""

    def __init__(self, url: URL, programme: Programme, clock: Clock, connections: int) -> None:
        self._programme = programme
        self._clock = clock
        self._dice = random.SystemRandom()
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=connections,
            max_overflow=0,
            connect_args={
                "prepared_statement_cache_size": 500,
                "server_settings": {"application_name": "mentorbot", "jit": "off", "timezone": "UTC"},
            },
        )
        self._reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self.instance: Instance | None = None
        self._listeners: list[Heard] = []

    @property
    def secret(self) -> bytes:
        """The instance's secret; known once the database is open."""
        if self.instance is None:
            raise Closed("the database is not open")
        return self.instance.secret

    async def open(self) -> None:
        """Bring the schema up; raises ForeignDatabase or NewerSchema."""
        async with self.engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
            self.instance = await connection.run_sync(_prepare)

    def on_commit(self, heard: Heard) -> None:
        """Have `heard` called on the event loop after commits that owe a notice or make something due."""
        self._listeners.append(heard)

    async def close(self) -> None:
        """Close every connection."""
        self.instance = None
        await self.engine.dispose()

    async def write(
        self,
        use_case: Callable[[Work], T],
        *,
        source: str,
        correlation: str = "",
        key: tuple[Platform, str] | None = None,
        outcome: Callable[[T], str] | None = None,
    ) -> T:
        """Run a use case in a transaction of its own, again where another one was in its way."""
        unit = Unit(use_case, source, correlation, key, outcome)
        for left in range(RETRIES, -1, -1):
            try:
                return await self._once(unit)
            except Exception as error:
                if not is_transient(error):
                    raise
                if not left:
                    raise exhausted(error) from error.__cause__
            await asyncio.sleep(FIRST_PAUSE * 2 ** (RETRIES - left) * (0.5 + self._dice.random()))
        raise AssertionError("the last attempt returns or raises")

    async def read(self, query: Callable[[Work], T]) -> T:
        """Run a query; each of its statements sees what is committed then."""
        async with self._reading.connect() as connection:
            return await connection.run_sync(lambda found: query(self._work(found)))

    def _work(self, connection: Connection) -> Work:
        return Work(self._scope(connection, writes=False), source="", correlation="")

    async def _once(self, unit: Unit[T]) -> T:
        async with self.engine.connect() as connection:
            marks, result = await connection.run_sync(lambda found: self._run(unit, found))
            await _commit(connection, unit)
        if marks.owed or marks.due is not None:
            for heard in self._listeners:
                heard(marks)
        return result

    def _run(self, unit: Unit[T], connection: Connection) -> tuple[Marks, T]:
        scope = self._scope(connection, writes=True)
        result = unit.run(scope)
        return scope.marks, result

    def _scope(self, connection: Connection, *, writes: bool) -> Scope:
        return Scope(
            sqlalchemys(connection),
            postgres=True,
            writes=writes,
            programme=self._programme,
            clock=self._clock,
            secret=self.secret,
        )


async def _commit(connection: AsyncConnection, unit: Unit[T]) -> None:
    """Commit; where the answer is lost, only an input with a key can find out by being tried again."""
    try:
        await connection.commit()
    except Exception as error:
        if is_lost(error) and unit.key is None:
            raise CommitUnknown(
                "The connection was lost while committing; look before repeating it."
            ) from error
        raise


def _prepare(connection: Connection) -> Instance:
    if schema.is_behind(connection):
        schema.migrate(connection)
    return identify(sqlalchemys(connection))
