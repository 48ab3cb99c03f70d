"""Both sides of the outbox: owing notices, and sending what is owed."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from core.leases import Lease
from core.notices.model import Card, Notice, OutboxRow, OutboxStatus
from core.notices.outcomes import Settlement
from core.page import Page
from core.people.model import Platform


class Outbox(Protocol):
    """Notices owed; written with the fact, read by the sender in its own transactions."""

    def owe(self, notices: Sequence[Notice]) -> int:
        """Insert, ignoring those whose dedupe key exists; returns how many were new."""
        ...

    def owe_card(self, notice: Notice) -> None:
        """Owe a card's refresh unless one is pending already."""
        ...

    def cancel(self, session_id: int, kinds: Collection[str]) -> int:
        """PENDING rows of these kinds about a session become CANCELLED."""
        ...

    def taken_over(self, row_id: int, now: datetime) -> None:
        """Keep a notice out of the inbox: another account of the person is told the same."""
        ...

    def in_hand(self, person_id: int, dedupe_keys: Collection[str]) -> bool:
        """Whether a row of one of these keys is to be sent, was sent, or waits unread.

        Whoever asks this about the same person waits until this unit has committed, so that of two rows that
        fail at once one stays in the inbox.
        """
        ...

    def waiting_for(self, person_id: int, number: int, size: int) -> Page[OutboxRow]:
        """What a person was not told: KEPT, SUPPRESSED, EXPIRED or DEAD, newest first."""
        ...

    def mark_read(self, person_id: int, now: datetime) -> None: ...
    def card(self, session_id: int, platform: Platform, channel: str) -> Card | None: ...
    def cards(self, session_id: int) -> Sequence[Card]: ...
    def card_places(self, session_id: int, group_id: int, *, shown: bool) -> Sequence[tuple[Platform, str]]:
        """Where a session's card is and, if it is `shown`, where its group wants it: platform and channel."""
        ...


class Queue(Protocol):
    """The sender's side of the outbox (trust.md §3.4)."""

    def claim(
        self, platform: Platform, lease: Lease, now: datetime, limit: int, hold: timedelta
    ) -> Sequence[OutboxRow]:
        """Mark up to `limit` due heads of their order keys SENDING, attempt counted, and return them."""
        ...

    def settle(self, row: OutboxRow, settlement: Settlement, now: datetime) -> bool:
        """Store what became of a claimed row; False when the claim was lost, and nothing changes."""
        ...

    def sweep(self, now: datetime) -> int:
        """Rows whose claim lapsed become PENDING again with one ambiguous attempt more."""
        ...

    def release(self, platform: Platform) -> int:
        """At start, when no other process can be sending: give back every claim at once."""
        ...

    def next_at(self, platform: Platform) -> datetime | None:
        """When the earliest PENDING row may be sent; None while the platform is paused."""
        ...

    def listed(self, statuses: Collection[OutboxStatus], number: int, size: int) -> Page[OutboxRow]: ...
    def get(self, row_id: int) -> OutboxRow | None: ...
    def retry(self, row_id: int, now: datetime) -> bool:
        """A DEAD, UNCERTAIN or HELD row becomes PENDING."""
        ...

    def discard(self, row_id: int) -> bool: ...
    def depth(self) -> dict[tuple[str, str], int]:
        """Rows by platform and status, finished ones left out."""
        ...

    def given_up(self, since: datetime) -> int:
        """How many rows became DEAD after `since`."""
        ...

    def oldest_pending(self, platform: Platform, now: datetime) -> datetime | None: ...
    def save_card(self, card: Card) -> None: ...
    def forget_card(self, session_id: int, platform: Platform, channel: str) -> None: ...
