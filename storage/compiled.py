"""SQLAlchemy's statements on sqlite3, compiled once and run without its execution layer.

SQLAlchemy writes the SQL and converts the values; what it does around each execution costs six times
what SQLite needs for a short statement, and a command runs a dozen of them (design.md §6).
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]
Converters = tuple[tuple[str, Convert | None], ...]


class Runs(Protocol):
    """What runs statements: `Direct`, or a SQLAlchemy connection, whose results have the same methods."""

    def execute(self, statement: Executable, parameters: Any = None, /) -> "Fetched":
        """Run a statement once, or once for each of several sets of values."""
        ...


def sqlalchemys(connection: Connection) -> Runs:
    """A SQLAlchemy connection as repositories see it."""
    return cast("Runs", connection)


class Fetched:
    """Rows that were read, as named tuples."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> Sequence[Any]:
        """Every row."""
        return self._rows

    def one_or_none(self) -> Any:
        """The only row, or None."""
        if len(self._rows) > 1:
            raise MultipleResultsFound("more than one row where at most one was expected")
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        """The only row."""
        if not self._rows:
            raise NoResultFound("no row where one was expected")
        return self.one_or_none()

    def scalar_one(self) -> Any:
        """The first column of the only row."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        """The first column of the only row, or None."""
        row = self.one_or_none()
        return None if row is None else row[0]

    def scalars(self) -> "Fetched":
        """The first column of every row."""
        return Fetched([row[0] for row in self._rows], self.rowcount)

    def mappings(self) -> Iterator[dict[str, Any]]:
        """Every row by column."""
        return (row._asdict() for row in self._rows)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One statement as sqlite3 runs it."""

    sql: str
    constants: dict[str, Any]
    given: Converters
    """Parameters of each execution, with what makes them storable."""
    lists: Converters
    """Parameters that stand for as many values as are given."""
    row: Callable[[Sequence[Any]], Any] | None
    """Makes a named tuple; None where the statement returns no rows."""
    read: tuple[tuple[int, Convert], ...]
    """Positions of columns to be converted."""
    spread: dict[tuple[int, ...], str] = field(default_factory=dict)

    def run(self, raw: sqlite3.Connection, values: Values) -> Fetched:
        """Execute once."""
        bound = self.constants.copy()
        for name, convert in self.given:
            value = values[name]
            bound[name] = value if convert is None else convert(value)
        sql = self._spread(bound, values) if self.lists else self.sql
        cursor = raw.execute(sql, bound)
        if self.row is None:
            return Fetched([], cursor.rowcount)
        return Fetched([self._row(found) for found in cursor], cursor.rowcount)

    def _row(self, found: Sequence[Any]) -> Any:
        make = self.row
        if not self.read or make is None:
            return make(found) if make else found
        row = list(found)
        for position, convert in self.read:
            row[position] = convert(row[position])
        return make(row)

    def _spread(self, bound: dict[str, Any], values: Values) -> str:
        """Bind the members of lists, and write as many places for them; SQLite takes empty lists."""
        lengths = []
        for name, convert in self.lists:
            members = list(values[name])
            lengths.append(len(members))
            for number, member in enumerate(members):
                bound[f"{name}_{number}"] = member if convert is None else convert(member)
        key = tuple(lengths)
        if key not in self.spread:
            sql = self.sql
            for (name, _), length in zip(self.lists, key, strict=True):
                places = ", ".join(f":{name}_{number}" for number in range(length))
                sql = sql.replace(f"__[POSTCOMPILE_{name}]", places)
            self.spread[key] = sql
        return self.spread[key]


def prepare(statement: Any, dialect: Dialect, values: Values) -> Prepared:
    """Compile a statement for executions that give the same parameters as this one."""
    compiled = statement.compile(dialect=dialect, column_keys=sorted(values))
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    constants, given, lists = {}, [], []
    for name, bind in binds.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if name not in values:
            value = compiled.params[name]
            constants[name] = value if convert is None else convert(value)
        elif bind.expanding:
            lists.append((name, convert))
        else:
            given.append((name, convert))
    row, read = _reading(list(statement.exported_columns), dialect)
    return Prepared(compiled.string, constants, tuple(given), tuple(lists), row, read)


def _reading(columns: Sequence[Any], dialect: Dialect) -> tuple[Any, tuple[tuple[int, Convert], ...]]:
    if not columns:
        return None, ()
    names = [getattr(column, "key", None) or "_" for column in columns]
    converters = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    read = tuple((position, one) for position, one in enumerate(converters) if one is not None)
    return _named(names), read


def _named(names: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """What makes rows with these columns."""
    build: Any = namedtuple  # noqa: PYI024 - the columns are known at run time only
    return build("Row", names, rename=True)._make  # type: ignore[no-any-return]  # as built above


class Direct:
    """Runs statements on the driver's connection of a SQLAlchemy connection to SQLite.

    Every statement is made once, at import or in a cache: what was compiled is kept for ever.
    """

    def __init__(self, connection: Connection, known: dict[Executable, Prepared]) -> None:
        driver: Any = connection.connection.dbapi_connection
        self._raw: sqlite3.Connection = driver
        self._dialect = connection.dialect
        self._known = known

    def execute(self, statement: Executable, parameters: Values | list[Values] | None = None, /) -> Fetched:
        """Run a statement once, or once for each of several sets of values."""
        if isinstance(parameters, list):
            runs = [self._run(statement, values) for values in parameters]
            return Fetched([row for run in runs for row in run], sum(run.rowcount for run in runs))
        return self._run(statement, parameters or {})

    def _run(self, statement: Executable, values: Values) -> Fetched:
        prepared = self._known.get(statement)
        if prepared is None:
            prepared = self._known[statement] = prepare(statement, self._dialect, values)
        return prepared.run(self._raw, values)
