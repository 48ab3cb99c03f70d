"""What becomes of somebody's sessions when they go: led ones are called off, seats are freed."""

from datetime import datetime

from core.notices import service as notices
from core.people.model import Actor
from core.ports import UnitOfWork
from core.sessions import changing
from core.sessions.model import Part, Session, Status
from core.sessions.states import effective_status

_LIVE = frozenset({Status.PENDING_APPROVAL, Status.SCHEDULED, Status.IN_PROGRESS})
_MANY = 1000
"""More coming sessions than one person can have."""


def led(uow: UnitOfWork, now: datetime, mentor_id: int) -> list[Session]:
    """Every session this person leads that has not ended and was not called off."""
    found = (one.session for one in uow.sessions.upcoming(mentor_id, now, _MANY))
    return [one for one in found if one.mentor_id == mentor_id and effective_status(one, now) in _LIVE]


def shared(uow: UnitOfWork, now: datetime, person_id: int, other_id: int) -> list[int]:
    """The sessions to come in which both have a place: once they are one person, a seat is free again."""
    mine = {one.session.id for one in uow.sessions.upcoming(person_id, now, _MANY)}
    theirs = uow.sessions.upcoming(other_id, now, _MANY)
    return [one.session.id for one in theirs if one.session.id in mine]


def call_off_all(uow: UnitOfWork, actor: Actor, now: datetime, mentor_id: int, reason: str) -> int:
    """Cancel every session this person leads that has not ended; returns how many."""
    found = led(uow, now, mentor_id)
    for session in found:
        changing.call_off(uow, actor, now, session, reason)
    return len(found)


def free_seats(uow: UnitOfWork, now: datetime, person_id: int) -> int:
    """Give back every seat in a session that has not started; returns how many."""
    taken = [
        one.session
        for one in uow.sessions.upcoming(person_id, now, _MANY)
        if one.participant.part is Part.MENTEE and one.session.starts_at > now
    ]
    for session in taken:
        uow.sessions.free_seat(session.id, person_id, now)
        notices.refresh_cards(uow, changing.get(uow, session.id), now, was=session.status)
    return len(taken)
