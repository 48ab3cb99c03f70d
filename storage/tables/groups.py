"""Interest groups and who belongs to them (rules.md §2)."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, true

from core.groups.model import LinkKind
from storage.tables.base import Folded, choice, ident, instant, metadata, partial, refers

groups = Table(
    "groups",
    metadata,
    ident(),
    Column("slug", Text, nullable=False),
    Column("slug_key", Folded, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("name_key", Folded, nullable=False),
    Column("description", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("discord_role_id", String(32)),
    Column("discord_channel_id", String(32)),
    Column("telegram_chat_id", String(32)),
    Column("version", Integer, nullable=False),
    instant("created_at"),
    Index(None, "name_key", "id"),
    Index(None, "discord_role_id"),
    Index(None, "telegram_chat_id"),
    sqlite_autoincrement=True,
)
"""The keys are slug and name without regard to case."""

group_links = Table(
    "group_links",
    metadata,
    refers("person_id", "people.id"),
    refers("group_id", "groups.id"),
    choice("kind", LinkKind, checked=True),
    Column("active", Boolean, nullable=False),
    instant("since"),
    PrimaryKeyConstraint("person_id", "group_id", "kind"),
    sqlite_with_rowid=False,
)
IS_ACTIVE = group_links.c.active == true()
partial(
    "ix_group_links_members",
    IS_ACTIVE,
    group_links.c.group_id,
    group_links.c.kind,
    group_links.c.person_id,
)
