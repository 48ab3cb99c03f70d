"""What becomes of a notice after an attempt: the outcome table (trust.md §3.5), pure."""

from datetime import datetime, timedelta
from typing import assert_never

from core.notices.model import OutboxRow, OutboxStatus, Target
from core.notices.outcomes import (
    Ambiguous,
    CardGone,
    Gone,
    Locked,
    Malformed,
    Moved,
    Outcome,
    Pointless,
    Sent,
    Settlement,
    Unknown,
    Unsent,
    Wait,
)
from core.people.model import Platform

MOST_ATTEMPTS = 12
"""Counted attempts after which a row is dead."""
OUTAGE_PAUSE = timedelta(seconds=5)
"""Before a row is tried again while the platform cannot be reached; an outage burns no attempts."""
MOST_SURPRISES = 3
"""Attempts after which something nobody foresaw, such as a row that cannot be rendered, is dead."""
LONGEST_BACK_OFF = timedelta(seconds=300)
RESENDS = {
    Platform.DISCORD: tuple(timedelta(seconds=s) for s in (15, 45, 90)),
    Platform.TELEGRAM: (timedelta(seconds=20),),
}
"""When to send again what may have arrived. Discord drops the copy by its nonce; Telegram cannot.
What is lost once is to arrive within a minute all the same (docs/decisions/0010)."""
REPEATABLE = frozenset({Target.MENU, Target.ROLE})
"""Doing these twice shows nothing to anybody."""


def sent_enough(row: OutboxRow) -> bool:
    """Whether one more copy would be one too many: crashes count like ambiguous answers.

    Such a row is settled as ambiguous without being sent, and ends as UNCERTAIN.
    """
    if row.notice.platform is None or row.notice.target in REPEATABLE:
        return False
    return row.ambiguous > len(RESENDS[row.notice.platform])


def settle(outcome: Outcome, row: OutboxRow, now: datetime, jitter: float) -> Settlement:
    """Decide what becomes of a claimed row; `jitter` is random, 0 ≤ jitter < 1."""
    match outcome:
        case Sent() | Pointless():
            return _done(outcome)
        case Wait() | Locked() | Unsent() | Unknown() | Ambiguous():
            return _unsure(outcome, row, now, jitter)
        case Gone(error=error, left=left):
            person = row.notice.target is Target.PERSON
            return Settlement(OutboxStatus.SUPPRESSED, error=error, unreachable=person, left=person and left)
        case CardGone() | Malformed() | Moved():
            return _changed(outcome, row, now)
        case _:
            assert_never(outcome)


def _done(outcome: Sent | Pointless) -> Settlement:
    match outcome:
        case Sent(message_id=message_id):
            return Settlement(OutboxStatus.SENT, message_id=message_id)
        case Pointless(reason=reason, cancelled=True):
            return Settlement(OutboxStatus.CANCELLED, error=reason)
        case Pointless(reason=reason):
            return Settlement(OutboxStatus.EXPIRED, error=reason)
        case _:
            assert_never(outcome)


def _unsure(
    outcome: Wait | Locked | Unsent | Unknown | Ambiguous, row: OutboxRow, now: datetime, jitter: float
) -> Settlement:
    """Not sent as far as we know; the wait says when to try again."""
    match outcome:
        case Wait(retry_after=retry_after):
            return _later(row, now, retry_after * (1 + 0.1 * jitter), "rate limited", counted=False)
        case Locked(error=error):
            return Settlement(OutboxStatus.PENDING, not_before=now, counted=False, error=error)
        case Unsent(error=error):
            return _later(row, now, OUTAGE_PAUSE * (0.8 + 0.4 * jitter), error, counted=False)
        case Unknown(error=error):
            return _retry(row, now, jitter, error, MOST_SURPRISES)
        case Ambiguous(error=error):
            return _ambiguous(row, now, jitter, error)
        case _:
            assert_never(outcome)


def _changed(outcome: CardGone | Malformed | Moved, row: OutboxRow, now: datetime) -> Settlement:
    """Send at once, but otherwise: a fresh card, plain text, to where the chat went; not for ever."""
    match outcome:
        case CardGone(error=error):
            status = _once_more(ended=row.attempt >= MOST_SURPRISES)
            return Settlement(status, not_before=now, error=error, forget_card=True)
        case Malformed(error=error):
            return Settlement(_once_more(ended=row.plain), not_before=now, error=error, plain=True)
        case Moved(new_dest=new_dest):
            status = _once_more(ended=row.attempt >= MOST_SURPRISES)
            return Settlement(status, not_before=now, error=f"moved to {new_dest}", new_dest=new_dest)
        case _:
            assert_never(outcome)


def _once_more(*, ended: bool) -> OutboxStatus:
    return OutboxStatus.DEAD if ended else OutboxStatus.PENDING


def _retry(row: OutboxRow, now: datetime, jitter: float, error: str, most: int) -> Settlement:
    if row.attempt >= most:
        return Settlement(OutboxStatus.DEAD, error=error)
    back_off = min(timedelta(seconds=2 ** min(row.attempt, MOST_ATTEMPTS)), LONGEST_BACK_OFF)
    return _later(row, now, back_off * (0.8 + 0.4 * jitter), error)


def _ambiguous(row: OutboxRow, now: datetime, jitter: float, error: str) -> Settlement:
    if row.notice.target in REPEATABLE or row.notice.platform is None:
        return _retry(row, now, jitter, error, MOST_ATTEMPTS)
    waits = RESENDS[row.notice.platform]
    if row.ambiguous >= len(waits):
        return Settlement(OutboxStatus.UNCERTAIN, ambiguous=1, error=error)
    return _later(row, now, waits[row.ambiguous], error, ambiguous=1)


def _later(
    row: OutboxRow, now: datetime, wait: timedelta, error: str, *, counted: bool = True, ambiguous: int = 0
) -> Settlement:
    """Try again after a while, unless it would be of no use then."""
    not_before = now + wait
    if row.notice.useful_until is not None and not_before > row.notice.useful_until:
        return Settlement(OutboxStatus.EXPIRED, counted=counted, ambiguous=ambiguous, error=error)
    return Settlement(
        OutboxStatus.PENDING, not_before=not_before, counted=counted, ambiguous=ambiguous, error=error
    )
