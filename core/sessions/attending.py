"""What a learner does with sessions: browse, look, join, leave, look back (rules.md §5)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from core import auditing, text
from core.errors import Conflict, Refusal
from core.notices import service as notices
from core.page import Page
from core.people.model import Actor
from core.permissions import Action
from core.policy import Standing
from core.ports import UnitOfWork
from core.sessions import access
from core.sessions.model import (
    Attendance,
    Listed,
    Mode,
    Part,
    Participant,
    Participation,
    Session,
    Status,
    Within,
)
from core.sessions.rules import wants_feedback
from core.sessions.states import current

UPCOMING = 25
"""How many coming sessions of a person are listed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the sessions is browsed."""

    search: str = ""
    group_id: int | None = None
    mode: Mode | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as one person may see it: in the state it is in now, its link only for those in it."""

    session: Session
    place: Participant | None
    """The viewer's own active place."""
    may: frozenset[Action]
    """What the viewer may do with it now."""
    group_open: bool = False
    """Whether the viewer, who does not belong to its group in any way, could join that."""

    @property
    def part(self) -> Part | None:
        """The part the viewer plays."""
        return self.place.part if self.place else None


@dataclass(frozen=True, slots=True)
class Joined:
    """The person has a seat."""

    view: SessionView
    kind: Literal["joined"] = "joined"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Nothing was done yet: another session of this person takes place then; joining wants a confirmation."""

    session: Session
    other: Session
    kind: Literal["overlap"] = "overlap"


OFFERED = (
    Action.SESSION_EDIT,
    Action.SESSION_CANCEL,
    Action.SESSION_DELETE,
    Action.SESSION_COPY,
    Action.SESSION_VERIFY,
    Action.SESSION_JOIN,
    Action.SESSION_LEAVE,
    Action.SESSION_PARTICIPANTS,
    Action.SESSION_MARK,
    Action.SESSION_ADD,
    Action.SESSION_REMOVE,
    Action.FEEDBACK_GIVE,
    Action.FEEDBACK_READ,
)
"""What is worth a button on a session."""


def browse(uow: UnitOfWork, actor: Actor, now: datetime, wanted: Wanted = Wanted()) -> Page[Listed]:
    """Sessions of this person's groups that have not ended, soonest first."""
    within, search = Within(actor.id, wanted.group_id), text.searched(wanted.search)
    size = uow.programme.page_size
    page = uow.sessions.browse(within, now, search, wanted.mode, wanted.page, size)
    if wanted.group_id is not None and not page.items and wanted.group_id not in uow.groups.links(actor.id):
        group = uow.groups.get(wanted.group_id)
        raise Refusal("group-not-member", group=group.name if group else "", group_id=wanted.group_id)
    return _now(page, now)


def archive(uow: UnitOfWork, actor: Actor, now: datetime, number: int = 1) -> Page[Listed]:
    """Sessions of this person's groups that started a while ago, latest first."""
    before = now - uow.programme.archive_after
    return _now(uow.sessions.archived(Within(actor.id), before, number, uow.programme.page_size), now)


def _now(page: Page[Listed], now: datetime) -> Page[Listed]:
    return Page(tuple(current(one, now) for one in page.items), page.number, page.more)


def show(uow: UnitOfWork, actor: Actor, now: datetime, session_id: int) -> SessionView:
    """One session with everything this person may know and do."""
    session, place, held = access.look(uow, actor, now, session_id)
    return _view(uow, now, session, place, held)


def _view(
    uow: UnitOfWork,
    now: datetime,
    session: Session,
    place: Participant | None,
    held: frozenset[Standing],
) -> SessionView:
    shown = current(session, now)
    if not access.may(Action.SESSION_LINK, held, session, now):
        shown = replace(shown, link=None)
    able = access.able(OFFERED, held, session, now)
    if place is not None or session.seats_left == 0:
        able.discard(Action.SESSION_JOIN)
    if session.taken or (Action.SESSION_DELETE in able and access.waits_on_a_card(uow, session)):
        able.discard(Action.SESSION_DELETE)
    if Standing.MENTOR not in held:
        able.discard(Action.SESSION_COPY)
    if place is None or not wants_feedback(session, place, uow.programme, now):
        able.discard(Action.FEEDBACK_GIVE)
    outside = not held & access.IN_GROUP
    return SessionView(shown, place, frozenset(able), group_open=outside and _is_open(uow, session.group_id))


def _is_open(uow: UnitOfWork, group_id: int) -> bool:
    group = uow.groups.get(group_id)
    return group is not None and group.active


def join(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session_id: int,
    *,
    confirmed: bool = False,
    seen: int | None = None,
) -> Joined | Overlap:
    """Take a seat. Whoever is in hears that they are in, not that it is full (rules.md §0)."""
    session, place, held = access.look(uow, actor, now, session_id)
    if place is not None:
        raise _in_already(session, place)
    access.permit(Action.SESSION_JOIN, held, session, now)
    access.check_seen(session, seen)
    if session.seats_left == 0:
        raise _full(session)
    if not confirmed:
        other = uow.sessions.joined_overlapping(actor.id, session.starts_at, session.ends_at, session.id)
        if other is not None:
            return Overlap(replace(current(session, now), link=None), current(other, now))
    if not uow.sessions.take_seat(session.id, actor.id, now):
        raise _full(session)
    after = seat_changed(uow, actor, now, Action.SESSION_JOIN, session, actor.id, by=1)
    return Joined(_view(uow, now, after, _seat(session, actor, now), held | {Standing.JOINED}))


def _seat(session: Session, actor: Actor, now: datetime) -> Participant:
    """The place of somebody who has just joined."""
    return Participant(
        session_id=session.id,
        person_id=actor.id,
        name=actor.person.name,
        part=Part.MENTEE,
        attendance=Attendance.INVITED,
        note=None,
        minutes=None,
        feedback=None,
        joined_at=now,
    )


def _in_already(session: Session, place: Participant) -> Refusal:
    if place.part is Part.MENTEE:
        return Refusal("session-already-joined", session=session.id, title=session.title)
    return Refusal("session-join-leading", session=session.id, title=session.title)


def _full(session: Session) -> Refusal:
    return Refusal("session-full", session=session.id, title=session.title, seats=session.seats)


def seat_changed(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    action: Action,
    session: Session,
    person_id: int,
    *,
    by: int,
) -> Session:
    """Audit a seat that was taken (`by` 1) or freed (-1) and refresh the group's card.

    The session was loaded to be acted upon: nobody else has changed its seats since.
    """
    after = replace(session, taken=session.taken + by)
    before = {"taken": session.taken}
    auditing.record(
        uow, actor, now, action, ("session", session.id), before, {"taken": after.taken, "person": person_id}
    )
    notices.refresh_cards(uow, after, now, was=session.status)
    return after


def leave(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, seen: int | None = None
) -> SessionView:
    """Give a seat back, until the start."""
    session, place, held = access.look(uow, actor, now, session_id)
    if place is not None and place.part is not Part.MENTEE:
        raise Refusal("session-leave-leading", session=session.id, title=session.title)
    if place is None:
        raise Refusal("session-not-joined", session=session.id, title=session.title)
    access.permit(Action.SESSION_LEAVE, held, session, now)
    access.check_seen(session, seen)
    if not uow.sessions.free_seat(session.id, actor.id, now):
        raise Conflict(f"seat in session {session.id} is free already")
    after = seat_changed(uow, actor, now, Action.SESSION_LEAVE, session, actor.id, by=-1)
    return _view(uow, now, after, None, access.standings(uow, actor, after, None))


def upcoming(uow: UnitOfWork, actor: Actor, now: datetime) -> tuple[Participation, ...]:
    """What this person takes part in and has not ended, soonest first."""
    found = uow.sessions.upcoming(actor.id, now, UPCOMING)
    live = {Status.PENDING_APPROVAL, Status.SCHEDULED, Status.IN_PROGRESS}
    shown = (replace(one, session=current(one.session, now)) for one in found)
    return tuple(one for one in shown if one.session.status in live)


def history(uow: UnitOfWork, actor: Actor, now: datetime, number: int = 1) -> Page[Participation]:
    """This person's own participations as a learner, newest first."""
    page = uow.sessions.history(actor.id, number, uow.programme.page_size)
    items = tuple(replace(one, session=current(one.session, now)) for one in page.items)
    return Page(items, page.number, page.more)
