"""When a session can be: nothing else of its mentor then, and not the same again (rules.md §5).

Each is asked while a form is filled in, where only some of the answers are there, and again in the end.
"""

from datetime import datetime, timedelta

from core.errors import Refusal
from core.ports import UnitOfWork
from core.sessions import rules
from core.sessions.model import Session


def check_start(
    uow: UnitOfWork, now: datetime, mentor_id: int, starts_at: datetime, but: Session | None = None
) -> None:
    """A start that some length could go with; `but` is the session being changed."""
    rules.check_start(starts_at, uow.programme, now)
    check_free(uow, mentor_id, starts_at, starts_at + uow.programme.min_length, but)


def check_length(
    uow: UnitOfWork, mentor_id: int, starts_at: datetime, length: timedelta, but: Session | None = None
) -> None:
    """A length that goes with this start."""
    rules.check_length(length, uow.programme)
    check_free(uow, mentor_id, starts_at, starts_at + length, but)


def check_double(
    uow: UnitOfWork, mentor_id: int, title: str, starts_at: datetime, but: Session | None = None
) -> None:
    """The same mentor, title and start again is a double."""
    twin = uow.sessions.same(mentor_id, title, starts_at)
    if twin is not None and (but is None or twin.id != but.id):
        raise Refusal("session-double", session=twin.id, title=twin.title, starts_at=twin.starts_at)


def check_free(
    uow: UnitOfWork, mentor_id: int, starts_at: datetime, ends_at: datetime, but: Session | None = None
) -> None:
    """Nobody leads two sessions at a time."""
    other = uow.sessions.overlapping(mentor_id, starts_at, ends_at, but.id if but else None)
    if other is not None:
        facts = {"title": other.title, "starts_at": other.starts_at, "ends_at": other.ends_at}
        raise Refusal("session-overlaps", session=other.id, **facts)
