"""Opening the database an address names."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from core.clock import Clock
from core.programme import Programme
from storage.abstract import AbstractDatabase
from storage.errors import UnknownEngine
from storage.sqlite import SqliteDatabase

CONNECTIONS = 10
_HOW = (
    "Set database.url to sqlite+aiosqlite:///data/mentorbot.sqlite3 or "
    "postgresql+asyncpg://user:password@host:5432/name."
)


def open_database(
    url: str, programme: Programme, *, now: Clock, connections: int = CONNECTIONS
) -> AbstractDatabase:
    """The database at this address, still to be opened with `await database.open()`.

    `connections` is the size of PostgreSQL's pool; SQLite has its one writer and a few readers.
    Raises UnknownEngine.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise UnknownEngine(f"database.url is not an address. {_HOW}") from None
    match address.get_backend_name():
        case "sqlite" if address.database and address.database != ":memory:":
            return SqliteDatabase(Path(address.database), programme, now)
        case "postgresql":
            # With asyncpg and a dialect of its own, which take a while to load.
            from storage.postgres import PostgresDatabase  # noqa: PLC0415 - only where it is wanted

            return PostgresDatabase(address.set(drivername="postgresql+asyncpg"), programme, now, connections)
        case _:
            raise UnknownEngine(f"database.url names neither a SQLite file nor PostgreSQL. {_HOW}")


def file_of(url: str) -> Path | None:
    """The SQLite file this address names; None for a server, or for what is no address."""
    try:
        address = make_url(url)
    except ArgumentError:
        return None
    sqlite = address.get_backend_name() == "sqlite"
    return Path(address.database) if sqlite and address.database else None
