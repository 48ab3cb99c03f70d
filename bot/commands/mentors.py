"""Becoming a mentor, finding mentors; assigning and pausing them for admins (rules.md §3)."""

from collections.abc import Mapping

from bot.commands import sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden, option, pick
from bot.dialog.kinds import Confirm, LongText, Number, OneOf, PersonPick, ShortText
from bot.dialog.view import View
from bot.views import mentors as views
from core.mentors import discovery, service
from core.mentors.model import ApplicationForm, ApplicationStatus, Tier
from core.mentors.rules import skills

ABOUT = LongText(longest=1000)
SKILLS = ShortText(longest=400)
HOURS = Number(1, 168)
PAGE = Number(1, 10_000)
ORGANISED = {Tier.COMPANY_MENTOR, Tier.CAMPUS_MENTOR}


def has_organisation(answers: Mapping[str, object]) -> bool:
    """Company and campus mentors name their organisation."""
    return answers.get("tier") in ORGANISED


@command("mentor apply", telegram="apply")
async def apply(
    call: Call,
    about: str = ask(ABOUT),
    expertise: str = ask(SKILLS),
    reason: str = ask(ABOUT),
    hours: int = ask(HOURS),
    groups: tuple[int, ...] = pick(sources.active_groups, many=True),
    tier: Tier = ask(OneOf(Tier)),
    organisation: str | None = ask(ShortText(longest=120), when=has_organisation),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Apply to become a mentor."""
    form = ApplicationForm(about, skills(expertise), reason, hours, groups, tier, organisation)
    return views.applied(call.words, await call.write(service.apply, form))


@command("mentor edit", telegram="editapplication")
async def edit(
    call: Call,
    about: str = ask(ABOUT),
    expertise: str = ask(SKILLS),
    reason: str = ask(ABOUT),
    hours: int = ask(HOURS),
    groups: tuple[int, ...] = pick(sources.active_groups, many=True),
    tier: Tier = ask(OneOf(Tier)),
    organisation: str | None = ask(ShortText(longest=120), when=has_organisation),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Change a waiting application, or submit again what was sent back or rejected."""
    form = ApplicationForm(about, skills(expertise), reason, hours, groups, tier, organisation)
    return views.applied(call.words, await call.write(service.resubmit, form))


@command("mentor status", telegram="status")
async def status(call: Call) -> View:
    """Where the person's application stands."""
    return views.status(call.words, await call.read(service.my_application))


@command("mentor list", telegram="mentors")
async def list_mentors(
    call: Call,
    search: str = option(ShortText(), ""),
    skill: str | None = option(ShortText()),
    group: int | None = pick(sources.active_groups, asked=False),
    page: int = hidden(PAGE, 1),
) -> View:
    """Approved and public mentors."""
    wanted = discovery.Wanted(search, skill, group, page)
    return views.discovered(call.words, await call.read(discovery.discover, wanted), wanted)


@command("mentor show", telegram="mentor")
async def show(call: Call, mentor: int = pick(sources.discoverable_mentors)) -> View:
    """A mentor's public profile."""
    return views.public_profile(call.words, await call.read(discovery.show_mentor, mentor))


@command("mentor applications", telegram="applications", who=Who.ADMIN)
async def applications(
    call: Call,
    search: str = option(ShortText(), ""),
    status: ApplicationStatus | None = option(OneOf(ApplicationStatus)),
    tier: Tier | None = option(OneOf(Tier)),
    page: int = hidden(PAGE, 1),
) -> View:
    """Every application, newest first."""
    wanted = service.Wanted(search, status, tier, page)
    return views.applications(call.words, await call.read(service.applications, wanted), wanted)


@command("mentor assign", telegram="assignmentor", who=Who.ADMIN)
async def assign(
    call: Call,
    person: int = ask(PersonPick()),
    groups: tuple[int, ...] = pick(sources.active_groups, many=True),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Make somebody a mentor without an application."""
    return views.assigned(call.words, await call.write(service.assign, person, groups))


@command("mentor revoke", telegram="revokementor", who=Who.ADMIN)
async def revoke(
    call: Call,
    mentor: int = pick(sources.discoverable_mentors),
    reason: str = ask(LongText(longest=500)),
    confirmed: bool = ask(Confirm()),
) -> View:
    """End somebody's mentorship of groups for good."""
    return views.status_changed(call.words, await call.write(service.revoke, mentor, reason))


@command("mentor pause", telegram="pausementor", who=Who.ADMIN)
async def pause(
    call: Call,
    mentor: int = pick(sources.discoverable_mentors),
    reason: str | None = ask(LongText(500), optional=True),
) -> View:
    """Let a mentor rest: no new sessions until resumed."""
    return views.status_changed(call.words, await call.write(service.pause, mentor, reason))


@command("mentor resume", telegram="resumementor", who=Who.ADMIN)
async def resume(call: Call, mentor: int = pick(sources.paused_mentors)) -> View:
    """Bring a paused mentor back."""
    return views.status_changed(call.words, await call.write(service.reactivate, mentor))
