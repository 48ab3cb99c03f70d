"""Approving and rejecting sessions (rules.md §5): one wins, the other hears who did it and when."""

from datetime import datetime

from core.errors import Denied
from core.facts import SessionDecided
from core.groups.model import LinkKind
from core.notices import service as notices
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions import access, changing, rules
from core.sessions.model import Session, Status


def verify(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session_id: int,
    approve: bool,
    reason: str | None = None,
    seen: int | None = None,
) -> Session:
    """Approve a session that waits, or reject it with a reason; never one's own."""
    _check_role(uow, actor, session_id)
    session = access.enter(uow, actor, now, Action.SESSION_VERIFY, session_id, seen)
    words = None if approve else rules.reason(reason)
    status = Status.SCHEDULED if approve else Status.REJECTED
    decided = changing.move(uow, actor, now, Action.SESSION_VERIFY, session, status, reason=words)
    told = [person_id for person_id in changing.everyone(uow, decided) if person_id != actor.id]
    notices.tell(uow, SessionDecided(session.id, approve, words), told, now, session=decided)
    notices.refresh_cards(uow, decided, now, was=session.status)
    return decided


def _check_role(uow: UnitOfWork, actor: Actor, session_id: int) -> None:
    """Who decides nothing anywhere hears so, whether or not the session exists."""
    if actor.admin or any(LinkKind.LEAD in kinds for kinds in uow.groups.links(actor.id).values()):
        return
    attempt = {"action": Action.SESSION_VERIFY.value, "object_kind": "session", "object_id": session_id}
    raise Denied("approvals-not-approver", **attempt)
