"""Applications, mentors, sessions and their participants."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Folded, Ident, Instant, Listed

revision = "0002"
down_revision = "0001"


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", Ident, nullable=False),
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("expertise", Listed, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("group_ids", Listed, nullable=False),
        sa.Column("tier", sa.String(32), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("scope", Folded, nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("decided_by", Ident, nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.CheckConstraint("hours BETWEEN 0 AND 168", name=op.f("ck_applications_hours")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_applications_person_id")),
        sa.CheckConstraint(
            "status = 'PENDING' OR status = 'APPROVED' OR status = 'REJECTED' OR "
            "status = 'CHANGES_REQUESTED' OR status = 'REVOKED'",
            name=op.f("ck_applications_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_applications_person_id_id"), "applications", ["person_id", "id"], unique=False)
    op.create_index(op.f("ix_applications_status_id"), "applications", ["status", "id"], unique=False)
    op.create_index(
        "uq_applications_standing",
        "applications",
        ["person_id", "scope"],
        unique=True,
        sqlite_where=sa.text("status IN ('PENDING', 'CHANGES_REQUESTED', 'APPROVED')"),
        postgresql_where=sa.text("status IN ('PENDING', 'CHANGES_REQUESTED', 'APPROVED')"),
    )


def _mentors() -> None:
    op.create_table(
        "mentors",
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("tier", sa.String(32), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("expertise", Listed, nullable=False),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("links", Listed, nullable=False),
        sa.Column("session_minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("meeting_link", sa.Text(), nullable=True),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=8), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("search_key", Folded, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.CheckConstraint("session_minutes > 0 AND buffer_minutes >= 0", name=op.f("ck_mentors_minutes")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_mentors_person_id")),
        sa.CheckConstraint(
            "status = 'ACTIVE' OR status = 'PAUSED' OR status = 'REVOKED'", name=op.f("ck_mentors_status")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mentors")),
    )


def _mentor_skills() -> None:
    op.create_table(
        "mentor_skills",
        sa.Column("skill_key", Folded, nullable=False),
        sa.Column("person_id", Ident, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["mentors.person_id"],
            name=op.f("fk_mentor_skills_person_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("skill_key", "person_id", name=op.f("pk_mentor_skills")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mentor_skills_person_id"), "mentor_skills", ["person_id"], unique=False)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", Ident, nullable=False),
        sa.Column("group_id", Ident, nullable=False),
        sa.Column("mentor_id", Ident, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", Folded, nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", Ident, nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_sessions_length")),
        sa.CheckConstraint("seats BETWEEN 1 AND 500", name=op.f("ck_sessions_seats")),
        sa.CheckConstraint(
            "taken >= 0 AND (seats IS NULL OR taken <= seats)", name=op.f("ck_sessions_taken")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_sessions_group_id")),
        sa.ForeignKeyConstraint(["mentor_id"], ["people.id"], name=op.f("fk_sessions_mentor_id")),
        sa.CheckConstraint(
            "mode = 'ONLINE' OR mode = 'OFFLINE' OR mode = 'HYBRID'", name=op.f("ck_sessions_mode")
        ),
        sa.CheckConstraint(
            "status = 'PENDING_APPROVAL' OR status = 'SCHEDULED' OR status = 'IN_PROGRESS' OR "
            "status = 'COMPLETED' OR status = 'REJECTED' OR status = 'CANCELLED'",
            name=op.f("ck_sessions_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_sessions_due",
        "sessions",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_sessions_group_id_starts_at_id"), "sessions", ["group_id", "starts_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_sessions_group_id_status_starts_at_id"),
        "sessions",
        ["group_id", "status", "starts_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sessions_mentor_id_starts_at_id"), "sessions", ["mentor_id", "starts_at", "id"], unique=False
    )
    op.create_index(op.f("ix_sessions_starts_at_id"), "sessions", ["starts_at", "id"], unique=False)
    op.create_index(
        op.f("ix_sessions_status_starts_at_id"), "sessions", ["status", "starts_at", "id"], unique=False
    )
    op.create_index(
        "uq_sessions_double",
        "sessions",
        ["mentor_id", "starts_at", "title_key"],
        unique=True,
        sqlite_where=sa.text("(status NOT IN ('CANCELLED', 'REJECTED'))"),
        postgresql_where=sa.text("(status NOT IN ('CANCELLED', 'REJECTED'))"),
    )


def _session_words() -> None:
    op.create_table(
        "session_words",
        sa.Column("word", Folded, nullable=False),
        sa.Column("session_id", Ident, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_session_words_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "session_id", name=op.f("pk_session_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_session_words_session_id"), "session_words", ["session_id"], unique=False)


def _participants() -> None:
    op.create_table(
        "participants",
        sa.Column("session_id", Ident, nullable=False),
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("attendance", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("feedback_at", Instant(), nullable=True),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.CheckConstraint("minutes >= 1", name=op.f("ck_participants_minutes")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_participants_rating")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_participants_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_participants_session_id"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "part = 'MENTEE' OR part = 'CO_MENTOR' OR part = 'MENTOR'", name=op.f("ck_participants_part")
        ),
        sa.CheckConstraint(
            "attendance = 'INVITED' OR attendance = 'ATTENDED' OR attendance = 'ABSENT'",
            name=op.f("ck_participants_attendance"),
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_participants")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_participants_person_id_session_id"),
        "participants",
        ["person_id", "session_id"],
        unique=False,
    )


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("session_id", Ident, nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_cards_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "platform", "channel", name=op.f("pk_cards")),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    _applications()
    _mentors()
    _mentor_skills()
    _sessions()
    _session_words()
    _participants()
    _cards()


def downgrade() -> None:
    for table in (
        "cards",
        "participants",
        "session_words",
        "sessions",
        "mentor_skills",
        "mentors",
        "applications",
    ):
        op.drop_table(table)
