"""Everything about a person: handing it over, and erasing it (rules.md §1, trust.md §5 Privacy)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Executable,
    Select,
    Table,
    bindparam,
    delete,
    or_,
    select,
    tuple_,
    update,
)

from core.mentors.model import ApplicationStatus, MentorStatus
from core.notices.model import OutboxStatus
from storage import mapping
from storage.accounts import tombstone
from storage.scope import Repository
from storage.tables import (
    account_roles,
    accounts,
    applications,
    audit,
    categories_off,
    drafts,
    group_links,
    inbox,
    link_codes,
    link_tries,
    mentor_skills,
    mentors,
    outbox,
    participants,
    people,
    person_words,
    saved_mentors,
    sessions,
    tokens,
)
from storage.tables.outbox import TAKEN_OUT

_IDS: BindParameter[int] = bindparam("person_ids", expanding=True)
_WHOLE = select(people.c.id).where(
    or_(people.c.id == bindparam("person_id"), people.c.merged_into == bindparam("person_id"))
)
_ACCOUNTS = select(accounts.c.id, accounts.c.platform, accounts.c.user_id).where(
    accounts.c.person_id.in_(_IDS)
)


_ANSWERED_SINCE = timedelta(days=2)
"""From when on answers to inputs may still be kept: they are emptied after a day."""


def _of(table: Table, column: str = "person_id") -> Select[Any]:
    return select(table).where(table.c[column].in_(_IDS))


_EXPORTED = {
    "people": _of(people, "id"),
    "accounts": _of(accounts),
    "categories_off": _of(categories_off),
    "link_codes": _of(link_codes),
    "link_tries": _of(link_tries),
    "group_links": _of(group_links),
    "applications": _of(applications),
    "mentors": _of(mentors),
    "saved_mentors": _of(saved_mentors),
    "sessions": _of(sessions, "mentor_id"),
    "participants": _of(participants),
    "outbox": _of(outbox),
    "audit": _of(audit, "actor_id"),
    "inbox": _of(inbox).where(inbox.c.received_at >= bindparam("since")),
    "tokens": _of(tokens),
}
_WITHHELD = {"digest", "nonce", "dedupe_key", "lease_owner", "token"}
"""Columns that tell nothing about a person, or would let somebody act as them."""
_DRAFTS = select(drafts).where(
    tuple_(drafts.c.platform, drafts.c.user_id).in_(bindparam("spoken", expanding=True))
)
_DROP_DRAFTS = delete(drafts).where(
    tuple_(drafts.c.platform, drafts.c.user_id).in_(bindparam("spoken", expanding=True))
)
_BURY = (
    update(accounts)
    .where(accounts.c.id == bindparam("account_id"))
    .values(
        user_id=bindparam("stone"),
        name="",
        username=None,
        language=None,
        role_ids=[],
        reachable=False,
        notify=False,
        dm_channel=None,
    )
)
_MINE = accounts.c.person_id.in_(_IDS)


def _gone(table: Table) -> Executable:
    return delete(table).where(table.c.person_id.in_(_IDS))


_ERASED: tuple[Executable, ...] = (
    update(inbox)
    .where(inbox.c.received_at >= bindparam("since"), inbox.c.person_id.in_(_IDS))
    .values(outcome="", person_id=None),
    _gone(tokens),
    delete(account_roles).where(account_roles.c.account_id.in_(select(accounts.c.id).where(_MINE))),
    update(people)
    .where(people.c.id.in_(_IDS))
    .values(
        name="",
        name_key="",
        language=None,
        zone=None,
        quiet_start=None,
        quiet_end=None,
        admin=False,
        erased_at=bindparam("now"),
    ),
    _gone(person_words),
    _gone(categories_off),
    _gone(link_codes),
    _gone(link_tries),
    update(group_links).where(group_links.c.person_id.in_(_IDS)).values(active=False),
    update(applications)
    .where(applications.c.person_id.in_(_IDS))
    .values(about="", expertise=[], reason="", hours=0, organisation=None, scope="", note=None)
    .values(status=ApplicationStatus.REVOKED),
    _gone(saved_mentors),
    delete(saved_mentors).where(saved_mentors.c.mentor_id.in_(_IDS)),
    _gone(mentor_skills),
    update(mentors)
    .where(mentors.c.person_id.in_(_IDS))
    .values(
        status=MentorStatus.REVOKED,
        organisation=None,
        headline=None,
        about=None,
        expertise=[],
        company=None,
        job_title=None,
        years=None,
        location=None,
        links=[],
        meeting_link=None,
        rate=None,
        currency=None,
        public=False,
        search_key="",
    ),
    update(sessions)
    .where(sessions.c.mentor_id.in_(_IDS))
    .values(description="", link=None, venue=None, zone=None, wall=None),
    update(participants).where(participants.c.person_id.in_(_IDS)).values(note=None, feedback=None),
    update(outbox)
    .where(
        outbox.c.person_id.in_(_IDS),
        outbox.c.status.in_([OutboxStatus.PENDING, *TAKEN_OUT, OutboxStatus.KEPT]),
    )
    .values(status=OutboxStatus.CANCELLED, settled_at=bindparam("now")),
    update(outbox)
    .where(outbox.c.person_id.in_(_IDS))
    .values(dest="", order_key="", payload={}, correlation="", error=None, message_id=None, lease_owner=None),
)
"""What identifies a person goes; rows that are counted stay."""


class Erasing(Repository):
    """The part of `core.ports.People` that hands over and erases."""

    __slots__ = ()

    def export(self, person_id: int) -> dict[str, list[dict[str, object]]]:
        """Every row about a person, by table, as JSON can hold it."""
        whole = {"person_ids": self._whole(person_id)}
        since = {"since": self._scope.clock.now() - _ANSWERED_SINCE}
        found = {name: self._rows(statement, whole | since) for name, statement in _EXPORTED.items()}
        spoken = self._spoken(whole)
        return found | {"drafts": self._rows(_DRAFTS, {"spoken": spoken}) if spoken else []}

    def erase(self, person_id: int, now: datetime) -> None:
        """Remove what identifies a person everywhere; counts, and ratings without their words, stay."""
        whole = {"person_ids": self._whole(person_id)}
        spoken = self._spoken(whole)
        if spoken:
            self._connection.execute(_DROP_DRAFTS, {"spoken": spoken})
        for row in self._connection.execute(_ACCOUNTS, whole).all():
            stone = tombstone(self._scope, row.platform, row.user_id)
            self._connection.execute(_BURY, {"account_id": row.id, "stone": stone})
        for statement in _ERASED:
            self._connection.execute(statement, whole | {"now": now, "since": now - _ANSWERED_SINCE})

    def _whole(self, person_id: int) -> list[int]:
        """The person's id and those of the people merged into them."""
        return list(self._connection.execute(_WHOLE, {"person_id": person_id}).scalars())

    def _spoken(self, whole: dict[str, list[int]]) -> list[tuple[object, str]]:
        rows = self._connection.execute(_ACCOUNTS, whole)
        return [(row.platform, row.user_id) for row in rows]

    def _rows(self, statement: Executable, values: dict[str, Any]) -> list[dict[str, object]]:
        rows = self._connection.execute(statement, values).mappings()
        return [
            {name: value for name, value in mapping.plain(row).items() if name not in _WITHHELD}
            for row in rows
        ]
