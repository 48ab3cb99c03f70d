"""Notice settings, destinations and rows of the outbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.facts import Fact
from core.people.model import Platform


class Category(StrEnum):
    """What a person can switch on and off (rules.md §9)."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    DAY_BEFORE = "day-before"
    HOUR_BEFORE = "hour-before"
    MINUTES_BEFORE = "minutes-before"
    STARTING = "starting"
    APPROVALS = "approvals"
    MESSAGES = "messages"
    FEEDBACK = "feedback"
    ACCOUNT = "account"
    """About the person's own accounts and roles; cannot be switched off."""


class Target(StrEnum):
    """What a row of the outbox is addressed to."""

    PERSON = "person"
    """A direct message to one account."""
    CHANNEL = "channel"
    """The card of a session in a group's Discord channel or Telegram chat, edited in place."""
    MENU = "menu"
    """The command menu of one Telegram account."""
    ROLE = "role"
    """A Discord role of one account."""
    KEPT = "kept"
    """Nowhere: the person switched it off or cannot be reached; it waits in `inbox`."""


class OutboxStatus(StrEnum):
    """What became of a notice owed (trust.md §3)."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    SUPPRESSED = "suppressed"
    UNCERTAIN = "uncertain"
    DEAD = "dead"
    HELD = "held"
    KEPT = "kept"


UNTOLD = frozenset({OutboxStatus.KEPT, OutboxStatus.SUPPRESSED, OutboxStatus.EXPIRED, OutboxStatus.DEAD})
"""States in which nobody was told: what is about a person waits in their inbox."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to be owed to one destination, in the transaction of the fact."""

    fact: Fact
    target: Target
    platform: Platform | None
    dest: str
    """User id, channel id or chat id on the platform; empty for KEPT."""
    person_id: int | None
    account_id: int | None
    dedupe_key: str
    order_key: str
    """Rows of one key are sent in the order in which they were owed."""
    category: Category
    priority: int
    """Smaller goes first: 0 urgent, 5 usual, 9 bulk."""
    not_before: datetime
    useful_until: datetime | None
    session_id: int | None = None
    correlation: str = ""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A notice owed, as the sender sees it after claiming it."""

    id: int
    notice: Notice
    status: OutboxStatus
    attempt: int
    """Counted attempts; waiting for a rate limit is not one."""
    ambiguous: int
    """Attempts of which nobody knows whether they arrived."""
    lease_owner: str | None
    lease_epoch: int
    lease_until: datetime | None
    nonce: str
    """Random, stored, at most 25 characters: Discord drops a resend that carries it."""
    plain: bool
    """Send without formatting: the platform refused the formatted text once."""
    message_id: str | None
    error: str | None
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Card:
    """Where a session's card was posted."""

    session_id: int
    platform: Platform
    channel: str
    message_id: str
