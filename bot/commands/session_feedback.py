"""What learners say of sessions they attended, and what mentors read (rules.md §5)."""

from bot.commands import gates, sources
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden, option, pick
from bot.dialog.kinds import LongText, Number
from bot.dialog.view import View
from bot.views import session_steps as steps
from core.sessions import attending, feedback

ID = Number(1, 2**31)
RATING = Number(1, 5)
TEXT = LongText(longest=2000)


@command("session feedback", telegram="feedback", reads=True)
async def give(
    call: Call,
    session: int = pick(sources.attended_sessions, check=gates.to_rate),
    rating: int | None = option(RATING),
    text: str | None = option(TEXT),
) -> View:
    """Say how an attended session was; with nothing said yet, show the stars."""
    if rating is None and text is None:
        found = await call.read(attending.show, session)
        return steps.to_rate(call.words, found)
    given = await call.write(feedback.give, session, rating, text)
    return steps.thanked(call.words, session, given)


@command("session-feedback-text", telegram="feedback_text", menu=False)
async def give_text(
    call: Call, session: int = hidden(ID, check=gates.to_rate), text: str = ask(TEXT)
) -> View:
    """Say it in words; stars that were given stay."""
    given = await call.write(feedback.give, session, None, text)
    return steps.thanked(call.words, session, given)


@command("session-feedback-read", telegram="feedback_read", who=Who.MENTOR, menu=False)
async def read(call: Call, session: int = hidden(ID), page: int = hidden(Number(1, 10_000), 1)) -> View:
    """What learners said of a session one leads."""
    found = await call.read(feedback.received, session, page)
    return steps.received(call.words, found)
