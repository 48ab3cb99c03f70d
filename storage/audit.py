"""The append-only audit log (rules.md §0)."""

from sqlalchemy import insert, select

from core.audit import AuditRow
from core.page import Page
from storage import mapping
from storage.scope import Repository
from storage.searching import LIMIT, OFFSET, page, window
from storage.tables import audit

_ADD = insert(audit)
_RECENT = select(audit).order_by(audit.c.id.desc()).limit(LIMIT).offset(OFFSET)


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
