"""Reminders: a joined session is near, or starts now (rules.md §9)."""

from datetime import datetime

from bot.dialog.text import Show, Text, When
from bot.dialog.view import Action, Field, Style, Tone, View
from bot.notices.notice import Reader, notice
from bot.notices.present import Present, calendar, details, present
from bot.views.parts import button, named, strong, user
from bot.views.session_lists import upcoming
from bot.views.sessions import link, place
from core.facts import NoticesSummed, ReminderDue, SessionStarting
from core.notices.outcomes import Pointless
from core.sessions.model import Mode, Participation, Session, Status
from core.sessions.states import current

SUMMED = 10
"""Sessions that a digest names."""
_NEXT = 25


def _current(reader: Reader, session_id: int, starts_at: datetime) -> Present | Pointless:
    """The session, if it still starts at that instant and the reader is still in it."""
    found = present(reader, session_id)
    if isinstance(found, Pointless):
        return found
    session = found.session
    if session.status is Status.CANCELLED:
        return Pointless("the session was cancelled", cancelled=True)
    if session.status not in {Status.SCHEDULED, Status.IN_PROGRESS}:
        return Pointless("the session is over or waits for approval")
    if session.starts_at != starts_at:
        return Pointless("the session was moved")
    if found.place is None:
        return Pointless("not in this session any more")
    return found


@notice(ReminderDue)
def reminder_due(fact: ReminderDue, reader: Reader) -> View | Pointless:
    """A joined session is near: the true remaining time, where it is, and the link."""
    found = _current(reader, fact.session_id, fact.starts_at)
    if isinstance(found, Pointless):
        return found
    session = found.session
    if session.status is Status.IN_PROGRESS:
        return _starting(reader, found)
    return View(
        title=reader.say(
            "notice-reminder",
            title=strong(session.title),
            left=When(session.starts_at, Show.RELATIVE, session.starts_at - reader.now),
        ),
        lines=_leads(reader, found),
        fields=(
            named(reader.words, "when", (When(session.starts_at, Show.FULL),)),
            named(reader.words, "where", place(reader.words, session)),
            *link(reader.words, session),
            *_mentor(reader, found),
        ),
        actions=_actions(reader, found),
        tone=Tone.GOOD,
    )


def _leads(reader: Reader, found: Present) -> tuple[Text, ...]:
    if not found.leads:
        return ()
    missing = _without_link(found.session)
    return (reader.say("notice-reminder-leads", taken=found.session.taken, missing=missing),)


def _without_link(session: Session) -> bool:
    """Whether those who come online cannot come: a venue helps them as little as nothing does."""
    return not session.link and session.mode is not Mode.OFFLINE


def _mentor(reader: Reader, found: Present) -> list[Field]:
    return [] if found.leads else [named(reader.words, "mentor", user(found.session.mentor_name))]


def _actions(reader: Reader, found: Present) -> tuple[Action, ...]:
    about = {"session": found.session.id}
    if found.leads:
        people = button(reader.words, "participants", "session participants", about)
        edit = button(reader.words, "edit", "session edit", about, seen=found.session.version)
        return (details(reader, found), people, edit)
    leave = button(reader.words, "leave", "session leave", about, style=Style.DANGER)
    return (*_enter(reader, found), details(reader, found), calendar(reader, found), leave)


def _enter(reader: Reader, found: Present) -> list[Action]:
    """The link as a button, where a platform can show one."""
    url = found.session.link
    return [Action(label=reader.label("button-enter"), url=url)] if url else []


@notice(SessionStarting)
def session_starting(fact: SessionStarting, reader: Reader) -> View | Pointless:
    """A joined session starts now: the link."""
    found = _current(reader, fact.session_id, fact.starts_at)
    return found if isinstance(found, Pointless) else _starting(reader, found)


def _starting(reader: Reader, found: Present) -> View:
    session = found.session
    about = {"session": session.id}
    attendance = button(reader.words, "attendance", "session attendance", about)
    return View(
        title=reader.say("notice-starting", title=strong(session.title)),
        lines=(_where_to(reader, found),),
        fields=(
            named(reader.words, "where", place(reader.words, session)),
            *link(reader.words, session),
            named(reader.words, "until", (When(session.ends_at, Show.TIME),)),
        ),
        actions=(
            *_enter(reader, found),
            *([attendance] if found.leads else []),
            details(reader, found),
        ),
        tone=Tone.GOOD,
    )


def _where_to(reader: Reader, found: Present) -> Text:
    session = found.session
    if not _without_link(session):
        return reader.say("notice-starting-next", leads=found.leads)
    return reader.say("notice-starting-no-link", leads=found.leads, mentor=session.mentor_name)


@notice(NoticesSummed)
def notices_summed(fact: NoticesSummed, reader: Reader) -> View | Pointless:
    """Many reminders were due after a downtime: what comes next, in one notice."""
    found = tuple(
        Participation(current(one.session, reader.now), one.participant)
        for one in reader.uow.sessions.upcoming(reader.person.id, reader.now, _NEXT)
    )
    coming = tuple(one for one in found if one.session.status in {Status.SCHEDULED, Status.IN_PROGRESS})
    if not coming:
        return Pointless("nothing comes next any more")
    return View(
        title=reader.say("notice-summed", count=len(coming)),
        lines=(reader.say("notice-summed-next", count=fact.count),),
        rows=upcoming(reader.words, coming[:SUMMED]),
        actions=(button(reader.words, "home", "home"),),
    )
