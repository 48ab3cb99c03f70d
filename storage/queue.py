"""Claim, settle, sweep: the sender's side of the outbox (trust.md §3.4)."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Function,
    Select,
    any_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)

from core.leases import Lease
from core.notices.model import OutboxRow, OutboxStatus
from core.notices.outcomes import Settlement
from core.page import Page
from core.people.model import Platform
from storage import mapping
from storage.facts import UnreadableFact, fact
from storage.outbox import OutboxRepository
from storage.searching import LIMIT, OFFSET, ONE, TOP, page, window
from storage.switches import may_send, sends
from storage.tables import leases, outbox
from storage.tables.base import among, written
from storage.tables.outbox import IS_PENDING, IS_TAKEN_OUT

FINISHED = frozenset(OutboxStatus) - {OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.HELD}
UNDECIDED = (OutboxStatus.DEAD, OutboxStatus.UNCERTAIN, OutboxStatus.HELD)
"""States in which a row waits for an admin to send or discard it."""
_ROW = outbox.c.id == bindparam("row_id")
_ON_PLATFORM = outbox.c.platform == bindparam("of_platform")
_LET_GO = {"lease_owner": None, "lease_until": None}


def _free(table: Any) -> Any:
    """No row of the same order key is being sent, and of those that wait it is the first.

    One that an admin has sent again may be older than the one that is being sent: it waits as well.
    Asked as a value and not as an anti-join, which PostgreSQL, before it has statistics of the table, makes
    by walking all that is owed on the platform once for each head.
    """
    under_way = outbox.alias("under_way")
    sending = under_way.c.status == OutboxStatus.SENDING
    first = select(func.min(case((sending, 0), else_=under_way.c.id))).where(
        under_way.c.platform == table.c.platform,
        under_way.c.order_key == table.c.order_key,
        among(under_way.c.status, OutboxStatus.PENDING, OutboxStatus.SENDING),
        under_way.c.settled_at.is_(None),
    )
    return table.c.id == first.scalar_subquery()


_head = outbox.alias("head")
# Wrapped, the instant cannot be looked up: the engines walk the index of urgency and stop at the limit,
# instead of gathering and sorting all that is due.
_DUE = func.coalesce(_head.c.not_before, _head.c.not_before) <= bindparam("now")
_HEADS = (
    select(_head.c.id)
    .where(
        among(_head.c.status, OutboxStatus.PENDING),
        _head.c.platform == bindparam("of_platform"),
        _DUE,
        _free(_head),
    )
    .order_by(_head.c.priority, _head.c.useful_until, _head.c.id)
    .limit(LIMIT)
    .with_for_update(skip_locked=True, of=_head)
)
_found = _HEADS.cte("found")
_GATHERED = cast(select(func.array_agg(_found.c.id)).scalar_subquery(), ARRAY(BigInteger))
_MARK = (
    update(outbox)
    .where(
        exists().where(
            leases.c.role == bindparam("role"),
            leases.c.owner == bindparam("owner"),
            leases.c.epoch == bindparam("epoch"),
        ),
        may_send(),
    )
    .values(
        status=OutboxStatus.SENDING,
        attempt=outbox.c.attempt + 1,
        lease_owner=bindparam("owner"),
        lease_epoch=bindparam("epoch"),
        lease_until=bindparam("until"),
    )
    .returning(*outbox.c)
)
_CLAIM = {False: _MARK.where(outbox.c.id.in_(_HEADS)), True: _MARK.where(outbox.c.id == any_(_GATHERED))}
"""For PostgreSQL (True) gathered once and looked up one by one: it may run a subquery with a limit once for
each row that is held against it, which picks others each time, and may walk the table for a join."""
_BURY = (
    update(outbox)
    .where(_ROW)
    .values(status=OutboxStatus.DEAD, error=bindparam("why"), settled_at=bindparam("now"), **_LET_GO)
)
_CLAIMED = update(outbox).where(
    _ROW,
    func.coalesce(outbox.c.status, outbox.c.status) == OutboxStatus.SENDING,
    outbox.c.attempt == bindparam("of_attempt"),
    outbox.c.lease_owner == bindparam("owner"),
    outbox.c.lease_epoch == bindparam("epoch"),
)
"""A row under the claim with which it was taken: every new attempt changes what is asked for here. The state
is wrapped, so that no index over some states can be walked instead of looking up the row's number."""
_MESSAGE: Function[Any] = func.coalesce(bindparam("new_message_id"), outbox.c.message_id)
# What becomes of nearly all rows, in as few words: the general statement takes SQLite half as long again.
_SENT = _CLAIMED.values(
    status=written(outbox.c.status, OutboxStatus.SENT),
    message_id=_MESSAGE,
    error=None,
    sent_at=bindparam("now", type_=outbox.c.sent_at.type),
    settled_at=bindparam("now", type_=outbox.c.settled_at.type),
    **_LET_GO,
)
_SETTLE = _CLAIMED.values(
    status=bindparam("new_status"),
    attempt=outbox.c.attempt - bindparam("given_back"),
    ambiguous=outbox.c.ambiguous + bindparam("more_ambiguous"),
    not_before=func.coalesce(
        bindparam("new_not_before", type_=outbox.c.not_before.type), outbox.c.not_before
    ),
    plain=or_(outbox.c.plain, bindparam("new_plain")),
    message_id=_MESSAGE,
    dest=func.coalesce(bindparam("new_dest"), outbox.c.dest),
    error=bindparam("new_error"),
    settled_at=bindparam("new_settled_at"),
    **_LET_GO,
)
_IS_SENDING = among(outbox.c.status, OutboxStatus.SENDING)
_GIVE_BACK = (
    update(outbox)
    .where(_IS_SENDING)
    .values(status=OutboxStatus.PENDING, ambiguous=outbox.c.ambiguous + 1, **_LET_GO)
)
_SWEEP = _GIVE_BACK.where(outbox.c.lease_until <= bindparam("now"))
_RELEASE = _GIVE_BACK.where(_ON_PLATFORM)
_NEXT_AT = (
    select(outbox.c.not_before)
    .where(IS_PENDING, _ON_PLATFORM, _free(outbox), may_send())
    .order_by(outbox.c.not_before)
    .limit(ONE)
)
_OLDEST = (
    select(outbox.c.not_before)
    .where(IS_PENDING, _ON_PLATFORM, outbox.c.not_before <= bindparam("now"))
    .order_by(outbox.c.not_before)
    .limit(ONE)
)
_GET = select(outbox).where(_ROW)
_DECIDE = update(outbox).where(_ROW, among(outbox.c.status, *UNDECIDED))
_RETRY = _DECIDE.values(
    status=OutboxStatus.PENDING,
    not_before=bindparam("now"),
    attempt=0,
    ambiguous=0,
    error=None,
    settled_at=None,
)
_DISCARD = _DECIDE.values(status=OutboxStatus.CANCELLED, settled_at=bindparam("now"))
_DEPTH = union_all(
    *(
        select(outbox.c.platform, outbox.c.status, func.count())
        .where(condition)
        .group_by(outbox.c.status, outbox.c.platform)
        for condition in (IS_PENDING, IS_TAKEN_OUT)
    )
)

_GIVEN_UP = (
    select(func.count())
    .select_from(outbox)
    .where(among(outbox.c.status, OutboxStatus.DEAD), outbox.c.settled_at > bindparam("since"))
)


@cache
def _listed(statuses: frozenset[OutboxStatus]) -> Select[Any]:
    """The newest rows of each state, merged."""
    parts = [
        select(outbox.c.id)
        .where(among(outbox.c.status, status))
        .order_by(outbox.c.id.desc())
        .limit(TOP)
        .subquery()
        for status in sorted(statuses)
    ]
    found = union_all(*(select(part) for part in parts)).subquery("found")
    wanted = select(found.c.id).order_by(found.c.id.desc()).limit(LIMIT).offset(OFFSET)
    return select(outbox).where(outbox.c.id.in_(wanted)).order_by(outbox.c.id.desc())


class QueueRepository(OutboxRepository):
    """`core.ports.Queue`; cards are kept with the outbox."""

    __slots__ = ()

    def claim(
        self, platform: Platform, lease: Lease, now: datetime, limit: int, hold: timedelta
    ) -> Sequence[OutboxRow]:
        """Mark up to `limit` due heads of their order keys SENDING and return them, most urgent first.

        Nothing is claimed under a lease that has changed hands, nor while the platform is paused. A row
        whose fact this version cannot read becomes DEAD.
        """
        values = {
            "of_platform": platform,
            "now": now,
            "limit": limit,
            "role": lease.role,
            "owner": lease.owner,
            "epoch": lease.epoch,
            "until": now + hold,
            **sends(platform),
        }
        rows = self._connection.execute(_CLAIM[self._scope.postgres], values).all()
        rows = sorted(rows, key=lambda row: (row.priority, row.useful_until, row.id))
        claimed = []
        for row in rows:
            try:
                claimed.append(mapping.outbox_row(row, fact(row.kind, row.payload)))
            except UnreadableFact as error:
                self._connection.execute(_BURY, {"row_id": row.id, "why": str(error), "now": now})
        return claimed

    def settle(self, row: OutboxRow, settlement: Settlement, now: datetime) -> bool:
        """Store what became of a claimed row; False when the claim was lost, and nothing changes."""
        claim = {
            "row_id": row.id,
            "of_attempt": row.attempt,
            "owner": row.lease_owner,
            "epoch": row.lease_epoch,
            "new_message_id": settlement.message_id,
        }
        if settlement.status is OutboxStatus.SENT:
            return self._connection.execute(_SENT, claim | {"now": now}).rowcount == 1
        values = claim | {
            "new_status": settlement.status,
            "given_back": 0 if settlement.counted else 1,
            "more_ambiguous": settlement.ambiguous,
            "new_not_before": settlement.not_before,
            "new_plain": settlement.plain,
            "new_dest": settlement.new_dest,
            "new_error": settlement.error,
            "new_settled_at": now if settlement.status in FINISHED else None,
        }
        return self._connection.execute(_SETTLE, values).rowcount == 1

    def sweep(self, now: datetime) -> int:
        """Rows whose claim lapsed become PENDING again with one ambiguous attempt more."""
        return self._connection.execute(_SWEEP, {"now": now}).rowcount

    def release(self, platform: Platform) -> int:
        """Give back every claim of a platform; what was on its way may have arrived."""
        return self._connection.execute(_RELEASE, {"of_platform": platform}).rowcount

    def next_at(self, platform: Platform) -> datetime | None:
        """When the earliest PENDING row may be sent that waits for no other; None while all is paused."""
        found = self._connection.execute(_NEXT_AT, {"of_platform": platform, **sends(platform)})
        at: datetime | None = found.scalar_one_or_none()
        return at

    def listed(self, statuses: Collection[OutboxStatus], number: int, size: int) -> Page[OutboxRow]:
        """Rows in these states, newest first."""
        if not statuses:
            return page([], number, size)
        rows = self._connection.execute(_listed(frozenset(statuses)), window(number, size))
        return page([mapping.outbox_row(row) for row in rows], number, size)

    def get(self, row_id: int) -> OutboxRow | None:
        """A row, whatever its state."""
        row = self._connection.execute(_GET, {"row_id": row_id}).one_or_none()
        return None if row is None else mapping.outbox_row(row)

    def retry(self, row_id: int, now: datetime) -> bool:
        """A DEAD, UNCERTAIN or HELD row becomes PENDING with all its attempts before it."""
        self._scope.marks.owed = True
        return self._connection.execute(_RETRY, {"row_id": row_id, "now": now}).rowcount == 1

    def discard(self, row_id: int) -> bool:
        """A DEAD, UNCERTAIN or HELD row becomes CANCELLED."""
        values = {"row_id": row_id, "now": self._scope.clock.now()}
        return self._connection.execute(_DISCARD, values).rowcount == 1

    def depth(self) -> dict[tuple[str, str], int]:
        """Rows by platform and status, finished ones left out."""
        rows = self._connection.execute(_DEPTH)
        return {(platform or "", status.value): count for platform, status, count in rows}

    def given_up(self, since: datetime) -> int:
        """How many rows became DEAD after `since`."""
        found: int = self._connection.execute(_GIVEN_UP, {"since": since}).scalar_one()
        return found

    def oldest_pending(self, platform: Platform, now: datetime) -> datetime | None:
        """Since when the row waits that has been due longest."""
        values = {"of_platform": platform, "now": now}
        since: datetime | None = self._connection.execute(_OLDEST, values).scalar_one_or_none()
        return since
