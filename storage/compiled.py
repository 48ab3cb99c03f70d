"""SQLAlchemy's statements, compiled once and run on the driver without its execution layer.

SQLAlchemy writes the SQL and converts the values; what it does around each execution costs six times
what SQLite needs for a short statement, and a command runs a dozen of them (design.md §6).
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlalchemy.types import TupleType

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]


class Fetched:
    """Rows that were read, as named tuples, or how many were changed."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: Sequence[Any], rowcount: int) -> None:
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


class Runs(Protocol):
    """What runs statements: a driver's connection, wrapped."""

    def execute(self, statement: Executable, parameters: Any = None, /) -> Fetched:
        """Run a statement once with its values, or once for each of a list of values."""
        ...


@dataclass(frozen=True, slots=True)
class Many:
    """A parameter that stands for as many values, or tuples of values, as are given."""

    name: str
    converts: tuple[Convert | None, ...]
    """What makes the parts of each member storable."""
    tuples: bool

    def stored(self, members: Iterable[Any]) -> list[Any]:
        """The parts of all members, one after the other, as they are stored."""
        rows = members if self.tuples else ((member,) for member in members)
        return [
            part if convert is None else convert(part)
            for row in rows
            for convert, part in zip(self.converts, row, strict=True)
        ]

    def written(self, parts: int, first: int | None) -> str:
        """So many parts in SQL, numbered from `first` where the driver numbers them.

        Nothing is in an empty list. SQLite wants tuples as VALUES.
        """
        signs = ["?" if first is None else f"${first + part}" for part in range(parts)]
        if not self.tuples:
            return ", ".join(signs) or "NULL"
        width = len(self.converts)
        rows = ", ".join(f"({', '.join(signs[at : at + width])})" for at in range(0, parts, width))
        return f"VALUES {rows}" if first is None else rows


@dataclass(frozen=True, slots=True)
class Prepared:
    """One statement as a driver takes it: its parameters are told apart by their places alone."""

    sql: str
    order: tuple[str, ...]
    """What each place stands for."""
    constants: list[Any]
    """What is in each place, where no execution says otherwise."""
    given: tuple[tuple[int, str, Convert | None], ...]
    """The places that each execution fills, with what makes their values storable."""
    lists: tuple[Many, ...]
    """Parameters that stand for as many values as are given."""
    numbered: bool
    """Whether the driver numbers the places."""
    row: Callable[[Sequence[Any]], Any] | None
    """Makes a named tuple; None where the statement returns no rows."""
    read: tuple[tuple[int, Convert], ...]
    """Positions of columns to be converted."""
    numbers: tuple[str, ...] = ()
    """Parameters that are written into the SQL as the numbers they are."""
    spread: dict[tuple[int, ...], str] = field(default_factory=dict)

    def bind(self, values: Values) -> tuple[str, list[Any]]:
        """The SQL, and what is in its places, as it is stored."""
        sql, filled = self._filled(values)
        for name in self.numbers:
            sql = sql.replace(f"__[POSTCOMPILE_{name}]", str(int(values[name])))
        return sql, filled

    def _filled(self, values: Values) -> tuple[str, list[Any]]:
        filled = self.constants.copy()
        for place, name, convert in self.given:
            value = values[name]
            filled[place] = value if convert is None else convert(value)
        return self._with_lists(values, filled) if self.lists else (self.sql, filled)

    def _with_lists(self, values: Values, filled: list[Any]) -> tuple[str, list[Any]]:
        alone = dict(zip(self.order, filled, strict=True))
        stored = {
            many.name: many.stored(values[many.name] if many.name in values else alone[many.name])
            for many in self.lists
        }
        arguments: list[Any] = []
        for name, value in zip(self.order, filled, strict=True):
            arguments += stored.get(name, (value,))
        return self._spread(tuple(len(stored[many.name]) for many in self.lists)), arguments

    def _spread(self, lengths: tuple[int, ...]) -> str:
        """Write as many places for each list as it has parts."""
        known = self.spread.get(lengths)
        if known is not None:
            return known
        sql, first = self.sql, len(self.order) - len(self.lists) + 1
        for many, length in zip(self.lists, lengths, strict=True):
            places = many.written(length, first if self.numbered else None)
            sql = sql.replace(f"__[POSTCOMPILE_{many.name}]", places)
            first += length
        self.spread[lengths] = sql
        return sql

    def made(self, found: Sequence[Any]) -> Any:
        """A row that was read."""
        if self.row is None or not self.read:
            return self.row(found) if self.row else found
        row = list(found)
        for position, convert in self.read:
            row[position] = convert(row[position])
        return self.row(row)


class Statements:
    """What was compiled for one engine; statements are made at import or in caches, and kept for ever."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: dict[Executable, Prepared] = {}

    def prepared(self, statement: Executable, values: Values) -> Prepared:
        """A statement for executions that give the same parameters as the first one."""
        known = self._known.get(statement)
        if known is None:
            known = self._known[statement] = _prepare(statement, self._dialect, values)
        return known


def _prepare(statement: Any, dialect: Dialect, values: Values) -> Prepared:
    compiled = statement.compile(dialect=dialect, column_keys=sorted(values))
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    lists = tuple(_many(name, bind.type, dialect) for name, bind in binds.items() if bind.expanding)
    numbered = dialect.paramstyle.startswith("numeric")
    sql, numbers = _numbers(compiled.string, binds, numbered=numbered)
    found = [name for name in compiled.positiontup or () if name not in numbers]
    order = _order(found, [many.name for many in lists], numbered=numbered)
    constants, given = [], []
    for place, name in enumerate(order):
        convert = binds[name].type.dialect_impl(dialect).bind_processor(dialect)
        fixed = None if name in values else compiled.params[name]
        if binds[name].expanding or name in values or convert is None:
            constants.append(fixed)
        else:
            constants.append(convert(fixed))
        if name in values and not binds[name].expanding:
            given.append((place, name, convert))
    row, read = _reading(list(getattr(statement, "exported_columns", ())), dialect)
    return Prepared(sql, order, constants, tuple(given), lists, numbered, row, read, numbers)


def _numbers(sql: str, binds: Mapping[str, Any], *, numbered: bool) -> tuple[str, tuple[str, ...]]:
    """The SQL, and which parameters are to be written into it; SQLite plans without them and takes places."""
    names = tuple(name for name, bind in binds.items() if bind.literal_execute)
    if numbered:
        return sql, names
    for name in names:
        sql = sql.replace(f"__[POSTCOMPILE_{name}]", "?")
    return sql, ()


def _order(found: Iterable[str], lists: list[str], *, numbered: bool) -> tuple[str, ...]:
    """What each place stands for; lists have the last numbers, for nobody knows how many they take."""
    if not numbered:
        return tuple(found)
    return (*(name for name in found if name not in lists), *lists)


def _many(name: str, kind: Any, dialect: Dialect) -> Many:
    tuples = isinstance(kind, TupleType)
    kinds = kind.types if tuples else [kind]
    return Many(name, tuple(one.dialect_impl(dialect).bind_processor(dialect) for one in kinds), tuples)


def _reading(columns: Sequence[Any], dialect: Dialect) -> tuple[Any, tuple[tuple[int, Convert], ...]]:
    if not columns:
        return None, ()
    names = [getattr(column, "key", None) or "_" for column in columns]
    converters = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    read = tuple((position, one) for position, one in enumerate(converters) if one is not None)
    build: Any = namedtuple  # noqa: PYI024 - the columns are known at run time only
    return build("Row", names, rename=True)._make, read


class Sqlalchemys:
    """A SQLAlchemy connection as `Runs`: for the few statements of a start, compiled by nobody else."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, statement: Executable, parameters: Any = None, /) -> Fetched:
        """Run a statement through SQLAlchemy's own layer."""
        result = self._connection.execute(statement, parameters)
        return Fetched(result.all() if result.returns_rows else [], result.rowcount)
