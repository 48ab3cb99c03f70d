"""Whose the answer to an input is, and whose what a button stands for; what is there already is nobody's."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Ident

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("person_id", Ident))
    op.add_column("tokens", sa.Column("person_id", Ident))
    op.create_index(op.f("ix_tokens_person_id"), "tokens", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_tokens_person_id"), table_name="tokens")
    op.drop_column("tokens", "person_id")
    op.drop_column("inbox", "person_id")
