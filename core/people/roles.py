"""Who is an admin, and who is acting (rules.md §1)."""

from collections.abc import Iterable
from datetime import datetime

from core.errors import Refusal
from core.mentors.model import MentorStatus
from core.notices import service as notices
from core.people.model import Account, Actor, Identity, Person, Platform, Speaker
from core.ports import UnitOfWork
from core.programme import Programme


def admin_by_settings(accounts: Iterable[Account], programme: Programme) -> bool:
    """Whether one of a person's accounts is an admin's by the operator's settings."""
    return any(_configured(account, programme) for account in accounts)


def _configured(account: Account, programme: Programme) -> bool:
    if account.platform is Platform.TELEGRAM:
        return account.user_id in programme.admin_telegram_ids
    named = account.user_id in programme.admin_discord_ids
    return named or bool(account.role_ids & programme.admin_discord_roles)


def living(uow: UnitOfWork, person_id: int) -> Person:
    """Somebody who is there; an id from before two accounts were joined leads to them.

    What is done next is done to the id of the person returned. Raises Refusal `person-unknown`.
    """
    person = uow.people.get(person_id)
    if person is None or person.erased_at is not None:
        raise Refusal("person-unknown", person=person_id)
    return person


def is_admin(uow: UnitOfWork, person: Person) -> bool:
    """Made one by another admin, or by the settings through any of their accounts."""
    programme = uow.programme
    set_up = programme.admin_discord_ids or programme.admin_telegram_ids or programme.admin_discord_roles
    if person.admin or not set_up:
        return person.admin
    return admin_by_settings(uow.people.accounts(person.id), programme)


def known(uow: UnitOfWork, identity: Identity) -> Actor | None:
    """Who acts, read only; None when something has to be written first: a new person, a new name or role."""
    speaker = _speaker(uow, identity)
    return None if speaker is None or _is_news(speaker.account, identity) else _actor(uow, speaker)


def actor(uow: UnitOfWork, identity: Identity, now: datetime) -> Actor:
    """Who acts, with the roles of this instant; first contact creates the person."""
    speaker = _speaker(uow, identity)
    if speaker is None:
        person, account = uow.people.create(identity, now)
        if _configured(account, uow.programme):
            notices.changed_roles(uow, person.id, now)
        return _actor(uow, Speaker(account, person))
    if _is_news(speaker.account, identity):
        uow.people.refresh(speaker.account.id, identity)
        speaker = _speaker(uow, identity) or speaker
    return _actor(uow, speaker)


def _speaker(uow: UnitOfWork, identity: Identity) -> Speaker | None:
    """Whoever was erased stays erased: a late input does not bring them back (trust.md §2 row 80)."""
    speaker = uow.people.speaker(identity.platform, identity.user_id)
    if speaker is not None and speaker.person.erased_at is not None:
        raise Refusal("person-erased", at=speaker.person.erased_at)
    return speaker


def _is_news(account: Account, identity: Identity) -> bool:
    told = (identity.name, identity.username, identity.language)
    roles = identity.role_ids is not None and identity.role_ids != account.role_ids
    return roles or told != (account.name, account.username, account.language)


def _actor(uow: UnitOfWork, speaker: Speaker) -> Actor:
    return Actor(
        person=speaker.person,
        account=speaker.account,
        admin=is_admin(uow, speaker.person),
        mentor=speaker.mentor is MentorStatus.ACTIVE,
        paused=speaker.mentor is MentorStatus.PAUSED,
        role_ids=speaker.account.role_ids,
    )


def forget_role(uow: UnitOfWork, person_id: int, role_id: str) -> None:
    """A Discord role that is being taken away no longer counts, even before Discord has said so."""
    for account in uow.people.accounts(person_id):
        if role_id in account.role_ids:
            left = account.role_ids - {role_id}
            seen = Identity(
                account.platform, account.user_id, account.name, account.username, account.language, left
            )
            uow.people.refresh(account.id, seen)
