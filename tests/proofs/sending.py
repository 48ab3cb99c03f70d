"""Sending what is owed, with whatever platforms may answer, and who has claimed what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random

from core.leases import Lease, LeaseRole
from core.notices import cards, fallback
from core.notices.model import OutboxRow
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
    Unknown,
    Unsent,
    Wait,
)
from core.notices.service import REMINDERS
from core.notices.settling import settle
from core.people.model import Platform
from core.ports import UnitOfWork
from core.sessions.model import Status

HOLD = timedelta(seconds=90)
_NUMBERS = count(1)
"""Of messages, which grow in a chat."""
LEASES = {Platform.DISCORD: LeaseRole.SEND_DISCORD, Platform.TELEGRAM: LeaseRole.SEND_TELEGRAM}


def outcome(dice: Random) -> Outcome | None:
    """What a platform answers; mostly that it has it. None: the process dies before it hears."""
    if dice.random() < 0.6:
        return Sent(str(next(_NUMBERS)))
    rare: Sequence[Outcome | None] = (
        Wait(timedelta(seconds=dice.randrange(1, 30))),
        Unsent("no connection"),
        Ambiguous("no answer"),
        Gone("blocked"),
        CardGone("deleted"),
        Malformed("our fault"),
        Locked("no such token"),
        Moved("-100200300"),
        Pointless("not true any more"),
        Pointless("called off", cancelled=True),
        Unknown("?"),
        None,
    )
    return dice.choice(rare)


@dataclass
class Claims:
    """Who has claimed what and not let go yet."""

    held: dict[int, datetime] = field(default_factory=dict)
    """Row → until when it is claimed."""
    keys: dict[int, tuple[Platform | None, str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def taken(self, rows: Sequence[OutboxRow], now: datetime) -> None:
        """Note a claim; a row that somebody holds, or whose predecessor does, is one too many."""
        for row in rows:
            key = (row.notice.platform, row.notice.order_key)
            if self.held.get(row.id, now) > now:
                self.wrong.append(f"Notice {row.id} was claimed twice.")
            before = [one for one in self.held if self.keys[one] == key and self.held[one] > now]
            if any(one != row.id for one in before):
                self.wrong.append(f"Notice {row.id} overtakes {before} of {key} (I9).")
        for row in rows:
            self.keys[row.id] = (row.notice.platform, row.notice.order_key)
            self.held[row.id] = now + HOLD

    def let_go(self, row: OutboxRow) -> None:
        """Note that a row is about to be settled: once it is, the next may claim it before we hear of it."""
        self.held.pop(row.id, None)


def lead(uow: UnitOfWork, platform: Platform, now: datetime) -> Lease | None:
    """Take or renew the lease under which the senders claim."""
    return uow.leases.take(LEASES[platform], "sender", timedelta(seconds=15), now)


def claim(uow: UnitOfWork, platform: Platform, lease: Lease, now: datetime) -> Sequence[OutboxRow]:
    """Claim a few rows, as the sender does: in a transaction of its own."""
    return uow.queue.claim(platform, lease, now, 8, HOLD)


def finish(uow: UnitOfWork, row: OutboxRow, answer: Outcome, now: datetime, dice: Random) -> bool:
    """Settle a row, as the sender does, which looks before it sends whether it is still of use."""
    if isinstance(answer, Sent) and not _of_use(uow, row, now):
        answer = Pointless("not true any more")
    settlement = settle(answer, row, now, dice.random())
    if not uow.queue.settle(row, settlement, now):
        return False
    cards.after(uow, row, settlement)
    fallback.after(uow, row, settlement, now)
    return True


def _of_use(uow: UnitOfWork, row: OutboxRow, now: datetime) -> bool:
    until, session_id = row.notice.useful_until, row.notice.session_id
    if until is not None and now > until:
        return False
    if row.notice.fact.kind not in REMINDERS or session_id is None:
        return True
    session = uow.sessions.get(session_id)
    return session is not None and session.status in (Status.SCHEDULED, Status.IN_PROGRESS)
