"""Group sessions, their participants and where their cards are (rules.md §5)."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
)

from core.people.model import Platform
from core.sessions.model import Attendance, Mode, Part, Status
from storage.tables.base import Folded, Ident, among, choice, ident, instant, metadata, partial, refers

sessions = Table(
    "sessions",
    metadata,
    ident(),
    refers("group_id", "groups.id"),
    refers("mentor_id", "people.id"),
    Column("title", Text, nullable=False),
    Column("title_key", Folded, nullable=False),
    Column("description", Text, nullable=False),
    choice("mode", Mode, checked=True),
    instant("starts_at"),
    instant("ends_at"),
    Column("link", Text),
    Column("venue", Text),
    Column("seats", Integer),
    Column("taken", Integer, nullable=False),
    choice("status", Status, checked=True),
    Column("reason", Text),
    Column("decided_by", Ident),
    instant("decided_at", nullable=True),
    instant("due_at", nullable=True),
    Column("version", Integer, nullable=False),
    instant("created_at"),
    Column("zone", String(64)),
    Column("wall", String(32)),
    CheckConstraint("ends_at > starts_at", name="length"),
    CheckConstraint("seats BETWEEN 1 AND 500", name="seats"),
    CheckConstraint("taken >= 0 AND (seats IS NULL OR taken <= seats)", name="taken"),
    Index(None, "group_id", "status", "starts_at", "id"),
    Index(None, "group_id", "starts_at", "id"),
    Index(None, "status", "starts_at", "id"),
    Index(None, "starts_at", "id"),
    Index(None, "mentor_id", "starts_at", "id"),
    sqlite_autoincrement=True,
)
"""`title_key` is the title without regard to case.

`wall` is what the clocks of `zone` were meant to show at the start. Both are empty for a session that keeps
its instant whatever the rules of zones become."""
NOT_DROPPED = ~among(sessions.c.status, Status.CANCELLED, Status.REJECTED)
partial("ix_sessions_due", sessions.c.due_at.is_not(None), sessions.c.due_at)
partial(
    "uq_sessions_double",
    NOT_DROPPED,
    sessions.c.mentor_id,
    sessions.c.starts_at,
    sessions.c.title_key,
    unique=True,
)

session_words = Table(
    "session_words",
    metadata,
    Column("word", Folded, nullable=False),
    refers("session_id", "sessions.id", ondelete="CASCADE"),
    PrimaryKeyConstraint("word", "session_id"),
    Index(None, "session_id"),
    sqlite_with_rowid=False,
)
"""Words of titles without regard to case: search by how a word begins, by index alone."""

participants = Table(
    "participants",
    metadata,
    refers("session_id", "sessions.id", ondelete="CASCADE"),
    refers("person_id", "people.id"),
    choice("part", Part, checked=True),
    choice("attendance", Attendance, checked=True),
    Column("note", Text),
    Column("minutes", Integer),
    Column("rating", SmallInteger),
    Column("feedback", Text),
    instant("feedback_at", nullable=True),
    instant("joined_at"),
    instant("left_at", nullable=True),
    PrimaryKeyConstraint("session_id", "person_id"),
    CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    CheckConstraint("minutes >= 1", name="minutes"),
    Index(None, "person_id", "session_id"),
    sqlite_with_rowid=False,
)
"""One row a person and session: joining again after leaving brings the old row back."""

cards = Table(
    "cards",
    metadata,
    refers("session_id", "sessions.id", ondelete="CASCADE"),
    choice("platform", Platform),
    Column("channel", String(32), nullable=False),
    Column("message_id", String(32), nullable=False),
    PrimaryKeyConstraint("session_id", "platform", "channel"),
    sqlite_with_rowid=False,
)
