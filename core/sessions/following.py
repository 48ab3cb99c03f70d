"""Keeping the time of day a session was announced for when a zone's rules change (trust.md §2 row 53)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core import auditing, zones
from core.errors import Conflict
from core.facts import OperationAlert, SessionMoved
from core.notices import service as notices
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions import changing, rules
from core.sessions.model import Meant, Session, Status, Wall
from core.sessions.timeline import Plan, next_due

_WAITING = frozenset({Status.PENDING_APPROVAL, Status.SCHEDULED})


def meant_by(uow: UnitOfWork, actor: Actor, starts_at: datetime) -> Wall:
    """What somebody means by a start: the clocks they read it by, their own or the community's."""
    zone = actor.person.zone or uow.programme.zone
    return Wall(zone, zones.wall_clock(starts_at, zone))


def is_astray(meant: Meant) -> bool:
    """Whether a session starts at another time of day than was meant, by today's rules."""
    return zones.moved(meant.starts_at, meant.wall.at, meant.wall.zone) is not None


def follow(uow: UnitOfWork, now: datetime, session_id: int) -> bool:
    """Move a session to the time that was meant, and tell everybody; needs no new approval.

    False when another session of its mentor is in the way. One that would already have begun stays.
    """
    session, wall = uow.sessions.get(session_id), uow.zone_rules.meant(session_id)
    if session is None or wall is None or session.status not in _WAITING or session.starts_at <= now:
        return True
    start = zones.moved(session.starts_at, wall.at, wall.zone)
    if start is None or start <= now:
        return True
    end = start + (session.ends_at - session.starts_at)
    if uow.sessions.overlapping(session.mentor_id, start, end, session.id) is not None:
        return False
    _move(uow, now, session, start, end, wall.zone)
    return True


def _move(
    uow: UnitOfWork, now: datetime, session: Session, start: datetime, end: datetime, zone: str
) -> None:
    form = replace(rules.form_of(session), starts_at=start, ends_at=end)
    due_at = next_due(Plan(session.status, start, end), uow.programme, now)
    if not uow.sessions.save(session.id, form, session.status, due_at, session.version):
        raise Conflict(f"session {session.id} was changed meanwhile")
    after = changing.get(uow, session.id)
    thing = ("session", session.id)
    auditing.record(uow, None, now, Action.SESSION_FOLLOW, thing, _values(session), _values(after))
    notices.forget_reminders(uow, session.id)
    fact = SessionMoved(session.id, session.starts_at, None, None, after.version, zone)
    notices.tell(uow, fact, changing.everyone(uow, after), now, session=after)
    notices.refresh_cards(uow, after, now, was=session.status)


def tell_left(uow: UnitOfWork, now: datetime, session_ids: Sequence[int]) -> None:
    """Have the admins know of sessions that could not follow: their mentor would lead two at a time."""
    numbers = ", ".join(map(str, session_ids))
    notices.tell(uow, OperationAlert("session-in-the-way", numbers), uow.people.admins(), now)


def _values(session: Session) -> dict[str, str | int]:
    return {
        "status": session.status.value,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "version": session.version,
    }
