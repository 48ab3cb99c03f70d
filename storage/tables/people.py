"""People, their accounts, settings and link codes (rules.md §1)."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    true,
)

from core.notices.model import Category
from core.people.model import LinkState, Platform
from storage.tables.base import Folded, Ident, Listed, choice, ident, instant, metadata, partial, refers

people = Table(
    "people",
    metadata,
    ident(),
    Column("name", Text, nullable=False),
    Column("name_key", Folded, nullable=False),
    Column("language", String(16)),
    Column("zone", String(64)),
    Column("quiet_start", Time),
    Column("quiet_end", Time),
    Column("admin", Boolean, nullable=False),
    instant("created_at"),
    instant("erased_at", nullable=True),
    refers("merged_into", "people.id", nullable=True),
    CheckConstraint("(quiet_start IS NULL) = (quiet_end IS NULL)", name="quiet"),
    sqlite_autoincrement=True,
)
"""`name_key` is the name without regard to case, for order and search. A person merged into another
stays as a signpost, so that an id kept anywhere (a button, a fact, the audit log) still leads to them."""
IS_ADMIN = people.c.admin == true()
partial("ix_people_admins", IS_ADMIN, people.c.id)
partial("ix_people_merged_into", people.c.merged_into.is_not(None), people.c.merged_into)

person_words = Table(
    "person_words",
    metadata,
    Column("word", Folded, nullable=False),
    refers("person_id", "people.id"),
    PrimaryKeyConstraint("word", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
"""Words of names and usernames without regard to case: search by how a word begins, by index alone."""

accounts = Table(
    "accounts",
    metadata,
    ident(),
    refers("person_id", "people.id"),
    choice("platform", Platform),
    Column("user_id", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("language", String(16)),
    Column("role_ids", Listed, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("notify", Boolean, nullable=False),
    Column("dm_channel", String(32)),
    UniqueConstraint("platform", "user_id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

account_roles = Table(
    "account_roles",
    metadata,
    Column("role_id", String(32), nullable=False),
    refers("account_id", "accounts.id", ondelete="CASCADE"),
    PrimaryKeyConstraint("role_id", "account_id"),
    Index(None, "account_id"),
    sqlite_with_rowid=False,
)
"""`accounts.role_ids` the other way round: who holds a role."""

categories_off = Table(
    "categories_off",
    metadata,
    refers("person_id", "people.id"),
    choice("category", Category),
    PrimaryKeyConstraint("person_id", "category"),
    sqlite_with_rowid=False,
)
"""What people switched off; a category without a row is on."""

link_codes = Table(
    "link_codes",
    metadata,
    ident(),
    Column("digest", String(64), nullable=False, unique=True),
    refers("person_id", "people.id"),
    choice("platform", Platform),
    choice("state", LinkState, checked=True),
    Column("entered_by", Ident),
    instant("expires_at"),
    Index(None, "person_id"),
    Index(None, "entered_by"),
    Index(None, "expires_at"),
    sqlite_autoincrement=True,
)

link_tries = Table(
    "link_tries",
    metadata,
    ident(),
    refers("person_id", "people.id"),
    instant("at"),
    Index(None, "person_id", "at"),
    Index(None, "at"),
)
