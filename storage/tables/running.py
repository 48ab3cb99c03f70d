"""What running needs: inputs handled, drafts, leases, the audit log, and what this database is."""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from core.audit import AuditOutcome
from core.leases import LeaseRole
from core.people.model import Platform
from core.switches import Switch
from storage.tables.base import Ident, Listed, choice, ident, instant, metadata

inbox = Table(
    "inbox",
    metadata,
    choice("platform", Platform),
    Column("key", String(64), nullable=False),
    Column("outcome", Text, nullable=False),
    instant("received_at"),
    Column("person_id", Ident),
    PrimaryKeyConstraint("platform", "key"),
    Index(None, "received_at"),
    sqlite_with_rowid=False,
)
"""Inputs that had their effect; written in its transaction (trust.md §3.2).

`person_id` says whose the outcome is: it may hold what they typed. One that was merged keeps its number.
"""

drafts = Table(
    "drafts",
    metadata,
    ident(),
    choice("platform", Platform),
    Column("chat_id", String(32), nullable=False),
    Column("user_id", String(32), nullable=False),
    Column("command", String(64), nullable=False),
    Column("answers", Listed, nullable=False),
    Column("asking", String(64)),
    Column("version", Integer, nullable=False),
    Column("message_id", String(32)),
    instant("expires_at"),
    UniqueConstraint("platform", "chat_id", "user_id"),
    Index(None, "platform", "user_id"),
    Index(None, "expires_at"),
    sqlite_autoincrement=True,
)

tokens = Table(
    "tokens",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("payload", Text, nullable=False),
    instant("expires_at"),
    Column("person_id", Ident),
    Index(None, "expires_at"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
"""What did not fit into a button, and who alone may press it: it may hold what they typed."""

leases = Table(
    "leases",
    metadata,
    Column("role", choice("role", LeaseRole).type, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    instant("until"),
)

switches = Table(
    "switches",
    metadata,
    Column("switch", choice("switch", Switch).type, primary_key=True),
    instant("since"),
    sqlite_with_rowid=False,
)
"""What an admin has paused; one that is not here is not paused."""

audit = Table(
    "audit",
    metadata,
    ident(),
    instant("at"),
    Column("actor_id", Ident),
    Column("source", String(16), nullable=False),
    Column("action", String(64), nullable=False),
    Column("object_kind", String(32), nullable=False),
    Column("object_id", Ident, nullable=False),
    Column("before", Listed, nullable=False),
    Column("after", Listed, nullable=False),
    Column("correlation", Text, nullable=False),
    choice("outcome", AuditOutcome),
    Index(None, "at"),
    Index(None, "actor_id"),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What this database is: the instance's secret and epoch, and whether this is a backup's copy."""
