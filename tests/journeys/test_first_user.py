"""What a first user stumbled over: each of these said something untrue, or asked in vain."""

from datetime import timedelta

from tests.journeys.test_story import LINK, TITLE, announce, become_mentor, found_group, swapped, usual
from tests.journeys.world import BEGIN, GROUP, World

DESK = {"about": "I teach.", "expertise": "Python", "reason": "Why not", "hours": 3, "groups": [GROUP]}


async def test_a_reminder_on_telegram_says_how_long_it_is_in_words(world: World) -> None:
    cast = swapped(world)
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await announce(world, cast)
    await cast.learner.do("session join", {"session": TITLE})
    start = BEGIN + timedelta(days=2, hours=5)
    for ahead, words in ((timedelta(hours=24), "in 24 hours"), (timedelta(minutes=60), "in 60 minutes")):
        await world.move_to(start - ahead)
        assert f"{TITLE} starts {words}" in cast.learner.sees()


async def test_who_is_in_already_hears_that_when_they_name_it(world: World) -> None:
    cast = usual(world)
    await world.open()
    await found_group(world, cast)
    assert "already" in await cast.learner.do("group join", {"group": GROUP})
    await become_mentor(world, cast)
    await announce(world, cast)
    await cast.learner.do("session join", {"session": TITLE})
    assert "already" in await cast.learner.do("session join", {"session": TITLE})


async def test_nobody_is_asked_for_an_application_in_vain(world: World) -> None:
    cast = usual(world)
    await world.open()
    await found_group(world, cast)
    await cast.mentor.do("mentor apply", {**DESK, "tier": None})
    assert "You have applied already" in await cast.mentor.do("mentor apply")
    assert "Who are you" in await cast.mentor.press("For a company or campus")


async def test_a_paused_mentor_is_not_asked_for_a_session(world: World) -> None:
    cast = usual(world)
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await cast.admin.do("mentor pause", {"mentor": "Grace Specimen", "reason": "Holiday"})
    await world.app.caught_up()
    assert "paused" in await cast.mentor.do("session create")


async def test_an_admin_who_cannot_be_removed_is_no_question_to_correct(world: World) -> None:
    cast = usual(world)
    await world.open()
    said = await cast.admin.do("admin remove", {"person": cast.admin.person})  # type: ignore[attr-defined] # a Discord user
    assert "operator's settings" in said
    assert "Something needs correcting" not in said


async def test_home_is_understood_on_telegram_and_admins_get_their_menu(world: World) -> None:
    admin = world.on_telegram("Tilda Admin", admin=True)
    await world.open()
    await admin.person.send("/home")
    await world.telegram.settled(within=15)
    assert "Hello Tilda Admin" in admin.sees()
    await world.app.caught_up()
    assert "approvals" in admin.person.commands()


async def test_what_reaches_neither_account_waits_once(world: World) -> None:
    cast = usual(world)
    twin = world.on_telegram("Ada Twin")
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await announce(world, cast)
    await cast.learner.do("session join", {"session": TITLE})
    offered = await twin.do("link")
    code = next(line for line in offered.splitlines() if line.count("-") == 3)
    await cast.learner.do("link", {"code": code})
    await world.app.caught_up()
    await twin.press("Yes, that is me")
    await world.app.caught_up()
    twin.person.block()
    cast.learner.person.close_dms()  # type: ignore[attr-defined] # lives on Discord
    await world.move_to(BEGIN + timedelta(days=2, hours=5))
    said = await cast.learner.do("inbox")
    assert said.count(f"{TITLE} starts now") == 1
    assert LINK in said
