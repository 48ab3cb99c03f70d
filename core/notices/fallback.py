"""What follows when a notice did not arrive (rules.md §9, trust.md §3.5): no spam, no silence."""

from dataclasses import replace
from datetime import datetime

from core.facts import OperationAlert
from core.notices import service
from core.notices.model import OutboxRow, OutboxStatus, Target
from core.notices.outcomes import Settlement
from core.ports import UnitOfWork


def after(uow: UnitOfWork, row: OutboxRow, settlement: Settlement, now: datetime) -> None:
    """Mark what cannot be reached, owe the person's other account, follow a moved chat, tell the admins.

    Called in the transaction that settles the row. A suppressed row itself waits in the inbox.
    """
    if settlement.unreachable and row.notice.account_id is not None:
        uow.people.set_reachable(row.notice.account_id, reachable=False)
        _try_others(uow, row, now)
    if settlement.new_dest is not None and row.notice.target is Target.CHANNEL:
        uow.groups.move_chat(row.notice.dest, settlement.new_dest)
    if isinstance(row.notice.fact, OperationAlert):
        return
    if settlement.status is OutboxStatus.DEAD:
        detail = f"{row.id} ({row.notice.fact.kind}): {settlement.error or ''}"[:300]
        service.tell(uow, OperationAlert("notice-dead", detail), uow.people.admins(), now)
    elif settlement.status is OutboxStatus.SUPPRESSED and row.notice.target is Target.CHANNEL:
        detail = f"{row.notice.dest}: {settlement.error or ''}"[:300]
        service.tell(uow, OperationAlert("channel-gone", detail), uow.people.admins(), now)


def _try_others(uow: UnitOfWork, row: OutboxRow, now: datetime) -> None:
    """Owe the same to the person's other accounts; one that was told already has a row of that key.

    The inbox then keeps it once: not for this account, but for the last one that cannot be reached either.
    """
    if row.notice.person_id is None or row.notice.platform is None:
        return
    others = [
        account
        for account in uow.people.accounts(row.notice.person_id)
        if account.id != row.notice.account_id and account.reachable and account.notify
    ]
    if not others:
        return
    occurrence = row.notice.dedupe_key.rsplit(":", 1)[0]
    subject = row.notice.order_key.split(":", 2)[2]
    uow.outbox.taken_over(row.id, now)
    uow.outbox.owe(
        [
            replace(
                row.notice,
                platform=account.platform,
                dest=account.user_id,
                account_id=account.id,
                dedupe_key=f"{occurrence}:a{account.id}",
                order_key=f"{account.platform.value}:{account.user_id}:{subject}",
                not_before=now,
            )
            for account in others
        ]
    )
