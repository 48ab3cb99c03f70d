"""What follows when a notice did not arrive (rules.md §9, trust.md §3.5): no spam, no silence."""

from dataclasses import replace
from datetime import datetime

from core.facts import OperationAlert
from core.notices import manners, service
from core.notices.model import UNTOLD, Notice, OutboxRow, OutboxStatus, Target
from core.notices.outcomes import Settlement
from core.people.model import Account
from core.ports import UnitOfWork
from core.sessions import ending


def after(uow: UnitOfWork, row: OutboxRow, settlement: Settlement, now: datetime) -> None:
    """Mark what cannot be reached, owe the person's other account, follow a moved chat, tell the admins.

    Called in the transaction that settles the row. A suppressed row itself waits in the inbox.
    """
    if settlement.unreachable and row.notice.account_id is not None:
        uow.people.set_reachable(row.notice.account_id, reachable=False)
    if settlement.status in UNTOLD and row.notice.target is Target.PERSON:
        _elsewhere(uow, row, now, again=settlement.unreachable)
    if settlement.left and row.notice.person_id is not None:
        _left(uow, row.notice.person_id, now)
    if settlement.new_dest is not None and row.notice.target is Target.CHANNEL:
        uow.groups.move_chat(row.notice.dest, settlement.new_dest)
    if isinstance(row.notice.fact, OperationAlert):
        return
    if settlement.status is OutboxStatus.DEAD:
        detail = f"{row.id}: {settlement.error or ''}"[:300]
        service.tell(uow, OperationAlert("notice-dead", detail), uow.people.admins(), now)
    elif settlement.status is OutboxStatus.SUPPRESSED and row.notice.target is Target.CHANNEL:
        detail = f"{row.notice.dest}: {settlement.error or ''}"[:300]
        service.tell(uow, OperationAlert(manners.CHANNEL_GONE, detail), uow.people.admins(), now)


def _left(uow: UnitOfWork, person_id: int, now: datetime) -> None:
    """Whoever left and is to lead a session leaves learners waiting; a learner's seat stays theirs.

    Nothing is called off by itself: they may be back in a minute, or lead it all the same.
    """
    person = uow.people.get(person_id)
    if person is None or any(one.reachable and one.notify for one in uow.people.accounts(person_id)):
        return
    if waiting := ending.led(uow, now, person_id):
        detail = f"{person.name}: {', '.join(one.title for one in waiting)}"[:300]
        service.tell(uow, OperationAlert(manners.MENTOR_LEFT, detail), uow.people.admins(), now)


def _elsewhere(uow: UnitOfWork, row: OutboxRow, now: datetime, *, again: bool) -> None:
    """Leave it to the person's other accounts; what none of them brings waits in the inbox once.

    `again` owes it to those that can be reached and have not been owed it yet.
    """
    notice = row.notice
    if notice.person_id is None:
        return
    occurrence = notice.dedupe_key.rsplit(":", 1)[0]
    others = {
        f"{occurrence}:a{account.id}": account
        for account in uow.people.accounts(notice.person_id)
        if account.id != notice.account_id
    }
    if uow.outbox.in_hand(notice.person_id, others):
        uow.outbox.taken_over(row.id, now)
        return
    fresh = [
        _readdressed(notice, account, key, now)
        for key, account in others.items()
        if account.reachable and account.notify
    ]
    if again and uow.outbox.owe(fresh):
        uow.outbox.taken_over(row.id, now)


def _readdressed(notice: Notice, account: Account, dedupe_key: str, now: datetime) -> Notice:
    subject = notice.order_key.split(":", 2)[2]
    return replace(
        notice,
        platform=account.platform,
        dest=account.user_id,
        account_id=account.id,
        dedupe_key=dedupe_key,
        order_key=f"{account.platform.value}:{account.user_id}:{subject}",
        not_before=now,
    )
