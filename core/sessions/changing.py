"""Changing the state of a session: along the edges, guarded, audited once, and told."""

from collections.abc import Sequence
from datetime import datetime

from core import auditing
from core.errors import Conflict
from core.facts import SessionCancelled
from core.groups.model import LinkKind
from core.notices import service as notices
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions.model import Part, Participant, Session, Status
from core.sessions.states import EDGES
from core.sessions.timeline import Plan, next_due


def move(
    uow: UnitOfWork,
    actor: Actor | None,
    now: datetime,
    action: Action,
    session: Session,
    status: Status,
    *,
    reason: str | None = None,
) -> Session:
    """Move a session, as it is stored, to another state; the actor None is the clock.

    Raises Conflict when somebody was faster: the use case runs again and finds what they did.
    """
    EDGES.check(session.status, status)
    decided = status is not Status.IN_PROGRESS and status is not Status.COMPLETED
    moved = uow.sessions.move(
        session.id,
        session.status,
        status,
        due_at=next_due(Plan(status, session.starts_at, session.ends_at), uow.programme, now),
        reason=reason,
        decided_by=actor.id if actor and decided else None,
        decided_at=now if decided else None,
    )
    if not moved:
        raise Conflict(f"session {session.id} is {session.status.value} no longer")
    after = get(uow, session.id)
    auditing.record(
        uow,
        actor,
        now,
        action,
        ("session", session.id),
        {"status": session.status.value, "version": session.version},
        {"status": after.status.value, "version": after.version},
    )
    return after


def get(uow: UnitOfWork, session_id: int) -> Session:
    """A session that was there a moment ago in the same transaction."""
    session = uow.sessions.get(session_id)
    if session is None:
        raise Conflict(f"session {session_id} is gone")
    return session


def leaders(session: Session, participants: Sequence[Participant]) -> list[int]:
    """Its mentor and co-mentors."""
    co_mentors = [one.person_id for one in participants if one.part is Part.CO_MENTOR]
    return [session.mentor_id, *co_mentors]


def learners(participants: Sequence[Participant]) -> list[int]:
    """Those who joined."""
    return [one.person_id for one in participants if one.part is Part.MENTEE]


def everyone(uow: UnitOfWork, session: Session) -> list[int]:
    """Mentors first, then those who joined."""
    participants = uow.sessions.participants(session.id)
    return [*leaders(session, participants), *learners(participants)]


def approvers(uow: UnitOfWork, session: Session) -> list[int]:
    """Admins and leads of its group, but nobody who leads it (rules.md §1)."""
    own = set(leaders(session, uow.sessions.participants(session.id)))
    found = dict.fromkeys([*uow.people.admins(), *uow.groups.people(session.group_id, LinkKind.LEAD)])
    return [person_id for person_id in found if person_id not in own]


def call_off(uow: UnitOfWork, actor: Actor, now: datetime, session: Session, reason: str) -> Session:
    """Cancel a session and tell everyone but the one who did it."""
    cancelled = move(uow, actor, now, Action.SESSION_CANCEL, session, Status.CANCELLED, reason=reason)
    notices.forget_reminders(uow, session.id)
    told = [person_id for person_id in everyone(uow, session) if person_id != actor.id]
    notices.tell(uow, SessionCancelled(session.id, reason), told, now, session=cancelled)
    notices.refresh_cards(uow, cancelled, now, was=session.status)
    return cancelled
