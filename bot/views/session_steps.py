"""What is said after somebody did something with a session."""

from bot.dialog.text import Show, Text, User, When, between
from bot.dialog.view import Action, File, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button, empty_page, own, paging, strong, user, with_lead
from bot.views.sessions import card, leader_actions, private_card, seen_by, stars, viewer_actions
from core.sessions.announcing import Edited
from core.sessions.attending import Joined, Overlap, SessionView
from core.sessions.feedback import Given, Received
from core.sessions.model import Session, Status


def announced(words: Words, session: Session) -> View:
    """After a session was announced: the card, and whether it waits for approval."""
    key = "announced-waits" if session.status is Status.PENDING_APPROVAL else "announced-open"
    view = private_card(words, session, leader_actions(words, session))
    return with_lead(words.say("announced", number=session.id), view, lines=(words.say(key),))


def edited(words: Words, done: Edited) -> View:
    """After an edit: the card as it is now, for the next change."""
    session = done.session
    view = private_card(words, session, _parts(words, session))
    if not done.changed:
        return with_lead(words.say("unchanged"), view)
    waits = session.status is Status.PENDING_APPROVAL
    return with_lead(words.say("edited"), view, lines=(words.say("edited-waits"),) if waits else ())


_PARTS = ("title", "description", "time", "place", "seats", "group")


def to_edit(words: Words, view: SessionView) -> View:
    """What can be changed, a button each."""
    session = view.session
    return with_lead(words.say("to-edit"), seen_by(words, view, _parts(words, session)))


def _parts(words: Words, session: Session) -> tuple[Action, ...]:
    about = {"session": session.id}
    parts = [
        button(words, f"edit-{part}", f"session-edit-{part}", about, seen=session.version) for part in _PARTS
    ]
    if session.link is not None:
        parts.append(button(words, "edit-no-link", "session-edit-no-link", about, seen=session.version))
    if session.seats is not None:
        free = {**about, "seats": 0}
        parts.append(button(words, "edit-no-limit", "session edit", free, seen=session.version))
    return (*parts, button(words, "open", "session show", about))


def cancelled(words: Words, session: Session) -> View:
    """After a session was called off."""
    lead = words.say("cancelled", told=session.taken)
    return with_lead(lead, card(words, session, _after_end(words, session)))


def _after_end(words: Words, session: Session) -> tuple[Action, ...]:
    clone = button(words, "clone", "session clone", {"session": session.id})
    return (clone, button(words, "my-sessions", "session mine"))


def deleted(words: Words, session: Session) -> View:
    """After a session was removed."""
    return View(
        title=words.say("deleted", title=strong(session.title)),
        actions=(
            button(words, "my-sessions", "session mine"),
            button(words, "new-session", "session create"),
        ),
    )


def joined(words: Words, result: Joined | Overlap) -> View:
    """After joining: the card with its link; or the question whether to join in spite of an overlap."""
    if isinstance(result, Overlap):
        return _overlap(words, result)
    # That they are in is said already, so the card need not tell their part.
    view = private_card(words, result.view.session, viewer_actions(words, result.view))
    return with_lead(words.say("joined"), view, lines=(words.say("joined-next"),))


def _overlap(words: Words, result: Overlap) -> View:
    session, other = result.session, result.other
    anyway = {"session": session.id, "overlap": True}
    start, end = between(other.starts_at, other.ends_at, words.zone)
    return View(
        title=words.say("overlap"),
        lines=(
            words.say("overlap-with", title=other.title, start=start, end=end),
            words.say("overlap-question", title=session.title),
        ),
        actions=(
            button(words, "join-anyway", "session join", anyway, style=Style.PRIMARY, seen=session.version),
            button(words, "show-other", "session show", {"session": other.id}),
            button(words, "browse", "session browse"),
        ),
        tone=Tone.CARE,
    )


def left(words: Words, view: SessionView) -> View:
    """After a seat was given back."""
    again = {"session": view.session.id}
    return View(
        title=words.say("left", title=strong(view.session.title)),
        lines=(words.say("left-next"),),
        actions=(
            button(words, "browse", "session browse", style=Style.PRIMARY),
            button(words, "join-again", "session join", again, seen=view.session.version),
        ),
    )


def calendar(words: Words, view: SessionView) -> View:
    """A file for the calendar."""
    # icalendar takes a tenth of the bot's start to load, and few people ever want the file.
    from bot.views.calendar_file import calendar_file  # noqa: PLC0415 - see above

    return View(
        title=words.say("calendar-title"),
        lines=(words.say("calendar-how"),),
        actions=(button(words, "open", "session show", {"session": view.session.id}),),
        file=File(calendar_file(view.session), f"session-{view.session.id}.ics"),
    )


def to_rate(words: Words, view: SessionView) -> View:
    """Five stars and room for words."""
    session = view.session
    given = view.place.feedback if view.place else None
    lines: tuple[Text, ...] = (strong(session.title),)
    if given is not None:
        lines = (*lines, words.say("feedback-own", rating=given.rating or 0, text=given.text))
    actions = tuple(stars(words, session))
    return View(title=words.say("feedback-question"), lines=lines, actions=actions)


def thanked(words: Words, session: int, given: Given) -> View:
    """After feedback was given."""
    about, feedback = {"session": session}, given.feedback
    lines: list[Text] = []
    if feedback.rating is not None:
        lines.append(words.say("stars", rating=feedback.rating))
    if feedback.text:
        lines.append(user(feedback.text))
    more = [] if feedback.text else [button(words, "feedback-text", "session-feedback-text", about)]
    rate = [button(words, "feedback-rate", "session feedback", about)] if feedback.rating is None else []
    return View(
        title=words.say("thanked"),
        lines=(*lines, words.say("thanked-next", until=When(given.until, Show.MOMENT))),
        actions=(
            *more,
            *rate,
            button(words, "history", "session history"),
            button(words, "browse", "session browse"),
        ),
        tone=Tone.GOOD,
    )


def received(words: Words, found: Received) -> View:
    """What learners said of a session."""
    average = None if found.average is None else round(found.average, 1)
    figures = words.say("feedback-figures", ratings=found.ratings, average=average)
    texts = tuple((*own("“"), User(text), *own("”")) for text in found.texts.items)
    about = {"session": found.session.id}
    return View(
        title=words.say("feedback-title", title=strong(found.session.title)),
        lines=(figures, *texts, *empty_page(words, found.texts, "feedback-no-texts")),
        actions=(
            *paging(words, found.texts, "session-feedback-read", about),
            button(words, "open", "session show", about),
        ),
    )
