"""The wall-clock times that sessions are meant for (core/ports/zone_rules.py)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select, tuple_, update

from core.sessions.model import Meant, Status, Wall
from storage.remembering import Remembering
from storage.searching import LIMIT
from storage.tables import sessions
from storage.tables.base import among

RULES = "zone-rules"
_ID: BindParameter[int] = bindparam("session_id")
_MEAN = (
    update(sessions)
    .where(sessions.c.id == _ID)
    .values(zone=bindparam("new_zone"), wall=bindparam("new_wall"))
)
_MEANT = select(sessions.c.zone, sessions.c.wall).where(sessions.c.id == _ID, sessions.c.zone.is_not(None))
_COMING = (
    select(sessions.c.id, sessions.c.starts_at, sessions.c.zone, sessions.c.wall)
    .where(
        tuple_(sessions.c.starts_at, sessions.c.id)
        > tuple_(
            bindparam("after", type_=sessions.c.starts_at.type),
            bindparam("last_id", type_=sessions.c.id.type),
        ),
        sessions.c.zone.is_not(None),
        ~among(sessions.c.status, Status.IN_PROGRESS, Status.COMPLETED, Status.REJECTED, Status.CANCELLED),
    )
    .order_by(sessions.c.starts_at, sessions.c.id)
    .limit(LIMIT)
)
"""Which states are meant is said by those that are not: else SQLite goes by state and sorts for each page."""


class ZoneRulesRepository(Remembering):
    """`core.ports.ZoneRules`."""

    __slots__ = ()

    def mean(self, session_id: int, wall: Wall) -> None:
        """Keep with a session the time that was meant by its start."""
        values = {"session_id": session_id, "new_zone": wall.zone, "new_wall": wall.at.isoformat()}
        self._connection.execute(_MEAN, values)

    def meant(self, session_id: int) -> Wall | None:
        """None for a session that was announced before such times were kept."""
        row = self._connection.execute(_MEANT, {"session_id": session_id}).one_or_none()
        return None if row is None else _wall(row)

    def coming(self, after: datetime, last_id: int, limit: int) -> Sequence[Meant]:
        """By the index of starts, whose order a session keeps whatever else becomes of it."""
        rows = self._connection.execute(_COMING, {"after": after, "last_id": last_id, "limit": limit})
        return [Meant(row.id, row.starts_at, _wall(row)) for row in rows]

    def read_by(self) -> str | None:
        """The rules that every coming session was last held against, as they were noted."""
        return self._recall(RULES)

    def note(self, rules: str) -> None:
        """Every coming session was held against these rules."""
        self._remember(RULES, rules)


def _wall(row: Any) -> Wall:
    return Wall(row.zone, datetime.fromisoformat(row.wall))
