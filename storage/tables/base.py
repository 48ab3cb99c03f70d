"""What all tables share: the metadata and the column types."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    literal_column,
    or_,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for “no end” where a column is sorted by: NULL sorts differently on the two engines."""
_MICROSECOND = timedelta(microseconds=1)
KEPT_INSTANTS = 4096
"""Rows that are read or written together share most of their instants; to look one up is quicker by far."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant: microseconds since 1970 on SQLite, `timestamptz` on PostgreSQL.

    An integer sorts, indexes and decodes faster than text. A naive datetime is refused.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type on this engine."""
        return dialect.type_descriptor(
            DateTime(timezone=True) if dialect.name == "postgresql" else BigInteger()
        )

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """What makes an instant storable."""
        return _aware if dialect.name == "postgresql" else _to_microseconds

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:  # noqa: ARG002 - SQLAlchemy's
        """What makes an instant of what was stored; asyncpg gives aware ones in UTC."""
        return None if dialect.name == "postgresql" else _from_microseconds


def _aware(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError(f"an instant without a time zone: {value!r}")
    return value


def _to_microseconds(value: datetime | None) -> int | None:
    return None if value is None else _since_1970(value, value.fold)


@lru_cache(KEPT_INSTANTS)
def _since_1970(value: datetime, fold: int) -> int:  # noqa: ARG001 - it tells apart what Python calls equal
    """Of an hour that a zone's clocks repeat, the first and the second are equal, and hash alike."""
    _aware(value)
    return (value - EPOCH) // _MICROSECOND


@lru_cache(KEPT_INSTANTS)
def _from_microseconds(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + timedelta(0, 0, value)


class Choice(TypeDecorator[StrEnum]):
    """One of an enumeration's values, stored as text; a value it does not have raises KeyError when read."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:  # noqa: ARG002 - SQLAlchemy's
        """What makes a member storable."""
        return _told

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002 - SQLAlchemy's
        """What makes a member of what was stored."""
        members: dict[str | None, StrEnum | None] = {member.value: member for member in self.kind}
        members[None] = None
        return members.__getitem__


def _told(value: StrEnum | None) -> str | None:
    return None if value is None else str(value)


Ident = BigInteger().with_variant(Integer, "sqlite")
"""Ids: SQLite fills an INTEGER key by itself."""
Folded = Text().with_variant(Text(collation="C"), "postgresql")
"""Text without regard to case (`searching.folded`); sorts by code point on both engines."""
Listed = JSON(none_as_null=True)
"""A short list or mapping that is never searched by its parts."""


def ident() -> Column[int]:
    """A table's own id."""
    return Column("id", Ident, primary_key=True)


def refers(name: str, target: str, *, nullable: bool = False, **options: Any) -> Column[Any]:
    """A column that holds the key of a row elsewhere; `options` go to the foreign key."""
    return Column(name, Ident, ForeignKey(target, **options), nullable=nullable)


def instant(name: str, *, nullable: bool = False) -> Column[Any]:
    """An aware UTC instant."""
    return Column(name, Instant, nullable=nullable)


def choice(name: str, kind: type[StrEnum], *, checked: bool = False, nullable: bool = False) -> Column[Any]:
    """One of an enumeration's values; `checked` has the database refuse any other.

    Only what the rules fix for good is checked: a new value would mean rebuilding the table. The values
    are compared one by one (see `spelled_out`).
    """
    return Column(name, Choice(kind), nullable=nullable, info={"checked": checked})


def hold_choices() -> None:
    """Add the constraints of checked columns to the tables, once all of them are declared."""
    for table in metadata.tables.values():
        for column in table.c:
            if column.info.get("checked") and isinstance(column.type, Choice):
                allowed = " OR ".join(f"{column.name} = '{member.value}'" for member in column.type.kind)
                check = CheckConstraint(text(allowed), name=column.name)
                table.append_constraint(check)


def written(column: Column[Any], value: StrEnum) -> ColumnElement[Any]:
    """A value of an enumeration as part of the SQL, not as a parameter."""
    return literal_column(f"'{value.value}'", column.type)


def among(column: Column[Any], *values: StrEnum) -> ColumnElement[bool]:
    """The column is one of these, written out: with parameters no partial index could be used.

    The index and the query that wants it are to say the same, word by word.
    """
    if len(values) == 1:
        return column == written(column, values[0])
    return column.in_([written(column, value) for value in values])


def spelled_out(column: Column[Any], *values: StrEnum) -> ColumnElement[bool]:
    """`among`, for what is asked of every row that is written.

    Of more than two values in an IN, SQLite makes a table each time, which costs more than the writing.
    """
    return or_(*(column == written(column, value) for value in values))


def partial(name: str, condition: ColumnElement[bool], *columns: Column[Any], unique: bool = False) -> Index:
    """An index over the rows that meet a condition only; see `tell_postgresql`."""
    return Index(name, *columns, unique=unique, sqlite_where=condition)


def tell_postgresql() -> None:
    """Tell PostgreSQL, too, which indexes are partial: to name it above would load its dialect for all."""
    for table in metadata.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
