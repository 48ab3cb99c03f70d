"""Group sessions for learners: browse, look, join, leave, feedback, history (rules.md §5)."""

from bot.commands import sources
from bot.dialog.call import Call
from bot.dialog.command import ask, command, hidden, option, pick
from bot.dialog.kinds import LongText, Number, OneOf, ShortText, YesNo
from bot.dialog.view import View
from bot.views import session_lists as lists
from bot.views import session_parts as parts
from bot.views import session_steps as steps
from core.sessions import attending, feedback
from core.sessions.model import Mode

SEARCH = ShortText(longest=100)
PAGE = Number(1, 10_000)
RATING = Number(1, 5)


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
    return lists.browsed(call.words, await call.read(attending.browse, wanted), wanted)


@command("session archive", telegram="archive")
async def archive(call: Call, page: int = hidden(PAGE, 1)) -> View:
    """Sessions of the person's groups that are over."""
    return lists.archived(call.words, await call.read(attending.archive, page))


@command("session show", telegram="session")
async def show(call: Call, session: int = pick(sources.seen_sessions)) -> View:
    """One session with everything this person may know and do."""
    return parts.shown(call.words, await call.read(attending.show, session))


@command("session join", telegram="join")
async def join(
    call: Call, session: int = pick(sources.sessions_to_join), overlap: bool = hidden(YesNo(), default=False)
) -> View:
    """Take a seat; an overlap is asked back first."""
    joined = await call.write(attending.join, session, confirmed=overlap)
    return steps.joined(call.words, joined)


@command("session leave", telegram="leave")
async def leave(call: Call, session: int = pick(sources.joined_sessions)) -> View:
    """Give a seat back."""
    return steps.left(call.words, await call.write(attending.leave, session))


@command("session feedback", telegram="feedback")
async def give_feedback(
    call: Call,
    session: int = pick(sources.attended_sessions),
    rating: int | None = ask(RATING, optional=True),
    text: str | None = ask(LongText(longest=2000), optional=True),
) -> View:
    """Say how an attended session was: stars, text, or both."""
    return steps.thanked(call.words, await call.write(feedback.give, session, rating, text))


@command("session history", telegram="history")
async def history(call: Call, page: int = hidden(PAGE, 1)) -> View:
    """The person's own participations, newest first."""
    return lists.history(call.words, await call.read(attending.history, page), call.now)
