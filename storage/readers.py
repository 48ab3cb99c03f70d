"""SQLite's readers: a few threads, each with a connection that cannot write."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from storage.scope import Scope
from storage.unit_of_work import Work

T = TypeVar("T")


class Readers:
    """A whole query costs one hop to a thread, however many statements it has."""

    def __init__(self, threads: int, connect: Callable[[], tuple[sqlite3.Connection, Scope]]) -> None:
        self._connect = connect
        self._connections: list[sqlite3.Connection] = []
        self._own = threading.local()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="storage-reader", initializer=self._begin)

    def _begin(self) -> None:
        connection, scope = self._connect()
        self._connections.append(connection)
        self._own.work = Work(scope, source="", correlation="")

    async def read(self, query: Callable[[Work], T]) -> T:
        """Run a query on whichever thread is free."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, query)

    def _run(self, query: Callable[[Work], T]) -> T:
        return query(self._own.work)

    async def close(self) -> None:
        """Let the queries that run end, then close their connections."""
        await asyncio.to_thread(self._pool.shutdown)
        for connection in self._connections:
            connection.close()
