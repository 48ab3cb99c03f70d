"""Changing a session that has not started: all at once, or a part by its button (rules.md §5)."""

from datetime import datetime, timedelta

from bot.commands import gates, sources
from bot.commands.session_parts import (
    DESCRIPTION,
    LEAST,
    LINK,
    MOST,
    SEATS,
    TITLE,
    USUAL,
    VENUE,
    has_link,
    has_venue,
)
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden, length, option, pick
from bot.dialog.kinds import Confirm, Duration, Moment, Number, OneOf
from bot.dialog.view import View
from bot.views import session_steps as steps
from core.permissions import Action
from core.sessions import announcing, attending
from core.sessions.announcing import SessionChange
from core.sessions.model import Mode

ID = Number(1, 2**31)
TO_EDIT = gates.session_for(Action.SESSION_EDIT)
SEATS_OR_NONE = Number(0, 500)
"""0 takes the limit away."""


@command("session edit", telegram="editsession", reads=True, who=Who.MENTOR)
async def edit(
    call: Call,
    session: int = pick(sources.editable_sessions, check=TO_EDIT),
    title: str | None = option(TITLE),
    description: str | None = option(DESCRIPTION),
    start: datetime | None = option(Moment(), check=gates.new_start),
    duration: timedelta | None = option(Duration(LEAST, MOST, USUAL), check=gates.new_length),
    mode: Mode | None = option(OneOf(Mode)),
    link: str | None = option(LINK, check=gates.meeting_link),
    venue: str | None = option(VENUE),
    seats: int | None = option(SEATS_OR_NONE, check=gates.seats),
    group: int | None = pick(sources.groups_to_move_to, asked=False, check=gates.group_to_move_to),
) -> View:
    """Change what is given; with nothing given, show what can be changed, a button each."""
    change = SessionChange(title, description, start, duration, mode, link, venue, seats, group)
    if change == SessionChange():
        found = await call.read(attending.show, session)
        return steps.to_edit(call.words, found)
    return await _change(call, session, change)


@command("session-edit-title", telegram="session_title", who=Who.MENTOR, menu=False, card="session edit")
async def edit_title(call: Call, session: int = hidden(ID, check=TO_EDIT), title: str = ask(TITLE)) -> View:
    """Change the title."""
    return await _change(call, session, SessionChange(title=title))


@command("session-edit-description", telegram="session_text", who=Who.MENTOR, menu=False, card="session edit")
async def edit_description(
    call: Call, session: int = hidden(ID, check=TO_EDIT), description: str = ask(DESCRIPTION)
) -> View:
    """Change the description."""
    return await _change(call, session, SessionChange(description=description))


@command("session-edit-time", telegram="session_time", who=Who.MENTOR, menu=False, card="session edit")
async def edit_time(
    call: Call,
    session: int = hidden(ID, check=TO_EDIT),
    start: datetime = ask(Moment(), check=gates.new_start),
    duration: timedelta | None = length(LEAST, MOST, USUAL, optional=True, check=gates.new_length),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Move the session; everyone who joined is told."""
    return await _change(call, session, SessionChange(start=start, duration=duration))


@command("session-edit-place", telegram="session_place", who=Who.MENTOR, menu=False, card="session edit")
async def edit_place(
    call: Call,
    session: int = hidden(ID, check=TO_EDIT),
    mode: Mode = ask(OneOf(Mode)),
    link: str | None = ask(LINK, optional=True, when=has_link, check=gates.meeting_link),
    venue: str | None = ask(VENUE, when=has_venue),
) -> View:
    """Change mode, link and venue; everyone who joined is told."""
    return await _change(call, session, SessionChange(mode=mode, link=link, venue=venue))


@command("session-edit-no-link", telegram="session_no_link", who=Who.MENTOR, menu=False, card="session edit")
async def edit_no_link(call: Call, session: int = hidden(ID, check=TO_EDIT)) -> View:
    """Take the meeting link away; everyone who joined is told."""
    return await _change(call, session, SessionChange(link=""))


@command("session-edit-seats", telegram="session_seats", who=Who.MENTOR, menu=False, card="session edit")
async def edit_seats(
    call: Call, session: int = hidden(ID, check=TO_EDIT), seats: int = ask(SEATS, check=gates.seats)
) -> View:
    """Change the number of seats, never below those taken."""
    return await _change(call, session, SessionChange(seats=seats))


@command("session-edit-group", telegram="session_group", who=Who.MENTOR, menu=False, card="session edit")
async def edit_group(
    call: Call,
    session: int = hidden(ID, check=TO_EDIT),
    group: int = pick(sources.groups_to_move_to, check=gates.group_to_move_to),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Move the session to another group of its mentor."""
    return await _change(call, session, SessionChange(group_id=group))


async def _change(call: Call, session: int, change: SessionChange) -> View:
    done = await call.write(announcing.edit, session, change, seen=call.seen)
    return steps.edited(call.words, done)
