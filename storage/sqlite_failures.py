"""What SQLite's errors mean for whoever asked."""

import sqlite3

from core.errors import Conflict

_UNIQUE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SHUT = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
"""The last byte of its codes."""


def is_transient(error: BaseException) -> bool:
    """Whether the use case may find another state when it is tried again.

    A row that another unit added meanwhile breaks a unique key: then, too, what was read is not true.
    """
    if isinstance(error, sqlite3.IntegrityError):
        return error.sqlite_errorcode in _UNIQUE
    return isinstance(error, Conflict | OSError)


def is_locked(error: sqlite3.OperationalError) -> bool:
    """Whether somebody held what was needed for as long as we wait: an operator's shell, another program."""
    return _kind(error) in _HELD


def is_unwritable(error: sqlite3.OperationalError) -> bool:
    """Whether the disk takes nothing more: full or shut, for us and for everybody else."""
    return _kind(error) in _SHUT


def _kind(error: sqlite3.OperationalError) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
