"""The same rows as `load.py` for PostgreSQL: copied in, indexed afterwards, analysed."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import asyncpg
from sqlalchemy import Boolean

from storage.tables import metadata
from storage.tables.base import EPOCH, Instant
from tests.benchmarks import load

_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname
"""
_FASTER = (
    "SET session_replication_role = replica",  # foreign keys hold by the way the rows are made
    "SET synchronous_commit = off",
    "SET maintenance_work_mem = '512MB'",
)


async def holds(address: str, size: load.Size) -> bool:
    """Whether a database is there and was loaded to its end."""
    try:
        raw = await asyncpg.connect(address.replace("+asyncpg", ""))
    except asyncpg.InvalidCatalogNameError:
        return False
    try:
        loaded: int = await raw.fetchval("SELECT reltuples::bigint FROM pg_class WHERE relname = 'sessions'")
    finally:
        await raw.close()
    return abs(loaded - size.sessions) <= size.sessions // 10


async def fill(address: str, size: load.Size) -> float:
    """Load an empty, migrated database; returns the seconds it took."""
    began = time.perf_counter()
    raw = await asyncpg.connect(address.replace("+asyncpg", ""))
    try:
        for setting in _FASTER:
            await raw.execute(setting)
        indexes = await raw.fetch(_INDEXES)
        for index in indexes:
            await raw.execute(f'DROP INDEX "{index["indexname"]}"')
        for table, rows in load.tables(size).items():
            name, _, columns = table.rstrip(")").partition(" (")
            await _copy(raw, name, columns.split(", "), rows)
        for index in indexes:
            await raw.execute(index["indexdef"])
        await raw.execute("VACUUM ANALYZE")
        await raw.execute("CHECKPOINT")
    finally:
        await raw.close()
    return time.perf_counter() - began


async def _copy(raw: Any, name: str, columns: list[str], rows: load.Rows) -> None:
    kinds = [metadata.tables[name].c[column].type for column in columns]
    others = [(place, _OTHERWISE[type(kind)]) for place, kind in enumerate(kinds) if type(kind) in _OTHERWISE]
    await raw.copy_records_to_table(name, columns=columns, records=_converted(rows, others), timeout=3600)


def _converted(rows: load.Rows, others: list[tuple[int, Callable[[Any], Any]]]) -> Iterator[list[Any]]:
    """SQLite keeps instants and truths as numbers."""
    for row in rows:
        values = list(row)
        for place, convert in others:
            values[place] = convert(values[place])
        yield values


@lru_cache(maxsize=1000)
def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else EPOCH + microseconds * load.MICROSECOND


_OTHERWISE: dict[type, Callable[[Any], Any]] = {Instant: _instant, Boolean: bool}
