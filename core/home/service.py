"""Home and figures: what waits for a person, what comes next, what they have done."""

from dataclasses import dataclass
from datetime import datetime

from core.approvals import service as approvals
from core.mentors import discovery
from core.mentors.model import Application, MentorFigures, MentorStatus
from core.people.model import Account, Actor
from core.ports import UnitOfWork
from core.sessions import attending, rules
from core.sessions.model import Attendance, Part, Participation, Status
from core.sessions.states import effective_status
from core.switches import Switch

SHOWN = 5
MANY = 100


@dataclass(frozen=True, slots=True)
class Home:
    """What a person sees first."""

    name: str
    admin: bool
    mentor: bool
    paused: bool
    lead: bool
    groups: int
    """How many groups they belong to."""
    upcoming: tuple[Participation, ...]
    waiting: int
    """What they may decide; 0 for those who decide nothing."""
    unread: int
    """Notices they were not told; at most a page of them is counted."""
    application: Application | None
    revoked: bool
    """Whether they were a mentor once and cannot become one by themselves again."""
    accounts: int
    attendance: int
    """Sessions they led lately of which it is not said who came."""
    stopped: tuple[Switch, ...]
    """What an admin has paused; those who are none hear of the changes alone."""
    unreachable: tuple[Account, ...]
    """Where direct messages do not arrive, though they are wanted there."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a person has done, as a learner and as a mentor."""

    joined: int
    """Sessions they had a seat in and that took place; the latest hundred are counted."""
    attended: int
    minutes: int
    groups: int
    """Those they belong to, as learner, mentor or lead."""
    mentor: MentorFigures | None


def home(uow: UnitOfWork, actor: Actor, now: datetime) -> Home:
    """What waits for this person and what they can do next."""
    links = uow.groups.links(actor.id)
    leads = approvals.leads_of(uow, actor)
    accounts = uow.people.accounts(actor.id)
    waiting = 0
    if actor.admin or leads:
        waiting = len(approvals.sessions_for(uow, actor, now, leads))
        waiting += len(approvals.applications_for(uow, actor))
    return Home(
        name=actor.person.name,
        admin=actor.admin,
        mentor=actor.mentor,
        paused=actor.paused,
        lead=bool(leads),
        groups=len(links),
        upcoming=attending.upcoming(uow, actor, now)[:SHOWN],
        waiting=waiting,
        unread=len(uow.outbox.waiting_for(actor.id, 1, uow.programme.page_size).items),
        application=uow.mentors.latest_application(actor.id),
        revoked=_revoked(uow, actor),
        accounts=len(accounts),
        attendance=_attendance(uow, actor, now),
        stopped=_stopped(uow, actor),
        unreachable=tuple(one for one in accounts if one.notify and not one.reachable),
    )


def _revoked(uow: UnitOfWork, actor: Actor) -> bool:
    mentor = None if actor.mentor or actor.paused else uow.mentors.get(actor.id)
    return mentor is not None and mentor.status is MentorStatus.REVOKED


def _stopped(uow: UnitOfWork, actor: Actor) -> tuple[Switch, ...]:
    paused = uow.switches.paused()
    return tuple(one for one in paused if actor.admin or one is Switch.READ_ONLY)


def _attendance(uow: UnitOfWork, actor: Actor, now: datetime) -> int:
    """Only the latest few are looked at: older ones were asked about often enough."""
    if not (actor.mentor or actor.paused):
        return 0
    ended = uow.sessions.of_mentor(actor.id, Status.COMPLETED, "", 1, SHOWN).items
    lately = [one for one in ended if one.taken and now <= rules.feedback_until(one, uow.programme)]
    return sum(
        any(
            one.part is Part.MENTEE and one.attendance is Attendance.INVITED
            for one in uow.sessions.participants(session.id)
        )
        for session in lately
    )


def figures(uow: UnitOfWork, actor: Actor, now: datetime) -> Figures:
    """What this person has done so far."""
    seats = uow.sessions.history(actor.id, 1, MANY).items
    past = [one for one in seats if effective_status(one.session, now) is Status.COMPLETED]
    attended = [one.participant for one in past if one.participant.attendance is Attendance.ATTENDED]
    links = uow.groups.links(actor.id)
    return Figures(
        joined=len(past),
        attended=len(attended),
        minutes=sum(one.minutes or 0 for one in attended),
        groups=len(links),
        mentor=discovery.figures(uow, actor, now) if uow.mentors.get(actor.id) else None,
    )
