"""The only gate to a session: what somebody is to it, and what they may do now (rules.md §0)."""

from collections.abc import Iterable
from datetime import datetime

from core.errors import Denied, Outdated, Refusal
from core.people.model import Actor
from core.permissions import POLICY, Action, general, in_group
from core.policy import Standing, Verdict, judge
from core.ports import UnitOfWork
from core.sessions.model import Attendance, Part, Participant, Session, Status
from core.sessions.states import current, effective_status

_SHOWN_TO_ALL = frozenset({Status.SCHEDULED, Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED})
_INSIDE = frozenset(
    {Standing.ADMIN, Standing.LEAD, Standing.OWNER, Standing.CO_MENTOR, Standing.JOINED, Standing.ATTENDED}
)
IN_GROUP = frozenset({Standing.MEMBER, Standing.GROUP_MENTOR, Standing.LEAD})
"""Who belongs to the group of a session."""
_PARTS = {Part.MENTEE: Standing.JOINED, Part.CO_MENTOR: Standing.CO_MENTOR, Part.MENTOR: Standing.OWNER}


def standings(
    uow: UnitOfWork, actor: Actor, session: Session, place: Participant | None
) -> frozenset[Standing]:
    """What somebody is to a session; `place` is their own active one."""
    found = general(actor) | in_group(uow.groups.links(actor.id).get(session.group_id, frozenset()))
    if session.mentor_id == actor.id:
        found.add(Standing.OWNER)
    if place is not None:
        found.add(_PARTS[place.part])
        if place.attendance is Attendance.ATTENDED and place.part is Part.MENTEE:
            found.add(Standing.ATTENDED)
    return frozenset(found)


def look(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int
) -> tuple[Session, Participant | None, frozenset[Standing]]:
    """A session that exists and is visible to this person, as it is stored, and what they are to it."""
    session = uow.sessions.get(session_id)
    if session is None:
        raise Refusal("session-unknown", session=session_id)
    place = uow.sessions.participant(session_id, actor.id)
    held = standings(uow, actor, session, place)
    if not (held & _INSIDE or _is_public(uow, session, now)):
        raise Refusal("session-unknown", session=session_id)
    return session, place, held


def _is_public(uow: UnitOfWork, session: Session, now: datetime) -> bool:
    """Whether its group could see it, now or before it went back to approval."""
    if current(session, now).status in _SHOWN_TO_ALL:
        return True
    return session.taken > 0 or bool(uow.outbox.cards(session.id))


def waits_on_a_card(uow: UnitOfWork, session: Session) -> bool:
    """Whether its group was shown that it waits for approval again: it is called off, not just gone."""
    return session.status is Status.PENDING_APPROVAL and bool(uow.outbox.cards(session.id))


def may(action: Action, held: Iterable[Standing], session: Session, now: datetime) -> bool:
    """Whether somebody of these standings may do this to the session now."""
    return action in able((action,), held, session, now)


def able(actions: Iterable[Action], held: Iterable[Standing], session: Session, now: datetime) -> set[Action]:
    """Which of these somebody of these standings may do to the session now."""
    state, standing = effective_status(session, now).value, frozenset(held)
    return {action for action in actions if judge(POLICY.get(action), standing, state) is Verdict.YES}


def enter(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    action: Action,
    session_id: int,
    seen: int | None = None,
) -> Session:
    """The session as it is stored, if this person may do this to it now.

    `seen` is the version on the card that was pressed. Refusals: unknown, not theirs, their own,
    the state (with who decided and when), outdated; in this order.
    """
    session, _, held = look(uow, actor, now, session_id)
    permit(action, held, session, now)
    check_seen(session, seen)
    return session


def permit(action: Action, held: frozenset[Standing], session: Session, now: datetime) -> None:
    """Raise what the policy has against it."""
    shown = current(session, now)
    match judge(POLICY.get(action), held, shown.status.value):
        case Verdict.WRONG_PERSON:
            raise _not_theirs(action, session)
        case Verdict.OWN:
            raise Denied("session-own", **_about(action, session))
        case Verdict.WRONG_STATE:
            raise _wrong_state(action, shown)
        case Verdict.YES:
            return


def check_seen(session: Session, seen: int | None) -> None:
    """A button of an older card has no effect (trust.md §2 row 70)."""
    if seen is not None and seen != session.version:
        raise Outdated("session-outdated", session=session.id, title=session.title, version=session.version)


def _about(action: Action, session: Session) -> dict[str, object]:
    return {
        "action": action.value,
        "object_kind": "session",
        "object_id": session.id,
        "session": session.id,
        "title": session.title,
        "mentor": session.mentor_name,
        "group": session.group_name,
        "group_id": session.group_id,
    }


def _not_theirs(action: Action, session: Session) -> Refusal:
    match action:
        case Action.SESSION_JOIN:
            return Denied("session-not-member", **_about(action, session))
        case Action.SESSION_VERIFY:
            return Denied("session-not-approver", **_about(action, session))
        case Action.SESSION_LEAVE:
            return Refusal("session-not-joined", session=session.id, title=session.title)
        case Action.FEEDBACK_GIVE:
            return Denied("feedback-not-attended", **_about(action, session))
        case Action.SESSION_COPY:
            return Denied("session-copy-not-yours", **_about(action, session))
        case _:
            return Denied("session-not-yours", **_about(action, session))


def _wrong_state(action: Action, session: Session) -> Refusal:
    facts: dict[str, object] = {
        "session": session.id,
        "title": session.title,
        "status": session.status.value,
        "reason": session.reason,
        "by": session.decided_by_name,
        "at": session.decided_at,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
    }
    match action:
        case Action.SESSION_VERIFY:
            return Refusal("session-decided", **facts)
        case Action.SESSION_DELETE:
            return Refusal("session-delete-state", **facts)
        case Action.FEEDBACK_GIVE:
            return Refusal("feedback-too-early", **facts)
        case _:
            return _too_early_or_late(action, session.status, facts)


def _too_early_or_late(action: Action, status: Status, facts: dict[str, object]) -> Refusal:
    started = status in {Status.IN_PROGRESS, Status.COMPLETED}
    waits = status in {Status.PENDING_APPROVAL, Status.SCHEDULED}
    if action is Action.SESSION_JOIN and status is Status.PENDING_APPROVAL:
        return Refusal("session-join-paused", **facts)
    if action is Action.SESSION_LEAVE and started:
        return Refusal("session-leave-started", **facts)
    if action is Action.SESSION_EDIT and started:
        return Refusal("session-edit-started", **facts)
    if action in {Action.SESSION_MARK, Action.SESSION_MINUTES} and waits:
        return Refusal("session-not-started", **facts)
    return Refusal("session-closed", **facts)
