"""SQLAlchemy's statements, compiled once and run on the driver without its execution layer.

SQLAlchemy writes the SQL and converts the values; what it does around each execution costs six times
what SQLite needs for a short statement, and a command runs a dozen of them (design.md §6).
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
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

    def names(self, number: int) -> list[str]:
        """The names of one member's parts."""
        return [f"{self.name}_{number}_{part}" for part in range(len(self.converts))]

    def stored(self, number: int, member: Any) -> dict[str, Any]:
        """One member's parts by name, as they are stored."""
        parts = member if self.tuples else (member,)
        found = zip(self.names(number), self.converts, parts, strict=True)
        return {name: part if convert is None else convert(part) for name, convert, part in found}

    def written(self, places: list[list[str]], *, by_name: bool) -> str:
        """The members in SQL; nothing is in an empty list. SQLite wants tuples as VALUES."""
        if not self.tuples:
            return ", ".join(place for row in places for place in row) or "NULL"
        rows = ", ".join(f"({', '.join(row)})" for row in places)
        return f"VALUES {rows}" if by_name else rows


@dataclass(frozen=True, slots=True)
class Prepared:
    """One statement as a driver takes it."""

    sql: str
    constants: dict[str, Any]
    given: tuple[tuple[str, Convert | None], ...]
    """Parameters of each execution, with what makes them storable."""
    lists: tuple["Many", ...]
    """Parameters that stand for as many values as are given."""
    numbered: bool
    """Whether the driver takes its parameters by number, not by name."""
    order: tuple[str, ...]
    """Names of the numbered parameters."""
    row: Callable[[Sequence[Any]], Any] | None
    """Makes a named tuple; None where the statement returns no rows."""
    read: tuple[tuple[int, Convert], ...]
    """Positions of columns to be converted."""
    spread: dict[tuple[int, ...], tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def bind(self, values: Values) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        """The SQL, the order of its numbered parameters, and all values as they are stored."""
        bound = self.constants.copy()
        for name, convert in self.given:
            value = values[name]
            bound[name] = value if convert is None else convert(value)
        if not self.lists:
            return self.sql, self.order, bound
        lengths = []
        for many in self.lists:
            members = list(values[many.name] if many.name in values else self.constants[many.name])
            lengths.append(len(members))
            for number, member in enumerate(members):
                bound.update(many.stored(number, member))
        return *self._spread(tuple(lengths)), bound

    def _spread(self, lengths: tuple[int, ...]) -> tuple[str, tuple[str, ...]]:
        """Write as many places for each list as it has members; nothing is in an empty list."""
        if lengths in self.spread:
            return self.spread[lengths]
        sql, order = self.sql, list(self.order)
        for many, length in zip(self.lists, lengths, strict=True):
            rows = [many.names(number) for number in range(length)]
            members = [name for row in rows for name in row]
            numbers = {name: f"${len(order) + 1 + at}" for at, name in enumerate(members)}
            places = [[numbers[name] if self.numbered else f":{name}" for name in row] for row in rows]
            sql = sql.replace(f"__[POSTCOMPILE_{many.name}]", many.written(places, by_name=not self.numbered))
            order += members if self.numbered else []
        self.spread[lengths] = sql, tuple(order)
        return self.spread[lengths]

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
    constants, given, lists = {}, [], []
    for bind, name in compiled.bind_names.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if name not in values and bind.expanding:
            constants[name] = compiled.params[name]
            lists.append(_many(name, bind.type, dialect))
        elif name not in values:
            value = compiled.params[name]
            constants[name] = value if convert is None else convert(value)
        elif bind.expanding:
            lists.append(_many(name, bind.type, dialect))
        else:
            given.append((name, convert))
    spread = {many.name for many in lists}
    order = tuple(name for name in compiled.positiontup or () if name not in spread)
    row, read = _reading(list(getattr(statement, "exported_columns", ())), dialect)
    numbered = compiled.positional
    return Prepared(compiled.string, constants, tuple(given), tuple(lists), numbered, order, row, read)


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
