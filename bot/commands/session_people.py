"""Who is in a session, who came, with minutes and a note (rules.md §5)."""

from bot.commands import sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden, option, pick
from bot.dialog.kinds import LongText, Number, OneOf, PersonPick, ShortText
from bot.dialog.view import View
from bot.views import session_people as views
from core.sessions import leading
from core.sessions.model import Attendance

ID = Number(1, 2**31)
PAGE = Number(1, 10_000)
MINUTES = Number(1, 24 * 60)


@command("session participants", telegram="participants", who=Who.MENTOR)
async def participants(
    call: Call,
    session: int = pick(sources.own_sessions),
    search: str = option(ShortText(), ""),
    page: int = hidden(PAGE, 1),
) -> View:
    """Everyone in a session, with what the mentor may do about each."""
    return views.listed(call.words, await call.read(leading.participants, session, search, page))


@command("session attendance", telegram="attendance", who=Who.MENTOR)
async def attendance(
    call: Call, session: int = pick(sources.started_sessions), page: int = hidden(PAGE, 1)
) -> View:
    """Who came: a row for each learner with its own buttons."""
    return views.attendance(call.words, await call.read(leading.participants, session, "", page))


@command("session-mark", telegram="mark", who=Who.MENTOR, menu=False)
async def mark(
    call: Call,
    session: int = hidden(ID),
    learner: int = hidden(ID),
    as_: Attendance = hidden(OneOf(Attendance)),
    page: int = hidden(PAGE, 1),
) -> View:
    """Mark one learner."""
    return views.attendance(call.words, await call.write(leading.mark, session, learner, as_, page))


@command("session-mark-all", telegram="mark_all", who=Who.MENTOR, menu=False)
async def mark_all(
    call: Call, session: int = hidden(ID), as_: Attendance = hidden(OneOf(Attendance))
) -> View:
    """Mark every learner the same."""
    return views.attendance(call.words, await call.write(leading.mark_all, session, as_))


@command("session-progress", telegram="progress_of", who=Who.MENTOR, menu=False)
async def progress(
    call: Call,
    session: int = hidden(ID),
    learner: int = hidden(ID),
    minutes: int | None = ask(MINUTES, optional=True),
    note: str | None = ask(LongText(longest=500), optional=True),
) -> View:
    """Minutes a learner contributed and a note about their progress."""
    return views.noted(call.words, await call.write(leading.set_progress, session, learner, minutes, note))


@command("session add", telegram="addlearner", who=Who.MENTOR)
async def add(call: Call, session: int = pick(sources.own_sessions), person: int = ask(PersonPick())) -> View:
    """Put a learner of the group into a session."""
    return views.added(call.words, await call.write(leading.add_learner, session, person))


@command("session remove", telegram="removelearner", who=Who.MENTOR)
async def remove(
    call: Call,
    session: int = pick(sources.own_sessions),
    learner: int = pick(sources.learners_of),
    reason: str | None = ask(LongText(longest=500), optional=True),
) -> View:
    """Take a learner out of a session."""
    return views.removed(call.words, await call.write(leading.remove_learner, session, learner, reason))
