"""The outbox, the inbox, drafts, leases, the audit log and the instance."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Ident, Instant, Listed

revision = "0003"
down_revision = "0002"


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "key", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", Ident, nullable=False),
        sa.Column("platform", sa.String(32), nullable=True),
        sa.Column("target", sa.String(32), nullable=False),
        sa.Column("dest", sa.String(length=64), nullable=False),
        sa.Column("person_id", Ident, nullable=True),
        sa.Column("account_id", Ident, nullable=True),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("order_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("payload", Listed, nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("useful_until", Instant(), nullable=False),
        sa.Column("session_id", Ident, nullable=True),
        sa.Column("correlation", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("ambiguous", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_epoch", sa.Integer(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("plain", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "status = 'pending' OR status = 'sending' OR status = 'sent' OR status = 'expired' OR "
            "status = 'cancelled' OR status = 'superseded' OR status = 'suppressed' OR "
            "status = 'uncertain' OR status = 'dead' OR status = 'held' OR status = 'kept'",
            name=op.f("ck_outbox_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_claim",
        "outbox",
        ["platform", "priority", "useful_until", "id", "not_before"],
        unique=False,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        "ix_outbox_next",
        "outbox",
        ["platform", "not_before"],
        unique=False,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["status", "id", "platform"],
        unique=False,
        sqlite_where=sa.text("status IN ('pending', 'sending', 'held', 'uncertain', 'dead')"),
        postgresql_where=sa.text("status IN ('pending', 'sending', 'held', 'uncertain', 'dead')"),
    )
    op.create_index(
        "ix_outbox_order",
        "outbox",
        ["platform", "order_key", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('pending', 'sending')"),
        postgresql_where=sa.text("status IN ('pending', 'sending')"),
    )
    op.create_index(
        "ix_outbox_person",
        "outbox",
        ["person_id", "id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_session",
        "outbox",
        ["session_id"],
        unique=False,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        "ix_outbox_settled",
        "outbox",
        ["settled_at"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NOT NULL"),
        postgresql_where=sa.text("settled_at IS NOT NULL"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", Ident, nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("command", sa.String(length=64), nullable=False),
        sa.Column("answers", Listed, nullable=False),
        sa.Column("asking", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=True),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint(
            "platform", "chat_id", "user_id", name=op.f("uq_drafts_platform_chat_id_user_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_drafts_expires_at"), "drafts", ["expires_at"], unique=False)
    op.create_index(op.f("ix_drafts_platform_user_id"), "drafts", ["platform", "user_id"], unique=False)


def _tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_tokens")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tokens_expires_at"), "tokens", ["expires_at"], unique=False)


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_leases")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Ident, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", Ident, nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("object_kind", sa.String(length=32), nullable=False),
        sa.Column("object_id", Ident, nullable=False),
        sa.Column("before", Listed, nullable=False),
        sa.Column("after", Listed, nullable=False),
        sa.Column("correlation", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_actor_id"), "audit", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def upgrade() -> None:
    _inbox()
    _outbox()
    _drafts()
    _tokens()
    _leases()
    _audit()
    _meta()


def downgrade() -> None:
    for table in ("meta", "audit", "leases", "tokens", "drafts", "outbox", "inbox"):
        op.drop_table(table)
