"""Limits of a session (rules.md §5), pure: each raises a Refusal that says what would do."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from core import links, text
from core.errors import Refusal
from core.programme import Programme
from core.sessions.model import Attendance, Mode, Participant, Session, SessionForm, Status
from core.sessions.states import effective_status

TITLE, DESCRIPTION, VENUE, REASON, NOTE, FEEDBACK = 150, 4000, 255, 500, 500, 2000
MOST_SEATS = 500
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionChange:
    """What of a session is to be changed; None leaves it as it is.

    An empty `link` takes the link away, `seats` 0 the limit.
    """

    title: str | None = None
    description: str | None = None
    start: datetime | None = None
    duration: timedelta | None = None
    mode: Mode | None = None
    link: str | None = None
    venue: str | None = None
    seats: int | None = None
    group_id: int | None = None


def form_of(session: Session) -> SessionForm:
    """What was announced."""
    return SessionForm(
        group_id=session.group_id,
        title=session.title,
        description=session.description,
        mode=session.mode,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        link=session.link,
        venue=session.venue,
        seats=session.seats,
    )


def changed(session: Session, change: SessionChange) -> SessionForm:
    """The form with a change applied, not checked yet; a moved start keeps the length."""
    form = form_of(session)
    starts_at = form.starts_at if change.start is None else change.start
    length = form.ends_at - form.starts_at if change.duration is None else change.duration
    return SessionForm(
        group_id=form.group_id if change.group_id is None else change.group_id,
        title=form.title if change.title is None else change.title,
        description=form.description if change.description is None else change.description,
        mode=form.mode if change.mode is None else change.mode,
        starts_at=starts_at,
        ends_at=starts_at + length,
        link=form.link if change.link is None else change.link,
        venue=form.venue if change.venue is None else change.venue,
        seats=form.seats if change.seats is None else change.seats or None,
    )


def checked(form: SessionForm, programme: Programme) -> SessionForm:
    """The form cleaned, with what its mode does not need dropped; everything but the time is checked."""
    online, on_site = form.mode is not Mode.OFFLINE, form.mode is not Mode.ONLINE
    link = links.optional_link(form.link, "link", programme.allowed_link_hosts) if online else None
    venue = text.optional_line(form.venue, "venue", VENUE) if on_site else None
    if on_site and venue is None:
        raise Refusal("session-venue-missing", mode=form.mode.value)
    return replace(
        form,
        title=text.one_line(form.title, "title", TITLE),
        description=text.several_lines(form.description, "description", DESCRIPTION, shortest=0),
        starts_at=_utc(form.starts_at),
        ends_at=_utc(form.ends_at),
        link=link,
        venue=venue,
        seats=_seats(form.seats),
    )


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a session's time must be an instant, not a wall clock's")
    return at.astimezone(UTC).replace(microsecond=0)


def _seats(seats: int | None) -> int | None:
    if seats is not None and not 1 <= seats <= MOST_SEATS:
        raise Refusal("session-seats", least=1, most=MOST_SEATS)
    return seats


def check_length(length: timedelta, programme: Programme) -> None:
    """Neither too short nor too long."""
    if not programme.min_length <= length <= programme.max_length:
        raise Refusal("session-length", least=programme.min_length, most=programme.max_length, length=length)


def check_start(starts_at: datetime, programme: Programme, now: datetime) -> None:
    """Neither past, nor too soon, nor too far ahead."""
    earliest, latest = now + programme.min_notice, now + programme.max_ahead
    if starts_at < earliest:
        raise Refusal("session-too-soon", starts_at=starts_at, earliest=earliest)
    if starts_at > latest:
        raise Refusal("session-too-far", starts_at=starts_at, latest=latest)


def check_seats_taken(seats: int | None, taken: int) -> None:
    """Seats are never fewer than the learners who joined."""
    if seats is not None and seats < taken:
        raise Refusal("session-seats-taken", seats=seats, taken=taken)


def reason(raw: str | None) -> str:
    """A reason that must be given."""
    return text.several_lines(raw or "", "reason", REASON)


def optional_reason(raw: str | None) -> str | None:
    """A reason that may be given."""
    return text.optional_lines(raw, "reason", REASON)


def note(raw: str | None) -> str | None:
    """A progress note; nothing takes it away."""
    return text.optional_lines(raw, "note", NOTE)


def check_minutes(minutes: int, session: Session, programme: Programme) -> None:
    """A learner contributed between a minute and the planned length with some extra."""
    most = (session.ends_at - session.starts_at) // MINUTE + programme.extra_minutes
    if not 1 <= minutes <= most:
        raise Refusal("session-minutes", least=1, most=most)


def check_feedback(rating: int | None, words: str | None) -> str | None:
    """A rating from 1 to 5, a text, or both; returns the cleaned text."""
    if rating is not None and not 1 <= rating <= 5:
        raise Refusal("feedback-rating", least=1, most=5)
    cleaned = text.optional_lines(words, "feedback", FEEDBACK)
    if rating is None and cleaned is None:
        raise Refusal("feedback-empty")
    return cleaned


def feedback_until(session: Session, programme: Programme) -> datetime:
    """The last instant at which feedback on a session is given or changed."""
    return session.ends_at + programme.feedback_window


def check_feedback_time(session: Session, programme: Programme, now: datetime) -> None:
    """Feedback is given after the end and for a while."""
    until = feedback_until(session, programme)
    if now > until:
        raise Refusal("feedback-too-late", until=until)


def wants_feedback(session: Session, participant: Participant, programme: Programme, now: datetime) -> bool:
    """Whether this person may say how it was."""
    ended = effective_status(session, now) is Status.COMPLETED
    attended = participant.attendance is Attendance.ATTENDED
    return ended and attended and now <= feedback_until(session, programme)
