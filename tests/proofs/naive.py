"""What one writes without thinking of others: the judge has to catch both (trust.md §1, facts 1 and 3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update

import storage.sessions
from core.leases import Lease
from core.notices.model import OutboxRow, OutboxStatus
from core.people.model import Platform
from core.sessions.model import Attendance, Part
from storage import mapping
from storage.facts import fact
from storage.queue import QueueRepository
from storage.sessions import SessionRepository
from storage.tables import outbox, participants, sessions

_LOOK = select(sessions.c.seats, sessions.c.taken).where(sessions.c.id == bindparam("of_session"))
_SIT = insert(participants)
_COUNT = update(sessions).where(sessions.c.id == bindparam("of_session")).values(taken=bindparam("new_taken"))
_PICK = (
    select(outbox.c.id)
    .where(outbox.c.status == OutboxStatus.PENDING, outbox.c.platform == bindparam("of_platform"))
    .order_by(outbox.c.id)
    .limit(8)
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(_PICK.scalar_subquery()))
    .values(status=OutboxStatus.SENDING, attempt=outbox.c.attempt + 1, lease_until=bindparam("until"))
    .returning(*outbox.c)
)


def _take_seat(self: SessionRepository, session_id: int, person_id: int, now: datetime) -> bool:
    """Look whether a seat is free, then sit down and say how many are taken."""
    run = self._connection.execute
    found = run(_LOOK, {"of_session": session_id}).one()
    if found.seats is not None and found.taken >= found.seats:
        return False
    place: dict[str, Any] = {"part": Part.MENTEE, "attendance": Attendance.INVITED, "joined_at": now}
    run(_SIT, {"session_id": session_id, "person_id": person_id} | place)
    run(_COUNT, {"of_session": session_id, "new_taken": found.taken + 1})
    return True


def _claim(
    self: QueueRepository, platform: Platform, lease: Lease, now: datetime, limit: int, hold: timedelta
) -> Sequence[OutboxRow]:
    """Pick what waits, then mark it."""
    rows = self._connection.execute(_CLAIM, {"of_platform": platform, "until": now + hold})
    return [mapping.outbox_row(row, fact(row.kind, row.payload)) for row in rows]


def join_naively(monkeypatch: Any) -> None:
    """Neither lock the session nor guard the count."""
    monkeypatch.setattr(storage.sessions, "_GET_LOCKED", storage.sessions._GET)
    monkeypatch.setattr(SessionRepository, "take_seat", _take_seat)


def claim_naively(monkeypatch: Any) -> None:
    """Neither skip what others have locked nor look again."""
    monkeypatch.setattr(QueueRepository, "claim", _claim)
