"""Finding mentors: public profiles and figures (rules.md §3)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core import text
from core.errors import Denied, Refusal
from core.groups.model import Group
from core.mentors.model import Mentor, MentorFigures, MentorStatus
from core.mentors.profile import groups_of
from core.page import Page
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Wanted:
    """What mentors are looked for."""

    search: str = ""
    skill: str | None = None
    group_id: int | None = None
    page: int = 1
    saved: bool = False
    """Only those whom this person has saved."""


@dataclass(frozen=True, slots=True)
class MentorView:
    """A mentor as others see them."""

    mentor: Mentor
    groups: tuple[Group, ...]
    figures: MentorFigures
    saved: bool = False
    """Whether the viewer has saved them."""


def discover(uow: UnitOfWork, actor: Actor, now: datetime, wanted: Wanted = Wanted()) -> Page[Mentor]:
    """Approved and public mentors by name."""
    skill = text.searched(wanted.skill) if wanted.skill else None
    size = uow.programme.page_size
    page = uow.mentors.discover(
        text.searched(wanted.search),
        skill,
        wanted.group_id,
        wanted.page,
        size,
        all_statuses=False,
        saved_by=actor.id if wanted.saved else None,
    )
    return Page(tuple(_public(mentor) for mentor in page.items), page.number, page.more)


def _public(mentor: Mentor) -> Mentor:
    """Without what is meant for those who booked: the meeting link."""
    return replace(mentor, profile=replace(mentor.profile, meeting_link=None))


def show_mentor(uow: UnitOfWork, actor: Actor, now: datetime, person_id: int) -> MentorView:
    """A mentor's public profile; a hidden or resting one is seen by admins and themselves only."""
    person = uow.people.get(person_id)
    person_id = person.id if person else person_id
    mentor = uow.mentors.get(person_id)
    inside = actor.admin or actor.id == person_id
    if mentor is None or not (inside or (mentor.status is MentorStatus.ACTIVE and mentor.profile.public)):
        raise Refusal("mentor-unknown", person=person_id)
    saved = uow.mentors.saved(actor.id, person_id)
    return MentorView(_public(mentor), groups_of(uow, person_id), _figures(uow, person_id, now), saved)


def figures(uow: UnitOfWork, actor: Actor, now: datetime) -> MentorFigures:
    """What this mentor has done so far."""
    if uow.mentors.get(actor.id) is None:
        attempt = {"action": Action.MENTOR_FIGURES.value, "object_kind": "mentor", "object_id": actor.id}
        raise Denied("profile-not-mentor", **attempt)
    return _figures(uow, actor.id, now)


def _figures(uow: UnitOfWork, person_id: int, now: datetime) -> MentorFigures:
    found = uow.mentors.figures(person_id, now)
    enough = found.ratings >= uow.programme.ratings_shown_from
    return found if enough else replace(found, rating=None)
