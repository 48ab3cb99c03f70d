"""What opening a database raises when it cannot be reached or read, by whichever driver."""

import sqlite3

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

UNREACHABLE = (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, sqlite3.Error)
"""No fault of this program: the operator is told in a sentence."""
