"""Fills a SQLite file with very many sessions: `python -m tests.benchmarks.load FILE --sessions 1000000`.

Everything is there as the bot would have written it, so that `mentorbot verify` finds nothing: half the
sessions are over, the others are armed for their next step.
"""

import argparse
import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.benchmarks.setting import NOW, sqlite

GROUPS = 100
PEOPLE = 100_000
MENTORS = 2_000
GROUPS_A_PERSON = 3
LEARNERS_FROM = MENTORS + 1
MICROSECOND = timedelta(microseconds=1)
HOUR = 3_600_000_000
"""An hour in the microseconds in which SQLite keeps instants."""
APART = 60_000_000
"""A minute between starts: a million sessions reach a year back and a year ahead."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is loaded."""

    sessions: int
    places: int
    """Participants a session, its mentor among them."""

    @property
    def participants(self) -> int:
        """Rows of participants."""
        return self.sessions * self.places


def micros() -> int:
    """The instant at which everything stands, as it is stored."""
    return int(NOW.timestamp()) * 1_000_000


def fill(path: Path, size: Size) -> float:
    """Load an empty, migrated file; returns the seconds it took."""
    began = time.perf_counter()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA cache_size = -1048576")
        raw.execute("BEGIN")
        indexes = _drop_indexes(raw)
        for table, rows in tables(size).items():
            _insert(raw, table, rows)
        for statement in indexes:
            raw.execute(statement)
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return time.perf_counter() - began


Rows = Iterator[tuple[Any, ...]]
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def _drop_indexes(raw: sqlite3.Connection) -> list[str]:
    """Drop what can be made again, and say how: sorting once is ten times as fast as keeping sorted."""
    found = raw.execute(_INDEXES).fetchall()
    for name, _ in found:
        raw.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]


def tables(size: Size) -> dict[str, Rows]:
    """All rows, by table and columns, as SQLite keeps them and in an order that keeps foreign keys true."""
    people = "people (id, name, name_key, admin, created_at)"
    accounts = "accounts (id, person_id, platform, user_id, name, role_ids, reachable, notify)"
    groups = "groups (id, slug, slug_key, name, name_key, description, active, version, created_at)"
    sessions = (
        "sessions (id, group_id, mentor_id, title, title_key, description, mode, starts_at, ends_at, link,"
        " seats, taken, status, due_at, version, created_at)"
    )
    participants = "participants (session_id, person_id, part, attendance, joined_at)"
    return {
        people: _people(),
        "person_words (word, person_id)": _words("person", PEOPLE),
        accounts: _accounts(),
        groups: _groups(),
        "group_links (person_id, group_id, kind, active, since)": _links(),
        sessions: _sessions(size),
        "session_words (word, session_id)": _words("session", size.sessions),
        participants: _participants(size),
    }


def _insert(raw: sqlite3.Connection, table: str, rows: Rows) -> None:
    places = ", ".join("?" * (table.count(",") + 1))
    raw.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - the names above


def _people() -> Rows:
    now = micros()
    return ((n, f"Person {n}", f"person {n}", 0, now) for n in range(1, PEOPLE + 1))


def _words(first: str, most: int) -> Rows:
    """The words by which “Person 7” and “Session 7” are found, in the order in which they are kept."""
    for number in sorted(map(str, range(1, most + 1))):
        yield number, int(number)
    for n in range(1, most + 1):
        yield first, n


def _accounts() -> Rows:
    for n in range(1, PEOPLE + 1):
        platform = "telegram" if n <= MENTORS else "discord"
        yield n, n, platform, str(1_000_000 + n), f"Person {n}", "[]", 1, 1


def _groups() -> Rows:
    now = micros()
    return ((n, f"g{n}", f"g{n}", f"Group {n}", f"group {n}", "", 1, 1, now) for n in range(1, GROUPS + 1))


def _links() -> Rows:
    now = micros()
    for person in range(1, PEOPLE + 1):
        for at in sorted((person * 7 + each * 31) % GROUPS + 1 for each in range(GROUPS_A_PERSON)):
            yield person, at, "learner", 1, now


def _sessions(size: Size) -> Rows:
    now = micros()
    for n in range(1, size.sessions + 1):
        starts = now + (n - size.sessions // 2) * APART + HOUR
        over = starts + HOUR <= now
        status = "COMPLETED" if over else "IN_PROGRESS" if starts <= now else "SCHEDULED"
        due = None if over else starts + HOUR if starts <= now else _next_due(starts, now)
        yield (
            n, n % GROUPS + 1, n % MENTORS + 1, f"Session {n}", f"session {n}", "", "ONLINE", starts,
            starts + HOUR, "https://meet.example.org/x", 50, size.places - 1, status, due, 1, now,
        )  # fmt: skip


def _next_due(starts: int, now: int) -> int:
    """The next reminder, a day, an hour or a quarter of one before the start, or the start."""
    ahead = (24 * HOUR, HOUR, HOUR // 4, 0)
    return next(starts - each for each in ahead if starts - each > now)


def _participants(size: Size) -> Rows:
    now, learners = micros(), PEOPLE - MENTORS
    for n in range(1, size.sessions + 1):
        people = sorted(
            LEARNERS_FROM + (n * 7919 + each * 104_729) % learners for each in range(size.places - 1)
        )
        yield n, n % MENTORS + 1, "MENTOR", "INVITED", now
        for person in people:
            yield n, person, "MENTEE", "INVITED", now


async def loaded(path: Path, size: Size) -> float:
    """Make a file and load it; returns the seconds that took."""
    async with sqlite(path):
        pass
    return await asyncio.to_thread(fill, path, size)


def main() -> None:
    """Load what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sessions", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=10)
    chosen = parser.parse_args()
    size = Size(chosen.sessions, chosen.places)
    took = asyncio.run(loaded(chosen.file, size))
    Console().print(
        f"{size.sessions:,} sessions, {size.participants:,} participants in {timedelta(seconds=took)}"
    )


if __name__ == "__main__":
    main()
