"""What a start does not need is loaded when it is first used: it would take a tenth of a second each."""

import subprocess
import sys

LATER = frozenset(
    {
        "alembic",  # only where the schema is behind
        "asyncpg",  # only on PostgreSQL, as is SQLAlchemy's dialect of it
        "dateparser",  # only for times in words
        "icalendar",  # only for a session's calendar file
        "PIL",  # only for pictures
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.orm",  # only through SQLAlchemy's own asyncio layer
        "bot.sandbox",
        "tests",
    }
)
LOAD = "import sys, bot.command_line, bot.running; print(*sys.modules)"


def test_a_start_on_sqlite_loads_no_more_than_it_needs() -> None:
    told = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    loaded = set(told.stdout.split())
    assert "bot.app" in loaded
    assert loaded & LATER == set()
