"""Accounts: who speaks, what the platform says of them, whether notices reach them (rules.md §1)."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, insert, select, update

from core.errors import Conflict
from core.people.model import Account, Identity, Person, Platform, Speaker
from storage import mapping
from storage.scope import Repository, Scope
from storage.searching import folded, words
from storage.tables import account_roles, accounts, mentors, people, person_words

_IDS: BindParameter[int] = bindparam("person_ids", expanding=True)
_ACCOUNT: BindParameter[int] = bindparam("account_id")
_NAMED = (accounts.c.platform == bindparam("platform"), accounts.c.user_id == bindparam("user_id"))
_FIND = select(accounts).where(*_NAMED)
_SPEAKER = (
    select(
        accounts,
        people.c.name.label("person_name"),
        people.c.language.label("person_language"),
        people.c.zone,
        people.c.quiet_start,
        people.c.quiet_end,
        people.c.admin,
        people.c.created_at,
        people.c.erased_at,
        people.c.merged_into,
        mentors.c.status.label("standing"),
    )
    .select_from(
        accounts.join(people, people.c.id == accounts.c.person_id).outerjoin(
            mentors, mentors.c.person_id == people.c.id
        )
    )
    .where(*_NAMED)
)
_SPEAKER_HELD = _SPEAKER.with_for_update(of=people, read=True, key_share=True)
_BY_ID = select(accounts).where(accounts.c.id == _ACCOUNT)
_OF = select(accounts).where(accounts.c.person_id.in_(_IDS)).order_by(accounts.c.id)
_NEW_PERSON = insert(people).returning(people.c.id)
_NEW_ACCOUNT = insert(accounts).returning(accounts.c.id)
_RENAME = (
    update(people)
    .where(people.c.id == bindparam("person_id"))
    .values(name=bindparam("new_name"), name_key=bindparam("new_key"))
)
_UPDATE = update(accounts).where(accounts.c.id == _ACCOUNT)
_REFRESH = _UPDATE.values(
    name=bindparam("new_name"),
    username=bindparam("new_username"),
    language=bindparam("new_language"),
    role_ids=bindparam("new_role_ids", type_=accounts.c.role_ids.type),
)
_SET_REACHABLE = _UPDATE.values(reachable=bindparam("value"))
_SET_NOTIFY = _UPDATE.values(notify=bindparam("value"))
_SET_DM_CHANNEL = _UPDATE.values(dm_channel=bindparam("value"))
_DROP_ROLES = delete(account_roles).where(account_roles.c.account_id == _ACCOUNT)
_ADD_ROLES = insert(account_roles)
_DROP_WORDS = delete(person_words).where(person_words.c.person_id == bindparam("of_person"))
_ADD_WORDS = insert(person_words)
_NAMES = select(people.c.name, accounts.c.name, accounts.c.username).where(
    people.c.id == bindparam("of_person"), accounts.c.person_id == people.c.id
)


def tombstone(scope: Scope, platform: Platform, user_id: str) -> str:
    """What stands for an erased account's id: tells nobody whose it was, and the same id finds it again."""
    told = f"{platform.value}:{user_id}".encode()
    return "erased:" + hashlib.blake2b(told, key=scope.secret[:64], digest_size=12).hexdigest()


def write_words(scope: Scope, person_id: int) -> None:
    """Store anew by which words a person is found: their names and usernames."""
    names = scope.connection.execute(_NAMES, {"of_person": person_id}).all()
    found = words(*(name for row in names for name in row))
    scope.connection.execute(_DROP_WORDS, {"of_person": person_id})
    if found:
        rows = [{"word": word, "person_id": person_id} for word in sorted(found)]
        scope.connection.execute(_ADD_WORDS, rows)


def new_person(scope: Scope, name: str, now: datetime) -> int:
    """Add a person without accounts."""
    values = {"name": name, "name_key": folded(name), "admin": False, "created_at": now}
    person_id: int = scope.connection.execute(_NEW_PERSON, values).scalar_one()
    return person_id


class Accounts(Repository):
    """The part of `core.ports.People` that is about accounts."""

    __slots__ = ()

    def account(self, platform: Platform, user_id: str) -> Account | None:
        """Who speaks; an erased account is found by its tombstone."""
        row = self._found(_FIND, platform, user_id)
        return None if row is None else replace(mapping.account(row), user_id=user_id)

    def speaker(self, platform: Platform, user_id: str) -> Speaker | None:
        """The account, its person and whether they are a mentor; an erased account by its tombstone.

        Where they act, nobody merges or erases them until the commit. Raises Conflict where that was done
        just now.
        """
        row = self._found(_SPEAKER_HELD if self._scope.writes else _SPEAKER, platform, user_id)
        if row is not None and row.merged_into is not None:
            raise Conflict(f"person {row.person_id} was merged meanwhile")
        return None if row is None else mapping.speaker(row)

    def _found(self, statement: Select[Any], platform: Platform, user_id: str) -> Any:
        row = self._named(statement, platform, user_id)
        return row or self._named(statement, platform, tombstone(self._scope, platform, user_id))

    def _named(self, statement: Select[Any], platform: Platform, user_id: str) -> Any:
        return self._connection.execute(statement, {"platform": platform, "user_id": user_id}).one_or_none()

    def account_by_id(self, account_id: int) -> Account | None:
        """An account by our own id."""
        row = self._connection.execute(_BY_ID, {"account_id": account_id}).one_or_none()
        return None if row is None else mapping.account(row)

    def accounts(self, person_id: int) -> Sequence[Account]:
        """A person's accounts, the oldest first."""
        return self.accounts_of([person_id])

    def accounts_of(self, person_ids: Collection[int]) -> Sequence[Account]:
        """The accounts of several people."""
        rows = self._connection.execute(_OF, {"person_ids": list(person_ids)})
        return [mapping.account(row) for row in rows]

    def create(self, identity: Identity, now: datetime) -> tuple[Person, Account]:
        """A new person with their first account; two first contacts at once make one person."""
        person_id = new_person(self._scope, identity.name, now)
        values = {
            "person_id": person_id,
            "platform": identity.platform,
            "user_id": identity.user_id,
            "name": identity.name,
            "username": identity.username,
            "language": identity.language,
            "role_ids": sorted(identity.role_ids or ()),
            "reachable": True,
            "notify": True,
        }
        account_id: int = self._connection.execute(_NEW_ACCOUNT, values).scalar_one()
        self._write_roles(account_id, identity.role_ids or ())
        write_words(self._scope, person_id)
        row = self._connection.execute(_BY_ID, {"account_id": account_id}).one()
        person = Person(
            id=person_id,
            name=identity.name,
            language=None,
            zone=None,
            quiet=None,
            admin=False,
            created_at=now,
        )
        return person, mapping.account(row)

    def refresh(self, account_id: int, identity: Identity) -> None:
        """Store what the platform says now; writes nothing where nothing changed.

        A person is called as the account says whose name changed last.
        """
        known = self.account_by_id(account_id)
        if known is None:
            return
        roles = known.role_ids if identity.role_ids is None else identity.role_ids
        told = (identity.name, identity.username, identity.language, roles)
        if told == (known.name, known.username, known.language, known.role_ids):
            return
        self._connection.execute(
            _REFRESH,
            {
                "account_id": account_id,
                "new_name": identity.name,
                "new_username": identity.username,
                "new_language": identity.language,
                "new_role_ids": sorted(roles),
            },
        )
        if roles != known.role_ids:
            self._write_roles(account_id, roles)
        if identity.name != known.name:
            renamed = {"new_name": identity.name, "new_key": folded(identity.name)}
            self._connection.execute(_RENAME, {"person_id": known.person_id} | renamed)
        if (identity.name, identity.username) != (known.name, known.username):
            write_words(self._scope, known.person_id)

    def set_reachable(self, account_id: int, reachable: bool) -> None:  # noqa: FBT001 - as the port has it
        """Whether the platform delivers direct messages to it."""
        self._connection.execute(_SET_REACHABLE, {"account_id": account_id, "value": reachable})

    def set_notify(self, account_id: int, notify: bool) -> None:  # noqa: FBT001 - as the port has it
        """Whether the person wants notices there."""
        self._connection.execute(_SET_NOTIFY, {"account_id": account_id, "value": notify})

    def set_dm_channel(self, account_id: int, channel: str) -> None:
        """Remember Discord's DM channel."""
        self._connection.execute(_SET_DM_CHANNEL, {"account_id": account_id, "value": channel})

    def _write_roles(self, account_id: int, roles: Collection[str]) -> None:
        self._connection.execute(_DROP_ROLES, {"account_id": account_id})
        if roles:
            rows = [{"role_id": role, "account_id": account_id} for role in sorted(roles)]
            self._connection.execute(_ADD_ROLES, rows)
