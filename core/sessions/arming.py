"""Arming sessions anew when the operator names other reminders (rules.md §9)."""

from collections.abc import Sequence
from datetime import datetime

from core.ports import UnitOfWork
from core.programme import Programme
from core.sessions.model import Armed, Session, Status
from core.sessions.timeline import next_due


def spelled(programme: Programme) -> str:
    """The reminders as one word, the same whatever the order in which they are named."""
    seconds = sorted({int(ahead.total_seconds()) for ahead in programme.reminders}, reverse=True)
    return ",".join(map(str, seconds))


def is_stale(session: Session | Armed, programme: Programme, now: datetime) -> bool:
    """Whether a session waits for another instant than these reminders say.

    One for which something is due already is not: that is the tick's, which arms it anew itself.
    """
    if session.status is not Status.SCHEDULED or session.due_at is None or session.due_at <= now:
        return False
    return session.due_at != next_due(session, programme, now)


def rearm(uow: UnitOfWork, now: datetime, found: Sequence[Armed]) -> None:
    """Have each wait for the first instant that is still to come, unless it was armed anew meanwhile.

    What lies before `now` is never armed again, so nothing is reminded of twice, nor after its time. A tick
    meanwhile has done what may still lie ahead of `now`.
    """
    for one in found:
        session = uow.sessions.get(one.session_id)
        if session is None or session.due_at is None or session.due_at != one.due_at:
            continue
        if is_stale(session, uow.programme, now):
            uow.sessions.set_due(session.id, session.due_at, next_due(session, uow.programme, now))
