"""Which failures are worth another attempt of the whole use case (trust.md §2 rows 39, 40)."""

import sqlite3

import asyncpg

from core.errors import Conflict

RETRIES = 3
_AGAIN = {"40001", "40P01", "23505"}
"""PostgreSQL's codes of a serialisation failure, a deadlock and a broken unique key."""
_LOST = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)
_SQLITE_UNIQUE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}


_SQLITE_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_SHUT = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
"""The last byte of SQLite's codes."""


def is_lost(error: BaseException) -> bool:
    """Whether the connection to the server is gone."""
    return isinstance(error, _LOST)


def is_transient(error: BaseException) -> bool:
    """Whether the use case may find another state when it is tried again.

    A row that another unit added meanwhile breaks a unique key: then, too, what was read is not true.
    """
    if isinstance(error, Conflict) or is_lost(error):
        return True
    if isinstance(error, sqlite3.IntegrityError):
        return error.sqlite_errorcode in _SQLITE_UNIQUE
    return isinstance(error, asyncpg.PostgresError) and error.sqlstate in _AGAIN


def is_locked(error: BaseException) -> bool:
    """Whether somebody held what was needed for as long as we wait: an operator's shell, another program."""
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_HELD
    return isinstance(error, asyncpg.LockNotAvailableError)


def is_unwritable(error: BaseException) -> bool:
    """Whether the disk takes nothing more: full or shut, for us and for everybody else.

    A server that only reads is not meant: another one may be writing in its place.
    """
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_SHUT
    return isinstance(error, asyncpg.DiskFullError)


def exhausted(error: Exception) -> Conflict:
    """What is raised when trying again did not help: “busy, try again”."""
    if isinstance(error, Conflict):
        return error
    conflict = Conflict(f"tried {RETRIES + 1} times: {type(error).__name__}")
    conflict.__cause__ = error
    return conflict
