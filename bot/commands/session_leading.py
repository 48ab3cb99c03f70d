"""Group sessions for mentors: announce, cancel, delete, repeat, list; for admins: list (rules.md §5)."""

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
from bot.dialog.kinds import Confirm, LongText, Moment, Number, OneOf, ShortText
from bot.dialog.view import View
from bot.views import session_lists as lists
from bot.views import session_steps as steps
from core.permissions import Action
from core.sessions import announcing, leading
from core.sessions.model import Mode, SessionForm, Status

REASON = LongText(longest=500)
PAGE = Number(1, 10_000)


@command("session create", telegram="newsession", who=Who.MENTOR, ready=gates.may_announce)
async def create(
    call: Call,
    group: int = pick(sources.mentored_groups, check=gates.group_to_announce),
    title: str = ask(TITLE),
    description: str = ask(DESCRIPTION, optional=True, default=""),
    mode: Mode = ask(OneOf(Mode)),
    start: datetime = ask(Moment(), check=gates.start),
    duration: timedelta = length(LEAST, MOST, USUAL, check=gates.length),
    link: str | None = ask(LINK, optional=True, when=has_link, check=gates.meeting_link),
    venue: str | None = ask(VENUE, when=has_venue),
    seats: int | None = ask(SEATS, optional=True),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Announce a session for a group."""
    form = SessionForm(group, title, description, mode, start, start + duration, link, venue, seats)
    made = await call.write(announcing.announce, form)
    return steps.announced(call.words, made)


@command("session cancel", telegram="cancelsession", who=Who.MENTOR)
async def cancel(
    call: Call,
    session: int = pick(sources.cancellable_sessions, check=gates.session_for(Action.SESSION_CANCEL)),
    reason: str = ask(REASON),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Call a session off; everyone who joined is told why."""
    done = await call.write(announcing.cancel, session, reason, seen=call.seen)
    return steps.cancelled(call.words, done)


@command("session delete", telegram="deletesession", who=Who.MENTOR)
async def delete(
    call: Call,
    session: int = pick(sources.deletable_sessions, check=gates.to_delete),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Remove a session that nobody joined."""
    done = await call.write(announcing.delete, session, seen=call.seen)
    return steps.deleted(call.words, done)


@command("session clone", telegram="clonesession", who=Who.MENTOR)
async def clone(
    call: Call,
    session: int = pick(sources.own_sessions, check=gates.session_for(Action.SESSION_COPY)),
    start: datetime = ask(Moment(), check=gates.start_again),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Announce the same session again at another time."""
    made = await call.write(announcing.clone, session, start)
    return steps.announced(call.words, made)


@command("session mine", telegram="mysessions", who=Who.MENTOR)
async def mine(
    call: Call,
    search: str = option(ShortText(), ""),
    status: Status | None = option(OneOf(Status)),
    page: int = hidden(PAGE, 1),
) -> View:
    """Sessions this person leads, in every state."""
    wanted = leading.Wanted(search, status, page)
    found = await call.read(leading.mine, wanted)
    return lists.led(call.words, found, wanted, call.actor)


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
    found = await call.read(leading.listed, wanted)
    return lists.listed(call.words, found, wanted, call.actor)
