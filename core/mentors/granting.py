"""Making somebody a mentor of groups, and unmaking them: role, links and Discord roles in one transaction."""

from collections.abc import Collection
from datetime import datetime

from core.errors import Conflict, Refusal
from core.groups.model import LinkKind
from core.mentors.model import ApplicationForm, Mentor, MentorStatus, ProfileForm, Tier
from core.notices import service as notices
from core.ports import UnitOfWork


def grant(
    uow: UnitOfWork,
    person_id: int,
    tier: Tier,
    organisation: str | None,
    group_ids: Collection[int],
    now: datetime,
    form: ApplicationForm | None = None,
) -> Mentor:
    """Give the mentor role and mentor links to exactly these groups; other kinds of links stay.

    Raises Conflict where the person was erased meanwhile.
    """
    person = uow.people.get(person_id)
    if person is None or person.erased_at is not None:
        raise Conflict(f"person {person_id} is there no longer")
    profile = ProfileForm(about=form.about, expertise=form.expertise) if form else ProfileForm()
    mentor = uow.mentors.grant(person_id, tier, organisation, profile, now)
    for group_id in group_ids:
        link(uow, person_id, group_id, now, active=True)
    notices.changed_roles(uow, person_id, now)
    return mentor


def check_not_revoked(uow: UnitOfWork, person_id: int) -> None:
    """Whose role was ended for good hears that, not how to become a mentor."""
    mentor = uow.mentors.get(person_id)
    if mentor is not None and mentor.status is MentorStatus.REVOKED:
        raise Refusal("application-mentor-revoked")


def mentored(uow: UnitOfWork, person_id: int) -> frozenset[int]:
    """The groups somebody is a mentor of."""
    links = uow.groups.links(person_id)
    return frozenset(group_id for group_id, kinds in links.items() if LinkKind.MENTOR in kinds)


def link(uow: UnitOfWork, person_id: int, group_id: int, now: datetime, *, active: bool) -> None:
    """Make somebody a mentor of a group, or no longer; the mapped Discord role follows."""
    group = uow.groups.get(group_id)
    changed = uow.groups.set_link(group_id, person_id, LinkKind.MENTOR, active, now)
    if group is None or not changed:
        return
    others = uow.groups.links(person_id).get(group_id, frozenset()) - {LinkKind.MENTOR}
    if active or not others:
        notices.group_role(uow, group, person_id, now, give=active)
