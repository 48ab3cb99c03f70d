"""Limits of applications and profiles (rules.md §3), pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from core import links, text
from core.errors import Refusal
from core.groups.model import Group
from core.mentors.model import Application, ApplicationForm, ProfileForm, Tier

ABOUT, REASON, NOTE, LINE, SKILL = 1000, 1000, 500, 120, 40
MOST_SKILLS, MOST_LINKS, MOST_HOURS, MOST_YEARS, MOST_RATE = 20, 5, 168, 80, 1_000_000
LENGTHS = (30, 60, 90, 120)
"""Minutes of a one-to-one session."""
BUFFERS = (0, 15, 30, 45)
"""Minutes between two of them."""
ORGANISED = frozenset({Tier.COMPANY_MENTOR, Tier.CAMPUS_MENTOR})
"""Tiers that belong to an organisation."""


def skills(raw: str) -> tuple[str, ...]:
    """Skills from one text, separated by commas, semicolons or lines."""
    return tuple(part.strip() for part in re.split(r"[,;\n、،]", raw) if part.strip())


def cleaned_skills(raw: Sequence[str], least: int) -> tuple[str, ...]:
    """Each skill cleaned, doubles dropped without regard to case."""
    found: dict[str, str] = {}
    for one in raw:
        skill = text.one_line(one, "expertise", SKILL, shortest=0)
        if skill:
            found.setdefault(skill.casefold(), skill)
    if not least <= len(found) <= MOST_SKILLS:
        raise Refusal("mentor-skills", least=least, most=MOST_SKILLS)
    return tuple(found.values())


def application(form: ApplicationForm, groups: Iterable[Group]) -> ApplicationForm:
    """The form cleaned and checked; `groups` are the active ones."""
    organised = form.tier in ORGANISED
    organisation = text.optional_line(form.organisation, "organisation", LINE) if organised else None
    if organised and organisation is None:
        raise Refusal("application-organisation-missing", tier=form.tier.value)
    if not 1 <= form.hours <= MOST_HOURS:
        raise Refusal("application-hours", least=1, most=MOST_HOURS)
    return replace(
        form,
        about=text.several_lines(form.about, "about", ABOUT),
        expertise=cleaned_skills(form.expertise, least=1),
        reason=text.several_lines(form.reason, "reason", REASON),
        group_ids=chosen_groups(form.group_ids, groups),
        organisation=organisation,
    )


def chosen_groups(group_ids: Sequence[int], groups: Iterable[Group]) -> tuple[int, ...]:
    """At least one group; all of them exist and are active."""
    active = {group.id for group in groups if group.active}
    if not group_ids:
        raise Refusal("mentor-groups-none")
    for group_id in group_ids:
        if group_id not in active:
            raise Refusal("group-unknown", group_id=group_id)
    return tuple(dict.fromkeys(group_ids))


def conflicting(tier: Tier, organisation: str | None, others: Iterable[Application]) -> Application | None:
    """An open or approved application that excludes this kind: one a person, or one an organisation."""
    for other in others:
        if tier not in ORGANISED and other.form.tier not in ORGANISED:
            return other
        same = _same(organisation, other.form.organisation)
        if tier in ORGANISED and other.form.tier in ORGANISED and same:
            return other
    return None


def _same(one: str | None, other: str | None) -> bool:
    return text.searched(one or "").casefold() == text.searched(other or "").casefold()


def note(raw: str | None) -> str:
    """A note that must be given."""
    return text.several_lines(raw or "", "note", NOTE)


def optional_note(raw: str | None) -> str | None:
    """A note that may be given."""
    return text.optional_lines(raw, "note", NOTE)


def profile(form: ProfileForm, allowed_hosts: Collection[str]) -> ProfileForm:
    """The profile cleaned and checked."""
    _between("years", form.years, 0, MOST_YEARS)
    _between("rate", form.rate, 0, MOST_RATE)
    if form.session_minutes not in LENGTHS:
        raise Refusal("profile-length", allowed=", ".join(map(str, LENGTHS)))
    if form.buffer_minutes not in BUFFERS:
        raise Refusal("profile-buffer", allowed=", ".join(map(str, BUFFERS)))
    return replace(
        form,
        headline=text.optional_line(form.headline, "headline", LINE),
        about=text.optional_lines(form.about, "about", ABOUT),
        expertise=cleaned_skills(form.expertise, least=0),
        company=text.optional_line(form.company, "company", LINE),
        job_title=text.optional_line(form.job_title, "job_title", LINE),
        location=text.optional_line(form.location, "location", LINE),
        links=public_links(form.links),
        meeting_link=links.optional_link(form.meeting_link, "meeting_link", allowed_hosts),
        currency=currency(form.currency),
    )


def split_links(raw: str) -> tuple[str, ...]:
    """Links from one text, separated by spaces or commas."""
    return tuple(raw.replace(",", " ").split())


def public_links(raw: Sequence[str]) -> tuple[str, ...]:
    """Each link checked, doubles dropped."""
    if len(raw) > MOST_LINKS:
        raise Refusal("profile-links", most=MOST_LINKS)
    return tuple(dict.fromkeys(links.link(one, "links") for one in raw))


def _between(field: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise Refusal("profile-number", field=field, least=least, most=most)


def currency(raw: str | None) -> str | None:
    """A code of three letters, such as EUR."""
    code = (raw or "").strip().upper()
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise Refusal("profile-currency")
    return code or None
