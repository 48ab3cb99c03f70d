"""The only gate to applications and mentors: what somebody is to them, and what they may do (rules.md §0)."""

from core.errors import Denied, Outdated, Refusal
from core.mentors.model import Application, Mentor
from core.people.model import Actor
from core.permissions import POLICY, Action, general
from core.policy import Standing, Verdict, judge
from core.ports import UnitOfWork


def standings(actor: Actor, person_id: int) -> frozenset[Standing]:
    """What somebody is to an application or a profile of this person."""
    owner = {Standing.OWNER} if actor.id == person_id else set()
    return frozenset(general(actor) | owner)


def check_admin(actor: Actor, action: Action, kind: str, object_id: int) -> None:
    """Only an admin may; said before anything about the object is."""
    if not actor.admin:
        raise Denied("admin-only", action=action.value, object_kind=kind, object_id=object_id)


def find_application(uow: UnitOfWork, actor: Actor, action: Action, application_id: int) -> Application:
    """An application, if this person may do this to it now; the state is named with who decided."""
    application = uow.mentors.application(application_id)
    if application is None:
        raise Refusal("application-unknown", application=application_id)
    about = {"action": action.value, "object_kind": "application", "object_id": application_id}
    held = standings(actor, application.person_id)
    match judge(POLICY.get(action), held, application.status.value):
        case Verdict.WRONG_PERSON:
            raise Denied("application-not-yours", **about)
        case Verdict.OWN:
            raise Denied("application-own", **about)
        case Verdict.WRONG_STATE:
            raise decided(application)
        case Verdict.YES:
            return application


def decided(application: Application) -> Refusal:
    """The refusal of somebody who comes after the decision."""
    return Refusal(
        "application-decided",
        application=application.id,
        status=application.status.value,
        by=application.decided_by_name,
        at=application.decided_at,
        note=application.note,
    )


def check_seen(application: Application, seen: int | None) -> None:
    """A button of an older card has no effect (trust.md §2 row 70)."""
    if seen is not None and seen != application.version:
        raise Outdated("application-outdated", application=application.id)


def find_mentor(uow: UnitOfWork, actor: Actor, action: Action, person_id: int) -> Mentor:
    """A mentor, if this person may do this to them now; an id from before a merge leads to them."""
    person = uow.people.get(person_id)
    mentor = uow.mentors.get(person.id) if person else None
    if person is None or mentor is None:
        raise Refusal("mentor-unknown", person=person_id)
    person_id = person.id
    about = {"action": action.value, "object_kind": "mentor", "object_id": person_id}
    match judge(POLICY.get(action), standings(actor, person_id), mentor.status.value):
        case Verdict.WRONG_PERSON:
            raise Denied("mentor-not-yours", **about)
        case Verdict.OWN:
            raise Denied("mentor-own", **about)
        case Verdict.WRONG_STATE:
            raise Refusal("mentor-state", name=mentor.name, status=mentor.status.value)
        case Verdict.YES:
            return mentor
