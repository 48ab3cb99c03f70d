"""Finding mentors; assigning, pausing and revoking them for admins (rules.md §3)."""

from bot.commands import gates, sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden, option, pick
from bot.dialog.kinds import Confirm, LongText, Number, OneOf, PersonPick, ShortText, YesNo
from bot.dialog.view import View
from bot.views import applications as application_views
from bot.views import mentors as views
from core.mentors import discovery, saving, service
from core.mentors.model import ApplicationStatus, Tier
from core.permissions import Action

REASON = LongText(longest=500)
PAGE = Number(1, 10_000)


@command("mentor list", telegram="mentors")
async def list_mentors(
    call: Call,
    search: str = option(ShortText(), ""),
    skill: str | None = option(ShortText()),
    group: int | None = pick(sources.active_groups, asked=False),
    saved: bool | None = option(YesNo()),
    page: int = hidden(PAGE, 1),
) -> View:
    """Approved and public mentors."""
    wanted = discovery.Wanted(search, skill, group, page, saved or False)
    found = await call.read(discovery.discover, wanted)
    return views.discovered(call.words, found, wanted)


@command("mentor show", telegram="mentor", reads=True)
async def show(call: Call, mentor: int = pick(sources.discoverable_mentors)) -> View:
    """A mentor's public profile."""
    found = await call.read(discovery.show_mentor, mentor)
    return views.public_profile(call.words, found, call.actor)


@command("mentor-save", telegram="save_mentor", menu=False)
async def save(
    call: Call, mentor: int = pick(sources.discoverable_mentors), saved: bool = hidden(YesNo(), default=True)
) -> View:
    """Save a mentor, or let them go again."""
    found = await call.write(saving.save_mentor, mentor, saved)
    return views.public_profile(call.words, found, call.actor)


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
    found = await call.read(service.applications, wanted)
    return application_views.listed(call.words, found, wanted)


@command(
    "mentor assign",
    telegram="assignmentor",
    who=Who.ADMIN,
    ready=gates.admins(Action.MENTOR_ASSIGN, "mentor"),
)
async def assign(
    call: Call,
    person: int = ask(PersonPick(), check=gates.to_assign),
    groups: tuple[int, ...] = pick(sources.active_groups, many=True),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Make somebody a mentor without an application."""
    done = await call.write(service.assign, person, groups)
    return views.assigned(call.words, done)


@command(
    "mentor revoke",
    telegram="revokementor",
    who=Who.ADMIN,
    ready=gates.admins(Action.MENTOR_REVOKE, "mentor"),
)
async def revoke(
    call: Call,
    mentor: int = pick(sources.present_mentors, check=gates.mentor_for(Action.MENTOR_REVOKE)),
    reason: str = ask(REASON),
    confirmed: bool = ask(Confirm()),
) -> View:
    """End somebody's role as a mentor for good."""
    done = await call.write(service.revoke, mentor, reason)
    return views.status_changed(call.words, done)


@command(
    "mentor pause", telegram="pausementor", who=Who.ADMIN, ready=gates.admins(Action.MENTOR_PAUSE, "mentor")
)
async def pause(
    call: Call,
    mentor: int = pick(sources.active_mentors, check=gates.mentor_for(Action.MENTOR_PAUSE)),
    reason: str = ask(REASON),
) -> View:
    """Let a mentor rest: no new sessions until resumed."""
    done = await call.write(service.pause, mentor, reason)
    return views.status_changed(call.words, done)


@command(
    "mentor resume",
    telegram="resumementor",
    who=Who.ADMIN,
    ready=gates.admins(Action.MENTOR_REACTIVATE, "mentor"),
)
async def resume(
    call: Call, mentor: int = pick(sources.paused_mentors, check=gates.mentor_for(Action.MENTOR_REACTIVATE))
) -> View:
    """Bring a paused mentor back."""
    done = await call.write(service.reactivate, mentor)
    return views.status_changed(call.words, done)
