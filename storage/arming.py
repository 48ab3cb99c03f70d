"""Sessions armed by other reminders than the settings name now (core/ports/arming.py)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, tuple_

from core.sessions.model import Armed, Status
from storage.remembering import Remembering
from storage.searching import LIMIT
from storage.tables import sessions
from storage.tables.base import among

REMINDERS = "reminders"
_AHEAD = (
    select(sessions.c.id, sessions.c.status, sessions.c.starts_at, sessions.c.ends_at, sessions.c.due_at)
    .where(
        tuple_(sessions.c.starts_at, sessions.c.id)
        > tuple_(
            bindparam("after", type_=sessions.c.starts_at.type),
            bindparam("last_id", type_=sessions.c.id.type),
        ),
        ~among(sessions.c.status, *(one for one in Status if one is not Status.SCHEDULED)),
    )
    .order_by(sessions.c.starts_at, sessions.c.id)
    .limit(LIMIT)
)
"""Which state is meant is said by those that are not: else SQLite goes by state and sorts for each page."""


class ArmingRepository(Remembering):
    """`core.ports.Arming`."""

    __slots__ = ()

    def ahead(self, after: datetime, last_id: int, limit: int) -> Sequence[Armed]:
        """By the index of starts, whose order a session keeps whatever else becomes of it."""
        rows = self._connection.execute(_AHEAD, {"after": after, "last_id": last_id, "limit": limit})
        return [Armed(row.id, row.status, row.starts_at, row.ends_at, row.due_at) for row in rows]

    def armed_by(self) -> str | None:
        """The reminders by which every coming session was last armed."""
        return self._recall(REMINDERS)

    def note(self, reminders: str) -> None:
        """Every coming session is armed by these."""
        self._remember(REMINDERS, reminders)
