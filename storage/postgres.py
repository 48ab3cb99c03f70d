"""The grown-up database: PostgreSQL through asyncpg, several processes (design.md §3)."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import Connection, Dialect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlalchemy.util import greenlet_spawn

from core.clock import Clock
from core.people.model import Platform
from core.programme import Programme
from storage import schema
from storage.abstract import AbstractDatabase
from storage.compiled import Sqlalchemys
from storage.drivers import OnAsyncpg
from storage.errors import Closed, CommitUnknown, Unusable
from storage.instance import Instance, identify
from storage.postgres_failures import REFUSED, is_locked, is_lost, is_transient, is_unwritable
from storage.retrying import RETRIES, exhausted
from storage.tables.base import tell_postgresql
from storage.unit_of_work import Unit, Work

tell_postgresql()

T = TypeVar("T")
MIGRATION_LOCK = 0x6D656E746F72
"""Number of the advisory lock under which one process at a time looks after the schema."""
FIRST_PAUSE = 0.01
"""Seconds before the first retry; doubled each time, with jitter."""
_MAY_ASK = text("SELECT has_function_privilege('pg_control_system()', 'execute')")
_SERVER = text("SELECT system_identifier FROM pg_control_system()")
_NUMBER = text("SELECT oid FROM pg_database WHERE datname = current_database()")
_SERVER_SETTINGS = {
    "application_name": "mentorbot",
    "jit": "off",
    "timezone": "UTC",
    "lock_timeout": "15s",
    "idle_in_transaction_session_timeout": "8s",
}
"""Who waits for a row for as long hears “try again”, as on SQLite; nobody waits for ever. A process that is
stopped within a transaction loses it, so that the others can have its leases (trust.md §2 row 32)."""


class PostgresDatabase(AbstractDatabase):
    """`core.ports.Database` on a server. READ COMMITTED: updates are guarded, loaded rows are locked."""

    def __init__(self, url: URL, programme: Programme, clock: Clock, connections: int) -> None:
        self._dialect: Dialect = url.get_dialect()()
        super().__init__(programme, clock, self._dialect)
        self._url = url
        self._connections = connections
        self._dice = random.SystemRandom()
        self._pool: Any = None

    async def open(self) -> None:
        """Bring the schema up and connect; raises ForeignDatabase, NewerSchema or Unusable."""
        self.instance = await self._starting(_prepare)
        with _refusal_named():
            self._pool = await self._connect(self._connections)

    async def _starting(self, prepare: Callable[[Connection], Instance]) -> Instance:
        """What is done through SQLAlchemy's own connection, one process at a time."""
        # Brings SQLAlchemy's ORM along, which takes a while to load and which a bot on SQLite never needs.
        from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415 - see above

        engine = create_async_engine(self._url, poolclass=NullPool)
        try:
            with _refusal_named():
                async with engine.begin() as connection:
                    lock = {"lock": MIGRATION_LOCK}
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), lock)
                    return await connection.run_sync(prepare)
        finally:
            await engine.dispose()

    async def _connect(self, connections: int) -> Any:
        _, options = self._dialect.create_connect_args(self._url)
        return await asyncpg.create_pool(
            **options,
            min_size=1,
            max_size=connections,
            statement_cache_size=1000,
            max_cached_statement_lifetime=0,
            server_settings=_SERVER_SETTINGS,
            init=_read_json,
            reset=_leave_as_it_is,
        )

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
        whose: Callable[[T], int | None] | None = None,
    ) -> T:
        """Run a use case in a transaction of its own, again where another one was in its way."""
        unit = Unit(use_case, source, correlation, key, outcome, whose)
        try:
            result = await self._again_while(is_transient, lambda: self._once(unit))
        except asyncpg.PostgresError as error:
            heard = self._heard(error, locked=is_locked(error), unwritable=is_unwritable(error))
            raise heard from error
        self.unwritable_since = None
        return result

    async def read(self, query: Callable[[Work], T]) -> T:
        """Run a query; each of its statements sees what is committed then."""
        return await self._again_while(is_lost, lambda: self._read(query))

    async def _read(self, query: Callable[[Work], T]) -> T:
        async with self._opened().acquire() as raw:
            return await greenlet_spawn(query, self._reading(raw))

    async def _again_while(
        self, worth_it: Callable[[BaseException], bool], attempt: Callable[[], Awaitable[T]]
    ) -> T:
        """Attempt, and again a little later where the failure is worth it; raises Conflict in the end."""
        for left in range(RETRIES, -1, -1):
            try:
                return await attempt()
            except Exception as error:
                if not worth_it(error):
                    raise
                if not left:
                    raise exhausted(error) from error.__cause__
            await asyncio.sleep(FIRST_PAUSE * 2 ** (RETRIES - left) * (0.5 + self._dice.random()))
        raise AssertionError("the last attempt returns or raises")

    def _reading(self, raw: Any) -> Work:
        scope = self._scope(OnAsyncpg(raw, self._statements), writes=False)
        return Work(scope, source="", correlation="")

    async def look(self, query: Callable[[Work], T]) -> T:
        """Run a query on a connection of its own; the schema has to be ours."""
        self.instance = await self._starting(schema.current)
        async with await self._connect(1) as pool, pool.acquire() as raw:
            return await greenlet_spawn(query, self._reading(raw))

    async def _once(self, unit: Unit[T]) -> T:
        async with self._opened().acquire() as raw:
            scope = self._scope(OnAsyncpg(raw, self._statements), writes=True)
            transaction = raw.transaction()
            await transaction.start()
            try:
                result = await greenlet_spawn(unit.run, scope)
            except BaseException:
                await _undo(raw, transaction)
                raise
            await _commit(transaction, unit)
        self._tell(scope.marks)
        return result

    def _opened(self) -> Any:
        if self._pool is None:
            raise Closed("the database is not open")
        return self._pool


@contextmanager
def _refusal_named() -> Iterator[None]:
    """Say what to do about a server that is not there or does not let us in."""
    try:
        yield
    except (DBAPIError, *REFUSED) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise Unusable(
            f"PostgreSQL cannot be used: {cause}. Check that it runs, and the name, user and password "
            "in database.url."
        ) from error


async def _undo(raw: Any, transaction: Any) -> None:
    """Roll back; a connection on which that fails is thrown away, and the server rolls back by itself."""
    try:
        await transaction.rollback()
    except Exception:  # noqa: BLE001 - what went wrong before is what the caller is to hear of
        raw.terminate()


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
    return identify(Sqlalchemys(connection), _home(connection))


def _home(connection: Connection) -> str:
    """The server, and the database's number in it: new after `pg_restore`, the same after a failover."""
    server = ""
    if connection.execute(_MAY_ASK).scalar_one():
        server = str(connection.execute(_SERVER).scalar_one())
    return f"{server}/{connection.execute(_NUMBER).scalar_one()}"


async def _read_json(raw: Any) -> None:
    """SQLAlchemy's type writes JSON as text, and leaves reading it to the driver."""
    await raw.set_type_codec("json", schema="pg_catalog", encoder=str, decoder=json.loads)


async def _leave_as_it_is(_: Any) -> None:
    """Units leave nothing behind on a connection, so resetting it would only cost a round trip."""
