"""Owing notices: every fact is told to the right accounts, in the transaction in which it became true."""

from collections.abc import Collection, Iterable
from datetime import datetime

from core.facts import Fact, GroupRoleDue, RolesChanged, SessionCardChanged, SessionMoved
from core.groups.model import Group
from core.notices import manners, quiet
from core.notices.model import Category, Notice, OutboxRow, Target
from core.page import Page
from core.people.model import Account, Actor, Person, Platform
from core.ports import UnitOfWork
from core.sessions.model import Session, Status

PUBLIC = frozenset({Status.SCHEDULED, Status.IN_PROGRESS, Status.COMPLETED})
"""States in which a session has a card in its group."""
REMINDERS = ("ReminderDue", "SessionStarting")
PROPOSALS = ("SessionProposed",)


def tell(
    uow: UnitOfWork,
    fact: Fact,
    person_ids: Iterable[int],
    now: datetime,
    *,
    session: Session | None = None,
    useful_until: datetime | None = None,
) -> None:
    """Owe a fact to people, on every account they chose that can be reached (rules.md §9)."""
    ids = list(dict.fromkeys(person_ids))
    if not ids:
        return
    off = uow.people.categories_off(ids)
    accounts: dict[int, list[Account]] = {}
    for account in uow.people.accounts_of(ids):
        accounts.setdefault(account.person_id, []).append(account)
    owed: list[Notice] = []
    people = {person.id: person for person in uow.people.several(ids)}
    letter = _Letter(uow, fact, now, session, useful_until)
    for person_id in ids:
        person = people.get(person_id)
        if person is not None and person.erased_at is None:
            owed += letter.to(person, accounts.get(person_id, []), off)
    uow.outbox.owe(owed)


class _Letter:
    """One fact on its way to several people."""

    def __init__(
        self,
        uow: UnitOfWork,
        fact: Fact,
        now: datetime,
        session: Session | None,
        useful_until: datetime | None,
    ) -> None:
        self._zone = uow.programme.zone
        self._correlation = uow.correlation
        self._fact = fact
        self._now = now
        self._manner = manners.manner(fact)
        self._occurrence = manners.occurrence(fact, now, uow.correlation)
        self._useful_until = useful_until or manners.useful_until(fact, session)
        self._session = session

    def to(
        self, person: Person, accounts: Collection[Account], off: Collection[tuple[int, Category]]
    ) -> list[Notice]:
        """The notices for one person: one an account, or one that waits in the inbox, or none."""
        category = self._manner.category
        switched_off = category is not Category.ACCOUNT and (person.id, category) in off
        chosen = [account for account in accounts if account.notify]
        if switched_off or not chosen:
            return [self._kept(person)] if self._manner.keep else []
        reachable = [account for account in chosen if account.reachable]
        if not reachable:
            return [self._kept(person)]
        rings_at = self._rings_at(person)
        return [self._notice(person, account, rings_at) for account in reachable]

    def _rings_at(self, person: Person) -> datetime:
        if self._manner.urgent:
            return self._now
        return quiet.rings_at(person.quiet, person.zone or self._zone, self._now, self._starts_at())

    def _starts_at(self) -> datetime | None:
        if isinstance(self._fact, SessionMoved) and self._session:
            return min(self._session.starts_at, max(self._fact.old_starts_at, self._now))
        return self._session.starts_at if self._session else None

    def _notice(self, person: Person, account: Account, rings_at: datetime) -> Notice:
        subject = manners.subject(self._fact)
        return Notice(
            fact=self._fact,
            target=Target.PERSON,
            platform=account.platform,
            dest=account.user_id,
            person_id=person.id,
            account_id=account.id,
            dedupe_key=f"{self._occurrence}:a{account.id}",
            order_key=f"{account.platform.value}:{account.user_id}:{subject}",
            category=self._manner.category,
            priority=self._priority(),
            not_before=rings_at,
            useful_until=self._useful_until,
            session_id=getattr(self._fact, "session_id", None),
            correlation=self._correlation,
        )

    def _kept(self, person: Person) -> Notice:
        return Notice(
            fact=self._fact,
            target=Target.KEPT,
            platform=None,
            dest="",
            person_id=person.id,
            account_id=None,
            dedupe_key=f"{self._occurrence}:p{person.id}",
            order_key=f"kept:{person.id}",
            category=self._manner.category,
            priority=self._manner.priority,
            not_before=self._now,
            useful_until=self._useful_until,
            session_id=getattr(self._fact, "session_id", None),
            correlation=self._correlation,
        )

    def _priority(self) -> int:
        """What is about a session that starts soon goes first."""
        starts_at = self._starts_at()
        soon = starts_at is not None and self._now <= starts_at < self._now + quiet.SOON
        changed = self._manner.category is Category.CHANGED
        return manners.URGENT if soon and changed else self._manner.priority


def refresh_cards(uow: UnitOfWork, session: Session, now: datetime, was: Status | None = None) -> None:
    """Owe the group's cards of a session what is true now; nothing for what was never shown there.

    `was` is the state before the change.
    """
    shown = session.status in PUBLIC or was in PUBLIC
    for platform, channel in uow.outbox.card_places(session.id, session.group_id, shown=shown):
        uow.outbox.owe_card(_card(uow, session, platform, channel, now))


def _card(uow: UnitOfWork, session: Session, platform: Platform, channel: str, now: datetime) -> Notice:
    fact = SessionCardChanged(session.id)
    manner = manners.manner(fact)
    state = f"{session.version}:{session.taken}:{session.status.value}"
    return Notice(
        fact=fact,
        target=Target.CHANNEL,
        platform=platform,
        dest=channel,
        person_id=None,
        account_id=None,
        dedupe_key=f"card:{session.id}:{platform.value}:{channel}:{state}:{now.isoformat()}:{uow.correlation}",
        order_key=f"{platform.value}:{channel}:session-{session.id}",
        category=manner.category,
        priority=manner.priority,
        not_before=now,
        useful_until=None,
        session_id=session.id,
        correlation=uow.correlation,
    )


def changed_roles(uow: UnitOfWork, person_id: int, now: datetime) -> None:
    """Owe the command menus of a person's Telegram accounts what they may do now."""
    accounts = [a for a in uow.people.accounts(person_id) if a.platform is Platform.TELEGRAM]
    uow.outbox.owe([_to_account(uow, RolesChanged(person_id), Target.MENU, a, now) for a in accounts])


def group_role(uow: UnitOfWork, group: Group, person_id: int, now: datetime, *, give: bool) -> None:
    """Owe a person's Discord accounts the role that is mapped to a group, or its taking away."""
    if group.discord_role_id is None:
        return
    fact = GroupRoleDue(group.id, person_id, group.discord_role_id, give)
    accounts = [a for a in uow.people.accounts(person_id) if a.platform is Platform.DISCORD]
    uow.outbox.owe([_to_account(uow, fact, Target.ROLE, account, now) for account in accounts])


def _to_account(uow: UnitOfWork, fact: Fact, target: Target, account: Account, now: datetime) -> Notice:
    manner = manners.manner(fact)
    return Notice(
        fact=fact,
        target=target,
        platform=account.platform,
        dest=account.user_id,
        person_id=account.person_id,
        account_id=account.id,
        dedupe_key=f"{manners.occurrence(fact, now, uow.correlation)}:a{account.id}",
        order_key=f"{account.platform.value}:{account.user_id}:{target.value}-{manners.subject(fact)}",
        category=manner.category,
        priority=manner.priority,
        not_before=now,
        useful_until=None,
        correlation=uow.correlation,
    )


def forget_reminders(uow: UnitOfWork, session_id: int) -> None:
    """Cancel what reminds of a time that is no longer true, or that a nearer reminder replaces."""
    uow.outbox.cancel(session_id, REMINDERS)


def forget_proposals(uow: UnitOfWork, session_id: int) -> None:
    """Cancel what asks to decide about a session and was not sent yet: a newer one asks the same."""
    uow.outbox.cancel(session_id, PROPOSALS)


def waiting_notices(uow: UnitOfWork, actor: Actor, now: datetime, number: int = 1) -> Page[OutboxRow]:
    """What this person was not told, newest first (rules.md §9)."""
    return uow.outbox.waiting_for(actor.id, number, uow.programme.page_size)


def mark_read(uow: UnitOfWork, actor: Actor, now: datetime) -> None:
    """The person has seen what waited."""
    uow.outbox.mark_read(actor.id, now)
