"""Applications and mentors in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

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
from core.sessions.model import Part, Status
from tests.fakes.memory import Memory, matches, page

OPEN = {ApplicationStatus.PENDING, ApplicationStatus.CHANGES_REQUESTED, ApplicationStatus.APPROVED}


class FakeMentors:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def application(self, application_id: int) -> Application | None:
        return self.memory.applications.get(application_id)

    def latest_application(self, person_id: int) -> Application | None:
        found = [one for one in self.memory.applications.values() if one.person_id == person_id]
        return max(found, key=lambda one: one.id, default=None)

    def open_or_approved(self, person_id: int) -> Sequence[Application]:
        every = self.memory.applications.values()
        return [one for one in every if one.person_id == person_id and one.status in OPEN]

    def apply(self, person_id: int, form: ApplicationForm, now: datetime) -> Application:
        application = Application(
            id=self.memory.next(),
            person_id=person_id,
            person_name=self.memory.people[person_id].name,
            form=form,
            status=ApplicationStatus.PENDING,
            note=None,
            decided_by=None,
            decided_by_name=None,
            decided_at=None,
            version=1,
            created_at=now,
            updated_at=now,
        )
        self.memory.applications[application.id] = application
        return application

    def resubmit(
        self, application_id: int, form: ApplicationForm, expected_version: int, now: datetime
    ) -> bool:
        old = self.memory.applications[application_id]
        if old.version != expected_version:
            return False
        self.memory.applications[application_id] = replace(
            old,
            form=form,
            status=ApplicationStatus.PENDING,
            note=None,
            decided_by=None,
            decided_by_name=None,
            decided_at=None,
            version=old.version + 1,
            updated_at=now,
        )
        return True

    def decide(
        self,
        application_id: int,
        expected: ApplicationStatus,
        status: ApplicationStatus,
        note: str | None,
        decided_by: int,
        now: datetime,
    ) -> bool:
        old = self.memory.applications[application_id]
        if old.status is not expected:
            return False
        self.memory.applications[application_id] = replace(
            old,
            status=status,
            note=note,
            decided_by=decided_by,
            decided_by_name=self.memory.people[decided_by].name,
            decided_at=now,
            version=old.version + 1,
            updated_at=now,
        )
        return True

    def applications(
        self, status: ApplicationStatus | None, tier: Tier | None, text: str, number: int, size: int
    ) -> Page[Application]:
        found = [
            one
            for one in sorted(self.memory.applications.values(), key=lambda one: -one.id)
            if status in {None, one.status}
            and tier in {None, one.form.tier}
            and matches(text, one.person_name)
        ]
        return page(found, number, size)

    def get(self, person_id: int) -> Mentor | None:
        return self.memory.mentors.get(person_id)

    def grant(
        self, person_id: int, tier: Tier, organisation: str | None, form: ProfileForm, now: datetime
    ) -> Mentor:
        old = self.memory.mentors.get(person_id)
        profile = old.profile if old else form
        version = old.version + 1 if old else 1
        name = self.memory.people[person_id].name
        mentor = Mentor(person_id, name, tier, organisation, MentorStatus.ACTIVE, profile, version, now)
        self.memory.mentors[person_id] = mentor
        return mentor

    def save_profile(self, person_id: int, profile: ProfileForm, expected_version: int) -> bool:
        old = self.memory.mentors[person_id]
        if old.version != expected_version:
            return False
        self.memory.mentors[person_id] = replace(old, profile=profile, version=old.version + 1)
        return True

    def set_status(self, person_id: int, expected: MentorStatus, status: MentorStatus) -> bool:
        old = self.memory.mentors[person_id]
        if old.status is not expected:
            return False
        self.memory.mentors[person_id] = replace(old, status=status)
        return True

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
        found = [
            one
            for one in sorted(self.memory.mentors.values(), key=lambda one: one.name)
            if (all_statuses or (one.status is MentorStatus.ACTIVE and one.profile.public))
            and matches(text, one.name, one.profile.about, one.profile.company, *one.profile.expertise)
            and (skill is None or matches(skill, *one.profile.expertise))
            and (saved_by is None or self.saved(saved_by, one.person_id))
        ]
        return page(found, number, size)

    def saved(self, person_id: int, mentor_id: int) -> bool:
        return (person_id, mentor_id) in self.memory.saved

    def save(self, person_id: int, mentor_id: int, now: datetime) -> None:
        self.memory.saved.add((person_id, mentor_id))

    def let_go(self, person_id: int, mentor_id: int) -> None:
        self.memory.saved.discard((person_id, mentor_id))

    def figures(self, person_id: int, now: datetime) -> MentorFigures:
        led = [one for one in self.memory.sessions.values() if one.mentor_id == person_id]
        done = [one for one in led if one.status is Status.COMPLETED]
        ids = {one.id for one in done}
        places = [p for p in self.memory.places.values() if p.session_id in ids and p.part is Part.MENTEE]
        ratings = [p.feedback.rating for p in places if p.feedback and p.feedback.rating is not None]
        return MentorFigures(
            sessions_held=len(done),
            learners=len({place.person_id for place in places}),
            hours=sum((one.ends_at - one.starts_at).total_seconds() for one in done) / 3600,
            upcoming=sum(1 for one in led if one.status is Status.SCHEDULED),
            waiting=sum(1 for one in led if one.status is Status.PENDING_APPROVAL),
            ratings=len(ratings),
            rating=sum(ratings) / len(ratings) if ratings else None,
        )
