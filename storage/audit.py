"""The append-only audit log (rules.md §0)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from core.audit import AuditOutcome, AuditRow
from core.page import Page
from storage import mapping
from storage.scope import Repository
from storage.searching import LIMIT, OFFSET, page, window
from storage.tables import audit

_ADD = insert(audit)
_RECENT = select(audit).order_by(audit.c.id.desc()).limit(LIMIT).offset(OFFSET)

_LATELY = (
    select(audit.c.at)
    .where(
        audit.c.actor_id == bindparam("of_actor"),
        audit.c.action == bindparam("of_action"),
        audit.c.outcome == AuditOutcome.DONE,
        audit.c.at > bindparam("since"),
    )
    .order_by(audit.c.at.desc())
    .limit(LIMIT)
)


class AuditRepository(Repository):
    """`core.ports.Audit`."""

    __slots__ = ()

    def add(self, row: AuditRow) -> None:
        """Write one row; none is ever changed."""
        values = {
            "at": row.at,
            "actor_id": row.actor_id,
            "source": row.source,
            "action": row.action,
            "object_kind": row.object_kind,
            "object_id": row.object_id,
            "before": dict(row.before),
            "after": dict(row.after),
            "correlation": row.correlation,
            "outcome": row.outcome,
        }
        self._connection.execute(_ADD, values)

    def recent(self, number: int, size: int) -> Page[AuditRow]:
        """Newest first."""
        rows = self._connection.execute(_RECENT, window(number, size))
        return page([mapping.audit_row(row) for row in rows], number, size)

    def lately(self, actor_id: int, action: str, since: datetime, most: int) -> Sequence[datetime]:
        """When this person did it after `since`, newest first, at most so many; denied attempts left out."""
        values = {"of_actor": actor_id, "of_action": action, "since": since, "limit": most}
        return [row.at for row in self._connection.execute(_LATELY, values)]
