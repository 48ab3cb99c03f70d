"""States of a session (rules.md §5): allowed edges, and the state that holds at an instant."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from core.sessions.model import Listed, Session, Status
from core.states import Edges

S = TypeVar("S", Session, Listed)

NOT_APPROVED_IN_TIME = "not approved in time"
"""The reason of a session that nobody approved before its start; the rules word it so."""

EDGES: Edges[Status] = Edges(
    {
        Status.PENDING_APPROVAL: frozenset({Status.SCHEDULED, Status.REJECTED, Status.CANCELLED}),
        # Back to approval when its time or group changed; cancelled until it ends.
        Status.SCHEDULED: frozenset({Status.IN_PROGRESS, Status.PENDING_APPROVAL, Status.CANCELLED}),
        Status.IN_PROGRESS: frozenset({Status.COMPLETED, Status.CANCELLED}),
    }
)

_OPEN = (Status.SCHEDULED, Status.IN_PROGRESS)


def effective_status(session: Session | Listed, now: datetime) -> Status:
    """The state that holds at an instant, whether or not the clock has stored it yet (trust.md §2 row 88)."""
    if now < session.starts_at:
        return session.status
    if session.status is Status.PENDING_APPROVAL:
        return Status.REJECTED
    if session.status not in _OPEN:
        return session.status
    return Status.COMPLETED if now >= session.ends_at else Status.IN_PROGRESS


def current(session: S, now: datetime) -> S:
    """The session as it is at an instant, for everybody who looks at it."""
    status = effective_status(session, now)
    if status is session.status:
        return session
    reason = NOT_APPROVED_IN_TIME if status is Status.REJECTED else session.reason
    if isinstance(session, Listed):
        return session._replace(status=status, reason=reason)
    return replace(session, status=status, reason=reason)
