"""What the core asks of storage about applications and mentors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.mentors.model import (
    Application,
    ApplicationForm,
    ApplicationStatus,
    Mentor,
    MentorFigures,
    MentorStatus,
    ProfileForm,
    Tier,
)
from core.page import Page


class Mentors(Protocol):
    """Applications and mentors."""

    def application(self, application_id: int) -> Application | None: ...
    def latest_application(self, person_id: int) -> Application | None: ...
    def open_or_approved(self, person_id: int) -> Sequence[Application]:
        """Those that are PENDING, CHANGES_REQUESTED or APPROVED."""
        ...

    def apply(self, person_id: int, form: ApplicationForm, now: datetime) -> Application: ...
    def resubmit(
        self, application_id: int, form: ApplicationForm, expected_version: int, now: datetime
    ) -> bool:
        """Back to PENDING with the note and the decision cleared."""
        ...

    def decide(
        self,
        application_id: int,
        expected: ApplicationStatus,
        status: ApplicationStatus,
        note: str | None,
        decided_by: int,
        now: datetime,
    ) -> bool:
        """Guarded by the expected state; False when somebody was faster."""
        ...

    def applications(
        self, status: ApplicationStatus | None, tier: Tier | None, text: str, number: int, size: int
    ) -> Page[Application]:
        """Newest first."""
        ...

    def get(self, person_id: int) -> Mentor | None: ...
    def grant(
        self, person_id: int, tier: Tier, organisation: str | None, form: ProfileForm, now: datetime
    ) -> Mentor:
        """Create the profile, or bring a former mentor's back to ACTIVE."""
        ...

    def save_profile(self, person_id: int, profile: ProfileForm, expected_version: int) -> bool: ...
    def set_status(self, person_id: int, expected: MentorStatus, status: MentorStatus) -> bool: ...
    def discover(
        self,
        text: str,
        skill: str | None,
        group_id: int | None,
        number: int,
        size: int,
        *,
        all_statuses: bool,
        saved_by: int | None = None,
    ) -> Page[Mentor]:
        """Public ACTIVE mentors by name; `all_statuses` is the admin's view."""
        ...

    def saved(self, person_id: int, mentor_id: int) -> bool: ...
    def save(self, person_id: int, mentor_id: int, now: datetime) -> None: ...
    def let_go(self, person_id: int, mentor_id: int) -> None: ...

    def figures(self, person_id: int, now: datetime) -> MentorFigures: ...
