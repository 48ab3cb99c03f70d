"""The grown-up database: PostgreSQL through asyncpg, several processes (design.md §3)."""

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import Connection, Dialect, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import greenlet_spawn

from core.clock import Clock
from core.people.model import Platform
from core.programme import Programme
from storage import schema
from storage.compiled import Sqlalchemys, Statements
from storage.drivers import OnAsyncpg
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
_SERVER_SETTINGS = {"application_name": "mentorbot", "jit": "off", "timezone": "UTC"}


class PostgresDatabase:
    """`core.ports.Database` on a server. READ COMMITTED: updates are guarded, loaded rows are locked."""

    def __init__(self, url: URL, programme: Programme, clock: Clock, connections: int) -> None:
        self._url = url
        self._programme = programme
        self._clock = clock
        self._connections = connections
        self._dice = random.SystemRandom()
        self._dialect: Dialect = url.get_dialect()()
        self._statements = Statements(self._dialect)
        self._pool: Any = None
        self.instance: Instance | None = None
        self._listeners: list[Heard] = []

    @property
    def secret(self) -> bytes:
        """The instance's secret; known once the database is open."""
        if self.instance is None:
            raise Closed("the database is not open")
        return self.instance.secret

    async def open(self) -> None:
        """Bring the schema up and connect; raises ForeignDatabase or NewerSchema."""
        engine = create_async_engine(self._url, poolclass=NullPool)
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
            self.instance = await connection.run_sync(_prepare)
        await engine.dispose()
        _, options = self._dialect.create_connect_args(self._url)
        self._pool = await asyncpg.create_pool(
            **options,
            min_size=1,
            max_size=self._connections,
            statement_cache_size=1000,
            max_cached_statement_lifetime=0,
            server_settings=_SERVER_SETTINGS,
            init=_read_json,
            reset=_leave_as_it_is,
        )

    def on_commit(self, heard: Heard) -> None:
        """Have `heard` called on the event loop after commits that owe a notice or make something due."""
        self._listeners.append(heard)

    async def close(self) -> None:
        """Close every connection once what runs on it has ended."""
        if self._pool is not None:
            await self._pool.close()
        self._pool = None

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
        async with self._opened().acquire() as raw:
            work = Work(self._scope(raw, writes=False), source="", correlation="")
            return await greenlet_spawn(query, work)

    async def _once(self, unit: Unit[T]) -> T:
        async with self._opened().acquire() as raw:
            scope = self._scope(raw, writes=True)
            transaction = raw.transaction()
            await transaction.start()
            try:
                result = await greenlet_spawn(unit.run, scope)
            except BaseException:
                if not raw.is_closed():
                    await transaction.rollback()
                raise
            await _commit(transaction, unit)
        self._tell(scope.marks)
        return result

    def _tell(self, marks: Marks) -> None:
        if marks.owed or marks.due is not None:
            for heard in self._listeners:
                heard(marks)

    def _opened(self) -> Any:
        if self._pool is None:
            raise Closed("the database is not open")
        return self._pool

    def _scope(self, raw: Any, *, writes: bool) -> Scope:
        return Scope(
            OnAsyncpg(raw, self._statements),
            postgres=True,
            writes=writes,
            programme=self._programme,
            clock=self._clock,
            secret=self.secret,
        )


async def _commit(transaction: Any, unit: Unit[Any]) -> None:
    """Commit; where the answer is lost, only an input with a key can find out by being tried again."""
    try:
        await transaction.commit()
    except Exception as error:
        if is_lost(error) and unit.key is None:
            raise CommitUnknown(
                "The connection was lost while committing; look before repeating it."
            ) from error
        raise


def _prepare(connection: Connection) -> Instance:
    if schema.is_behind(connection):
        schema.migrate(connection)
    return identify(Sqlalchemys(connection))


async def _read_json(raw: Any) -> None:
    """SQLAlchemy's type writes JSON as text, and leaves reading it to the driver."""
    await raw.set_type_codec("json", schema="pg_catalog", encoder=str, decoder=json.loads)


async def _leave_as_it_is(_: Any) -> None:
    """Units leave nothing behind on a connection, so resetting it would only cost a round trip."""
