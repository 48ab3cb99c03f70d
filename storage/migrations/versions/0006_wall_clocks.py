"""The time that was meant with each session; those that are there keep their instant."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("zone", sa.String(64)))
    op.add_column("sessions", sa.Column("wall", sa.String(32)))


def downgrade() -> None:
    op.drop_column("sessions", "wall")
    op.drop_column("sessions", "zone")
