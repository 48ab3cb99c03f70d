"""Applications, mentors and profiles in words and buttons."""

import pytest

from core.groups.model import LinkKind
from core.people.model import Platform
from tests.commands.town import Somebody, Town, text_of

APPLICATION = {"about": "I teach.", "expertise": "Python, SQL", "reason": "I like it.", "hours": 3}


@pytest.fixture
async def admin(town: Town) -> Somebody:
    return await town.person("Margo Admin", Platform.DISCORD, admin=True)


@pytest.fixture
async def grace(town: Town) -> Somebody:
    await town.group()
    return await town.person("Grace Specimen")


@pytest.fixture
async def mentor(town: Town, grace: Somebody) -> Somebody:
    group = (await town.database.read(lambda uow: uow.groups.all(active_only=True)))[0]
    await town.link(grace, group, LinkKind.MENTOR)
    return grace


async def test_without_an_application_one_reads_how_to_apply(grace: Somebody) -> None:
    assert "about five minutes" in await grace.do("mentor status")
    assert grace.labels() == ["Become a mentor"]
    assert "about five minutes" in await grace.do("mentor edit")


async def test_a_company_mentor_names_the_company(grace: Somebody) -> None:
    said = await grace.do(
        "mentor apply", **APPLICATION, groups=["Python"], tier="COMPANY_MENTOR", organisation="Example Ltd"
    )
    assert "sent, thank you" in said
    assert "Organisation: Example Ltd" in await grace.do("mentor status")


async def test_changes_are_asked_for_and_made(grace: Somebody, admin: Somebody) -> None:
    await grace.do("mentor apply", **APPLICATION, groups=["Python"])
    await admin.do("approvals")
    said = await admin.press("Open", row="Grace")
    assert "Skills: Python, SQL" in said
    assert admin.labels() == ["Approve", "Reject", "Ask for changes", "Approvals"]
    assert "asked for changes" in await admin.press("Ask for changes", note="Tell us more.")
    assert "Note: Tell us more." in await grace.do("mentor status")
    await grace.press("Change")
    assert "Changed: your application" in await grace.press("About you", about="I have taught for ten years.")
    assert "I have taught for ten years." in await grace.press("My application")
    await admin.do("mentor applications", status="PENDING")
    assert "I have taught for ten years." in await admin.press("Open", row="Grace")


async def test_every_part_of_an_application_can_be_changed(grace: Somebody) -> None:
    await grace.do("mentor apply", **APPLICATION, groups=["Python"])
    changes: dict[str, dict[str, object]] = {
        "Skills": {"expertise": "Rust"},
        "Why you mentor": {"reason": "It is fun."},
        "Hours a week": {"hours": 9},
        "Groups": {"groups": "1"},
        "Kind of mentor": {"tier": "MENTOR"},
    }
    for label, answers in changes.items():
        await grace.do("mentor edit")
        await grace.use(grace.button(label), **answers)
    said = await grace.do("mentor status")
    for shown in ("Rust", "It is fun.", "9 hours a week", "Mentor of the whole community"):
        assert shown in said


async def test_whoever_has_applied_is_led_to_the_application(grace: Somebody) -> None:
    await grace.do("mentor apply", **APPLICATION, groups=["Python"])
    assert "waits for a decision" in await grace.do("mentor apply", **APPLICATION, groups=["Python"])


async def test_mentors_are_found_and_looked_at(town: Town, mentor: Somebody) -> None:
    ada = await town.person("Ada Example")
    await mentor.do("mentor profile", headline="Loves clear charts", expertise="Python, SQL")
    assert "Loves clear charts" in await ada.do("mentor list", skill="sql")
    said = await ada.press("Profile", row="Grace")
    assert "Skills: Python, SQL" in said
    assert "So far: no sessions" in said
    assert ada.labels() == ["Sessions: Python", "Save", "Mentors"]
    assert "No mentor fits" in await ada.do("mentor list", skill="knitting")


async def test_a_profile_is_filled_in_by_its_buttons(mentor: Somebody) -> None:
    assert "0 % complete" in await mentor.do("mentor profile")
    await mentor.press("Headline", headline="Loves clear charts")
    await mentor.press("About you", about="I teach data.")
    await mentor.press("Skills", expertise="Python, SQL")
    await mentor.press(
        "Work and place", company="Example Ltd", job_title="Engineer", years=9, location="Oslo"
    )
    await mentor.press("Links", links="https://example.org", meeting_link="https://meet.example.org/g")
    said = await mentor.press("Rate", rate=0)
    assert "complete. Well done!" in said
    assert "Engineer, Example Ltd" in said
    assert "only admins and you" in await mentor.press("Visibility", public="no")
    assert "meet.example.org" not in await mentor.press("As others see it")


async def test_what_a_profile_tells_can_be_taken_away(mentor: Somebody) -> None:
    await mentor.do("mentor profile")
    await mentor.press("Links", links="https://example.org", meeting_link="https://meet.example.org/g")
    await mentor.press("Rate", rate=5, currency="EUR")
    assert "meet.example.org" not in await mentor.press("Remove a part", part="meeting_link")
    assert "example.org" not in await mentor.press("Remove a part", part="Public links")
    assert "Rate an hour: 5" in text_of(mentor.view)
    assert "Rate an hour" not in await mentor.press("Remove a part", part="rate")
    said = await mentor.press("Remove a part", part="Company")
    assert said.startswith("It was like that already"), "it was not told"
    assert "0 % complete" in said


async def test_a_profile_is_for_mentors(grace: Somebody) -> None:
    assert "Only mentors have a profile" in await grace.do("mentor profile")
    assert grace.labels() == ["Become a mentor"]


async def test_mentors_change_their_groups(town: Town, mentor: Somebody) -> None:
    second = await town.group("Rust")
    await mentor.do("mentor profile")
    assert "Groups: Rust" in await mentor.press("Groups", groups=str(second.id))


async def test_a_mentor_is_paused_brought_back_and_revoked(mentor: Somebody, admin: Somebody) -> None:
    await admin.do("mentor show", mentor=str(mentor.id))
    assert "Grace Specimen is paused" in await admin.press("Pause", reason="On leave.")
    assert "You are paused as a mentor" in await mentor.do(
        "session create", group="1", title="X", mode="ONLINE", start="2031-03-06 18:00", duration=60
    )
    assert "Grace Specimen is back" in await admin.press("Bring back")
    assert "no longer a mentor" in await admin.press("End the role", reason="Left the programme.")
    assert "ended for good" in await mentor.do("mentor apply", **APPLICATION, groups=["Python"])


async def test_a_mentor_is_saved_and_found_again(town: Town, mentor: Somebody) -> None:
    linus = await town.person("Linus Sample")
    assert "saved nobody yet" in await linus.do("mentor list", saved="yes")
    await linus.do("mentor show", mentor=str(mentor.id))
    await linus.press("Save")
    assert "Saved: let go" in linus.labels()
    assert "Grace Specimen" in await linus.do("mentor list", saved="yes")
    await linus.do("mentor show", mentor=str(mentor.id))
    await linus.press("Saved: let go")
    assert "Save" in linus.labels()
    await mentor.do("mentor show", mentor=str(mentor.id))
    assert "Save" not in mentor.labels()


async def test_an_admin_assigns_a_mentor(town: Town, admin: Somebody) -> None:
    await town.group()
    linus = await town.person("Linus Sample")
    said = await admin.do("mentor assign", person=str(linus.id), groups=["Python"])
    assert "Linus Sample is a mentor now" in said
    assert "Linus Sample" in await admin.press("Profile")


async def test_applications_are_for_admins(grace: Somebody) -> None:
    assert "Only admins" in await grace.do("mentor applications")
    assert "Only admins" in await grace.do_button("application-approve", application=1)
