"""What people are told of their accounts, roles and applications."""

from typing import Any

import pytest

from core.facts import (
    AccountsLinked,
    AccountUnlinked,
    AdminChanged,
    ApplicationDecided,
    ApplicationSubmitted,
    LeadChanged,
    LinkCodeEntered,
    MentorAssigned,
    MentorStatusChanged,
    OperationAlert,
)
from core.groups.model import LinkKind
from core.mentors import service as mentors
from core.mentors.model import Application, ApplicationForm, ApplicationStatus
from core.people import linking
from core.people import service as people
from tests.commands.town import Somebody
from tests.notices.lesson import HOUR, Lesson

FORM: dict[str, Any] = {"about": "I teach.", "expertise": ("Python",), "reason": "I like it.", "hours": 3}


@pytest.fixture
async def linus(class_: Lesson) -> Somebody:
    return await class_.town.person("Linus Sample")


@pytest.fixture
async def application(class_: Lesson, linus: Somebody) -> Application:
    return await linus.acts(mentors.apply, ApplicationForm(**FORM, group_ids=(class_.group.id,)))


async def test_linking_is_told_on_both_sides(class_: Lesson) -> None:
    said, _ = await class_.told(AccountsLinked("telegram", "Ada on Telegram"), class_.ada)
    assert "Telegram (Ada on Telegram) is linked to you" in said
    said, buttons = await class_.told(AccountUnlinked("discord", "Ada"), class_.ada)
    assert "Discord (Ada) is unlinked" in said
    assert buttons == ["Settings", "Link accounts"]


async def test_a_code_that_was_entered_is_asked_about_while_it_counts(
    class_: Lesson, linus: Somebody
) -> None:
    await class_.ada.acts(linking.offer_code, "a" * 20)
    fact = LinkCodeEntered(1, "telegram")
    assert "answered" in await class_.pointless(fact, class_.ada)
    await linus.acts(linking.enter_code, "a" * 20)
    said, buttons = await class_.told(fact, class_.ada)
    assert "Linus Sample on Telegram entered your code" in said
    assert buttons == ["Yes, that is me", "No, that is not me"]
    class_.clock.at += HOUR
    assert "expired" in await class_.pointless(fact, class_.ada)


async def test_the_applicant_the_admins_and_the_leads_read_what_concerns_them(
    class_: Lesson, linus: Somebody, application: Application
) -> None:
    fact = ApplicationSubmitted(application.id, application.version)
    said, buttons = await class_.told(fact, linus)
    assert "Your application has arrived" in said
    said, buttons = await class_.told(fact, class_.admin)
    assert "Linus Sample wants to be a mentor" in said
    assert "I like it." in said
    assert buttons == ["Approve", "Reject", "Ask for changes", "Approvals"]
    assert "no longer lead" in await class_.pointless(fact, class_.ada)
    await class_.town.link(class_.ada, class_.group, LinkKind.LEAD)
    said, buttons = await class_.told(fact, class_.ada)
    assert "wants to mentor in your group" in said
    assert "I like it." not in said, "the reason is for admins"
    assert "Approve" not in buttons


async def test_a_decided_application_waits_no_more(class_: Lesson, application: Application) -> None:
    await class_.admin.acts(mentors.decide, application.id, ApplicationStatus.REJECTED, "Too short.")
    fact = ApplicationSubmitted(application.id, application.version)
    assert "decided" in await class_.pointless(fact, class_.admin)
    gone = ApplicationSubmitted(99, 1)
    assert "gone" in await class_.pointless(gone, class_.admin)


DECISIONS = [
    (ApplicationStatus.APPROVED, None, "You are a mentor now", ["New session", "My profile"]),
    (ApplicationStatus.REJECTED, "Too short.", "rejected", ["Change", "My application"]),
    (ApplicationStatus.CHANGES_REQUESTED, "More, please.", "Please change", ["Change", "My application"]),
]


@pytest.mark.parametrize(("status", "note", "sentence", "wanted"), DECISIONS)
async def test_the_applicant_reads_the_decision_and_the_next_step(
    class_: Lesson,
    linus: Somebody,
    application: Application,
    status: ApplicationStatus,
    note: str | None,
    sentence: str,
    wanted: list[str],
) -> None:
    await class_.admin.acts(mentors.decide, application.id, status, note)
    said, buttons = await class_.told(ApplicationDecided(application.id, status.value, note), linus)
    assert sentence in said
    assert note is None or note in said
    assert ("Python" in said) is (status is ApplicationStatus.APPROVED), "the groups one mentors now"
    assert buttons == wanted


async def test_mentors_are_told_of_their_role(class_: Lesson, linus: Somebody) -> None:
    assert "taken away" in await class_.pointless(MentorAssigned(linus.id), linus)
    await class_.admin.acts(mentors.assign, linus.id, [class_.group.id])
    said, buttons = await class_.told(MentorAssigned(linus.id), linus)
    assert "An admin made you one" in said
    assert buttons == ["My profile", "New session"]
    await class_.admin.acts(mentors.pause, linus.id, "On leave.")
    said, _ = await class_.told(MentorStatusChanged(linus.id, "PAUSED", "On leave."), linus)
    assert "The reason: On leave." in said
    assert "changed again" in await class_.pointless(MentorStatusChanged(linus.id, "ACTIVE", None), linus)
    await class_.admin.acts(mentors.reactivate, linus.id)
    said, buttons = await class_.told(MentorStatusChanged(linus.id, "ACTIVE", None), linus)
    assert "Welcome back" in said
    assert buttons == ["New session", "Home"]
    await class_.admin.acts(mentors.revoke, linus.id, "Left.")
    said, _ = await class_.told(MentorStatusChanged(linus.id, "REVOKED", "Left."), linus)
    assert "has ended" in said


async def test_admins_and_leads_are_told_of_their_role(class_: Lesson, linus: Somebody) -> None:
    assert "changed again" in await class_.pointless(AdminChanged(linus.id, True), linus)
    await class_.admin.acts(people.make_admin, linus.id)
    said, buttons = await class_.told(AdminChanged(linus.id, True), linus)
    assert "You are an admin now" in said
    assert buttons == ["Approvals", "Home"]
    await class_.admin.acts(people.remove_admin, linus.id)
    said, _ = await class_.told(AdminChanged(linus.id, False), linus)
    assert "no longer an admin" in said
    lead = LeadChanged(class_.group.id, linus.id, True)
    assert "changed again" in await class_.pointless(lead, linus)
    await class_.town.link(linus, class_.group, LinkKind.LEAD)
    said, buttons = await class_.told(lead, linus)
    assert "You lead Python now" in said
    unmade = LeadChanged(class_.group.id, class_.ada.id, False)
    said, _ = await class_.told(unmade, class_.ada)
    assert "You no longer lead Python" in said


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("notice-dead", "could not be delivered"),
        ("channel-gone", "channel cannot be reached"),
        ("disk-full", "Something needs an eye: disk-full"),
    ],
)
async def test_an_admin_is_told_what_needs_an_eye(class_: Lesson, what: str, sentence: str) -> None:
    said, buttons = await class_.told(OperationAlert(what, "row 7"), class_.admin)
    assert sentence in said
    assert "row 7" in said
    assert buttons == ["Outbox", "Who did what"]
    assert "not an admin" in await class_.pointless(OperationAlert(what, ""), class_.ada)
