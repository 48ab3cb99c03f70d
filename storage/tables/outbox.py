"""Notices owed (trust.md §3.2)."""

from sqlalchemy import Boolean, Column, Integer, SmallInteger, String, Table, Text

from core.notices.model import Category, OutboxStatus, Target
from core.people.model import Platform
from storage.tables.base import Ident, Listed, among, choice, ident, instant, metadata, partial, spelled_out

outbox = Table(
    "outbox",
    metadata,
    ident(),
    choice("platform", Platform, nullable=True),
    choice("target", Target),
    Column("dest", String(64), nullable=False),
    Column("person_id", Ident),
    Column("account_id", Ident),
    Column("dedupe_key", Text, nullable=False, unique=True),
    Column("order_key", Text, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("payload", Listed, nullable=False),
    choice("category", Category),
    Column("priority", SmallInteger, nullable=False),
    instant("not_before"),
    instant("useful_until"),
    Column("session_id", Ident),
    Column("correlation", Text, nullable=False),
    choice("status", OutboxStatus, checked=True),
    Column("attempt", Integer, nullable=False),
    Column("ambiguous", Integer, nullable=False),
    Column("lease_owner", Text),
    Column("lease_epoch", Integer, nullable=False),
    instant("lease_until", nullable=True),
    Column("nonce", String(25), nullable=False),
    Column("plain", Boolean, nullable=False),
    Column("message_id", String(32)),
    Column("error", Text),
    instant("created_at"),
    instant("sent_at", nullable=True),
    instant("settled_at", nullable=True),
    instant("read_at", nullable=True),
    sqlite_autoincrement=True,
)
"""Rows outlive what they are about, so they refer to it without foreign keys. `settled_at` is set while
a row is finished, for whatever reason; retention counts from there."""
TAKEN_OUT = (OutboxStatus.SENDING, OutboxStatus.HELD, OutboxStatus.UNCERTAIN, OutboxStatus.DEAD)
"""Neither waiting to be sent nor done with: few rows, which the sender or an admin has in hand."""
IS_PENDING = among(outbox.c.status, OutboxStatus.PENDING)
IS_TAKEN_OUT = spelled_out(outbox.c.status, *TAKEN_OUT)
IS_UNSETTLED = outbox.c.settled_at.is_(None)
"""Every PENDING and SENDING row. Claiming changes its state and not this, so SQLite leaves the index
over it alone."""

partial(
    "ix_outbox_claim",
    IS_PENDING,
    outbox.c.platform,
    outbox.c.priority,
    outbox.c.useful_until,
    outbox.c.id,
    outbox.c.not_before,
)
partial("ix_outbox_next", IS_PENDING, outbox.c.platform, outbox.c.not_before)
partial("ix_outbox_order", IS_UNSETTLED, outbox.c.platform, outbox.c.order_key, outbox.c.id)
partial("ix_outbox_taken_out", IS_TAKEN_OUT, outbox.c.status, outbox.c.id, outbox.c.platform)
partial("ix_outbox_session", IS_PENDING, outbox.c.session_id)
partial("ix_outbox_person", outbox.c.person_id.is_not(None), outbox.c.person_id, outbox.c.id)
partial("ix_outbox_settled", outbox.c.settled_at.is_not(None), outbox.c.settled_at)
