"""People and their settings (rules.md §1)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    select,
    union,
    update,
)

from core.errors import Conflict
from core.notices.model import Category
from core.people.model import Person, Platform, QuietHours
from storage import mapping
from storage.accounts import Accounts
from storage.erasing import Erasing
from storage.link_codes import LinkCodes
from storage.lock import hold_people
from storage.merging import Merging
from storage.scope import PerEngine
from storage.searching import LAST, LIMIT, words
from storage.tables import account_roles, accounts, categories_off, people, person_words

MOST_WORDS = 3
_PERSON: BindParameter[int] = bindparam("person_id")
_IDS: BindParameter[int] = bindparam("person_ids", expanding=True)
_GET = select(people).where(people.c.id == _PERSON)
_GET_HELD = _GET.with_for_update(read=True, key_share=True)
_SEVERAL = select(people).where(people.c.id.in_(_IDS)).order_by(people.c.id)
_LATEST = (
    select(people)
    .where(people.c.erased_at.is_(None), people.c.merged_into.is_(None))
    .order_by(people.c.id.desc())
    .limit(LIMIT)
)
_UPDATE = update(people).where(people.c.id == _PERSON)
_SET_LANGUAGE = _UPDATE.values(language=bindparam("value"))
_SET_ZONE = _UPDATE.values(zone=bindparam("value"))
_SET_QUIET = _UPDATE.values(quiet_start=bindparam("start"), quiet_end=bindparam("end"))
_SET_ADMIN = _UPDATE.values(admin=bindparam("value"))
_ADMINS_LOCKED = (
    select(people.c.id).where(people.c.admin).order_by(people.c.id).with_for_update(key_share=True)
)
_ADMINS = union(
    select(people.c.id).where(people.c.admin),
    select(accounts.c.person_id).where(
        accounts.c.platform == Platform.DISCORD,
        accounts.c.user_id.in_(bindparam("discord_ids", expanding=True)),
    ),
    select(accounts.c.person_id).where(
        accounts.c.platform == Platform.TELEGRAM,
        accounts.c.user_id.in_(bindparam("telegram_ids", expanding=True)),
    ),
    select(accounts.c.person_id)
    .join(account_roles, account_roles.c.account_id == accounts.c.id)
    .where(account_roles.c.role_id.in_(bindparam("role_ids", expanding=True))),
)
_OFF = select(categories_off.c.person_id, categories_off.c.category).where(
    categories_off.c.person_id.in_(_IDS)
)
_SWITCH_OFF = PerEngine(lambda insert: insert(categories_off).on_conflict_do_nothing())
_SWITCH_ON = delete(categories_off).where(
    categories_off.c.person_id == _PERSON, categories_off.c.category == bindparam("category")
)


def _begins(table: FromClause, number: int) -> ColumnElement[bool]:
    """The word begins with the text of this number."""
    return and_(table.c.word >= bindparam(f"from_{number}"), table.c.word < bindparam(f"to_{number}"))


def _found(count: int) -> Select[Any]:
    """People with words that begin with each of so many texts: a walk along the index of words."""
    others = [person_words.alias(f"word_{number}") for number in range(1, count)]
    return (
        select(person_words.c.person_id)
        .where(
            _begins(person_words, 0),
            *(
                exists().where(other.c.person_id == person_words.c.person_id, _begins(other, number))
                for number, other in enumerate(others, start=1)
            ),
        )
        .order_by(person_words.c.word, person_words.c.person_id)
        .limit(LIMIT)
    )


_FOUND = [_found(count) for count in range(1, MOST_WORDS + 1)]


class PersonRepository(Accounts, LinkCodes, Merging, Erasing):
    """`core.ports.People`: this file, accounts, link codes, merging and erasing."""

    __slots__ = ()

    def get(self, person_id: int) -> Person | None:
        """A person; the id of one who was merged leads to whom they were merged into.

        Where something is written, nobody merges or erases them until the commit.
        """
        statement = _GET_HELD if self._scope.writes else _GET
        row = self._connection.execute(statement, {"person_id": person_id}).one_or_none()
        if row is not None and row.merged_into is not None:
            row = self._connection.execute(statement, {"person_id": row.merged_into}).one_or_none()
        return None if row is None else mapping.person(row)

    def hold(self, person_ids: Collection[int]) -> None:
        """Whoever acts for these people waits until this unit has committed."""
        hold_people(self._scope, person_ids)

    def several(self, person_ids: Collection[int]) -> Sequence[Person]:
        """Those of these people that exist."""
        rows = self._connection.execute(_SEVERAL, {"person_ids": list(person_ids)})
        return [mapping.person(row) for row in rows]

    def set_language(self, person_id: int, language: str | None) -> None:
        """None follows the platform."""
        self._connection.execute(_SET_LANGUAGE, {"person_id": person_id, "value": language})

    def set_zone(self, person_id: int, zone: str | None) -> None:
        """None is the community's zone."""
        self._connection.execute(_SET_ZONE, {"person_id": person_id, "value": zone})

    def set_quiet(self, person_id: int, quiet: QuietHours | None) -> None:
        """None rings at any time."""
        start, end = (quiet.start, quiet.end) if quiet else (None, None)
        self._connection.execute(_SET_QUIET, {"person_id": person_id, "start": start, "end": end})

    def set_admin(self, person_id: int, admin: bool) -> None:  # noqa: FBT001 - as the port has it
        """Raises Conflict where this would leave nobody: another admin was removed at the same time."""
        if not admin:
            self._lock_admins()
        self._connection.execute(_SET_ADMIN, {"person_id": person_id, "value": admin})
        if not admin and not self.admins():
            raise Conflict("the last admin stays")

    def erase(self, person_id: int, now: datetime) -> None:
        """Erase; raises Conflict where this would leave no admin: another one went at the same time."""
        self._lock_admins()
        was_admin = person_id in self.admins()
        super().erase(person_id, now)
        if was_admin and not self.admins():
            raise Conflict("the last admin stays")

    def _lock_admins(self) -> None:
        """Of two that end a role at once the second sees what the first has done."""
        if self._scope.postgres:
            self._connection.execute(_ADMINS_LOCKED).all()

    def admins(self) -> Sequence[int]:
        """Ids of all admins, made or configured."""
        programme = self._scope.programme
        values = {
            "discord_ids": sorted(programme.admin_discord_ids),
            "telegram_ids": sorted(programme.admin_telegram_ids),
            "role_ids": sorted(programme.admin_discord_roles),
        }
        return sorted(self._connection.execute(_ADMINS, values).scalars())

    def categories_off(self, person_ids: Collection[int]) -> set[tuple[int, Category]]:
        """What these people switched off."""
        rows = self._connection.execute(_OFF, {"person_ids": list(person_ids)})
        return {(row.person_id, row.category) for row in rows}

    def set_category(self, person_id: int, category: Category, on: bool) -> None:  # noqa: FBT001 - as the port has it
        """Switch a category of notices on or off."""
        values = {"person_id": person_id, "category": category}
        self._connection.execute(_SWITCH_ON if on else _SWITCH_OFF.on(self._scope), values)

    def search(self, text: str, limit: int) -> Sequence[Person]:
        """People whose names or usernames have words that begin so; without a text the newest."""
        wanted = sorted(words(text), key=len, reverse=True)[:MOST_WORDS]
        if not wanted:
            rows = self._connection.execute(_LATEST, {"limit": limit})
            return [mapping.person(row) for row in rows]
        values: dict[str, object] = {"limit": limit * 2}
        for number, word in enumerate(wanted):
            values |= {f"from_{number}": word, f"to_{number}": word + LAST}
        found = self._connection.execute(_FOUND[len(wanted) - 1], values).scalars()
        several = self.several(list(dict.fromkeys(found))[:limit])
        return sorted(several, key=lambda person: (person.name.casefold(), person.id))
