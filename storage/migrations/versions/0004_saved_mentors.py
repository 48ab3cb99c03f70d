"""Saved mentors."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Ident, Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "saved_mentors",
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("mentor_id", Ident, nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_saved_mentors_person_id")),
        sa.ForeignKeyConstraint(
            ["mentor_id"],
            ["mentors.person_id"],
            name=op.f("fk_saved_mentors_mentor_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "mentor_id", name=op.f("pk_saved_mentors")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_saved_mentors_mentor_id"), "saved_mentors", ["mentor_id"], unique=False)


def downgrade() -> None:
    op.drop_table("saved_mentors")
