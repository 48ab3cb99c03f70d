"""SQLite's readers: a few aiosqlite connections that cannot write."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import TypeVar, cast

import aiosqlite

from storage.scope import Scope
from storage.unit_of_work import Work

T = TypeVar("T")
Connect = Callable[[], tuple[sqlite3.Connection, Scope]]


class Reader(aiosqlite.Connection):
    """A connection whose thread runs a whole query at once, where the library hops with each statement."""

    def __init__(self, connect: Connect) -> None:
        self._open = connect
        self._work: Work
        super().__init__(self._begin, iter_chunk_size=64)
        # It only reads: a process that ends in haste need not wait for it.
        self._thread.daemon = True

    def _begin(self) -> sqlite3.Connection:
        connection, scope = self._open()
        self._work = Work(scope, source="", correlation="")
        return connection

    async def read(self, query: Callable[[Work], T]) -> T:
        """Run a query: one hop to the thread, however many statements it has."""
        return cast("T", await self._execute(query, self._work))  # type: ignore[no-untyped-call]  # the library left it bare


class Readers:
    """Several readers, of which a query takes one that is free."""

    def __init__(self, readers: int, connect: Connect) -> None:
        self._all = [Reader(connect) for _ in range(readers)]
        self._free: asyncio.LifoQueue[Reader] = asyncio.LifoQueue()

    async def open(self) -> None:
        """Connect them all."""
        for reader in self._all:
            self._free.put_nowait(await reader)  # type: ignore[arg-type]  # the library says: any connection

    async def read(self, query: Callable[[Work], T]) -> T:
        """Run a query on whichever is free."""
        reader = await self._free.get()
        try:
            return await reader.read(query)
        finally:
            self._free.put_nowait(reader)

    async def close(self) -> None:
        """Let the queries that run end, then close the connections."""
        for reader in self._all:
            await reader.close()
