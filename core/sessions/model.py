"""A group session and those who take part in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """Where a session takes place."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"
    HYBRID = "HYBRID"


class Status(StrEnum):
    """States of a session; edges in `sessions.states`."""

    PENDING_APPROVAL = "PENDING_APPROVAL"
    SCHEDULED = "SCHEDULED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class SessionForm:
    """What a mentor announces; limits in `sessions.rules`."""

    group_id: int
    title: str
    description: str
    mode: Mode
    starts_at: datetime
    ends_at: datetime
    link: str | None = None
    venue: str | None = None
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A group session."""

    id: int
    group_id: int
    group_name: str
    mentor_id: int
    mentor_name: str
    title: str
    description: str
    mode: Mode
    starts_at: datetime
    ends_at: datetime
    link: str | None
    venue: str | None
    seats: int | None
    """None means any number of learners."""
    taken: int
    status: Status
    reason: str | None
    """Why it was rejected or cancelled."""
    decided_by: int | None
    decided_by_name: str | None
    decided_at: datetime | None
    due_at: datetime | None
    """The next instant at which the clock has something to do with it; None when never."""
    version: int
    """Counts changes of what the card says about time, place, text and state; not seats."""
    created_at: datetime

    @property
    def seats_left(self) -> int | None:
        """Free seats, or None where they are not limited."""
        return None if self.seats is None else max(0, self.seats - self.taken)


@dataclass(frozen=True, slots=True)
class Within:
    """Whose groups' sessions are listed: those of all groups of a person, or fewer."""

    person_id: int
    group_id: int | None = None
    """This one only, if it is theirs."""
    as_learner: bool = False
    """Only where they are a learner."""


@dataclass(frozen=True, slots=True)
class Wall:
    """The time that was meant when a start was chosen: what the clocks of a zone show then."""

    zone: str
    at: datetime
    """Naive."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A coming session with the time that was meant."""

    session_id: int
    starts_at: datetime
    wall: Wall


@dataclass(frozen=True, slots=True)
class Armed:
    """What the clock needs to know of a coming session."""

    session_id: int
    status: Status
    starts_at: datetime
    ends_at: datetime
    due_at: datetime | None


class Part(StrEnum):
    """The part a person plays in a session."""

    MENTEE = "MENTEE"
    CO_MENTOR = "CO_MENTOR"
    MENTOR = "MENTOR"


class Listed(NamedTuple):
    """A session as a list of others tells of it, and the viewer's part in it: never its link.

    A tuple, because lists are what most people ask for: it is made in a tenth of the time of a dataclass.
    """

    id: int
    group_name: str
    mentor_id: int
    mentor_name: str
    title: str
    mode: Mode
    starts_at: datetime
    ends_at: datetime
    seats: int | None
    taken: int
    status: Status
    reason: str | None
    version: int
    part: Part | None
    """The viewer's; None where they have no place."""

    @property
    def seats_left(self) -> int | None:
        """Free seats, or None where they are not limited."""
        return None if self.seats is None else max(0, self.seats - self.taken)


class Attendance(StrEnum):
    """Whether a participant came."""

    INVITED = "INVITED"
    ATTENDED = "ATTENDED"
    ABSENT = "ABSENT"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a learner says of a session they attended; a rating 1–5, a text, or both."""

    rating: int | None
    text: str | None
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Participant:
    """A person's place in a session."""

    session_id: int
    person_id: int
    name: str
    part: Part
    attendance: Attendance
    note: str | None
    minutes: int | None
    feedback: Feedback | None
    joined_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """A session together with one person's place in it."""

    session: Session
    participant: Participant
