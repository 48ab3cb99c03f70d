"""Backups: a consistent copy while the bot runs, opened to be sure (trust.md §5 Backups)."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from storage.errors import BackupElsewhere, BackupFailed
from storage.instance import COPY

_MARK = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def back_up(url: str, target: Path, now: datetime) -> Path:
    """Write a copy of a SQLite database to `target`, which must not exist, and return its path.

    The copy knows that it is one: when it is started, what was owed is held until an admin decides.
    Raises BackupElsewhere for PostgreSQL, BackupFailed where the copy cannot be made or is not whole.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        raise BackupElsewhere(_pg_dump(address, target))
    source = Path(address.database or "")
    if not source.exists():
        raise BackupFailed(f"There is no database at {source}. Check database.url.")
    if target.exists():
        raise BackupFailed(f"{target} exists already. Name a file that does not.")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        _copy(source, unfinished, now)
    except sqlite3.Error as error:
        unfinished.unlink(missing_ok=True)
        raise BackupFailed(f"The backup could not be made: {error}. Nothing was changed.") from error
    return unfinished.rename(target)


def _copy(source: Path, target: Path, now: datetime) -> None:
    target.touch(mode=0o600)
    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as running:
        running.execute("PRAGMA busy_timeout = 15000")
        running.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(target)) as copy, copy:
        copy.execute(_MARK, (COPY, now.isoformat()))
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged ({found})")


def _pg_dump(address: URL, target: Path) -> str:
    shown = address.set(drivername="postgresql", password=None).render_as_string()
    return (
        "PostgreSQL is backed up with its own tools, of the server's version: "
        f"pg_dump --format=custom --file={target} '{shown}'. The bot notices pg_restore by "
        "itself and holds what was owed; after a copy of the server's files, run `mentorbot restored` first."
    )
