"""Applications and mentors."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Conflict
from core.groups.model import LinkKind
from core.mentors.model import ApplicationStatus, Mentor, MentorStatus, ProfileForm, Tier
from core.page import Page
from core.sessions.model import Attendance, Feedback, Status
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, application_form, group, people, person, session
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

PENDING, APPROVED = ApplicationStatus.PENDING, ApplicationStatus.APPROVED
PROFILE = ProfileForm(
    headline="Reader",
    about="I read code aloud.",
    expertise=("Python", "Type Theory"),
    company="Example Works",
    links=("https://example.org",),
    meeting_link="https://meet.example.org/me",
    rate=10,
    currency="EUR",
)


async def test_an_application_reads_as_it_was_sent(database: AnyDatabase) -> None:
    (one,) = await write(database, lambda uow: people(uow, 1))
    form = application_form(3, 5, tier=Tier.CAMPUS_MENTOR, organisation="Example University")
    made = await write(database, lambda uow: uow.mentors.apply(one, form, NOW))
    assert (made.form, made.status, made.version, made.created_at) == (form, PENDING, 1, NOW)
    assert await read(database, lambda uow: uow.mentors.application(made.id)) == made
    assert await read(database, lambda uow: uow.mentors.latest_application(one)) == made
    assert await read(database, lambda uow: uow.mentors.latest_application(404)) is None


async def test_one_application_stands_a_person_and_organisation(database: AnyDatabase) -> None:
    (one,) = await write(database, lambda uow: people(uow, 1))
    await write(database, lambda uow: uow.mentors.apply(one, application_form(), NOW))
    with pytest.raises(Conflict):
        await write(database, lambda uow: uow.mentors.apply(one, application_form(tier=Tier.MENTOR), NOW))
    works = application_form(tier=Tier.COMPANY_MENTOR, organisation="Example Works")
    await write(database, lambda uow: uow.mentors.apply(one, works, NOW))
    again = replace(works, organisation="EXAMPLE works")
    with pytest.raises(Conflict):
        await write(database, lambda uow: uow.mentors.apply(one, again, NOW))
    standing = await read(database, lambda uow: uow.mentors.open_or_approved(one))
    assert [item.form.organisation for item in standing] == ["Example Works", None]


async def test_a_decision_is_taken_once_and_told_with_who(database: AnyDatabase) -> None:
    one, admin = await write(database, lambda uow: people(uow, 2))
    made = await write(database, lambda uow: uow.mentors.apply(one, application_form(), NOW))

    async def decide(status: ApplicationStatus, note: str | None) -> bool:
        return await write(
            database, lambda uow: uow.mentors.decide(made.id, PENDING, status, note, admin, NOW + HOUR)
        )

    assert await decide(ApplicationStatus.REJECTED, "Not yet")
    assert not await decide(APPROVED, None)
    found = await read(database, lambda uow: uow.mentors.application(made.id))
    assert found is not None
    assert (found.status, found.note, found.decided_by, found.decided_at, found.version) == (
        ApplicationStatus.REJECTED,
        "Not yet",
        admin,
        NOW + HOUR,
        2,
    )
    assert found.decided_by_name is not None
    assert await read(database, lambda uow: uow.mentors.open_or_approved(one)) == []
    form = application_form(9, about="I read more code now.")
    assert await write(database, lambda uow: uow.mentors.resubmit(made.id, form, 2, NOW + 2 * HOUR))
    assert not await write(database, lambda uow: uow.mentors.resubmit(made.id, form, 2, NOW))
    found = await read(database, lambda uow: uow.mentors.application(made.id))
    assert found is not None
    assert (found.form, found.status, found.note, found.decided_by, found.updated_at) == (
        form,
        PENDING,
        None,
        None,
        NOW + 2 * HOUR,
    )


async def test_applications_are_listed_newest_first(database: AnyDatabase) -> None:
    def make(uow: Work) -> None:
        for name, tier in (
            ("Ada Example", Tier.MENTOR),
            ("Linus Sample", Tier.IG_MENTOR),
            ("Zoë Test", Tier.MENTOR),
        ):
            one = person(uow, name=name).id
            made = uow.mentors.apply(one, application_form(tier=tier), NOW)
            if name.startswith("Ada"):
                uow.mentors.decide(made.id, PENDING, APPROVED, None, one, NOW)

    await write(database, make)

    async def names(status: ApplicationStatus | None, tier: Tier | None, text: str = "") -> list[str]:
        page = await read(database, lambda uow: uow.mentors.applications(status, tier, text, 1, 10))
        return [item.person_name for item in page.items]

    assert await names(None, None) == ["Zoë Test", "Linus Sample", "Ada Example"]
    assert await names(PENDING, None) == ["Zoë Test", "Linus Sample"]
    assert await names(None, Tier.MENTOR) == ["Zoë Test", "Ada Example"]
    assert await names(PENDING, Tier.MENTOR, "ZOË") == ["Zoë Test"]
    page = await read(database, lambda uow: uow.mentors.applications(None, None, "", 2, 2))
    assert ([item.person_name for item in page.items], page.more) == (["Ada Example"], False)


async def test_a_mentor_is_granted_edited_paused_and_brought_back(database: AnyDatabase) -> None:
    (one,) = await write(database, lambda uow: people(uow, 1))
    made = await write(database, lambda uow: uow.mentors.grant(one, Tier.IG_MENTOR, None, PROFILE, NOW))
    assert (made.profile, made.status, made.version, made.since) == (PROFILE, MentorStatus.ACTIVE, 1, NOW)
    edited = replace(PROFILE, headline=None, expertise=("Rust",), session_minutes=90, public=False)
    assert await write(database, lambda uow: uow.mentors.save_profile(one, edited, 1))
    assert not await write(database, lambda uow: uow.mentors.save_profile(one, PROFILE, 1))

    async def turn(expected: MentorStatus, status: MentorStatus) -> bool:
        return await write(database, lambda uow: uow.mentors.set_status(one, expected, status))

    assert await turn(MentorStatus.ACTIVE, MentorStatus.REVOKED)
    assert not await turn(MentorStatus.ACTIVE, MentorStatus.PAUSED)
    back = await write(
        database,
        lambda uow: uow.mentors.grant(one, Tier.COMPANY_MENTOR, "Example Works", PROFILE, NOW + HOUR),
    )
    assert (back.status, back.tier, back.organisation, back.profile, back.since) == (
        MentorStatus.ACTIVE,
        Tier.COMPANY_MENTOR,
        "Example Works",
        edited,
        NOW,
    )
    assert await read(database, lambda uow: uow.mentors.get(404)) is None


async def test_discovery_finds_public_active_mentors_by_name(database: AnyDatabase) -> None:
    def make(uow: Work) -> tuple[int, int]:
        python, rust = group(uow, "Python").id, group(uow, "Rust").id
        for name, profile, group_id in (
            ("zoë Sample", ProfileForm(about="50% tea", expertise=("Rust",)), rust),
            ("Ada Example", PROFILE, python),
            ("Hidden Test", replace(PROFILE, public=False), python),
            ("Paused Test", PROFILE, rust),
        ):
            one = person(uow, name=name).id
            uow.mentors.grant(one, Tier.MENTOR, None, profile, NOW)
            uow.groups.set_link(group_id, one, LinkKind.MENTOR, True, NOW)
            if name.startswith("Paused"):
                uow.mentors.set_status(one, MentorStatus.ACTIVE, MentorStatus.PAUSED)
        return python, rust

    python, rust = await write(database, make)

    async def found(
        text: str = "", skill: str | None = None, group_id: int | None = None, everyone: bool = False
    ) -> list[str]:
        page: Page[Mentor] = await read(
            database, lambda uow: uow.mentors.discover(text, skill, group_id, 1, 10, all_statuses=everyone)
        )
        return [one.name for one in page.items]

    assert await found() == ["Ada Example", "zoë Sample"]
    assert await found(everyone=True) == ["Ada Example", "Hidden Test", "Paused Test", "zoë Sample"]
    assert await found("ZOË") == ["zoë Sample"]
    assert await found("type th") == ["Ada Example"]
    assert await found("50% t") == ["zoë Sample"]
    assert await found(skill="type theory") == ["Ada Example"]
    assert await found(skill="theory") == []
    assert await found(group_id=rust) == ["zoë Sample"]
    assert await found(group_id=python, everyone=True) == ["Ada Example", "Hidden Test"]


async def test_figures_count_completed_sessions_only(database: AnyDatabase) -> None:
    def make(uow: Work) -> int:
        group_id, (mentor, *learners) = group(uow).id, people(uow, 4)
        states = (
            Status.COMPLETED,
            Status.COMPLETED,
            Status.CANCELLED,
            Status.PENDING_APPROVAL,
            Status.SCHEDULED,
        )
        for number, status in enumerate(states):
            starts = NOW - (10 - number) * HOUR if number < 3 else NOW + number * HOUR
            held = session(
                uow,
                group_id,
                mentor,
                status,
                title=f"No. {number}",
                starts_at=starts,
                ends_at=starts + 1.5 * HOUR,
            )
            for one in learners[: 3 - number % 2]:
                uow.sessions.take_seat(held.id, one, NOW)
                uow.sessions.set_feedback(held.id, one, Feedback(5 - number, None, NOW))
            uow.sessions.set_attendance(held.id, learners[:2], Attendance.ATTENDED)
        return mentor

    mentor = await write(database, make)
    figures = await read(database, lambda uow: uow.mentors.figures(mentor, NOW))
    assert (figures.sessions_held, figures.hours, figures.learners) == (2, 3.0, 2)
    assert (figures.upcoming, figures.waiting) == (1, 1)
    assert figures.ratings == 5
    assert figures.rating == pytest.approx((3 * 5 + 2 * 4) / 5)
    later = await read(database, lambda uow: uow.mentors.figures(mentor, NOW + timedelta(days=1)))
    assert later.upcoming == 0


async def test_a_few_ratings_give_no_average(database: AnyDatabase) -> None:
    (one,) = await write(database, lambda uow: people(uow, 1))
    figures = await read(database, lambda uow: uow.mentors.figures(one, NOW))
    assert (figures.sessions_held, figures.ratings, figures.rating, figures.hours) == (0, 0, None, 0)
