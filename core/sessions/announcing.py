"""Announcing, editing, cancelling, deleting and repeating a session (rules.md §5)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core import auditing
from core.audit import Values
from core.errors import Conflict, Denied, Refusal
from core.facts import SessionMoved, SessionProposed
from core.groups.model import Group, LinkKind
from core.mentors import granting
from core.notices import service as notices
from core.people.model import Actor
from core.permissions import POLICY, Action, general, in_group
from core.policy import Verdict, judge
from core.ports import UnitOfWork
from core.sessions import access, changing, following, planning, rules
from core.sessions.model import Session, SessionForm, Status
from core.sessions.rules import SessionChange
from core.sessions.states import EDGES
from core.sessions.timeline import Plan, next_due

__all__ = [
    "Edited",
    "SessionChange",
    "announce",
    "cancel",
    "check_group",
    "check_new_group",
    "clone",
    "copy_of",
    "delete",
    "edit",
    "may_announce",
    "may_delete",
]


def may_announce(uow: UnitOfWork, actor: Actor) -> None:
    """Whether a form is worth filling in: for mentors who are not paused."""
    if actor.paused:
        raise Denied("session-announce-paused", **_attempt(0))
    granting.check_not_revoked(uow, actor.id)
    if not actor.mentor:
        raise Denied("session-announce-not-mentor", **_attempt(0))


def announce(uow: UnitOfWork, actor: Actor, now: datetime, form: SessionForm) -> Session:
    """Announce a session for a group this person mentors; PENDING_APPROVAL or SCHEDULED by the settings."""
    check_group(uow, actor, form.group_id)
    most = uow.programme.sessions_a_day
    if again := auditing.again_from(uow, actor, now, Action.SESSION_ANNOUNCE, most):
        raise Refusal("session-too-many", most=most, again=again)
    form = _checked(uow, now, form, actor.id, but=None)
    status = Status.PENDING_APPROVAL if uow.programme.approval else Status.SCHEDULED
    due_at = next_due(Plan(status, form.starts_at, form.ends_at), uow.programme, now)
    session = uow.sessions.add(form, actor.id, status, due_at, now)
    uow.zone_rules.mean(session.id, following.meant_by(uow, actor, form.starts_at))
    auditing.record(uow, actor, now, Action.SESSION_ANNOUNCE, ("session", session.id), {}, _values(session))
    if status is Status.PENDING_APPROVAL:
        _propose(uow, now, session)
    notices.refresh_cards(uow, session, now)
    return session


def check_group(uow: UnitOfWork, actor: Actor, group_id: int) -> None:
    """Whether this person may announce sessions for a group."""
    if actor.paused:
        raise Denied("session-announce-paused", **_attempt(group_id))
    if not actor.mentor:
        raise Denied("session-announce-not-mentor", **_attempt(group_id))
    group = _group(uow, group_id)
    held = general(actor) | in_group(uow.groups.links(actor.id).get(group.id, frozenset()))
    if judge(POLICY.get(Action.SESSION_ANNOUNCE), held) is not Verdict.YES:
        raise Denied("session-announce-group", **_attempt(group.id), group=group.name)


def _attempt(group_id: int) -> dict[str, object]:
    return {"action": Action.SESSION_ANNOUNCE.value, "object_kind": "group", "object_id": group_id}


def _group(uow: UnitOfWork, group_id: int) -> Group:
    group = uow.groups.get(group_id)
    if group is None or not group.active:
        raise Refusal("group-unknown", group_id=group_id)
    return group


def _checked(
    uow: UnitOfWork, now: datetime, form: SessionForm, mentor_id: int, *, but: Session | None
) -> SessionForm:
    """The cleaned form, if nothing of the mentor is against it; `but` is the session being edited."""
    form = rules.checked(form, uow.programme)
    times = (form.starts_at, form.ends_at)
    if but is None or times != (but.starts_at, but.ends_at):
        rules.check_length(form.ends_at - form.starts_at, uow.programme)
    if but is None or form.starts_at != but.starts_at:
        rules.check_start(form.starts_at, uow.programme, now)
    planning.check_double(uow, mentor_id, form.title, form.starts_at, but)
    planning.check_free(uow, mentor_id, *times, but)
    return form


def _propose(uow: UnitOfWork, now: datetime, session: Session) -> None:
    fact = SessionProposed(session.id, session.version)
    notices.forget_proposals(uow, session.id)
    notices.tell(uow, fact, changing.approvers(uow, session), now, session=session)


def _values(session: Session) -> Values:
    """What the audit log keeps of a session: no text of people, no link."""
    return {
        "status": session.status.value,
        "group": session.group_id,
        "mode": session.mode.value,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "seats": session.seats,
        "version": session.version,
    }


@dataclass(frozen=True, slots=True)
class Edited:
    """A session after an edit."""

    session: Session
    changed: bool
    """Whether anything is other than it was."""


def edit(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session_id: int,
    change: SessionChange,
    seen: int | None = None,
) -> Edited:
    """Change a session that has not started; what is new is told to those it concerns."""
    session = access.enter(uow, actor, now, Action.SESSION_EDIT, session_id, seen)
    wanted = rules.changed(session, change)
    if wanted == rules.form_of(session):
        return Edited(session, changed=False)
    if wanted.group_id != session.group_id:
        check_new_group(uow, session, wanted.group_id)
    form = _checked(uow, now, wanted, session.mentor_id, but=session)
    rules.check_seats_taken(form.seats, session.taken)
    if form == rules.form_of(session):
        return Edited(session, changed=False)
    return Edited(_store(uow, actor, now, session, form), changed=True)


def check_new_group(uow: UnitOfWork, session: Session, group_id: int) -> None:
    """A session moves only to a group that its mentor mentors."""
    group = _group(uow, group_id)
    if LinkKind.MENTOR not in uow.groups.links(session.mentor_id).get(group_id, frozenset()):
        raise Refusal("session-edit-group", group=group.name, mentor=session.mentor_name)


def _store(uow: UnitOfWork, actor: Actor, now: datetime, session: Session, form: SessionForm) -> Session:
    old = rules.form_of(session)
    rescheduled = _when(old) != _when(form)
    status = session.status
    if rescheduled and uow.programme.approval and status is not Status.PENDING_APPROVAL:
        status = Status.PENDING_APPROVAL
        EDGES.check(session.status, status)
    same = status is session.status and form.starts_at == session.starts_at
    plan = Plan(status, form.starts_at, form.ends_at)
    due_at = next_due(plan, uow.programme, _undone_from(session, now) if same else now)
    if not uow.sessions.save(session.id, form, status, due_at, session.version):
        raise Conflict(f"session {session.id} was changed meanwhile")
    if form.starts_at != session.starts_at:
        uow.zone_rules.mean(session.id, following.meant_by(uow, actor, form.starts_at))
    after = changing.get(uow, session.id)
    auditing.record(
        uow, actor, now, Action.SESSION_EDIT, ("session", session.id), _values(session), _values(after)
    )
    if not same:
        notices.forget_reminders(uow, session.id)
    if rescheduled and status is Status.PENDING_APPROVAL:
        _propose(uow, now, after)
    if rescheduled or _where(old) != _where(form):
        _tell_moved(uow, actor, now, session, after)
    notices.refresh_cards(uow, after, now, was=session.status)
    return after


def _undone_from(session: Session, now: datetime) -> datetime:
    """Just before what the clock has still to do: a reminder that is due now is not lost by an edit."""
    return now if session.due_at is None else min(now, session.due_at - timedelta(microseconds=1))


def _when(form: SessionForm) -> tuple[object, ...]:
    """What goes back to approval when it changes."""
    return form.group_id, form.starts_at, form.ends_at


def _where(form: SessionForm) -> tuple[object, ...]:
    return form.mode, form.link, form.venue


def _tell_moved(uow: UnitOfWork, actor: Actor, now: datetime, old: Session, new: Session) -> None:
    same_place = _where(rules.form_of(old)) == _where(rules.form_of(new))
    fact = SessionMoved(
        session_id=new.id,
        old_starts_at=old.starts_at,
        old_place=None if same_place else old.venue or "",
        old_group=old.group_name if old.group_id != new.group_id else None,
        version=new.version,
    )
    told = [person_id for person_id in changing.everyone(uow, new) if person_id != actor.id]
    notices.tell(uow, fact, told, now, session=new)


def cancel(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session_id: int,
    reason: str,
    seen: int | None = None,
) -> Session:
    """Call a session off, until it ends; everyone is told why."""
    session = access.enter(uow, actor, now, Action.SESSION_CANCEL, session_id, seen)
    return changing.call_off(uow, actor, now, session, rules.reason(reason))


def may_delete(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, seen: int | None = None
) -> Session:
    """The session, if this person may remove it."""
    session = access.enter(uow, actor, now, Action.SESSION_DELETE, session_id, seen)
    if session.taken:
        raise Refusal("session-delete-joined", taken=session.taken, session=session.id)
    if access.waits_on_a_card(uow, session):
        raise Refusal("session-delete-state", session=session.id, status=session.status.value)
    return session


def delete(uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, seen: int | None = None) -> Session:
    """Remove a session that nobody joined and that does not stand; returns what it was."""
    session = may_delete(uow, actor, now, session_id, seen)
    auditing.record(uow, actor, now, Action.SESSION_DELETE, ("session", session.id), _values(session), {})
    notices.forget_reminders(uow, session.id)
    uow.sessions.delete(session.id)
    return session


def copy_of(uow: UnitOfWork, actor: Actor, now: datetime, session_id: int) -> SessionForm:
    """The values of an own session, to announce the same again."""
    return rules.form_of(access.enter(uow, actor, now, Action.SESSION_COPY, session_id))


def clone(uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, start: datetime) -> Session:
    """Announce an own session again at another time."""
    form = copy_of(uow, actor, now, session_id)
    length = form.ends_at - form.starts_at
    return announce(uow, actor, now, replace(form, starts_at=start, ends_at=start + length))
