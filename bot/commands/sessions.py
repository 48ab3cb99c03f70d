"""Group sessions for learners: browse, look, join, leave, history, calendar (rules.md §5)."""

from bot.commands import gates, sources
from bot.dialog.call import Call
from bot.dialog.command import command, hidden, option, pick
from bot.dialog.kinds import Number, OneOf, ShortText, YesNo
from bot.dialog.view import View
from bot.views import session_lists as lists
from bot.views import session_steps as steps
from bot.views import sessions as views
from core.permissions import Action
from core.sessions import attending
from core.sessions.model import Mode

SEARCH = ShortText(longest=100)
ID = Number(1, 2**31)
PAGE = Number(1, 10_000)


@command("session browse", telegram="sessions")
async def browse(
    call: Call,
    search: str = option(SEARCH, ""),
    group: int | None = pick(sources.own_groups, asked=False),
    mode: Mode | None = option(OneOf(Mode)),
    page: int = hidden(PAGE, 1),
) -> View:
    """Sessions of the person's groups, soonest first, each with its own button."""
    wanted = attending.Wanted(search, group, mode, page)
    found = await call.read(attending.browse, wanted)
    return lists.browsed(call.words, found, wanted)


@command("session archive", telegram="archive")
async def archive(call: Call, page: int = hidden(PAGE, 1)) -> View:
    """Sessions of the person's groups that are over."""
    found = await call.read(attending.archive, page)
    return lists.archived(call.words, found)


@command("session show", telegram="session", reads=True)
async def show(call: Call, session: int = pick(sources.seen_sessions)) -> View:
    """One session with everything this person may know and do."""
    found = await call.read(attending.show, session)
    return views.shown(call.words, found)


@command("session join", telegram="join")
async def join(
    call: Call,
    session: int = pick(sources.sessions_to_join, wider=sources.seen_sessions),
    overlap: bool = hidden(YesNo(), default=False),
) -> View:
    """Take a seat; an overlap is asked back first."""
    found = await call.write(attending.join, session, confirmed=overlap, seen=call.seen)
    return steps.joined(call.words, found)


@command("session leave", telegram="leave")
async def leave(
    call: Call,
    session: int = pick(
        sources.sessions_to_leave,
        wider=sources.seen_sessions,
        check=gates.session_for(Action.SESSION_LEAVE),
    ),
) -> View:
    """Give a seat back."""
    found = await call.write(attending.leave, session)
    return steps.left(call.words, found)


@command("session history", telegram="history")
async def history(call: Call, page: int = hidden(PAGE, 1)) -> View:
    """The person's own participations, newest first."""
    found = await call.read(attending.history, page)
    return lists.history(call.words, found, call.programme, call.now)


@command("session-calendar", telegram="session_calendar", menu=False)
async def calendar(call: Call, session: int = hidden(ID)) -> View:
    """A file that puts a joined session into any calendar."""
    found = await call.read(attending.show, session)
    return steps.calendar(call.words, found)
