"""What those who lead a session do: lists, participants, attendance, notes, minutes (rules.md §5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core import auditing, text
from core.audit import Values
from core.errors import Conflict, Denied, Refusal
from core.facts import FeedbackWanted, LearnerAdded, LearnerRemoved
from core.notices import service as notices
from core.page import Page
from core.people.model import Actor
from core.people.roles import living
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions import access, rules
from core.sessions.attending import seat_changed
from core.sessions.model import Attendance, Part, Participant, Session, Status
from core.sessions.states import current

ROLL = 6
"""Learners on a page of attendance: each has three buttons, and one message holds only so many."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the sessions is listed."""

    search: str = ""
    status: Status | None = None
    page: int = 1
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Participants:
    """A page of those who take part in a session."""

    session: Session
    page: Page[Participant]


def mine(uow: UnitOfWork, actor: Actor, now: datetime, wanted: Wanted = Wanted()) -> Page[Session]:
    """Sessions this person leads, in every state."""
    search, size = text.searched(wanted.search), uow.programme.page_size
    page = uow.sessions.of_mentor(actor.id, wanted.status, search, wanted.page, size)
    return Page(tuple(current(session, now) for session in page.items), page.number, page.more)


def listed(uow: UnitOfWork, actor: Actor, now: datetime, wanted: Wanted = Wanted()) -> Page[Session]:
    """Every session, for admins; without links."""
    if not actor.admin:
        attempt = {"action": Action.SESSION_LIST_ALL.value, "object_kind": "session", "object_id": 0}
        raise Denied("admin-only", **attempt)
    search, size = text.searched(wanted.search), uow.programme.page_size
    page = uow.sessions.listed(wanted.group_id, wanted.status, search, wanted.page, size)
    items = tuple(replace(current(session, now), link=None) for session in page.items)
    return Page(items, page.number, page.more)


def participants(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, search: str = "", number: int = 1
) -> Participants:
    """Those who take part, mentors first, then by name."""
    session = access.enter(uow, actor, now, Action.SESSION_PARTICIPANTS, session_id)
    return _participants(uow, now, session, text.searched(search), number)


def _participants(uow: UnitOfWork, now: datetime, session: Session, search: str, number: int) -> Participants:
    found = uow.sessions.participants(session.id, search)
    return _page(now, session, found, number, uow.programme.page_size)


def _page(
    now: datetime, session: Session, found: Sequence[Participant], number: int, size: int
) -> Participants:
    first = (number - 1) * size
    page = Page(tuple(found[first : first + size]), number, len(found) > first + size)
    return Participants(replace(current(session, now), link=None), page)


def attendance(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, number: int = 1
) -> Participants:
    """The learners, by name, to say of each whether they came; from the start on."""
    session = access.enter(uow, actor, now, Action.SESSION_MARK, session_id)
    return _roll(uow, now, session, number)


def _roll(uow: UnitOfWork, now: datetime, session: Session, number: int) -> Participants:
    learners = [one for one in uow.sessions.participants(session.id) if one.part is Part.MENTEE]
    return _page(now, session, learners, number, ROLL)


def mark(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session_id: int,
    person_id: int,
    attendance: Attendance,
    number: int = 1,
) -> Participants:
    """Say of one learner whether they came, from the start on."""
    session = access.enter(uow, actor, now, Action.SESSION_MARK, session_id)
    learner = learner_of(uow, session, person_id)
    _mark(uow, actor, now, session, [learner], attendance)
    return _roll(uow, now, session, number)


def mark_all(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, attendance: Attendance
) -> Participants:
    """Say the same of every learner."""
    session = access.enter(uow, actor, now, Action.SESSION_MARK, session_id)
    learners = [one for one in uow.sessions.participants(session.id) if one.part is Part.MENTEE]
    _mark(uow, actor, now, session, learners, attendance)
    return _roll(uow, now, session, 1)


def learner_of(uow: UnitOfWork, session: Session, person_id: int) -> Participant:
    """A learner's place in a session; an id from before a merge leads to it."""
    person = uow.people.get(person_id)
    place = uow.sessions.participant(session.id, person.id) if person else None
    if place is None or place.part is not Part.MENTEE:
        raise Refusal("session-learner-unknown", session=session.id, title=session.title)
    return place


def _mark(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session: Session,
    learners: list[Participant],
    attendance: Attendance,
) -> None:
    changed = [one for one in learners if one.attendance is not attendance]
    if not changed:
        return
    ids = [one.person_id for one in changed]
    uow.sessions.set_attendance(session.id, ids, attendance)
    for one in changed:
        before, after = {"attendance": one.attendance.value}, {"attendance": attendance.value}
        _note_down(uow, actor, now, Action.SESSION_MARK, one, before, after)
    ended = current(session, now).status is Status.COMPLETED
    in_time = now <= rules.feedback_until(session, uow.programme)
    if attendance is Attendance.ATTENDED and ended and in_time:
        # However late they are marked, they can say how it was until then.
        until = rules.feedback_until(session, uow.programme)
        notices.tell(uow, FeedbackWanted(session.id), ids, now, session=session, useful_until=until)


def _note_down(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    action: Action,
    learner: Participant,
    before: Values,
    after: Values,
) -> None:
    thing = ("session", learner.session_id)
    auditing.record(uow, actor, now, action, thing, before, {**after, "person": learner.person_id})


def set_note(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, person_id: int, note: str | None
) -> Participants:
    """Write about a learner's progress, or take that away."""
    session = access.enter(uow, actor, now, Action.SESSION_NOTE, session_id)
    _set_note(uow, actor, now, learner_of(uow, session, person_id), rules.note(note))
    return _participants(uow, now, session, "", 1)


def _set_note(uow: UnitOfWork, actor: Actor, now: datetime, learner: Participant, note: str | None) -> None:
    if note == learner.note:
        return
    uow.sessions.set_note(learner.session_id, learner.person_id, note)
    before, after = {"note": learner.note is not None}, {"note": note is not None}
    _note_down(uow, actor, now, Action.SESSION_NOTE, learner, before, after)


def set_minutes(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, person_id: int, minutes: int | None
) -> Participants:
    """Credit a learner with minutes, or take that away; from the start on."""
    session = access.enter(uow, actor, now, Action.SESSION_MINUTES, session_id)
    _set_minutes(uow, actor, now, session, learner_of(uow, session, person_id), minutes)
    return _participants(uow, now, session, "", 1)


def _set_minutes(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session: Session,
    learner: Participant,
    minutes: int | None,
) -> None:
    if minutes == learner.minutes:
        return
    if minutes is not None:
        rules.check_minutes(minutes, session, uow.programme)
    uow.sessions.set_minutes(session.id, learner.person_id, minutes)
    before, after = {"minutes": learner.minutes}, {"minutes": minutes}
    _note_down(uow, actor, now, Action.SESSION_MINUTES, learner, before, after)


def set_progress(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session_id: int,
    person_id: int,
    minutes: int | None,
    note: str | None,
) -> Participant:
    """Minutes and note together; what is None stays as it is."""
    session = access.enter(uow, actor, now, Action.SESSION_NOTE, session_id)
    learner = learner_of(uow, session, person_id)
    if minutes is not None:
        access.enter(uow, actor, now, Action.SESSION_MINUTES, session_id)
        _set_minutes(uow, actor, now, session, learner, minutes)
    if note is not None:
        _set_note(uow, actor, now, learner, rules.note(note))
    return learner_of(uow, session, person_id)


def may_add(uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, person_id: int) -> Session:
    """The session, if this person may put that one into it."""
    session, _, held = access.look(uow, actor, now, session_id)
    access.permit(Action.SESSION_PARTICIPANTS, held, session, now)
    person = living(uow, person_id)
    if uow.sessions.participant(session.id, person.id) is not None:
        raise Refusal("session-learner-in", name=person.name, title=session.title, session=session.id)
    access.permit(Action.SESSION_ADD, held, session, now)
    return session


def add_learner(uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, person_id: int) -> Participant:
    """Put a learner into a session that is open and has a seat; they are told."""
    session = may_add(uow, actor, now, session_id, person_id)
    person_id = living(uow, person_id).id
    if not uow.sessions.take_seat(session.id, person_id, now):
        raise Refusal("session-add-full", session=session.id, title=session.title, seats=session.seats)
    after = seat_changed(uow, actor, now, Action.SESSION_ADD, session, person_id, by=1)
    notices.tell(uow, LearnerAdded(session.id), [person_id], now, session=after)
    return learner_of(uow, session, person_id)


def may_remove(uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, seen: int | None) -> None:
    """Whether this person may take somebody out of the session, and whether anybody is in it."""
    session = access.enter(uow, actor, now, Action.SESSION_REMOVE, session_id, seen)
    if not session.taken:
        raise Refusal("session-nobody-joined", session=session.id, title=session.title)


def remove_learner(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session_id: int,
    person_id: int,
    reason: str | None = None,
) -> Participant:
    """Take a learner out of a session that has not ended; they are told. Returns the place they had."""
    session = access.enter(uow, actor, now, Action.SESSION_REMOVE, session_id)
    place = learner_of(uow, session, person_id)
    words = rules.optional_reason(reason)
    if not uow.sessions.free_seat(session.id, place.person_id, now):
        raise Conflict(f"seat in session {session.id} is free already")
    after = seat_changed(uow, actor, now, Action.SESSION_REMOVE, session, place.person_id, by=-1)
    notices.tell(uow, LearnerRemoved(session.id, words), [place.person_id], now, session=after)
    return place
