"""Who is in a session, who came, with minutes and a note (rules.md §5)."""

from bot.commands import gates, sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden, option, pick
from bot.dialog.kinds import Confirm, LongText, Number, OneOf, PersonPick, ShortText
from bot.dialog.view import View
from bot.views import session_people as views
from core.permissions import Action
from core.sessions import leading
from core.sessions.model import Attendance

ID = Number(1, 2**31)
PAGE = Number(1, 10_000)
MINUTES = Number(1, 24 * 60)
TEXT = LongText(longest=500)


@command("session participants", telegram="participants", reads=True, who=Who.MENTOR)
async def participants(
    call: Call,
    session: int = pick(sources.own_sessions),
    search: str = option(ShortText(), ""),
    page: int = hidden(PAGE, 1),
) -> View:
    """Everyone in a session, with what the mentor may do about each."""
    found = await call.read(leading.participants, session, search, page)
    return views.listed(call.words, found, search)


@command("session attendance", telegram="attendance", reads=True, who=Who.MENTOR)
async def attendance(
    call: Call, session: int = pick(sources.started_sessions), page: int = hidden(PAGE, 1)
) -> View:
    """Who came: a row for each learner with its own buttons."""
    found = await call.read(leading.attendance, session, page)
    return views.attendance(call.words, found)


@command("session-mark", telegram="mark", who=Who.MENTOR, menu=False)
async def mark(
    call: Call,
    session: int = hidden(ID),
    learner: int = hidden(ID),
    as_: Attendance = hidden(OneOf(Attendance)),
    page: int = hidden(PAGE, 1),
) -> View:
    """Mark one learner."""
    done = await call.write(leading.mark, session, learner, as_, page)
    return views.attendance(call.words, done)


@command("session-mark-all", telegram="mark_all", who=Who.MENTOR, menu=False)
async def mark_all(
    call: Call, session: int = hidden(ID), as_: Attendance = hidden(OneOf(Attendance))
) -> View:
    """Mark every learner the same."""
    done = await call.write(leading.mark_all, session, as_)
    return views.attendance(call.words, done)


@command("session-progress", telegram="progress_of", who=Who.MENTOR, menu=False)
async def progress(
    call: Call,
    session: int = hidden(ID, check=gates.session_for(Action.SESSION_MINUTES)),
    learner: int = hidden(ID, check=gates.learner_of),
    minutes: int = ask(MINUTES, check=gates.minutes),
    note: str | None = ask(TEXT, optional=True),
) -> View:
    """Minutes a learner contributed and a note about their progress."""
    done = await call.write(leading.set_progress, session, learner, minutes, note)
    return views.noted(call.words, session, done)


@command("session add", telegram="addlearner", who=Who.MENTOR)
async def add(
    call: Call,
    session: int = pick(sources.open_sessions, check=gates.session_for(Action.SESSION_ADD)),
    person: int = ask(PersonPick(), check=gates.learner_to_add),
) -> View:
    """Put a learner of the group into a session."""
    done = await call.write(leading.add_learner, session, person)
    return views.added(call.words, session, done)


@command("session remove", telegram="removelearner", who=Who.MENTOR)
async def remove(
    call: Call,
    session: int = pick(sources.cancellable_sessions, check=gates.to_remove_from),
    learner: int = pick(sources.learners_of, check=gates.learner_of),
    reason: str | None = ask(TEXT, optional=True),
    confirmed: bool = ask(Confirm()),
) -> View:
    """Take a learner out of a session."""
    done = await call.write(leading.remove_learner, session, learner, reason)
    return views.removed(call.words, session, done)
