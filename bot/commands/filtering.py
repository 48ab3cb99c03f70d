"""Searching and filtering a list by a button: where options cannot be typed, they are asked for."""

from typing import Any

from bot.commands import gates, mentors, session_leading, sessions, sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, pick
from bot.dialog.kinds import OneOf, ShortText
from bot.dialog.view import View
from core.mentors.model import ApplicationStatus, Tier
from core.permissions import Action
from core.sessions.model import Mode, Status

SEARCH: Any = ask(ShortText(), optional=True)


@command("find-sessions", telegram="find_sessions", reads=True, menu=False, asks=True, card="session browse")
async def find_sessions(
    call: Call,
    search: str | None = SEARCH,
    group: int | None = pick(sources.own_groups, optional=True),
    mode: Mode | None = ask(OneOf(Mode), optional=True),
) -> View:
    """Sessions to join, as one wants them."""
    return await sessions.browse(call, search or "", group, mode, 1)


@command(
    "find-own-sessions",
    telegram="find_own",
    reads=True,
    who=Who.MENTOR,
    menu=False,
    asks=True,
    card="session mine",
)
async def find_own_sessions(
    call: Call, search: str | None = SEARCH, status: Status | None = ask(OneOf(Status), optional=True)
) -> View:
    """Sessions one leads, as one wants them."""
    return await session_leading.mine(call, search or "", status, 1)


@command(
    "find-all-sessions",
    telegram="find_all",
    reads=True,
    who=Who.ADMIN,
    menu=False,
    asks=True,
    ready=gates.admins(Action.SESSION_LIST_ALL, "session"),
    card="session list",
)
async def find_all_sessions(
    call: Call,
    search: str | None = SEARCH,
    group: int | None = pick(sources.all_groups, optional=True),
    status: Status | None = ask(OneOf(Status), optional=True),
) -> View:
    """Every session, as an admin wants them."""
    return await session_leading.list_all(call, search or "", group, status, 1)


@command("find-mentors", telegram="find_mentors", reads=True, menu=False, asks=True, card="mentor list")
async def find_mentors(
    call: Call,
    search: str | None = SEARCH,
    skill: str | None = ask(ShortText(), optional=True),
    group: int | None = pick(sources.active_groups, optional=True),
) -> View:
    """Mentors, as one wants them."""
    return await mentors.list_mentors(call, search or "", skill, group, None, 1)


@command(
    "find-applications",
    telegram="find_applications",
    reads=True,
    who=Who.ADMIN,
    menu=False,
    asks=True,
    ready=gates.admins(Action.APPLICATION_LIST, "application"),
    card="mentor applications",
)
async def find_applications(
    call: Call,
    search: str | None = SEARCH,
    status: ApplicationStatus | None = ask(OneOf(ApplicationStatus), optional=True),
    tier: Tier | None = ask(OneOf(Tier), optional=True),
) -> View:
    """Applications, as an admin wants them."""
    return await mentors.applications(call, search or "", status, tier, 1)
