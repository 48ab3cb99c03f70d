"""From a row of the outbox to a parcel, as late as possible."""

from datetime import datetime
from typing import assert_never

from bot.dialog.view import View
from bot.dialog.wording import Catalogue, Words
from bot.notices.notice import NOTICES, Reader
from bot.posting import Menu, MenuSet, Parcel, RoleGrant
from bot.views.sessions import public_card
from core.facts import GroupRoleDue, SessionCardChanged
from core.groups.model import LinkKind
from core.mentors.model import MentorStatus
from core.notices.model import Notice, OutboxRow, Target
from core.notices.outcomes import Pointless
from core.people.model import Account
from core.ports import UnitOfWork
from core.programme import Programme


class Renderer:
    """Knows the catalogue and the programme; everything else is read when it is needed."""

    def __init__(self, catalogue: Catalogue, programme: Programme) -> None:
        self._catalogue = catalogue
        self._programme = programme

    def parcel(self, uow: UnitOfWork, row: OutboxRow, now: datetime) -> Parcel | Pointless:
        """What to send for a row, or why there is nothing to send any more."""
        match row.notice.target:
            case Target.PERSON:
                return self._to_person(uow, row, now)
            case Target.CHANNEL:
                return self._to_channel(uow, row)
            case Target.MENU:
                return self._menu(uow, row)
            case Target.ROLE:
                return self._role(row)
            case Target.KEPT:
                return Pointless("kept for the inbox")
            case _:
                assert_never(row.notice.target)

    def _to_person(self, uow: UnitOfWork, row: OutboxRow, now: datetime) -> Parcel | Pointless:
        account = _account(uow, row.notice)
        person = uow.people.get(account.person_id) if account else None
        if account is None or person is None or person.erased_at is not None:
            return Pointless("nobody is there any more")
        language = self._catalogue.best(person.language, account.language, self._programme.language)
        words = self._catalogue.words(language, person.zone or self._programme.zone)
        tell = NOTICES[type(row.notice.fact)]
        view = tell(row.notice.fact, Reader(uow, person, words, self._programme, now))
        if isinstance(view, Pointless):
            return view
        return _parcel(row, view, words, person.id, dm_channel=account.dm_channel)

    def _to_channel(self, uow: UnitOfWork, row: OutboxRow) -> Parcel | Pointless:
        fact = row.notice.fact
        session = uow.sessions.get(fact.session_id) if isinstance(fact, SessionCardChanged) else None
        if session is None or row.notice.platform is None:
            return Pointless("the session was deleted")
        card = uow.outbox.card(session.id, row.notice.platform, row.notice.dest)
        words = self._community_words()
        return _parcel(row, public_card(words, session), words, None, card.message_id if card else None)

    def _menu(self, uow: UnitOfWork, row: OutboxRow) -> Parcel | Pointless:
        account = _account(uow, row.notice)
        if account is None:
            return Pointless("nobody is there any more")
        language = self._catalogue.best(account.language, self._programme.language)
        menu = Menu(menu_sets(uow, account), language)
        return _parcel(row, menu, self._community_words(), account.person_id)

    def _role(self, row: OutboxRow) -> Parcel | Pointless:
        fact = row.notice.fact
        if not isinstance(fact, GroupRoleDue):
            return Pointless("not a role")
        return _parcel(row, RoleGrant(fact.role_id, fact.give), self._community_words(), fact.person_id)

    def _community_words(self) -> Words:
        language = self._catalogue.best(self._programme.language)
        return self._catalogue.words(language, self._programme.zone)


def menu_sets(uow: UnitOfWork, account: Account) -> frozenset[MenuSet]:
    """Which commands this account's menu lists; what may be done is decided when it is done."""
    sets = {MenuSet.LEARNER}
    mentor = uow.mentors.get(account.person_id)
    if mentor is not None and mentor.status is not MentorStatus.REVOKED:
        sets.add(MenuSet.MENTOR)
    if any(LinkKind.LEAD in kinds for kinds in uow.groups.links(account.person_id).values()):
        sets.add(MenuSet.LEAD)
    if account.person_id in uow.people.admins():
        sets |= {MenuSet.ADMIN, MenuSet.LEAD}
    return frozenset(sets)


def _account(uow: UnitOfWork, notice: Notice) -> Account | None:
    return uow.people.account_by_id(notice.account_id) if notice.account_id is not None else None


def _parcel(
    row: OutboxRow,
    body: View | Menu | RoleGrant,
    words: Words,
    person_id: int | None,
    message_id: str | None = None,
    *,
    dm_channel: str | None = None,
) -> Parcel:
    return Parcel(
        target=row.notice.target,
        dest=row.notice.dest,
        body=body,
        words=words,
        person_id=person_id,
        nonce=row.nonce,
        message_id=message_id,
        dm_channel=dm_channel,
        plain=row.plain,
        urgent=row.notice.priority == 0,
    )
