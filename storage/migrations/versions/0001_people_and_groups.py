"""People, their accounts and groups."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Folded, Ident, Instant, Listed

revision = "0001"
down_revision = None


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", Ident, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", Folded, nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("quiet_start", sa.Time(), nullable=True),
        sa.Column("quiet_end", sa.Time(), nullable=True),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.Column("merged_into", Ident, nullable=True),
        sa.CheckConstraint("(quiet_start IS NULL) = (quiet_end IS NULL)", name=op.f("ck_people_quiet")),
        sa.ForeignKeyConstraint(["merged_into"], ["people.id"], name=op.f("fk_people_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_people_admins",
        "people",
        ["id"],
        unique=False,
        sqlite_where=sa.text("admin = 1"),
        postgresql_where=sa.text("admin = true"),
    )
    op.create_index(
        "ix_people_merged_into",
        "people",
        ["merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )


def _person_words() -> None:
    op.create_table(
        "person_words",
        sa.Column("word", Folded, nullable=False),
        sa.Column("person_id", Ident, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_words_person_id")),
        sa.PrimaryKeyConstraint("word", "person_id", name=op.f("pk_person_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_words_person_id"), "person_words", ["person_id"], unique=False)


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", Ident, nullable=False),
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("role_ids", Listed, nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.Column("dm_channel", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_accounts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("platform", "user_id", name=op.f("uq_accounts_platform_user_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_accounts_person_id"), "accounts", ["person_id"], unique=False)


def _account_roles() -> None:
    op.create_table(
        "account_roles",
        sa.Column("role_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", Ident, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_roles_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("role_id", "account_id", name=op.f("pk_account_roles")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_account_roles_account_id"), "account_roles", ["account_id"], unique=False)


def _categories_off() -> None:
    op.create_table(
        "categories_off",
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_categories_off_person_id")),
        sa.PrimaryKeyConstraint("person_id", "category", name=op.f("pk_categories_off")),
        sqlite_with_rowid=False,
    )


def _link_codes() -> None:
    op.create_table(
        "link_codes",
        sa.Column("id", Ident, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("entered_by", Ident, nullable=True),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_link_codes_person_id")),
        sa.CheckConstraint(
            "state = 'offered' OR state = 'entered' OR state = 'used' OR state = 'void'",
            name=op.f("ck_link_codes_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_codes")),
        sa.UniqueConstraint("digest", name=op.f("uq_link_codes_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_link_codes_entered_by"), "link_codes", ["entered_by"], unique=False)
    op.create_index(op.f("ix_link_codes_expires_at"), "link_codes", ["expires_at"], unique=False)
    op.create_index(op.f("ix_link_codes_person_id"), "link_codes", ["person_id"], unique=False)


def _link_tries() -> None:
    op.create_table(
        "link_tries",
        sa.Column("id", Ident, nullable=False),
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_link_tries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_tries")),
    )
    op.create_index(op.f("ix_link_tries_at"), "link_tries", ["at"], unique=False)
    op.create_index(op.f("ix_link_tries_person_id_at"), "link_tries", ["person_id", "at"], unique=False)


def _groups() -> None:
    op.create_table(
        "groups",
        sa.Column("id", Ident, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("slug_key", Folded, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", Folded, nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("discord_role_id", sa.String(length=32), nullable=True),
        sa.Column("discord_channel_id", sa.String(length=32), nullable=True),
        sa.Column("telegram_chat_id", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("slug_key", name=op.f("uq_groups_slug_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_groups_discord_role_id"), "groups", ["discord_role_id"], unique=False)
    op.create_index(op.f("ix_groups_name_key_id"), "groups", ["name_key", "id"], unique=False)
    op.create_index(op.f("ix_groups_telegram_chat_id"), "groups", ["telegram_chat_id"], unique=False)


def _group_links() -> None:
    op.create_table(
        "group_links",
        sa.Column("person_id", Ident, nullable=False),
        sa.Column("group_id", Ident, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_links_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_group_links_person_id")),
        sa.CheckConstraint(
            "kind = 'learner' OR kind = 'mentor' OR kind = 'lead'", name=op.f("ck_group_links_kind")
        ),
        sa.PrimaryKeyConstraint("person_id", "group_id", "kind", name=op.f("pk_group_links")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_group_links_members",
        "group_links",
        ["group_id", "kind", "person_id"],
        unique=False,
        sqlite_where=sa.text("active = 1"),
        postgresql_where=sa.text("active = true"),
    )


def upgrade() -> None:
    _people()
    _person_words()
    _accounts()
    _account_roles()
    _categories_off()
    _link_codes()
    _link_tries()
    _groups()
    _group_links()


def downgrade() -> None:
    for table in (
        "group_links",
        "groups",
        "link_tries",
        "link_codes",
        "categories_off",
        "account_roles",
        "accounts",
        "person_words",
        "people",
    ):
        op.drop_table(table)
