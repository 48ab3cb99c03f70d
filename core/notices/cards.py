"""Remembering where a session's cards are, so that they are edited in place."""

from core.notices.model import Card, OutboxRow, OutboxStatus, Target
from core.notices.outcomes import Settlement
from core.ports import UnitOfWork


def after(uow: UnitOfWork, row: OutboxRow, settlement: Settlement) -> None:
    """Keep a card that was posted, forget one that is gone; in the transaction that settles the row."""
    notice = row.notice
    if notice.target is not Target.CHANNEL or notice.session_id is None or notice.platform is None:
        return
    if settlement.forget_card:
        uow.queue.forget_card(notice.session_id, notice.platform, notice.dest)
    elif settlement.status is OutboxStatus.SENT and settlement.message_id is not None:
        if uow.sessions.get(notice.session_id) is None:
            # It was deleted while its card was on the way.
            return
        card = Card(notice.session_id, notice.platform, notice.dest, settlement.message_id)
        uow.queue.save_card(card)
