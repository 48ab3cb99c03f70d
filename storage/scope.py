"""What every repository is given, and statements that differ between the engines."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import Executable
from sqlalchemy.dialects import sqlite

from core.clock import Clock
from core.programme import Programme
from storage.compiled import Runs
from storage.marks import Marks

S = TypeVar("S", bound=Executable)


@dataclass(frozen=True, slots=True)
class Scope:
    """One transaction: its connection and what the programme is told with it."""

    connection: Runs
    postgres: bool
    writes: bool
    """Rows that are loaded to be acted upon are locked (PostgreSQL; on SQLite there is one writer)."""
    programme: Programme
    clock: Clock
    secret: bytes
    """The instance's secret."""
    marks: Marks = field(default_factory=Marks)
    """What the next commit will tell."""


class Repository:
    """Base of the repositories: cheap to make, one use."""

    __slots__ = ("_connection", "_scope")

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._connection = scope.connection


class PerEngine(Generic[S]):
    """A statement built once for each engine from its own `insert`: upserts have no common one.

    It is built when it is first asked for, so that nobody loads the dialect of an engine they do not use.
    """

    def __init__(self, build: Callable[[Callable[..., Any]], S]) -> None:
        self._build = build

    def on(self, scope: Scope) -> S:
        """The statement for this transaction's engine."""
        return self._postgresql if scope.postgres else self._sqlite

    @cached_property
    def _sqlite(self) -> S:
        return self._build(sqlite.insert)

    @cached_property
    def _postgresql(self) -> S:
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - see above

        return self._build(postgresql.insert)
