"""The two drivers' connections, as repositories see them."""

import sqlite3
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.util import await_only

from storage.compiled import Fetched, Prepared, Statements, Values


class OnSqlite:
    """Runs statements on a sqlite3 connection, in the thread that owns it."""

    def __init__(self, raw: sqlite3.Connection, statements: Statements) -> None:
        self.raw = raw
        self._statements = statements

    def execute(self, statement: Executable, parameters: Any = None, /) -> Fetched:
        """Run a statement once with its values, or once for each of a list of values."""
        if isinstance(parameters, list):
            runs = [self._run(statement, values) for values in parameters]
            return Fetched([row for run in runs for row in run], sum(run.rowcount for run in runs))
        return self._run(statement, parameters or {})

    def _run(self, statement: Executable, values: Values) -> Fetched:
        prepared = self._statements.prepared(statement, values)
        cursor = self.raw.execute(*prepared.bind(values))
        if prepared.row is None:
            return Fetched((), cursor.rowcount)
        return Fetched([prepared.made(found) for found in cursor], cursor.rowcount)


class OnAsyncpg:
    """Runs statements on an asyncpg connection, inside a greenlet that the event loop drives."""

    def __init__(self, raw: Any, statements: Statements) -> None:
        self.raw = raw
        self._statements = statements

    def execute(self, statement: Executable, parameters: Any = None, /) -> Fetched:
        """Run a statement once with its values, or for all of a list of values in one go."""
        if isinstance(parameters, list):
            return self._run_many(statement, parameters)
        values = parameters or {}
        prepared = self._statements.prepared(statement, values)
        sql, arguments = prepared.bind(values)
        if prepared.row is None:
            return Fetched((), _counted(await_only(self.raw.execute(sql, *arguments))))
        return self._made(prepared, await_only(self.raw.fetch(sql, *arguments)))

    def _run_many(self, statement: Executable, several: list[Values]) -> Fetched:
        prepared = self._statements.prepared(statement, several[0])
        sql, _ = prepared.bind(several[0])
        arguments = [bound for _, bound in map(prepared.bind, several)]
        if prepared.row is None:
            await_only(self.raw.executemany(sql, arguments))
            return Fetched((), -1)
        return self._made(prepared, await_only(self.raw.fetchmany(sql, arguments)))

    def _made(self, prepared: Prepared, found: list[Any]) -> Fetched:
        return Fetched([prepared.made(tuple(row)) for row in found], len(found))


def _counted(status: str) -> int:
    """Rows changed, from the server's word: `UPDATE 1`, `INSERT 0 1`."""
    last = status.rsplit(" ", 1)[-1]
    return int(last) if last.isdigit() else -1
