"""Becoming a mentor: apply, look how it stands, change what was said (rules.md §3)."""

from collections.abc import Mapping
from typing import Any

from bot.commands import gates, sources
from bot.commands.lookups import group_names
from bot.dialog.call import Call
from bot.dialog.command import ask, command, option, pick
from bot.dialog.kinds import Confirm, LongText, Number, OneOf, ShortText
from bot.dialog.view import View
from bot.views import applications as views
from core.mentors import revising, service
from core.mentors.model import ApplicationForm, Tier
from core.mentors.revising import ApplicationChange
from core.mentors.rules import ORGANISED, skills

TEXT = LongText(longest=1000)
SKILLS = ShortText(longest=400)
HOURS = Number(1, 168)
ORGANISATION = ShortText(longest=120)
PART: Any = {"ready": gates.may_revise, "card": "mentor edit"}
"""What all buttons of the card have in common."""


def has_organisation(answers: Mapping[str, object]) -> bool:
    """Company and campus mentors name their organisation."""
    return answers.get("tier") in ORGANISED


@command("mentor apply", telegram="apply", ready=gates.may_apply)
async def apply(
    call: Call,
    about: str = ask(TEXT),
    expertise: str = ask(SKILLS, check=gates.skills),
    reason: str = ask(TEXT),
    hours: int = ask(HOURS),
    groups: tuple[int, ...] = pick(sources.active_groups, many=True),
    tier: Tier | None = ask(OneOf(Tier), optional=True),
    organisation: str | None = ask(ORGANISATION, when=has_organisation, check=gates.organisation),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Apply to become a mentor."""
    tier = tier or call.programme.default_tier
    form = ApplicationForm(about, skills(expertise), reason, hours, groups, tier, organisation)
    done = await call.write(service.apply, form)
    return views.applied(call.words, done)


@command("mentor status", telegram="status")
async def status(call: Call) -> View:
    """Where the person's application stands."""
    found = await call.read(service.my_application)
    groups = await call.read(group_names)
    return views.status(call.words, found, groups)


@command("mentor edit", telegram="editapplication")
async def edit(
    call: Call,
    about: str | None = option(TEXT),
    expertise: str | None = option(SKILLS, check=gates.skills),
    reason: str | None = option(TEXT),
    hours: int | None = option(HOURS),
    tier: Tier | None = option(OneOf(Tier)),
    organisation: str | None = option(ORGANISATION),
) -> View:
    """Change what is given of an application; with nothing given, show a button for each part."""
    change = ApplicationChange(about, expertise, reason, hours, None, tier, organisation)
    if change != ApplicationChange():
        return await _change(call, change)
    found = await call.read(service.my_application)
    groups = await call.read(group_names)
    return views.to_edit(call.words, found, groups)


@command("application-edit-about", telegram="application_about", menu=False, **PART)
async def edit_about(call: Call, about: str = ask(TEXT)) -> View:
    """Change what was said about oneself."""
    return await _change(call, ApplicationChange(about=about))


@command("application-edit-expertise", telegram="application_skills", menu=False, **PART)
async def edit_expertise(call: Call, expertise: str = ask(SKILLS, check=gates.skills)) -> View:
    """Change the skills."""
    return await _change(call, ApplicationChange(expertise=expertise))


@command("application-edit-reason", telegram="application_reason", menu=False, **PART)
async def edit_reason(call: Call, reason: str = ask(TEXT)) -> View:
    """Change why one wants to be a mentor."""
    return await _change(call, ApplicationChange(reason=reason))


@command("application-edit-hours", telegram="application_hours", menu=False, **PART)
async def edit_hours(call: Call, hours: int = ask(HOURS)) -> View:
    """Change the hours a week."""
    return await _change(call, ApplicationChange(hours=hours))


@command("application-edit-groups", telegram="application_groups", menu=False, **PART)
async def edit_groups(call: Call, groups: tuple[int, ...] = pick(sources.active_groups, many=True)) -> View:
    """Change the chosen groups."""
    return await _change(call, ApplicationChange(group_ids=groups))


@command("application-edit-tier", telegram="application_tier", menu=False, **PART)
async def edit_tier(
    call: Call,
    tier: Tier = ask(OneOf(Tier)),
    organisation: str | None = ask(ORGANISATION, when=has_organisation, check=gates.new_organisation),
) -> View:
    """Change the kind of mentor and, where it has one, the organisation."""
    return await _change(call, ApplicationChange(tier=tier, organisation=organisation))


async def _change(call: Call, change: ApplicationChange) -> View:
    done = await call.write(revising.revise, change, seen=call.seen)
    return views.revised(call.words, done, await call.read(group_names))
