"""What admins do with mentors: assign, revoke, pause, reactivate (rules.md §3)."""

from collections.abc import Sequence
from datetime import datetime

from core import auditing
from core.audit import Values
from core.errors import Conflict, Denied, Refusal
from core.facts import MentorAssigned, MentorStatusChanged
from core.mentors import access, granting, rules
from core.mentors.model import ApplicationStatus, Mentor, MentorStatus, Tier
from core.mentors.states import APPLICATION_EDGES, MENTOR_EDGES
from core.notices import service as notices
from core.people.model import Actor
from core.people.roles import living
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions import ending

REVOKED = "the mentor left the programme"
"""The reason of sessions that end with their mentor's role."""


def may_assign(uow: UnitOfWork, actor: Actor, person_id: int) -> Mentor | None:
    """What this person was before, if they can be made a mentor."""
    access.check_admin(actor, Action.MENTOR_ASSIGN, "mentor", person_id)
    person_id = living(uow, person_id).id
    if person_id == actor.id:
        attempt = {"action": Action.MENTOR_ASSIGN.value, "object_kind": "mentor", "object_id": person_id}
        raise Denied("mentor-own", **attempt)
    former = uow.mentors.get(person_id)
    if former is not None and former.status is not MentorStatus.REVOKED:
        raise Refusal("mentor-already", name=former.name, status=former.status.value)
    return former


def assign(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    person_id: int,
    group_ids: Sequence[int],
    tier: Tier | None = None,
    organisation: str | None = None,
) -> Mentor:
    """Make somebody a mentor without an application; nobody does that for himself."""
    former = may_assign(uow, actor, person_id)
    person_id = living(uow, person_id).id
    tier = tier or uow.programme.default_tier
    if tier in rules.ORGANISED and not organisation:
        raise Refusal("application-organisation-missing", tier=tier.value)
    chosen = rules.chosen_groups(group_ids, uow.groups.all(active_only=True))
    mentor = granting.grant(uow, person_id, tier, organisation, chosen, now)
    before = {"status": former.status.value if former else None}
    _record(uow, actor, now, Action.MENTOR_ASSIGN, person_id, before, {"status": mentor.status.value})
    notices.tell(uow, MentorAssigned(person_id), [person_id], now)
    return mentor


def may_change(uow: UnitOfWork, actor: Actor, action: Action, person_id: int) -> Mentor:
    """A mentor, if this admin may do that to them now."""
    access.check_admin(actor, action, "mentor", person_id)
    return access.find_mentor(uow, actor, action, person_id)


def revoke(uow: UnitOfWork, actor: Actor, now: datetime, person_id: int, reason: str) -> Mentor:
    """End somebody's role for good: links, coming sessions and the application go with it."""
    mentor = may_change(uow, actor, Action.MENTOR_REVOKE, person_id)
    words = rules.note(reason)
    after = _move(uow, actor, now, Action.MENTOR_REVOKE, mentor, MentorStatus.REVOKED, words)
    for group_id in granting.mentored(uow, person_id):
        granting.link(uow, person_id, group_id, now, active=False)
    for one in uow.mentors.open_or_approved(person_id):
        if one.status is ApplicationStatus.APPROVED:
            APPLICATION_EDGES.check(one.status, ApplicationStatus.REVOKED)
            status = ApplicationStatus.REVOKED
            if not uow.mentors.decide(one.id, one.status, status, words, actor.id, now):
                raise Conflict(f"application {one.id} was decided meanwhile")
    ending.call_off_all(uow, actor, now, person_id, REVOKED)
    return after


def pause(uow: UnitOfWork, actor: Actor, now: datetime, person_id: int, reason: str | None = None) -> Mentor:
    """Let a mentor rest: what is announced stands, nothing new is."""
    mentor = may_change(uow, actor, Action.MENTOR_PAUSE, person_id)
    words = rules.optional_note(reason)
    return _move(uow, actor, now, Action.MENTOR_PAUSE, mentor, MentorStatus.PAUSED, words)


def reactivate(uow: UnitOfWork, actor: Actor, now: datetime, person_id: int) -> Mentor:
    """Bring a paused mentor back; never oneself."""
    mentor = may_change(uow, actor, Action.MENTOR_REACTIVATE, person_id)
    return _move(uow, actor, now, Action.MENTOR_REACTIVATE, mentor, MentorStatus.ACTIVE, None)


def _move(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    action: Action,
    mentor: Mentor,
    status: MentorStatus,
    reason: str | None,
) -> Mentor:
    MENTOR_EDGES.check(mentor.status, status)
    if not uow.mentors.set_status(mentor.person_id, mentor.status, status):
        raise Conflict(f"mentor {mentor.person_id} is {mentor.status.value} no longer")
    before, after = {"status": mentor.status.value}, {"status": status.value}
    _record(uow, actor, now, action, mentor.person_id, before, after)
    fact = MentorStatusChanged(mentor.person_id, status.value, reason)
    notices.tell(uow, fact, [mentor.person_id], now)
    notices.changed_roles(uow, mentor.person_id, now)
    found = uow.mentors.get(mentor.person_id)
    if found is None:
        raise Conflict(f"mentor {mentor.person_id} is gone")
    return found


def _record(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    action: Action,
    person_id: int,
    before: Values,
    after: Values,
) -> None:
    auditing.record(uow, actor, now, action, ("mentor", person_id), before, after)
