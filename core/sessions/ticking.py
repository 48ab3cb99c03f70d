"""What the clock does with sessions: reminders, start, end, prompts (rules.md §9, trust.md §3.7–3.8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.errors import Conflict
from core.facts import (
    AttendanceWanted,
    Fact,
    FeedbackWanted,
    NoticesSummed,
    ReminderDue,
    SessionDecided,
    SessionStarting,
)
from core.notices import manners
from core.notices import service as notices
from core.permissions import Action
from core.ports import UnitOfWork
from core.sessions import changing
from core.sessions.model import Attendance, Part, Session, Status
from core.sessions.states import NOT_APPROVED_IN_TIME
from core.sessions.timeline import Step, StepKind, due_steps, next_due


@dataclass(slots=True)
class _Reminders:
    """The one reminder each due session owes, collected so that many for one person become a digest."""

    owed: list[tuple[Session, Fact, list[int]]] = field(default_factory=list)

    def tell(self, uow: UnitOfWork, now: datetime) -> None:
        """Owe them, soonest start first."""
        counts = self._counts(uow)
        summed = {person_id for person_id, count in counts.items() if count > uow.programme.digest_above}
        for session, fact, people in sorted(self.owed, key=lambda one: one[0].starts_at):
            notices.forget_reminders(uow, session.id)
            told = [person_id for person_id in people if person_id not in summed]
            notices.tell(uow, fact, told, now, session=session)
        for person_id in sorted(summed):
            self._sum_up(uow, person_id, counts[person_id], now)

    def _counts(self, uow: UnitOfWork) -> dict[int, int]:
        """How many of them each person would be told: not those of a kind they switched off."""
        off = uow.people.categories_off({one for _, _, people in self.owed for one in people})
        counts: dict[int, int] = {}
        for _, fact, people in self.owed:
            for person_id in people:
                if (person_id, manners.manner(fact).category) not in off:
                    counts[person_id] = counts.get(person_id, 0) + 1
        return counts

    def _sum_up(self, uow: UnitOfWork, person_id: int, count: int, now: datetime) -> None:
        last = max(session.starts_at for session, _, people in self.owed if person_id in people)
        until = max(last, now) + manners.STARTING_USE
        notices.tell(uow, NoticesSummed(count), [person_id], now, useful_until=until)


def was_away(uow: UnitOfWork, now: datetime) -> bool:
    """Whether something has been due for so long that the clock must have stood still."""
    earliest = uow.sessions.next_due()
    return earliest is not None and earliest < now - uow.programme.catch_up_after


def tick(uow: UnitOfWork, session_id: int, now: datetime) -> None:
    """Do everything that is due with one session, in order, and arm it for what comes next."""
    catch_up(uow, [session_id], now)


def catch_up(uow: UnitOfWork, session_ids: Iterable[int], now: datetime) -> None:
    """The same for several: whoever would be reminded of many at once is told of them in one notice."""
    reminders = _Reminders()
    for session_id in session_ids:
        session = uow.sessions.get(session_id)
        if session is not None and session.due_at is not None and session.due_at <= now:
            _walk(uow, session, now, reminders)
    reminders.tell(uow, now)


def _walk(uow: UnitOfWork, session: Session, now: datetime, reminders: _Reminders) -> None:
    steps = due_steps(session, uow.programme, now)
    for step in steps:
        session = _take(uow, session, step, now)
    _remind(uow, session, steps, now, reminders)
    due_at = next_due(session, uow.programme, now)
    armed = session.due_at
    if armed is not None and armed != due_at and not uow.sessions.set_due(session.id, armed, due_at):
        raise Conflict(f"session {session.id} was armed anew")


def _take(uow: UnitOfWork, session: Session, step: Step, now: datetime) -> Session:
    match step.kind:
        case StepKind.EXPIRE:
            return _expire(uow, session, now)
        case StepKind.START:
            started = changing.move(uow, None, now, Action.SESSION_START, session, Status.IN_PROGRESS)
            notices.refresh_cards(uow, started, now, was=session.status)
            return started
        case StepKind.END:
            return _end(uow, session, now)
        case StepKind.REMIND:
            return session


def _expire(uow: UnitOfWork, session: Session, now: datetime) -> Session:
    """Nobody approved it before its start (rules.md §5)."""
    reason = NOT_APPROVED_IN_TIME
    expired = changing.move(uow, None, now, Action.SESSION_EXPIRE, session, Status.REJECTED, reason=reason)
    notices.forget_reminders(uow, session.id)
    fact = SessionDecided(session.id, approved=False, reason=reason)
    notices.tell(uow, fact, changing.everyone(uow, expired), now, session=expired)
    notices.refresh_cards(uow, expired, now, was=session.status)
    return expired


def _end(uow: UnitOfWork, session: Session, now: datetime) -> Session:
    ended = changing.move(uow, None, now, Action.SESSION_END, session, Status.COMPLETED)
    people = uow.sessions.participants(session.id)
    leaders = changing.leaders(ended, people)
    if changing.learners(people):
        notices.tell(uow, AttendanceWanted(session.id), leaders, now, session=ended)
    came = [one for one in people if one.part is Part.MENTEE and one.attendance is Attendance.ATTENDED]
    told = [one.person_id for one in came]
    notices.tell(uow, FeedbackWanted(session.id), told, now, session=ended)
    notices.refresh_cards(uow, ended, now, was=session.status)
    return ended


def _remind(
    uow: UnitOfWork, session: Session, steps: Sequence[Step], now: datetime, reminders: _Reminders
) -> None:
    """At most one reminder a session, the one nearest to the start, and only while it is of use."""
    if session.status not in {Status.SCHEDULED, Status.IN_PROGRESS}:
        return
    due = [step for step in steps if step.kind in {StepKind.REMIND, StepKind.START}]
    useful = [step for step in due if now <= _useful_until(session, step)]
    if useful:
        fact = _reminder(session, useful[-1])
        reminders.owed.append((session, fact, changing.everyone(uow, session)))


def _useful_until(session: Session, step: Step) -> datetime:
    return manners.reminder_useful_until(session.starts_at, step.ahead)


def _reminder(session: Session, step: Step) -> Fact:
    if step.kind is StepKind.START:
        return SessionStarting(session.id, session.starts_at)
    return ReminderDue(session.id, session.starts_at, int(step.ahead.total_seconds()))
