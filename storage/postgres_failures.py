"""What asyncpg's errors mean for whoever asked."""

import asyncpg

from core.errors import Conflict

_AGAIN = {"40001", "40P01", "23505"}
"""Codes of a serialisation failure, a deadlock and a broken unique key."""
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
REFUSED = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What connecting raises where the server cannot be reached, or does not let us in."""


def is_lost(error: BaseException) -> bool:
    """Whether the connection to the server is gone."""
    return isinstance(error, _LOST)


def is_transient(error: BaseException) -> bool:
    """Whether the use case may find another state when it is tried again.

    A row that another unit added meanwhile breaks a unique key: then, too, what was read is not true.
    """
    if isinstance(error, Conflict) or is_lost(error):
        return True
    return isinstance(error, asyncpg.PostgresError) and error.sqlstate in _AGAIN


def is_locked(error: BaseException) -> bool:
    """Whether somebody held what was needed for as long as we wait: an operator's shell, another program."""
    return isinstance(error, asyncpg.LockNotAvailableError)


def is_unwritable(error: BaseException) -> bool:
    """Whether the disk takes nothing more, for us and for everybody else.

    A server that only reads is not meant: another one may be writing in its place.
    """
    return isinstance(error, asyncpg.DiskFullError)
