"""The main story in words and buttons: group, application, session, joining, attendance, feedback."""

import pytest

from core.groups.model import LinkKind
from core.people.model import Platform
from tests.commands.town import Somebody, Town

LINK = "https://meet.example.org/decorators"


async def found_group(admin: Somebody, name: str = "Python") -> None:
    said = await admin.do("group create", name=name, description="Everything about it")
    assert f"is there: {name}" in said


async def apply(mentor: Somebody) -> str:
    return await mentor.do(
        "mentor apply",
        about="I teach.",
        expertise="Python, SQL",
        reason="I like it.",
        hours=3,
        groups=["Python"],
    )


async def announce(mentor: Somebody, town: Town, **changes: object) -> str:
    usual: dict[str, object] = {
        "group": "Python",
        "title": "Decorators",
        "mode": "ONLINE",
        "start": "2031-03-06 18:00",
        "duration": 60,
        "link": LINK,
        "seats": 2,
    }
    return await mentor.do("session create", **{**usual, **changes})


@pytest.fixture
async def cast(town: Town) -> tuple[Somebody, Somebody, Somebody]:
    admin = await town.person("Margo Admin", Platform.DISCORD, admin=True)
    mentor = await town.person("Grace Specimen")
    learner = await town.person("Ada Example", Platform.DISCORD)
    return admin, mentor, learner


async def test_from_an_empty_town_to_feedback(town: Town, cast: tuple[Somebody, Somebody, Somebody]) -> None:
    await becomes_mentor(*cast)
    await announces(town, *cast)
    await joins(*cast)
    await marks(town, *cast)
    await says_how_it_was(*cast)


async def becomes_mentor(admin: Somebody, mentor: Somebody, learner: Somebody) -> None:
    await found_group(admin)
    assert "sent, thank you" in await apply(mentor)
    assert "Waiting for a decision" in await mentor.press("My application")
    queue = await admin.do("approvals")
    assert "1 thing waits" in queue
    assert "Grace Specimen" in queue
    assert "Grace Specimen is a mentor now" in await admin.press("Approve", row="Grace")
    assert "Nothing waits for you" in await admin.press("Approvals")


async def announces(town: Town, admin: Somebody, mentor: Somebody, learner: Somebody) -> None:
    said = await announce(mentor, town)
    assert "is announced" in said
    assert "waits for approval" in said
    assert mentor.labels()[:3] == ["Change", "Announce again", "Cancel session"]
    await admin.do("approvals")
    assert "Approved: Decorators" in await admin.press("Approve", row="Decorators")


async def joins(admin: Somebody, mentor: Somebody, learner: Somebody) -> None:
    assert "Nothing is planned" in await learner.do("session browse")
    assert "You are in Python" in await learner.do("group join", group="Python")
    listed = await learner.press("Its sessions")
    assert "Decorators" in listed
    assert "2 of 2 left" in listed
    assert LINK not in listed
    joined = await learner.press("Join", row="Decorators")
    assert "You are in!" in joined
    assert LINK in joined
    assert learner.labels() == ["Leave", "Add to calendar"]


async def marks(town: Town, admin: Somebody, mentor: Somebody, learner: Somebody) -> None:
    await town.move(days=2, hours=6, minutes=5)
    assert "In progress" in await learner.do("session show", session="Decorators")
    await mentor.do("session attendance", session="Decorators")
    assert "Attended" in await mentor.press("Attended", row="Ada")
    await mentor.press("Minutes & note", row="Ada", minutes="50", note="Asked good questions.")
    await town.move(hours=1)


async def says_how_it_was(admin: Somebody, mentor: Somebody, learner: Somebody) -> None:
    history = await learner.do("session history")
    assert "Attended, 50 minutes" in history
    assert "Asked good questions" in history
    assert "How was it?" in await learner.press("Give feedback", row="Decorators")
    assert "★★★★☆" in await learner.press("★★★★")
    assert "Very clear." in await learner.press("In my words", text="Very clear.")
    assert "You gave ★★★★☆ and wrote: Very clear." in await learner.do("session history")
    await mentor.do("session show", session="Decorators")
    read = await mentor.press("Read feedback")
    assert "1 rating; the average shows once there are more" in read
    assert "“Very clear.”" in read


async def test_home_adapts_to_who_one_is(town: Town, cast: tuple[Somebody, Somebody, Somebody]) -> None:
    admin, mentor, learner = cast
    await found_group(admin)
    assert "Join an interest group first" in await learner.do("home")
    assert learner.labels()[:3] == ["Groups", "Browse sessions", "Become a mentor"]
    await apply(mentor)
    assert "waits for a decision" in await mentor.do("home")
    assert "1 thing waits for your decision" in await admin.do("home")
    assert admin.labels()[0] == "Approvals (1)"
    await admin.do("approvals")
    await admin.press("Approve", row="Grace")
    await mentor.do("home")
    assert mentor.labels()[:3] == ["New session", "My sessions", "My profile"]


async def test_two_admins_decide_at_once(town: Town, cast: tuple[Somebody, Somebody, Somebody]) -> None:
    admin, mentor, _ = cast
    other = await town.person("Olaf Admin", admin=True)
    await found_group(admin)
    await apply(mentor)
    await admin.do("approvals")
    await other.do("approvals")
    await admin.press("Approve", row="Grace")
    late = await other.press("Reject", row="Grace")
    assert "Already approved by Margo Admin" in late, "before anybody asks for a reason"
    assert other.labels() == ["Approvals"]


async def test_nobody_decides_his_own(town: Town, cast: tuple[Somebody, Somebody, Somebody]) -> None:
    admin, _, _ = cast
    await found_group(admin)
    await apply(admin)
    assert "Nothing waits for you" in await admin.do("approvals")


async def test_who_is_not_in_the_group_is_led_there(
    town: Town, cast: tuple[Somebody, Somebody, Somebody]
) -> None:
    admin, mentor, learner = cast
    group = await town.group()
    await town.link(mentor, group, LinkKind.MENTOR)
    await announce(mentor, town)
    await admin.do("approvals")
    await admin.press("Approve", row="Decorators")
    assert "Join the group first" in await learner.do("session join", session="1")
    assert "You are in Python" in await learner.press("Join the group")


async def test_a_session_that_overlaps_is_asked_back(
    town: Town, cast: tuple[Somebody, Somebody, Somebody]
) -> None:
    admin, mentor, learner = cast
    group, second = await town.group(), await town.person("Linus Sample")
    for one in (mentor, second):
        await town.link(one, group, LinkKind.MENTOR)
    await town.link(learner, group)
    await announce(mentor, town)
    await announce(second, town, title="Generators", start="2031-03-06 18:30")
    for title in ("Decorators", "Generators"):
        await admin.do("approvals")
        await admin.press("Approve", row=title)
    await learner.do("session browse")
    await learner.press("Join", row="Decorators")
    await learner.do("session browse")
    assert "You are already in Decorators" in await learner.press("Join", row="Generators")
    assert "You are in!" in await learner.press("Join all the same")


async def test_an_old_card_has_no_effect_and_shows_what_is_now(
    town: Town, cast: tuple[Somebody, Somebody, Somebody]
) -> None:
    admin, mentor, learner = cast
    group = await town.group()
    await town.link(mentor, group, LinkKind.MENTOR)
    await town.link(learner, group)
    await announce(mentor, town)
    await admin.do("approvals")
    await admin.press("Approve", row="Decorators")
    await learner.do("session browse")
    old = learner.button("Join", row="Decorators")
    await mentor.do("session edit", session="Decorators", title="Decorators, slowly")
    assert "was changed meanwhile" in await learner.use(old)
    assert "Join" in learner.labels()
    assert "You are in!" in await learner.press("Join")
