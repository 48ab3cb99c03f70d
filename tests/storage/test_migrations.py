"""The revisions lead from nothing to the tables as they are declared, and back, one by one."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import storage
from storage import schema
from storage.sqlite import at_once
from storage.tables import metadata
from tests.engines import fresh_postgres

REVISIONS = ["", "0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"]


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config)


def shape(connection: Connection) -> set[str]:
    """Every column and index by name."""
    found = inspect(connection)
    names = set(found.get_table_names()) - {"alembic_version"}
    parts = [(table, part) for table in names for part in found.get_columns(table) + found.get_indexes(table)]
    return {f"{table}.{part['name']}" for table, part in parts}


def climb(connection: Connection) -> None:
    """Up and down every step, then up again."""
    seen: list[set[str]] = [set()]
    for revision in REVISIONS[1:]:
        schema.migrate(connection, revision)
        seen.append(shape(connection))
        assert seen[-1] not in seen[:-1]
    for step in range(len(REVISIONS) - 2, -1, -1):
        schema.migrate(connection, REVISIONS[step] or "base")
        assert shape(connection) == seen[step]
    schema.migrate(connection)
    assert shape(connection) == seen[-1]


def differences(connection: Connection) -> list[Any]:
    """What Alembic would still change."""
    found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
    return found


def sqlite_schema(path: Path) -> dict[str, str]:
    """Every table's and index's own SQL; whitespace, quotes and the order of constraints do not matter."""
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: _sorted(sql) for name, sql in rows if not name.startswith(("sqlite_", "alembic_"))}


def _sorted(sql: str) -> str:
    plain = re.sub(r"\s+", " ", sql.replace(chr(34), "")).replace("( ", "(").removesuffix(" )")
    return "|".join(sorted(re.split(r", (?=CONSTRAINT|[a-z_]+ [A-Z]+)|\) ?WITHOUT", plain)))


def migrated_sqlite(path: Path, *, declared: bool = False) -> Path:
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        if declared:
            metadata.create_all(connection)
            connection.commit()
        else:
            raw: Any = connection.connection.dbapi_connection
            raw.isolation_level = None
            with at_once(connection):
                schema.migrate(connection)
    return path


async def on_postgres(url: str, work: Any) -> Any:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def test_our_revision_is_the_last_one() -> None:
    found = scripts()
    assert found.get_heads() == [schema.HEAD]
    assert [one.revision for one in found.walk_revisions()][::-1] == REVISIONS[1:]


def test_the_stairway_on_sqlite(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'stairs.sqlite3'}", poolclass=NullPool)
    with engine.begin() as connection:
        climb(connection)


@pytest.mark.postgres
async def test_the_stairway_on_postgres(postgres_server: str, worker_id: str) -> None:
    url = await fresh_postgres(postgres_server, f"stairs_{worker_id}")
    await on_postgres(url, climb)


def test_the_migrated_file_is_the_declared_one(tmp_path: Path) -> None:
    migrated = sqlite_schema(migrated_sqlite(tmp_path / "migrated.sqlite3"))
    declared = sqlite_schema(migrated_sqlite(tmp_path / "declared.sqlite3", declared=True))
    assert migrated == declared
    assert len(migrated) > 50


def test_alembic_finds_nothing_to_change_on_sqlite(tmp_path: Path) -> None:
    path = migrated_sqlite(tmp_path / "migrated.sqlite3")
    with create_engine(f"sqlite:///{path}", poolclass=NullPool).connect() as connection:
        assert differences(connection) == []


def test_nothing_that_each_written_row_is_asked_makes_a_table_of_a_list(tmp_path: Path) -> None:
    """SQLite does so for an IN of more than two values, each time (storage/tables/base.py)."""
    written = sqlite_schema(migrated_sqlite(tmp_path / "migrated.sqlite3"))
    lists = {name: re.findall(r" IN \(([^)]*)\)", sql) for name, sql in written.items()}
    seldom = {"uq_applications_standing"}
    assert {name for name, found in lists.items() if any(one.count(",") > 1 for one in found)} == seldom


DESCRIBED = (
    """SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name,
    character_maximum_length FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace""",
)


def described(connection: Connection) -> list[list[str]]:
    """What PostgreSQL says of every column, index and constraint."""
    return [
        sorted(str(row) for row in connection.execute(text(query)) if "alembic" not in str(row))
        for query in DESCRIBED
    ]


@pytest.mark.postgres
async def test_the_migrated_server_is_the_declared_one(postgres_server: str, worker_id: str) -> None:
    migrated_url = await fresh_postgres(postgres_server, f"migrated_{worker_id}")
    await on_postgres(migrated_url, schema.migrate)
    declared_url = await fresh_postgres(postgres_server, f"declared_{worker_id}")
    await on_postgres(declared_url, metadata.create_all)
    assert await on_postgres(migrated_url, differences) == []
    assert await on_postgres(migrated_url, described) == await on_postgres(declared_url, described)


@pytest.mark.parametrize("statement", [1, 5, 20, 50])
def test_a_migration_that_is_killed_half_way_leaves_nothing(tmp_path: Path, statement: int) -> None:
    path = tmp_path / "killed.sqlite3"
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    done = 0

    class Killed(BaseException):
        pass

    def trace(sql: str) -> None:
        nonlocal done
        done += sql.strip().startswith(("CREATE", "INSERT", "UPDATE"))

    def stop() -> int:
        return done >= statement

    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.isolation_level = None
        raw.set_trace_callback(trace)
        raw.set_progress_handler(stop, 1)
        with pytest.raises(Exception, match="interrupted"), at_once(connection):
            schema.migrate(connection)
        raw.set_progress_handler(None, 0)
    assert done >= statement
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    migrated_sqlite(path)
