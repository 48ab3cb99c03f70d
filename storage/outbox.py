"""Owing notices: the writing side of the outbox (trust.md §3.2)."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    CompoundSelect,
    Select,
    bindparam,
    delete,
    exists,
    literal,
    select,
    union,
    update,
)

from core.notices.model import UNTOLD, Card, Notice, OutboxRow, OutboxStatus, Target
from core.page import Page
from core.people.model import Platform
from storage import mapping
from storage.facts import payload
from storage.lock import lock_person
from storage.scope import PerEngine, Repository
from storage.searching import LIMIT, OFFSET, page, window
from storage.tables import FOREVER, cards, groups, outbox
from storage.tables.base import among
from storage.tables.outbox import IS_PENDING, IS_UNSETTLED

_OWE = PerEngine(
    lambda insert: insert(outbox).on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(outbox.c.id)
)
_CARD_COLUMNS = [column.name for column in outbox.c if column.name != "id"]
_OWE_CARD = PerEngine(
    lambda insert: (
        insert(outbox)
        .from_select(
            _CARD_COLUMNS,
            select(*(bindparam(name, type_=outbox.c[name].type) for name in _CARD_COLUMNS)).where(
                ~exists(
                    select(literal(1))
                    .select_from(outbox)
                    .where(
                        IS_PENDING,
                        IS_UNSETTLED,
                        outbox.c.platform == bindparam("platform", type_=outbox.c.platform.type),
                        outbox.c.order_key == bindparam("order_key"),
                        outbox.c.kind == bindparam("kind"),
                    )
                    .correlate(None)
                    # The sender cannot claim it until this change, which it is to show, is committed;
                    # one that it claims just now may show less, and another is owed.
                    .with_for_update(read=True, skip_locked=True)
                )
            ),
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )
)
_CANCEL = (
    update(outbox)
    .where(IS_PENDING, outbox.c.session_id == bindparam("of_session"))
    .where(outbox.c.kind.in_(bindparam("kinds", expanding=True)))
    .values(status=OutboxStatus.CANCELLED, settled_at=bindparam("now"))
)
_OF_PERSON = (
    outbox.c.person_id == bindparam("of_person"),
    outbox.c.read_at.is_(None),
    among(outbox.c.status, *UNTOLD),
)
_WAITING = select(outbox).where(*_OF_PERSON).order_by(outbox.c.id.desc()).limit(LIMIT).offset(OFFSET)
_MARK_READ = update(outbox).where(*_OF_PERSON).values(read_at=bindparam("now"))
_IN_HAND = select(
    exists().where(
        outbox.c.dedupe_key.in_(bindparam("keys", expanding=True)),
        outbox.c.read_at.is_(None),
        outbox.c.status.not_in([OutboxStatus.CANCELLED, OutboxStatus.SUPERSEDED]),
    )
)
_TAKEN_OVER = update(outbox).where(outbox.c.id == bindparam("of_row")).values(read_at=bindparam("now"))
_CARDS = (
    select(cards)
    .where(cards.c.session_id == bindparam("of_session"))
    .order_by(cards.c.platform, cards.c.channel)
)
_CARD = _CARDS.where(cards.c.platform == bindparam("of_platform"), cards.c.channel == bindparam("of_channel"))
_POSTED = select(cards.c.platform, cards.c.channel).where(cards.c.session_id == bindparam("of_session"))


def _wanted(platform: Platform, channel: Column[Any]) -> Select[Any]:
    """Where a group wants the cards of its sessions."""
    return select(literal(platform, cards.c.platform.type), channel).where(
        groups.c.id == bindparam("of_group"), channel.is_not(None)
    )


_POSTED_OR_WANTED: CompoundSelect[Any] = union(
    _POSTED,
    _wanted(Platform.DISCORD, groups.c.discord_channel_id),
    _wanted(Platform.TELEGRAM, groups.c.telegram_chat_id),
)
_SAVE_CARD = PerEngine(
    lambda insert: insert(cards).on_conflict_do_update(
        index_elements=["session_id", "platform", "channel"],
        set_={"message_id": bindparam("new_message_id")},
    )
)
_FORGET_CARD = delete(cards).where(
    cards.c.session_id == bindparam("of_session"),
    cards.c.platform == bindparam("of_platform"),
    cards.c.channel == bindparam("of_channel"),
)


def _values(notice: Notice, now: datetime) -> dict[str, Any]:
    kept = notice.target is Target.KEPT
    return {
        "platform": notice.platform,
        "target": notice.target,
        "dest": notice.dest,
        "person_id": notice.person_id,
        "account_id": notice.account_id,
        "dedupe_key": notice.dedupe_key,
        "order_key": notice.order_key,
        "kind": notice.fact.kind,
        "payload": payload(notice.fact),
        "category": notice.category,
        "priority": notice.priority,
        "not_before": notice.not_before,
        "useful_until": notice.useful_until or FOREVER,
        "session_id": notice.session_id,
        "correlation": notice.correlation,
        "status": OutboxStatus.KEPT if kept else OutboxStatus.PENDING,
        "attempt": 0,
        "ambiguous": 0,
        "lease_owner": None,
        "lease_epoch": 0,
        "lease_until": None,
        "nonce": secrets.token_hex(12),
        "plain": False,
        "message_id": None,
        "error": None,
        "created_at": now,
        "sent_at": None,
        "settled_at": now if kept else None,
        "read_at": None,
    }


class OutboxRepository(Repository):
    """`core.ports.Outbox`."""

    __slots__ = ()

    def owe(self, notices: Sequence[Notice]) -> int:
        """Insert, ignoring those whose dedupe key exists; returns how many were new."""
        if not notices:
            return 0
        self._scope.marks.owed = True
        now = self._scope.clock.now()
        rows = [_values(notice, now) for notice in notices]
        return len(self._connection.execute(_OWE.on(self._scope), rows).all())

    def owe_card(self, notice: Notice) -> None:
        """Owe a card's refresh unless one is pending already: it will show what is true when it is sent."""
        self._scope.marks.owed = True
        self._connection.execute(_OWE_CARD.on(self._scope), _values(notice, self._scope.clock.now()))

    def cancel(self, session_id: int, kinds: Collection[str]) -> int:
        """PENDING rows of these kinds about a session become CANCELLED."""
        values = {"of_session": session_id, "kinds": list(kinds), "now": self._scope.clock.now()}
        return self._connection.execute(_CANCEL, values).rowcount

    def waiting_for(self, person_id: int, number: int, size: int) -> Page[OutboxRow]:
        """What a person was not told and has not read since, newest first."""
        values = {"of_person": person_id} | window(number, size)
        rows = self._connection.execute(_WAITING, values)
        return page([mapping.outbox_row(row) for row in rows], number, size)

    def in_hand(self, person_id: int, dedupe_keys: Collection[str]) -> bool:
        """Whether a row of one of these keys is to be sent, was sent, or waits unread; locks the person."""
        lock_person(self._scope, person_id)
        (found,) = self._connection.execute(_IN_HAND, {"keys": list(dedupe_keys)}).scalars()
        return bool(found)

    def taken_over(self, row_id: int, now: datetime) -> None:
        """Keep a notice out of the inbox: another account of the person is told the same."""
        self._connection.execute(_TAKEN_OVER, {"of_row": row_id, "now": now})

    def mark_read(self, person_id: int, now: datetime) -> None:
        """What waited is not shown again."""
        self._connection.execute(_MARK_READ, {"of_person": person_id, "now": now})

    def card(self, session_id: int, platform: Platform, channel: str) -> Card | None:
        """Where a session's card was posted in this channel."""
        row = self._connection.execute(_CARD, _place(session_id, platform, channel)).one_or_none()
        return None if row is None else mapping.card(row)

    def cards(self, session_id: int) -> Sequence[Card]:
        """Wherever a session's card was posted."""
        return [mapping.card(row) for row in self._connection.execute(_CARDS, {"of_session": session_id})]

    def card_places(self, session_id: int, group_id: int, *, shown: bool) -> Sequence[tuple[Platform, str]]:
        """Where a session's card is and, if it is `shown`, where its group wants it; sorted."""
        statement = _POSTED_OR_WANTED if shown else _POSTED
        rows = self._connection.execute(statement, {"of_session": session_id, "of_group": group_id})
        return sorted((row.platform, row.channel) for row in rows)

    def save_card(self, card: Card) -> None:
        """Remember where a card was posted."""
        values = {
            "session_id": card.session_id,
            "platform": card.platform,
            "channel": card.channel,
            "message_id": card.message_id,
            "new_message_id": card.message_id,
        }
        self._connection.execute(_SAVE_CARD.on(self._scope), values)

    def forget_card(self, session_id: int, platform: Platform, channel: str) -> None:
        """The card is gone; a fresh one is posted next time."""
        self._connection.execute(_FORGET_CARD, _place(session_id, platform, channel))


def _place(session_id: int, platform: Platform, channel: str) -> dict[str, object]:
    return {"of_session": session_id, "of_platform": platform, "of_channel": channel}
