"""Indexes of the outbox that claiming a row leaves alone, or touches once instead of twice."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

UNDER_WAY = "status IN ('pending', 'sending')"
OPEN = "status IN ('pending', 'sending', 'held', 'uncertain', 'dead')"
UNSETTLED = "settled_at IS NULL"
TAKEN_OUT = "status = 'sending' OR status = 'held' OR status = 'uncertain' OR status = 'dead'"


def upgrade() -> None:
    op.drop_index("ix_outbox_order", table_name="outbox")
    op.drop_index("ix_outbox_open", table_name="outbox")
    _partial("ix_outbox_order", ["platform", "order_key", "id"], UNSETTLED)
    _partial("ix_outbox_taken_out", ["status", "id", "platform"], TAKEN_OUT)


def downgrade() -> None:
    op.drop_index("ix_outbox_taken_out", table_name="outbox")
    op.drop_index("ix_outbox_order", table_name="outbox")
    _partial("ix_outbox_order", ["platform", "order_key", "id"], UNDER_WAY)
    _partial("ix_outbox_open", ["status", "id", "platform"], OPEN)


def _partial(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)
