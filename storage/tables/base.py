"""What all tables share: the metadata and the column types."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    literal_column,
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

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without a time zone: {value!r}")
        return value if dialect.name == "postgresql" else (value - EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            at: datetime = value
            return at.astimezone(UTC)
        return EPOCH + timedelta(microseconds=value)


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
    """One of an enumeration's values as text; `checked` has the database refuse any other.

    Only what the rules fix for good is checked: a new value would mean rebuilding the table.
    """
    stored = Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=checked,
        values_callable=lambda members: [member.value for member in members],
        length=32,
    )
    return Column(name, stored, nullable=nullable)


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


def partial(name: str, condition: ColumnElement[bool], *columns: Column[Any], unique: bool = False) -> Index:
    """An index over the rows that meet a condition only."""
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
