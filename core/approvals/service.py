"""What waits for a person: applications for admins, sessions for admins and leads (rules.md §3, §5)."""

from dataclasses import dataclass
from datetime import datetime

from core.errors import Denied
from core.groups.model import LinkKind
from core.mentors.model import Application, ApplicationStatus
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions.model import Part, Session, Status
from core.sessions.states import effective_status

MANY = 200
"""More than anybody lets wait; what is behind follows when these are decided."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One page of the queue: sessions that start soonest first, then applications, newest first."""

    sessions: tuple[Session, ...]
    applications: tuple[Application, ...]
    number: int
    more: bool
    total: int
    """How many wait in all, at most `MANY` of each kind."""


def waiting(uow: UnitOfWork, actor: Actor, now: datetime, number: int = 1) -> Waiting:
    """Everything this person may decide; never their own."""
    leads = leads_of(uow, actor)
    if not actor.admin and not leads:
        raise Denied(
            "approvals-not-approver", action=Action.APPROVALS.value, object_kind="approvals", object_id=0
        )
    sessions = sessions_for(uow, actor, now, leads)
    applications = applications_for(uow, actor)
    size = uow.programme.page_size
    first, last = (number - 1) * size, number * size
    after = max(0, first - len(sessions)), max(0, last - len(sessions))
    total = len(sessions) + len(applications)
    shown = tuple(sessions[first:last]), tuple(applications[after[0] : after[1]])
    return Waiting(*shown, number, total > last, total)


def leads_of(uow: UnitOfWork, actor: Actor) -> frozenset[int]:
    """The groups this person leads."""
    links = uow.groups.links(actor.id)
    return frozenset(group_id for group_id, kinds in links.items() if LinkKind.LEAD in kinds)


def sessions_for(uow: UnitOfWork, actor: Actor, now: datetime, leads: frozenset[int]) -> list[Session]:
    """Sessions that wait and that this person may decide, the soonest first."""
    found = uow.sessions.awaiting(None if actor.admin else sorted(leads), MANY)
    parts = uow.sessions.places(actor.id, [session.id for session in found])
    leading = {Part.MENTOR, Part.CO_MENTOR}
    return [
        session
        for session in found
        if parts.get(session.id) not in leading and effective_status(session, now) is Status.PENDING_APPROVAL
    ]


def applications_for(uow: UnitOfWork, actor: Actor) -> list[Application]:
    """Applications that wait and that this person may decide: an admin's, newest first."""
    if not actor.admin:
        return []
    page = uow.mentors.applications(ApplicationStatus.PENDING, None, "", 1, MANY)
    return [one for one in page.items if one.person_id != actor.id]
