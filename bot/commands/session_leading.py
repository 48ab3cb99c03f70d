"""Group sessions for mentors: announce, change, cancel, delete, repeat; and for admins: list (rules.md §5)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.commands import sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden, length, option, pick
from bot.dialog.kinds import Confirm, Duration, LongText, Moment, Number, OneOf, ShortText
from bot.dialog.view import View
from bot.views import session_lists as lists
from bot.views import session_steps as steps
from core.sessions import announcing, attending, leading
from core.sessions.announcing import SessionChange
from core.sessions.model import Mode, SessionForm, Status

TITLE = ShortText(longest=150)
DESCRIPTION = LongText(longest=4000)
LINK = ShortText(longest=500)
VENUE = ShortText(longest=255)
SEATS = Number(1, 500)
REASON = LongText(longest=500)
LEAST, MOST = timedelta(minutes=1), timedelta(hours=24)
"""What a length can be at all; the programme's own limits are the core's."""
USUAL = tuple(timedelta(minutes=m) for m in (30, 45, 60, 90, 120, 180))
ID = Number(1, 2**31)
PAGE = Number(1, 10_000)


def has_link(answers: Mapping[str, object]) -> bool:
    """Online and hybrid sessions have a meeting link."""
    return answers.get("mode") is not Mode.OFFLINE


def has_venue(answers: Mapping[str, object]) -> bool:
    """Offline and hybrid sessions have a venue."""
    return answers.get("mode") in {Mode.OFFLINE, Mode.HYBRID}


@command("session create", telegram="newsession", who=Who.MENTOR)
async def create(
    call: Call,
    group: int = pick(sources.mentored_groups),
    title: str = ask(TITLE),
    description: str = ask(DESCRIPTION, optional=True, default=""),
    mode: Mode = ask(OneOf(Mode)),
    start: datetime = ask(Moment()),
    duration: timedelta = length(LEAST, MOST, USUAL),
    link: str | None = ask(LINK, optional=True, when=has_link),
    venue: str | None = ask(VENUE, when=has_venue),
    seats: int | None = ask(SEATS, optional=True),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Announce a session for a group."""
    form = SessionForm(group, title, description, mode, start, start + duration, link, venue, seats)
    return steps.announced(call.words, await call.write(announcing.announce, form))


@command("session edit", telegram="editsession", who=Who.MENTOR)
async def edit(
    call: Call,
    session: int = pick(sources.own_sessions),
    title: str | None = option(TITLE),
    description: str | None = option(DESCRIPTION),
    start: datetime | None = option(Moment()),
    duration: timedelta | None = option(Duration(LEAST, MOST, USUAL)),
    mode: Mode | None = option(OneOf(Mode)),
    link: str | None = option(LINK),
    venue: str | None = option(VENUE),
    seats: int | None = option(SEATS),
    group: int | None = pick(sources.mentored_groups, asked=False),
) -> View:
    """Change what is given; with nothing given, show what can be changed, a button each."""
    change = SessionChange(title, description, start, duration, mode, link, venue, seats, group)
    if change == SessionChange():
        return steps.to_edit(call.words, await call.read(attending.show, session))
    return await _change(call, session, change)


@command("session-edit-title", telegram="session_title", who=Who.MENTOR, menu=False)
async def edit_title(call: Call, session: int = hidden(ID), title: str = ask(TITLE)) -> View:
    """Change the title."""
    return await _change(call, session, SessionChange(title=title))


@command("session-edit-description", telegram="session_text", who=Who.MENTOR, menu=False)
async def edit_description(
    call: Call, session: int = hidden(ID), description: str = ask(DESCRIPTION)
) -> View:
    """Change the description."""
    return await _change(call, session, SessionChange(description=description))


@command("session-edit-time", telegram="session_time", who=Who.MENTOR, menu=False)
async def edit_time(
    call: Call,
    session: int = hidden(ID),
    start: datetime = ask(Moment()),
    duration: timedelta | None = length(LEAST, MOST, USUAL, optional=True),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Move the session; everyone who joined is told."""
    return await _change(call, session, SessionChange(start=start, duration=duration))


@command("session-edit-place", telegram="session_place", who=Who.MENTOR, menu=False)
async def edit_place(
    call: Call,
    session: int = hidden(ID),
    mode: Mode = ask(OneOf(Mode)),
    link: str | None = ask(LINK, optional=True, when=has_link),
    venue: str | None = ask(VENUE, when=has_venue),
) -> View:
    """Change mode, link and venue; everyone who joined is told."""
    return await _change(call, session, SessionChange(mode=mode, link=link, venue=venue))


@command("session-edit-seats", telegram="session_seats", who=Who.MENTOR, menu=False)
async def edit_seats(call: Call, session: int = hidden(ID), seats: int = ask(SEATS)) -> View:
    """Change the number of seats, never below those taken."""
    return await _change(call, session, SessionChange(seats=seats))


@command("session-edit-group", telegram="session_group", who=Who.MENTOR, menu=False)
async def edit_group(
    call: Call,
    session: int = hidden(ID),
    group: int = pick(sources.mentored_groups),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Move the session to another group of this mentor."""
    return await _change(call, session, SessionChange(group_id=group))


async def _change(call: Call, session: int, change: SessionChange) -> View:
    return steps.edited(call.words, await call.write(announcing.edit, session, change))


@command("session cancel", telegram="cancelsession", who=Who.MENTOR)
async def cancel(
    call: Call,
    session: int = pick(sources.own_sessions),
    reason: str = ask(REASON),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Call a session off; everyone who joined is told why."""
    return steps.cancelled(call.words, await call.write(announcing.cancel, session, reason))


@command("session delete", telegram="deletesession", who=Who.MENTOR)
async def delete(
    call: Call, session: int = pick(sources.own_sessions), confirmed: bool = ask(Confirm())
) -> View:
    """Remove a session that nobody joined."""
    return steps.deleted(call.words, await call.write(announcing.delete, session))


@command("session clone", telegram="clonesession", who=Who.MENTOR)
async def clone(
    call: Call,
    session: int = pick(sources.own_sessions),
    start: datetime = ask(Moment()),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Announce the same session again at another time."""
    return steps.announced(call.words, await call.write(announcing.clone, session, start))


@command("session mine", telegram="mysessions", who=Who.MENTOR)
async def mine(
    call: Call,
    search: str = option(ShortText(), ""),
    status: Status | None = option(OneOf(Status)),
    page: int = hidden(PAGE, 1),
) -> View:
    """Sessions this person leads, in every state."""
    wanted = leading.Wanted(search, status, page)
    return lists.led(call.words, await call.read(leading.mine, wanted), wanted)


@command("session list", telegram="allsessions", who=Who.ADMIN)
async def list_all(
    call: Call,
    search: str = option(ShortText(), ""),
    group: int | None = pick(sources.all_groups, asked=False),
    status: Status | None = option(OneOf(Status)),
    page: int = hidden(PAGE, 1),
) -> View:
    """Every session, for admins."""
    wanted = leading.Wanted(search, status, page, group)
    return lists.listed(call.words, await call.read(leading.listed, wanted), wanted)
