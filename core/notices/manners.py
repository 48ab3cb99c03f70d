"""How each fact is told: how loudly, for how long, and whether it waits when switched off (rules.md §9)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from core import facts
from core.facts import Fact
from core.notices.model import Category
from core.sessions.model import Session

URGENT, USUAL, BULK = 0, 5, 9
STARTING_USE = timedelta(minutes=10)
"""For how long after the start a session's last reminder is of use."""
MENTOR_LEFT, CHANNEL_GONE = "mentor-left", "channel-gone"
APART = frozenset({MENTOR_LEFT, CHANNEL_GONE})
"""Alerts that are about somebody or a place: two of them within an hour are two."""
ASKING_USE = timedelta(hours=72)
"""For how long after the end it is of use to ask who came and how it was."""
FAR, NEAR = timedelta(hours=3), timedelta(minutes=15)
"""A reminder further ahead than FAR, further than NEAR, or closer."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind of fact is told."""

    category: Category
    keep: bool = True
    """Waits in the inbox where the person switched the category off; otherwise nothing is owed."""
    priority: int = USUAL
    urgent: bool = False
    """Rings in quiet hours too."""


_ACCOUNT = Manner(Category.ACCOUNT)
_PROMPT = Manner(Category.FEEDBACK, keep=False)
_CHANGED = Manner(Category.CHANGED, priority=2)
MANNERS: dict[type[Fact], Manner] = {
    facts.AccountsLinked: _ACCOUNT,
    facts.AccountUnlinked: _ACCOUNT,
    facts.LinkCodeEntered: Manner(Category.ACCOUNT, priority=URGENT, urgent=True),
    facts.RolesChanged: _ACCOUNT,
    facts.GroupRoleDue: _ACCOUNT,
    facts.AdminChanged: _ACCOUNT,
    facts.LeadChanged: _ACCOUNT,
    facts.ApplicationSubmitted: Manner(Category.APPROVALS),
    facts.ApplicationDecided: _ACCOUNT,
    facts.MentorAssigned: _ACCOUNT,
    facts.MentorStatusChanged: _ACCOUNT,
    facts.SessionProposed: Manner(Category.APPROVALS),
    facts.SessionDecided: Manner(Category.CONFIRMED, priority=4),
    facts.SessionCardChanged: Manner(Category.CHANGED, priority=6),
    facts.SessionMoved: _CHANGED,
    facts.SessionCancelled: _CHANGED,
    facts.LearnerAdded: Manner(Category.CONFIRMED),
    facts.LearnerRemoved: _CHANGED,
    facts.SessionStarting: Manner(Category.STARTING, keep=False, priority=URGENT, urgent=True),
    facts.AttendanceWanted: _PROMPT,
    facts.FeedbackWanted: Manner(Category.FEEDBACK, keep=False, priority=7),
    facts.FeedbackGiven: Manner(Category.FEEDBACK, keep=False, priority=BULK),
    # It stands for reminders that are not switched off, whichever they are.
    facts.NoticesSummed: Manner(Category.ACCOUNT, keep=False, priority=3),
    facts.NoticesUndecided: Manner(Category.ACCOUNT, keep=False, priority=BULK),
    facts.OperationAlert: Manner(Category.ACCOUNT, priority=1, urgent=True),
}
_REMINDERS = {
    Category.DAY_BEFORE: Manner(Category.DAY_BEFORE, keep=False, priority=USUAL),
    Category.HOUR_BEFORE: Manner(Category.HOUR_BEFORE, keep=False, priority=3),
    Category.MINUTES_BEFORE: Manner(Category.MINUTES_BEFORE, keep=False, priority=1, urgent=True),
}


def manner(fact: Fact) -> Manner:
    """How a fact is told."""
    if isinstance(fact, facts.ReminderDue):
        return _REMINDERS[reminder_category(timedelta(seconds=fact.ahead))]
    return MANNERS[type(fact)]


def reminder_category(ahead: timedelta) -> Category:
    """Under which switch a reminder falls, by how long before the start it is due."""
    if ahead > FAR:
        return Category.DAY_BEFORE
    return Category.HOUR_BEFORE if ahead > NEAR else Category.MINUTES_BEFORE


def reminder_useful_until(starts_at: datetime, ahead: timedelta) -> datetime:
    """When a reminder is too late to be sent (trust.md §3.8)."""
    match reminder_category(ahead):
        case Category.DAY_BEFORE:
            return starts_at - FAR
        case Category.HOUR_BEFORE:
            return starts_at
        case _:
            return starts_at + STARTING_USE


def useful_until(fact: Fact, session: Session | None) -> datetime | None:
    """The instant after which a notice is not sent any more; None when it never loses its use."""
    match fact:
        case facts.ReminderDue(starts_at=starts_at, ahead=ahead):
            return reminder_useful_until(starts_at, timedelta(seconds=ahead))
        case facts.SessionStarting(starts_at=starts_at):
            return starts_at + STARTING_USE
        case facts.AttendanceWanted() | facts.FeedbackWanted() if session:
            return session.ends_at + ASKING_USE
        case facts.SessionProposed() if session:
            return session.starts_at
        case _:
            return None


def subject(fact: Fact) -> str:
    """What a fact is about; notices about one thing arrive in one place in their order."""
    for name in ("session_id", "application_id", "group_id", "person_id", "code_id"):
        number = getattr(fact, name, None)
        if number is not None:
            return f"{name.removesuffix('_id')}-{number}"
    return fact.kind


def occurrence(fact: Fact, now: datetime, correlation: str) -> str:  # noqa: PLR0911 - one case a fact
    """What makes two notices the same one: by what is due where that is told once, else by the input."""
    match fact:
        case facts.ReminderDue(session_id=session, starts_at=starts_at, ahead=ahead):
            return f"reminder:{session}:{starts_at.isoformat()}:{ahead}"
        case facts.SessionStarting(session_id=session, starts_at=starts_at):
            return f"starting:{session}:{starts_at.isoformat()}"
        case facts.AttendanceWanted(session_id=session) | facts.FeedbackWanted(session_id=session):
            return f"{fact.kind}:{session}"
        case facts.OperationAlert(what=what):
            about = f":{_digest(fact)}" if what in APART else ""
            return f"alert:{what}{about}:{_hour(now)}"
        case facts.NoticesUndecided(day=day):
            return f"undecided:{day}"
        case facts.NoticesSummed():
            return f"summed:{_hour(now)}"
        case _:
            return f"{fact.kind}:{subject(fact)}:{_digest(fact)}:{now.isoformat()}:{correlation}"


def _hour(now: datetime) -> str:
    """What is told at most once an hour is keyed by it."""
    return now.strftime("%Y-%m-%dT%H")


def _digest(fact: Fact) -> str:
    """Tells two facts of one input apart."""
    return hashlib.sha256(repr(fact).encode()).hexdigest()[:12]
