"""Applications and mentors (rules.md §3)."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from core.mentors.model import ApplicationStatus, MentorStatus, Tier
from storage.tables.base import (
    Folded,
    Ident,
    Listed,
    among,
    choice,
    ident,
    instant,
    metadata,
    partial,
    refers,
)

applications = Table(
    "applications",
    metadata,
    ident(),
    refers("person_id", "people.id"),
    Column("about", Text, nullable=False),
    Column("expertise", Listed, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("group_ids", Listed, nullable=False),
    choice("tier", Tier),
    Column("organisation", Text),
    Column("scope", Folded, nullable=False),
    choice("status", ApplicationStatus, checked=True),
    Column("note", Text),
    Column("decided_by", Ident),
    instant("decided_at", nullable=True),
    Column("version", Integer, nullable=False),
    instant("created_at"),
    instant("updated_at"),
    CheckConstraint("hours BETWEEN 0 AND 168", name="hours"),
    Index(None, "person_id", "id"),
    Index(None, "status", "id"),
    sqlite_autoincrement=True,
)
"""`scope` is the organisation without regard to case for the tiers that have one, else empty.
Hours are 0 only where the applicant was erased."""
STANDS = among(
    applications.c.status,
    ApplicationStatus.PENDING,
    ApplicationStatus.CHANGES_REQUESTED,
    ApplicationStatus.APPROVED,
)
partial("uq_applications_standing", STANDS, applications.c.person_id, applications.c.scope, unique=True)

mentors = Table(
    "mentors",
    metadata,
    Column("person_id", Ident, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    choice("tier", Tier),
    Column("organisation", Text),
    choice("status", MentorStatus, checked=True),
    Column("headline", Text),
    Column("about", Text),
    Column("expertise", Listed, nullable=False),
    Column("company", Text),
    Column("job_title", Text),
    Column("years", Integer),
    Column("location", Text),
    Column("links", Listed, nullable=False),
    Column("session_minutes", Integer, nullable=False),
    Column("buffer_minutes", Integer, nullable=False),
    Column("meeting_link", Text),
    Column("rate", Integer),
    Column("currency", String(8)),
    Column("public", Boolean, nullable=False),
    Column("search_key", Folded, nullable=False),
    Column("version", Integer, nullable=False),
    instant("since"),
    CheckConstraint("session_minutes > 0 AND buffer_minutes >= 0", name="minutes"),
)
"""`search_key` holds, without regard to case, what discovery searches beside the name."""

mentor_skills = Table(
    "mentor_skills",
    metadata,
    Column("skill_key", Folded, nullable=False),
    refers("person_id", "mentors.person_id", ondelete="CASCADE", onupdate="CASCADE"),
    PrimaryKeyConstraint("skill_key", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)

saved_mentors = Table(
    "saved_mentors",
    metadata,
    refers("person_id", "people.id"),
    refers("mentor_id", "mentors.person_id", ondelete="CASCADE", onupdate="CASCADE"),
    instant("saved_at"),
    PrimaryKeyConstraint("person_id", "mentor_id"),
    Index(None, "mentor_id"),
    sqlite_with_rowid=False,
)
