"""Bringing things into every state, and people into every relation to a session."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert

from core.facts import SessionCancelled
from core.groups.model import LinkKind
from core.mentors.model import ApplicationStatus, MentorStatus
from core.notices.model import OutboxStatus
from core.people.linking import LINK_EDGES, offer_code
from core.people.model import Actor, LinkState, Platform
from core.sessions.model import Attendance, Part, Status
from core.switches import Switch
from storage.tables import participants
from tests.builders import application_form, session_form
from tests.builders import notice as owed
from tests.proofs.stage import ADMIN_ID, Stage

HOUR = timedelta(hours=1)
LATE = {
    "SCHEDULED, started": "IN_PROGRESS",
    "SCHEDULED, ended": "COMPLETED",
    "IN_PROGRESS, ended": "COMPLETED",
    "PENDING_APPROVAL, started": "REJECTED",
}
"""Sessions whose state the clock has not stored yet: they count as what they should be."""
_STARTS = {"IN_PROGRESS": -HOUR / 2, "COMPLETED": -2 * HOUR}
"""From now; sessions in other states start tomorrow."""


def programme(stage: Stage, state: str) -> None:
    """Nothing but what is there anyway."""


def session(stage: Stage, state: str) -> None:
    """A session of an hour whose mentor is the owner, and a learner who could be put into it."""
    stage.owner = stage.mentoring(stage.newcomer("Omar Owner"))
    stored, counts_as = state.partition(",")[0], LATE.get(state, state)
    starts_at = stage.now + _STARTS.get(counts_as, 24 * HOUR)
    if state == "PENDING_APPROVAL, started":
        starts_at = stage.now - HOUR / 2
    form = session_form(stage.group, starts_at=starts_at, ends_at=starts_at + HOUR)
    made = stage.uow.sessions.add(form, stage.owner.id, Status(stored), None, stage.now - 48 * HOUR)
    stage.session = made.id
    stage.learner = stage.link(stage.newcomer("Lena Learner"), LinkKind.LEARNER).id


def seat_learner(stage: Stage) -> None:
    """Let the learner have a seat."""
    assert stage.uow.sessions.take_seat(stage.session, stage.learner, stage.now)


def hold_sending(stage: Stage) -> None:
    """Let an admin have paused it."""
    assert stage.uow.switches.pause(Switch.OUTBOX, stage.now)


def _seated(stage: Stage, actor: Actor) -> Actor:
    assert stage.uow.sessions.take_seat(stage.session, actor.id, stage.now)
    return stage.again(actor)


def joined(stage: Stage) -> Actor:
    """A learner with a seat."""
    return _seated(stage, stage.link(stage.newcomer(), LinkKind.LEARNER))


def joined_and_left_group(stage: Stage) -> Actor:
    """Seats stay taken when somebody leaves the group."""
    actor = joined(stage)
    stage.uow.groups.set_link(stage.group, actor.id, LinkKind.LEARNER, active=False, now=stage.now)
    return stage.again(actor)


def left_session(stage: Stage) -> Actor:
    """A learner who had a seat."""
    actor = joined(stage)
    assert stage.uow.sessions.free_seat(stage.session, actor.id, stage.now)
    return stage.again(actor)


def attended(stage: Stage) -> Actor:
    """A learner who came."""
    actor = joined(stage)
    stage.uow.sessions.set_attendance(stage.session, [actor.id], Attendance.ATTENDED)
    return stage.again(actor)


def admin_joined(stage: Stage) -> Actor:
    """An admin who learns."""
    return stage.promoted(joined(stage))


def lead_attended(stage: Stage) -> Actor:
    """A lead who learned."""
    return stage.link(attended(stage), LinkKind.LEAD)


def co_mentor(stage: Stage) -> Actor:
    """Somebody who leads the session beside its mentor."""
    return _beside(stage, stage.newcomer())


def _beside(stage: Stage, actor: Actor) -> Actor:
    values = {"session_id": stage.session, "person_id": actor.id, "joined_at": stage.now}
    parts = {"part": Part.CO_MENTOR, "attendance": Attendance.INVITED}
    stage.rehearsal.scope.connection.execute(insert(participants), values | parts)
    return stage.again(actor)


def mentoring_co_mentor(stage: Stage) -> Actor:
    """A co-mentor who could announce sessions of the group too."""
    return _beside(stage, stage.mentoring(stage.newcomer()))


def admin_co_mentor(stage: Stage) -> Actor:
    """A co-mentor who is an admin."""
    return stage.promoted(co_mentor(stage))


def lead_co_mentor(stage: Stage) -> Actor:
    """A co-mentor who is lead of the group."""
    return stage.link(co_mentor(stage), LinkKind.LEAD)


def paused_owner(stage: Stage) -> Actor:
    """The session's mentor, whom an admin lets rest."""
    stage.uow.mentors.set_status(stage.owner.id, MentorStatus.ACTIVE, MentorStatus.PAUSED)
    return stage.again(stage.owner)


def former_owner(stage: Stage) -> Actor:
    """The session's mentor after the role was taken away."""
    stage.uow.mentors.set_status(stage.owner.id, MentorStatus.ACTIVE, MentorStatus.REVOKED)
    stage.uow.groups.set_link(stage.group, stage.owner.id, LinkKind.MENTOR, active=False, now=stage.now)
    return stage.again(stage.owner)


def application(stage: Stage, state: str) -> None:
    """An application of the owner; an approved one has made a mentor."""
    stage.owner = stage.newcomer("Anna Applicant")
    if state == "none":
        return
    form = application_form(stage.group, stage.other)
    status = ApplicationStatus(state)
    stage.application = stage.uow.mentors.apply(stage.owner.id, form, stage.now).id
    if status is ApplicationStatus.PENDING:
        return
    stage.uow.mentors.decide(
        stage.application, ApplicationStatus.PENDING, status, "Because.", stage.person, stage.now
    )
    if status in {ApplicationStatus.APPROVED, ApplicationStatus.REVOKED}:
        revoked = status is ApplicationStatus.REVOKED
        stage.mentoring(stage.owner, MentorStatus.REVOKED if revoked else MentorStatus.ACTIVE)


def mentor(stage: Stage, state: str) -> None:
    """The owner is a mentor of the group, or is not one (yet)."""
    stage.owner = stage.newcomer("Mara Mentor")
    stage.mentor = stage.person = stage.owner.id
    if state == "none":
        return
    status = MentorStatus.ACTIVE if state == "unlisted" else MentorStatus(state)
    stage.owner = stage.mentoring(stage.owner, status)
    if state == "unlisted":
        found = stage.uow.mentors.get(stage.mentor)
        assert found is not None
        assert stage.uow.mentors.save_profile(
            stage.mentor, replace(found.profile, public=False), found.version
        )


def group(stage: Stage, state: str) -> None:
    """The group is active or switched off; the person meant leads it."""
    found = stage.uow.groups.get(stage.group)
    assert found is not None
    if state == "switched-off":
        assert stage.uow.groups.save(replace(found, active=False), found.version)


def lead_person(stage: Stage) -> None:
    """Make the person meant lead of the group."""
    stage.uow.groups.set_link(stage.group, stage.person, LinkKind.LEAD, active=True, now=stage.now)


def person(stage: Stage, state: str) -> None:
    """The person meant, being what the state says."""
    user_id = ADMIN_ID if state == "admin-by-settings" else None
    stage.owner = stage.newcomer("Paul Person", user_id=user_id)
    stage.person = stage.owner.id
    if state == "admin":
        stage.promoted(stage.owner)
    if state == "erased":
        stage.uow.people.erase(stage.person, stage.now)


def account(stage: Stage, state: str) -> None:
    """An account of the owner; the owner acts with another one where there are two."""
    stage.owner = stage.newcomer("Uma User")
    stage.account = stage.owner.account.id
    if state == "linked":
        other = stage.newcomer("Uma Elsewhere", platform=Platform.TELEGRAM)
        stage.uow.people.merge(keep=stage.owner.id, gone=other.id)
        stage.account = other.account.id


def link_code(stage: Stage, state: str) -> None:
    """A code that the owner offered, and somebody elsewhere perhaps entered."""
    stage.owner = stage.newcomer("Otto Offerer", platform=Platform.TELEGRAM)
    offer_code(stage.uow, stage.owner, stage.now, stage.secret)
    code = stage.code = _the_code(stage)
    enterer = stage.person = stage.newcomer("Erna Enterer").id
    stored, lapsed = state.partition(",")[0], "lapsed" in state
    path = {
        "offered": [],
        "lapsed": [],
        "entered": ["entered"],
        "used": ["entered", "used"],
        "void": ["void"],
    }
    old = LinkState.OFFERED
    for step in path[stored]:
        LINK_EDGES.check(old, LinkState(step))
        assert stage.uow.people.set_code(code, old, LinkState(step), enterer)
        old = LinkState(step)
    if lapsed:
        stage.now += HOUR


_CODE_STEPS = {
    "entered": (LinkState.ENTERED,),
    "used": (LinkState.ENTERED, LinkState.USED),
    "void": (LinkState.VOID,),
}


def _the_code(stage: Stage) -> int:
    number: int = stage.rehearsal.raw.execute("SELECT max(id) FROM link_codes").fetchone()[0]
    return number


def enterer(stage: Stage) -> Actor:
    """Who has entered the code, if anybody has."""
    found = stage.uow.people.get(stage.person)
    assert found is not None
    return stage.actor_of(found.id)


def notice(stage: Stage, state: str) -> None:
    """A notice in this state."""
    stage.uow.outbox.owe([owed(fact=SessionCancelled(1, "The mentor is ill."))])
    raw = stage.rehearsal.raw
    stage.row = raw.execute("SELECT max(id) FROM outbox").fetchone()[0]
    raw.execute("UPDATE outbox SET status = ? WHERE id = ?", (OutboxStatus(state).value, stage.row))


def last_admin(stage: Stage) -> Actor:
    """An admin when there is no other."""
    others = stage.uow.people.admins()
    actor = stage.promoted(stage.newcomer())
    for one in others:
        stage.uow.people.set_admin(one, admin=False)
    return stage.again(actor)
