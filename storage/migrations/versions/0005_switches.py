"""What an admin has paused."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "switches",
        sa.Column("switch", sa.String(32), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("switch", name=op.f("pk_switches")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("switches")
