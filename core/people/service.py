"""People: who acts, what they chose, who is an admin, export and erasure (rules.md §1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from core import auditing, zones
from core.audit import Values
from core.errors import Denied, Refusal
from core.facts import AdminChanged
from core.notices import service as notices
from core.notices.model import Category
from core.notices.service import waiting_notices as inbox
from core.people.model import Account, Actor, Person, QuietHours
from core.people.roles import actor, admin_by_settings, known, living
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions import ending

__all__ = [
    "AccountSetting",
    "AdminSet",
    "Settings",
    "actor",
    "erase_me",
    "export_mine",
    "inbox",
    "known",
    "make_admin",
    "may_erase",
    "may_make_admin",
    "may_remove_admin",
    "note_export",
    "profile_of",
    "remove_admin",
    "set_category",
    "set_language",
    "set_notify",
    "set_quiet",
    "set_zone",
    "settings",
]

SWITCHED: tuple[Category, ...] = tuple(one for one in Category if one is not Category.ACCOUNT)
"""What can be switched on and off."""
ERASED = "the mentor left the programme"
"""The reason of sessions whose mentor had themselves erased."""


@dataclass(frozen=True, slots=True)
class AccountSetting:
    """One of a person's accounts, and whether notices go there."""

    id: int
    platform: str
    name: str
    notify: bool
    reachable: bool
    current: bool
    """The account they act with now."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person has chosen."""

    person_id: int
    name: str
    language: str | None
    zone: str | None
    community_zone: str
    quiet: QuietHours | None
    categories: Mapping[Category, bool]
    """Each that can be switched, and whether it is on."""
    accounts: tuple[AccountSetting, ...]


@dataclass(frozen=True, slots=True)
class AdminSet:
    """Who is an admin now, or no longer."""

    person: Person
    admin: bool


def settings(uow: UnitOfWork, actor: Actor, now: datetime) -> Settings:
    """Everything this person has chosen."""
    person = uow.people.get(actor.id) or actor.person
    off = uow.people.categories_off([person.id])
    switches = {category: (person.id, category) not in off for category in SWITCHED}
    accounts = tuple(_account_setting(one, actor) for one in uow.people.accounts(person.id))
    return Settings(
        person_id=person.id,
        name=person.name,
        language=person.language,
        zone=person.zone,
        community_zone=uow.programme.zone,
        quiet=person.quiet,
        categories=switches,
        accounts=accounts,
    )


profile_of = settings


def _account_setting(account: Account, actor: Actor) -> AccountSetting:
    current = account.id == actor.account.id
    platform = account.platform.value
    return AccountSetting(account.id, platform, account.name, account.notify, account.reachable, current)


def set_language(uow: UnitOfWork, actor: Actor, now: datetime, language: str | None) -> Settings:
    """Choose the language of every answer; None follows the platform's."""
    if language is not None and not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", language):
        raise Refusal("language-unknown")
    if language != actor.person.language:
        uow.people.set_language(actor.id, language)
        _record(uow, actor, now, {"language": actor.person.language}, {"language": language})
    return settings(uow, actor, now)


def set_zone(uow: UnitOfWork, actor: Actor, now: datetime, zone: str | None) -> Settings:
    """Choose the time zone of every time; None follows the community's."""
    name = zones.zone_name(zone, now) if zone is not None else None
    if name != actor.person.zone:
        uow.people.set_zone(actor.id, name)
        _record(uow, actor, now, {"zone": actor.person.zone}, {"zone": name})
    return settings(uow, actor, now)


def set_quiet(uow: UnitOfWork, actor: Actor, now: datetime, start: time | None, end: time | None) -> Settings:
    """Choose the hours in which only what is urgent may ring; None and None for no such hours."""
    quiet = None
    if start is not None and end is not None:
        quiet = QuietHours(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
        if quiet.start == quiet.end:
            raise Refusal("quiet-empty")
    if quiet != actor.person.quiet:
        uow.people.set_quiet(actor.id, quiet)
        _record(uow, actor, now, {"quiet": _hours(actor.person.quiet)}, {"quiet": _hours(quiet)})
    return settings(uow, actor, now)


def _hours(quiet: QuietHours | None) -> str | None:
    return f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" if quiet else None


def set_category(uow: UnitOfWork, actor: Actor, now: datetime, category: Category, on: bool) -> Settings:
    """Switch one kind of notice on or off."""
    if category is Category.ACCOUNT:
        raise Refusal("category-fixed")
    was = (actor.id, category) not in uow.people.categories_off([actor.id])
    if was is not on:
        uow.people.set_category(actor.id, category, on)
        _record(uow, actor, now, {category.value: was}, {category.value: on})
    return settings(uow, actor, now)


def set_notify(uow: UnitOfWork, actor: Actor, now: datetime, account_id: int, on: bool) -> Settings:
    """Choose whether notices go to one of this person's accounts; where they did not arrive, try again.

    Discord tells nobody that somebody's direct messages are open again.
    """
    account = own_account(uow, actor, Action.SETTINGS_CHANGE, account_id)
    if on and not account.reachable:
        uow.people.set_reachable(account.id, reachable=True)
        _record(uow, actor, now, {"reachable": False}, {"reachable": True, "account": account.id})
    if account.notify is not on:
        uow.people.set_notify(account.id, on)
        _record(uow, actor, now, {"notify": account.notify}, {"notify": on, "account": account.id})
    return settings(uow, actor, now)


def own_account(uow: UnitOfWork, actor: Actor, action: Action, account_id: int) -> Account:
    """One of this person's own accounts."""
    account = uow.people.account_by_id(account_id)
    if account is None or account.person_id != actor.id:
        attempt = {"action": action.value, "object_kind": "account", "object_id": account_id}
        raise Denied("account-not-yours", **attempt)
    return account


def _record(uow: UnitOfWork, actor: Actor, now: datetime, before: Values, after: Values) -> None:
    auditing.record(uow, actor, now, Action.SETTINGS_CHANGE, ("person", actor.id), before, after)


def may_make_admin(uow: UnitOfWork, actor: Actor, person_id: int) -> Person:
    """The person, if this one may make them an admin."""
    person = _admin_target(uow, actor, Action.ADMIN_MAKE, person_id)
    if person.id == actor.id:
        attempt = {"action": Action.ADMIN_MAKE.value, "object_kind": "person", "object_id": person_id}
        raise Denied("admin-own", **attempt)
    if person.id in uow.people.admins():
        raise Refusal("admin-already", name=person.name)
    return person


def make_admin(uow: UnitOfWork, actor: Actor, now: datetime, person_id: int) -> AdminSet:
    """Make somebody an admin; nobody makes himself one."""
    person = may_make_admin(uow, actor, person_id)
    return _set_admin(uow, actor, now, Action.ADMIN_MAKE, person, admin=True)


def remove_admin(uow: UnitOfWork, actor: Actor, now: datetime, person_id: int) -> AdminSet:
    """Make somebody an admin no longer; neither the last one nor one by the operator's settings."""
    person = may_remove_admin(uow, actor, person_id)
    return _set_admin(uow, actor, now, Action.ADMIN_REMOVE, person, admin=False)


def may_remove_admin(uow: UnitOfWork, actor: Actor, person_id: int) -> Person:
    """The admin, if this one may end their role."""
    person = _admin_target(uow, actor, Action.ADMIN_REMOVE, person_id)
    admins = set(uow.people.admins())
    if person.id not in admins:
        raise Refusal("admin-not", name=person.name)
    if admin_by_settings(uow.people.accounts(person.id), uow.programme):
        raise Refusal("admin-by-settings", name=person.name)
    if admins == {person.id}:
        raise Refusal("admin-last", name=person.name)
    return person


def _admin_target(uow: UnitOfWork, actor: Actor, action: Action, person_id: int) -> Person:
    if not actor.admin:
        raise Denied("admin-only", action=action.value, object_kind="person", object_id=person_id)
    return living(uow, person_id)


def _set_admin(
    uow: UnitOfWork, actor: Actor, now: datetime, action: Action, person: Person, *, admin: bool
) -> AdminSet:
    uow.people.set_admin(person.id, admin)
    before, after = {"admin": not admin}, {"admin": admin}
    auditing.record(uow, actor, now, action, ("person", person.id), before, after)
    notices.tell(uow, AdminChanged(person.id, admin), [person.id], now)
    notices.changed_roles(uow, person.id, now)
    return AdminSet(uow.people.get(person.id) or person, admin)


def note_export(uow: UnitOfWork, actor: Actor, now: datetime) -> None:
    """Note that a person takes their data along, which costs much: once a day."""
    if again := auditing.again_from(uow, actor, now, Action.EXPORT, 1):
        raise Refusal("export-again", again=again)
    auditing.record(uow, actor, now, Action.EXPORT, ("person", actor.id), {}, {})


def export_mine(uow: UnitOfWork, actor: Actor, now: datetime) -> dict[str, list[dict[str, object]]]:
    """Every row about this person, by table."""
    return uow.people.export(actor.id)


def may_erase(uow: UnitOfWork, actor: Actor) -> None:
    """The last admin stays."""
    if set(uow.people.admins()) == {actor.id}:
        raise Refusal("admin-last", name=actor.person.name)


def erase_me(uow: UnitOfWork, actor: Actor, now: datetime) -> None:
    """Erase what identifies this person; led sessions are called off, seats freed, counts stay."""
    uow.people.hold([actor.id])
    may_erase(uow, actor)
    ending.call_off_all(uow, actor, now, actor.id, ERASED)
    ending.free_seats(uow, now, actor.id)
    auditing.record(uow, actor, now, Action.ERASE, ("person", actor.id), {}, {"erased": True})
    uow.people.erase(actor.id, now)
