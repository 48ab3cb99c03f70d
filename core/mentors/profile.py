"""A mentor's own profile: what is missing, changing it, changing the groups (rules.md §3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from core import auditing
from core.errors import Conflict, Outdated, Refusal
from core.groups.model import Group
from core.mentors import access, granting, rules
from core.mentors.model import Mentor, ProfileForm
from core.notices import service as notices
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork


class ProfilePart(StrEnum):
    """What a complete profile tells; each weighs the same, and each may be taken away again."""

    HEADLINE = "headline"
    ABOUT = "about"
    EXPERTISE = "expertise"
    COMPANY = "company"
    JOB_TITLE = "job_title"
    YEARS = "years"
    LOCATION = "location"
    LINKS = "links"
    MEETING_LINK = "meeting_link"
    RATE = "rate"


_NOTHING: dict[ProfilePart, dict[str, Any]] = {
    ProfilePart.EXPERTISE: {"expertise": ()},
    ProfilePart.LINKS: {"links": ()},
    ProfilePart.RATE: {"rate": None, "currency": None},
}
"""What a part is when it is not told, where that is not simply None."""


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What of a profile is to be changed; None leaves it as it is, an empty text takes it away."""

    headline: str | None = None
    about: str | None = None
    expertise: str | None = None
    """Skills separated by commas."""
    company: str | None = None
    job_title: str | None = None
    years: int | None = None
    location: str | None = None
    links: str | None = None
    """Links separated by spaces."""
    session_minutes: int | None = None
    buffer_minutes: int | None = None
    meeting_link: str | None = None
    rate: int | None = None
    currency: str | None = None
    public: bool | None = None


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A profile as its mentor sees it."""

    mentor: Mentor
    groups: tuple[Group, ...]
    percent: int
    missing: tuple[str, ...]
    """Names of parts that are not told yet; the catalogue words them."""
    changed: bool | None = None
    """Whether an edit changed anything; None where it is only looked at."""


def completeness(mentor: Mentor) -> tuple[int, tuple[str, ...]]:
    """How much of the profile is told, in percent, and what is missing."""
    missing = tuple(part.value for part in ProfilePart if getattr(mentor.profile, part) in {None, "", ()})
    return round(100 * (len(ProfilePart) - len(missing)) / len(ProfilePart)), missing


def profile_of(uow: UnitOfWork, actor: Actor, now: datetime) -> OwnProfile:
    """This mentor's own profile."""
    return _own(uow, _mentor(uow, actor))


def _mentor(uow: UnitOfWork, actor: Actor) -> Mentor:
    if uow.mentors.get(actor.id) is None:
        raise Refusal("profile-not-mentor")
    granting.check_not_revoked(uow, actor.id)
    return access.find_mentor(uow, actor, Action.PROFILE_EDIT, actor.id)


def _own(uow: UnitOfWork, mentor: Mentor, *, changed: bool | None = None) -> OwnProfile:
    percent, missing = completeness(mentor)
    return OwnProfile(mentor, groups_of(uow, mentor.person_id), percent, missing, changed)


def groups_of(uow: UnitOfWork, person_id: int) -> tuple[Group, ...]:
    """The active groups somebody mentors, by name."""
    mentored = granting.mentored(uow, person_id)
    return tuple(group for group in uow.groups.all(active_only=True) if group.id in mentored)


def may_edit(uow: UnitOfWork, actor: Actor, seen: int | None = None) -> Mentor:
    """This mentor, if they may change their profile."""
    mentor = _mentor(uow, actor)
    if seen is not None and seen != mentor.version:
        raise Outdated("profile-outdated")
    return mentor


def edit_profile(
    uow: UnitOfWork, actor: Actor, now: datetime, change: ProfileChange, seen: int | None = None
) -> OwnProfile:
    """Change what is given of the own profile."""
    mentor = may_edit(uow, actor, seen)
    form = rules.profile(_changed(mentor.profile, change), uow.programme.allowed_link_hosts)
    return _save(uow, actor, now, mentor, form)


def clear_part(
    uow: UnitOfWork, actor: Actor, now: datetime, part: ProfilePart, seen: int | None = None
) -> OwnProfile:
    """Take a part of the own profile away; one that is not told stays so."""
    mentor = may_edit(uow, actor, seen)
    form = replace(mentor.profile, **_NOTHING.get(part, {part.value: None}))
    return _save(uow, actor, now, mentor, form)


def _save(uow: UnitOfWork, actor: Actor, now: datetime, mentor: Mentor, form: ProfileForm) -> OwnProfile:
    if form == mentor.profile:
        return _own(uow, mentor, changed=False)
    if not uow.mentors.save_profile(actor.id, form, mentor.version):
        raise Conflict(f"profile of {actor.id} was changed meanwhile")
    before, after = {"public": mentor.profile.public}, {"public": form.public}
    auditing.record(uow, actor, now, Action.PROFILE_EDIT, ("mentor", actor.id), before, after)
    return _own(uow, replace(mentor, profile=form, version=mentor.version + 1), changed=True)


def _changed(old: ProfileForm, change: ProfileChange) -> ProfileForm:
    plain = ("headline", "about", "company", "job_title", "years", "location", "session_minutes")
    more = ("buffer_minutes", "meeting_link", "rate", "currency", "public")
    given = {name: getattr(change, name) for name in (*plain, *more) if getattr(change, name) is not None}
    form = replace(old, **given)
    if change.expertise is not None:
        form = replace(form, expertise=rules.skills(change.expertise))
    return form if change.links is None else replace(form, links=rules.split_links(change.links))


def change_groups(uow: UnitOfWork, actor: Actor, now: datetime, group_ids: Sequence[int]) -> OwnProfile:
    """Mentor exactly these groups from now on; sessions that stand are not touched."""
    mentor = _mentor(uow, actor)
    wanted = frozenset(rules.chosen_groups(group_ids, uow.groups.all(active_only=True)))
    held = granting.mentored(uow, actor.id)
    if wanted == held:
        return _own(uow, mentor, changed=False)
    for group_id in sorted(held - wanted):
        granting.link(uow, actor.id, group_id, now, active=False)
    for group_id in sorted(wanted - held):
        granting.link(uow, actor.id, group_id, now, active=True)
    before, after = {"groups": _ids(held)}, {"groups": _ids(wanted)}
    auditing.record(uow, actor, now, Action.PROFILE_GROUPS, ("mentor", actor.id), before, after)
    notices.changed_roles(uow, actor.id, now)
    return _own(uow, mentor, changed=True)


def _ids(group_ids: frozenset[int]) -> str:
    return ",".join(map(str, sorted(group_ids)))
