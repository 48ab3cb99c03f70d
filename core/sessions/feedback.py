"""What learners say of a session they attended, and what its mentor may read (rules.md §5)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core import auditing
from core.facts import FeedbackGiven
from core.notices import service as notices
from core.page import Page
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions import access, changing, rules
from core.sessions.model import Feedback, Participant, Session

TEXTS = 5
"""Texts on a page: each may be long, and one message holds only so much."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of a session, and until when it can be changed."""

    feedback: Feedback
    until: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """What a mentor reads: the texts, and the average once no single rating can be told from it."""

    session: Session
    ratings: int
    average: float | None
    texts: Page[str]


def may_give(
    uow: UnitOfWork, actor: Actor, now: datetime, session_id: int
) -> tuple[Session, Participant | None]:
    """The session and this person's place in it, if they may say how it was."""
    session, place, held = access.look(uow, actor, now, session_id)
    access.permit(Action.FEEDBACK_GIVE, held, session, now)
    rules.check_feedback_time(session, uow.programme, now)
    return session, place


def give(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    session_id: int,
    rating: int | None,
    text: str | None,
) -> Given:
    """Say how an attended session was, or change what was said, within the window after its end.

    What is None stays as it was said before.
    """
    session, place = may_give(uow, actor, now, session_id)
    words = rules.check_feedback(rating, text)
    before = place.feedback if place else None
    feedback, until = Feedback(rating, words, now), rules.feedback_until(session, uow.programme)
    if before is not None:
        feedback = replace(feedback, rating=rating or before.rating, text=words or before.text)
        if (feedback.rating, feedback.text) == (before.rating, before.text):
            return Given(before, until)
    uow.sessions.set_feedback(session.id, actor.id, feedback)
    auditing.record(
        uow,
        actor,
        now,
        Action.FEEDBACK_GIVE,
        ("session", session.id),
        {"given": before is not None},
        {"given": True, "text": feedback.text is not None},
    )
    told = changing.leaders(session, uow.sessions.participants(session.id))
    notices.tell(uow, FeedbackGiven(session.id, actor.id), told, now, session=session)
    return Given(feedback, until)


def received(uow: UnitOfWork, actor: Actor, now: datetime, session_id: int, number: int = 1) -> Received:
    """What was said of a session this person leads, oldest first."""
    session = access.enter(uow, actor, now, Action.FEEDBACK_READ, session_id)
    ratings, average = uow.sessions.ratings(session.id)
    said = [one.feedback for one in uow.sessions.participants(session.id) if one.feedback]
    texts = tuple(one.text for one in sorted(said, key=lambda one: one.given_at) if one.text)
    shown = average if ratings >= uow.programme.ratings_shown_from else None
    first = (number - 1) * TEXTS
    page = Page(texts[first : first + TEXTS], number, len(texts) > first + TEXTS)
    return Received(session, ratings, shown, page)
