"""Groups and links to them (rules.md §2)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ScalarSelect,
    Select,
    bindparam,
    distinct,
    exists,
    func,
    insert,
    literal,
    select,
    union,
    union_all,
    update,
)

from core.groups.model import Group, GroupSummary, LinkKind
from core.page import Page
from storage import mapping
from storage.lock import lock_person
from storage.scope import PerEngine, Repository
from storage.searching import LIMIT, OFFSET, folded, matches, page, pattern, window
from storage.tables import account_roles, accounts, group_links, groups

_ORDER = (groups.c.name_key, groups.c.id)
_GET = select(groups).where(groups.c.id == bindparam("of_group"))
_BY_SLUG = select(groups).where(groups.c.slug_key == bindparam("slug_key"))
_ALL = select(groups).order_by(*_ORDER)
_ACTIVE = _ALL.where(groups.c.active)
_ADD = insert(groups).returning(*groups.c)
_SAVE = (
    update(groups)
    .where(groups.c.id == bindparam("of_group"), groups.c.version == bindparam("expected"))
    .values(
        slug=bindparam("new_slug"),
        slug_key=bindparam("new_slug_key"),
        name=bindparam("new_name"),
        name_key=bindparam("new_name_key"),
        description=bindparam("new_description"),
        active=bindparam("new_active"),
        discord_role_id=bindparam("new_role"),
        discord_channel_id=bindparam("new_channel"),
        telegram_chat_id=bindparam("new_chat"),
        version=groups.c.version + 1,
    )
)
_MOVE_CHAT = (
    update(groups)
    .where(groups.c.telegram_chat_id == bindparam("old_chat"))
    .values(telegram_chat_id=bindparam("new_chat"), version=groups.c.version + 1)
)
_holders = (
    select(groups.c.id.label("group_id"), accounts.c.person_id)
    .select_from(groups)
    .join(account_roles, account_roles.c.role_id == groups.c.discord_role_id)
    .join(accounts, accounts.c.id == account_roles.c.account_id)
)
LINKED = select(group_links.c.group_id, group_links.c.kind).where(
    group_links.c.person_id == bindparam("of_person"), group_links.c.active
)
BY_ROLE = (
    select(groups.c.id.label("group_id"), literal(LinkKind.LEARNER, group_links.c.kind.type).label("kind"))
    .select_from(accounts)
    .join(account_roles, account_roles.c.account_id == accounts.c.id)
    .join(groups, groups.c.discord_role_id == account_roles.c.role_id)
    .where(accounts.c.person_id == bindparam("of_person"))
)
"""The two ways in which a person belongs to groups: by a link, or by a Discord role as a learner."""
_LINKS = union_all(LINKED, BY_ROLE)
_MEMBERS = select(group_links.c.person_id).where(
    group_links.c.group_id == bindparam("of_group"),
    group_links.c.kind == bindparam("kind"),
    group_links.c.active,
)
_LEARNERS = union(
    _MEMBERS, _holders.with_only_columns(accounts.c.person_id).where(groups.c.id == bindparam("of_group"))
)


def _link(insert: Callable[..., Any]) -> Any:
    """Begin a link, or bring one back that had ended."""
    begun = insert(group_links)
    return begun.on_conflict_do_update(
        index_elements=["person_id", "group_id", "kind"],
        set_={"active": True, "since": begun.excluded.since},
        where=~group_links.c.active,
    )


_LINK = PerEngine(_link)
_UNLINK = (
    update(group_links)
    .where(
        group_links.c.group_id == bindparam("of_group"),
        group_links.c.person_id == bindparam("of_person"),
        group_links.c.kind == bindparam("of_kind"),
        group_links.c.active,
    )
    .values(active=False, since=bindparam("now"))
)


def _linked() -> ScalarSelect[int]:
    """How many have a learner's link to the group of the row."""
    return (
        select(func.count())
        .select_from(group_links)
        .where(
            group_links.c.group_id == groups.c.id,
            group_links.c.kind == LinkKind.LEARNER,
            group_links.c.active,
        )
        .correlate(groups)
        .scalar_subquery()
    )


def _by_role() -> ScalarSelect[int]:
    """How many hold its Discord role without such a link."""
    link = group_links.alias("own_link")
    return (
        select(func.count(distinct(accounts.c.person_id)))
        .select_from(account_roles)
        .join(accounts, accounts.c.id == account_roles.c.account_id)
        .where(
            account_roles.c.role_id == groups.c.discord_role_id,
            ~exists().where(
                link.c.person_id == accounts.c.person_id,
                link.c.group_id == groups.c.id,
                link.c.kind == LinkKind.LEARNER,
                link.c.active,
            ),
        )
        .correlate(groups)
        .scalar_subquery()
    )


_SUMMARY = select(groups, (_linked() + _by_role()).label("learners"))
_SUMMARY_OF = _SUMMARY.where(groups.c.id == bindparam("of_group"))
_PAGE = _SUMMARY.where(groups.c.active).order_by(*_ORDER).limit(LIMIT).offset(OFFSET)
_PAGE_MATCHING = _PAGE.where(matches(groups.c.name_key, groups.c.slug_key))


class GroupRepository(Repository):
    """`core.ports.Groups`."""

    __slots__ = ()

    def get(self, group_id: int) -> Group | None:
        """A group, active or not."""
        row = self._connection.execute(_GET, {"of_group": group_id}).one_or_none()
        return None if row is None else mapping.group(row)

    def by_slug(self, slug: str) -> Group | None:
        """A group by its slug, whatever its case."""
        row = self._connection.execute(_BY_SLUG, {"slug_key": folded(slug)}).one_or_none()
        return None if row is None else mapping.group(row)

    def all(self, *, active_only: bool) -> Sequence[Group]:
        """By name."""
        rows = self._connection.execute(_ACTIVE if active_only else _ALL)
        return [mapping.group(row) for row in rows]

    def page(self, person_id: int, text: str, number: int, size: int) -> Page[GroupSummary]:
        """Active groups by name with the person's links."""
        statement = _PAGE_MATCHING if text.strip() else _PAGE
        return page(
            self._summaries(statement, {"pattern": pattern(text)} | window(number, size), person_id),
            number,
            size,
        )

    def summary(self, group_id: int, person_id: int) -> GroupSummary | None:
        """One group, active or not."""
        found = self._summaries(_SUMMARY_OF, {"of_group": group_id}, person_id)
        return found[0] if found else None

    def _summaries(
        self, statement: Select[Any], values: dict[str, Any], person_id: int
    ) -> list[GroupSummary]:
        rows = self._connection.execute(statement, values).all()
        links = self.links(person_id)
        return [
            GroupSummary(mapping.group(row), row.learners, links.get(row.id, frozenset())) for row in rows
        ]

    def create(
        self,
        slug: str,
        name: str,
        description: str,
        discord_role_id: str | None,
        discord_channel_id: str | None,
        telegram_chat_id: str | None,
        now: datetime,
    ) -> Group:
        """An active group."""
        values = {
            "slug": slug,
            "slug_key": folded(slug),
            "name": name,
            "name_key": folded(name),
            "description": description,
            "active": True,
            "discord_role_id": discord_role_id,
            "discord_channel_id": discord_channel_id,
            "telegram_chat_id": telegram_chat_id,
            "version": 1,
            "created_at": now,
        }
        return mapping.group(self._connection.execute(_ADD, values).one())

    def save(self, group: Group, expected_version: int) -> bool:
        """Store every field and count the version up; False when somebody was faster."""
        values = {
            "of_group": group.id,
            "expected": expected_version,
            "new_slug": group.slug,
            "new_slug_key": folded(group.slug),
            "new_name": group.name,
            "new_name_key": folded(group.name),
            "new_description": group.description,
            "new_active": group.active,
            "new_role": group.discord_role_id,
            "new_channel": group.discord_channel_id,
            "new_chat": group.telegram_chat_id,
        }
        return self._connection.execute(_SAVE, values).rowcount == 1

    def move_chat(self, old_chat_id: str, new_chat_id: str) -> None:
        """A Telegram group became a supergroup; cards of the old one cannot be edited in the new."""
        self._connection.execute(_MOVE_CHAT, {"old_chat": old_chat_id, "new_chat": new_chat_id})

    def links(self, person_id: int) -> dict[int, frozenset[LinkKind]]:
        """Active links by group, a mapped Discord role counting as a learner's link."""
        found: dict[int, set[LinkKind]] = {}
        for group_id, kind in self._connection.execute(_LINKS, {"of_person": person_id}):
            found.setdefault(group_id, set()).add(kind)
        return {group_id: frozenset(kinds) for group_id, kinds in found.items()}

    def people(self, group_id: int, kind: LinkKind) -> Sequence[int]:
        """Ids of those with an active link of this kind."""
        statement = _LEARNERS if kind is LinkKind.LEARNER else _MEMBERS
        values = {"of_group": group_id, "kind": kind}
        return sorted(self._connection.execute(statement, values).scalars())

    def set_link(
        self,
        group_id: int,
        person_id: int,
        kind: LinkKind,
        active: bool,  # noqa: FBT001 - as the port has it
        now: datetime,
    ) -> bool:
        """True when this changed something. Of two links of one person at once the second sees the first."""
        if active:
            lock_person(self._scope, person_id)
            values = {
                "group_id": group_id,
                "person_id": person_id,
                "kind": kind,
                "active": True,
                "since": now,
            }
            return self._connection.execute(_LINK.on(self._scope), values).rowcount == 1
        values = {"of_group": group_id, "of_person": person_id, "of_kind": kind, "now": now}
        return self._connection.execute(_UNLINK, values).rowcount == 1
