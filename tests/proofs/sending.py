"""Sending what is owed, with whatever platforms may answer, and who has claimed what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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
from core.notices.settling import settle
from core.people.model import Platform
from core.ports import UnitOfWork

HOLD = timedelta(seconds=90)
LEASES = {Platform.DISCORD: LeaseRole.SEND_DISCORD, Platform.TELEGRAM: LeaseRole.SEND_TELEGRAM}


def outcome(dice: Random) -> Outcome | None:
    """What a platform answers; mostly that it has it. None: the process dies before it hears."""
    if dice.random() < 0.6:
        return Sent(str(dice.randrange(10**6)))
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
    """Settle a row, as the sender does."""
    settlement = settle(answer, row, now, dice.random())
    if not uow.queue.settle(row, settlement, now):
        return False
    cards.after(uow, row, settlement)
    fallback.after(uow, row, settlement, now)
    return True
