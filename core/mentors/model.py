"""An application to become a mentor, and the mentor's profile."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Tier(StrEnum):
    """What kind of mentor someone applies to be."""

    MENTOR = "MENTOR"
    IG_MENTOR = "IG_MENTOR"
    COMPANY_MENTOR = "COMPANY_MENTOR"
    CAMPUS_MENTOR = "CAMPUS_MENTOR"


class ApplicationStatus(StrEnum):
    """States of an application; edges in `mentors.states`."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """What an applicant fills in; limits in `mentors.rules`."""

    about: str
    expertise: tuple[str, ...]
    reason: str
    hours: int
    """Hours a week, 1–168."""
    group_ids: tuple[int, ...]
    tier: Tier = Tier.IG_MENTOR
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """An application and the decision about it."""

    id: int
    person_id: int
    person_name: str
    form: ApplicationForm
    status: ApplicationStatus
    note: str | None
    decided_by: int | None
    decided_by_name: str | None
    decided_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class MentorStatus(StrEnum):
    """Whether an approved mentor works at present."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class ProfileForm:
    """What a mentor tells about themselves; all of it optional."""

    headline: str | None = None
    about: str | None = None
    expertise: tuple[str, ...] = ()
    company: str | None = None
    job_title: str | None = None
    years: int | None = None
    location: str | None = None
    links: tuple[str, ...] = ()
    session_minutes: int = 60
    buffer_minutes: int = 15
    meeting_link: str | None = None
    rate: int | None = None
    """A figure only: no payment is made."""
    currency: str | None = None
    public: bool = True


@dataclass(frozen=True, slots=True)
class Mentor:
    """An approved mentor with a profile."""

    person_id: int
    name: str
    tier: Tier
    organisation: str | None
    status: MentorStatus
    profile: ProfileForm
    version: int
    since: datetime


@dataclass(frozen=True, slots=True)
class MentorFigures:
    """What a mentor has done, from completed sessions only."""

    sessions_held: int
    learners: int
    hours: float
    upcoming: int
    waiting: int
    """Sessions waiting for approval."""
    ratings: int
    rating: float | None
    """Average; None until there are three ratings (rules.md §3)."""
