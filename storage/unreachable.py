"""What opening a database raises when it cannot be reached or read, beside what storage itself refuses."""

import sqlite3

from sqlalchemy.exc import SQLAlchemyError

UNREACHABLE = (OSError, SQLAlchemyError, sqlite3.Error)
"""No fault of this program: the operator is told in a sentence."""
