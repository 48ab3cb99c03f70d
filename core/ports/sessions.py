"""What the core asks of storage about sessions and participants."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from core.page import Page
from core.sessions.model import (
    Attendance,
    Feedback,
    Listed,
    Mode,
    Part,
    Participant,
    Participation,
    Session,
    SessionForm,
    Status,
    Within,
)


class Sessions(Protocol):
    """Group sessions and participants."""

    def get(self, session_id: int) -> Session | None: ...
    def add(
        self, form: SessionForm, mentor_id: int, status: Status, due_at: datetime | None, now: datetime
    ) -> Session:
        """Also adds the mentor as participant MENTOR."""
        ...

    def same(self, mentor_id: int, title: str, starts_at: datetime) -> Session | None:
        """A session of this mentor that is neither cancelled nor rejected, with this title and start."""
        ...

    def overlapping(
        self, mentor_id: int, starts_at: datetime, ends_at: datetime, but: int | None
    ) -> Session | None:
        """A session this person leads that is neither cancelled nor rejected and shares time with these."""
        ...

    def save(
        self,
        session_id: int,
        form: SessionForm,
        status: Status,
        due_at: datetime | None,
        expected_version: int,
    ) -> bool:
        """Store an edit and count the version up; False when somebody was faster."""
        ...

    def move(
        self,
        session_id: int,
        expected: Status,
        status: Status,
        *,
        due_at: datetime | None,
        reason: str | None = None,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
    ) -> bool:
        """Change the state, guarded by the expected one, and count the version up."""
        ...

    def set_due(self, session_id: int, expected: datetime, due_at: datetime | None) -> bool: ...
    def delete(self, session_id: int) -> None: ...
    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Ids of sessions with something due, the earliest first."""
        ...

    def next_due(self) -> datetime | None: ...
    def browse(
        self,
        within: Within,
        now: datetime,
        text: str,
        mode: Mode | None,
        number: int,
        size: int,
    ) -> Page[Listed]:
        """SCHEDULED and IN_PROGRESS sessions of these groups that have not ended, soonest first."""
        ...

    def of_mentor(
        self, mentor_id: int, status: Status | None, text: str, number: int, size: int
    ) -> Page[Session]:
        """Sessions someone leads, latest start first."""
        ...

    def listed(
        self, group_id: int | None, status: Status | None, text: str, number: int, size: int
    ) -> Page[Session]:
        """Every session, for admins, latest start first; text matches title or mentor."""
        ...

    def archived(self, within: Within, before: datetime, number: int, size: int) -> Page[Listed]:
        """Sessions of these groups that started before an instant, latest first (rules.md §5, archive)."""
        ...

    def awaiting(self, group_ids: Collection[int] | None, limit: int) -> Sequence[Session]:
        """PENDING_APPROVAL sessions, the soonest first; None is every group."""
        ...

    def participant(self, session_id: int, person_id: int) -> Participant | None:
        """An active place, whichever part."""
        ...

    def participants(self, session_id: int, text: str = "") -> Sequence[Participant]:
        """Active places, mentors first, then by name."""
        ...

    def take_seat(self, session_id: int, person_id: int, now: datetime) -> bool:
        """Take a seat as MENTEE if one is free, in one guarded statement; False when full."""
        ...

    def free_seat(self, session_id: int, person_id: int, now: datetime) -> bool: ...
    def places(self, person_id: int, session_ids: Collection[int]) -> dict[int, Part]:
        """The person's active part in each of these sessions."""
        ...

    def joined_overlapping(
        self, person_id: int, starts_at: datetime, ends_at: datetime, but: int
    ) -> Session | None:
        """A session this person has an active place in that is neither cancelled nor rejected."""
        ...

    def set_attendance(self, session_id: int, person_ids: Collection[int], attendance: Attendance) -> int: ...
    def set_note(self, session_id: int, person_id: int, note: str | None) -> None: ...
    def set_minutes(self, session_id: int, person_id: int, minutes: int | None) -> None: ...
    def set_feedback(self, session_id: int, person_id: int, feedback: Feedback) -> None: ...
    def ratings(self, session_id: int) -> tuple[int, float | None]:
        """Number of ratings and their average."""
        ...

    def history(self, person_id: int, number: int, size: int) -> Page[Participation]:
        """Own participations as a learner, newest start first."""
        ...

    def upcoming(self, person_id: int, now: datetime, limit: int) -> Sequence[Participation]:
        """What a person takes part in and has not ended, soonest first."""
        ...
