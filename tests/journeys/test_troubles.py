"""What keeps one platform from working: admins hear of it over the other, once (trust.md §2: 5, 34, 36)."""

import asyncio

from bot.app import App
from bot.config import load
from bot.delivery import AT_ONCE
from bot.running import CANNOT_START, serve
from bot.sandbox.discord.faults import Fault as DiscordFault
from bot.sandbox.telegram.faults import FaultKind
from core.facts import AdminChanged
from core.notices import service
from core.people.model import Platform
from core.ports import UnitOfWork
from tests.journeys.test_story import TITLE, Cast, announce, become_mentor, found_group, public_card
from tests.journeys.world import BEGIN, World


async def state(app: App, platform: Platform, *trouble: str | None) -> None:
    """Wait for the platform to be in one of these troubles."""
    async with asyncio.timeout(20):
        while app.runners[platform].trouble not in trouble:  # noqa: ASYNC110 no face has an event for it
            await asyncio.sleep(0.02)


async def test_a_token_that_discord_takes_back_is_told_over_telegram_and_the_bot_stays_up(
    world: World,
) -> None:
    admin = world.on_telegram("Tilda Admin", admin=True)
    await world.open()
    await admin.do("home")
    world.discord.faults.order(DiscordFault("401"))
    world.discord.faults.strike_gateway("drop", code=4004)
    await state(world.app, Platform.DISCORD, "halted")
    await world.app.watch.look()
    await world.app.watch.look()
    await world.app.runners[Platform.TELEGRAM].caught_up()
    assert admin.sees().count("Discord refuses the bot; check its token") == 1
    assert world.app.runners[Platform.DISCORD].state == "refused"
    assert not world.app.failed.is_set()
    assert "Tilda Admin" in await admin.do("home")


async def test_another_copy_that_polls_is_told_over_discord_once(world: World) -> None:
    admin = world.on_discord("Margo Admin", admin=True)
    await world.open()
    await admin.do("home")
    world.telegram.faults.add(FaultKind.CONFLICT, "getUpdates")
    await world.telegram.person("Somebody", started=True).send("/home")
    await state(world.app, Platform.TELEGRAM, "conflict")
    await world.app.watch.look()
    await world.app.watch.look()
    await world.app.runners[Platform.DISCORD].caught_up()
    assert admin.sees().count("Another program takes this bot’s updates on Telegram") == 1


async def test_a_ban_at_discords_edge_stops_the_sender_and_is_told_over_telegram(world: World) -> None:
    """One notice finds out, and none of the others tries while the ban lasts."""
    admin = world.on_telegram("Tilda Admin", admin=True)
    people = [world.on_discord(f"Learner {number}") for number in range(20)]
    await world.open()
    await admin.do("home")
    for person in people:
        await person.do("home")
    fault = world.discord.faults.order(DiscordFault("html_429", "POST *"))
    await world.app.engine.database.write(owe_to_everybody, source="test")
    await state(world.app, Platform.DISCORD, "cut-off")
    await world.app.watch.look()
    await world.app.runners[Platform.TELEGRAM].caught_up()
    assert "Discord has cut the bot off" in admin.sees()
    assert fault.struck <= AT_ONCE
    world.discord.faults.clear()


async def test_when_every_platform_refuses_the_bot_it_ends_with_the_code_for_that(world: World) -> None:
    await world.discord.start()
    await world.telegram.start()
    told = {**world.settings(), "MENTORBOT_DISCORD__TOKEN": "wrong", "MENTORBOT_TELEGRAM__TOKEN": "1:wrong"}
    assert await serve(load(None, told)) == CANNOT_START
    await world.start_bot()


def owe_to_everybody(uow: UnitOfWork) -> None:
    """A notice to each person."""
    for number in range(1, 22):
        service.tell(uow, AdminChanged(number, admin=False), [number], BEGIN)


async def test_a_bot_that_was_thrown_out_asks_once_a_card_and_goes_on_when_it_is_back(world: World) -> None:
    """The server throws the bot out and lets it in again: no card is lost, nothing is asked in a loop."""
    admin = world.on_telegram("Tilda Admin", admin=True)
    learner = world.on_telegram("Ada Example")
    cast = Cast(admin, world.on_telegram("Grace Specimen"), learner, world.on_telegram("Otto Outsider"))
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await announce(world, cast)
    assert "2 of 2" in public_card(world, "discord")
    guild = world.discord.world.guild
    world.discord.world.remove_bot(guild)
    before = asked(world)
    await learner.do("session join", {"session": TITLE})
    await world.move(minutes=30)
    assert asked(world) == before + 1
    assert "A group's channel cannot be reached any more" in admin.sees()
    assert "1 of 2" in public_card(world, "telegram")
    world.discord.world.add_bot(guild)
    await learner.do("session leave", {"session": TITLE})
    await learner.do("session join", {"session": TITLE})
    await world.app.caught_up()
    assert "1 of 2" in public_card(world, "discord")


def asked(world: World) -> int:
    """How often something was wanted of the group's channel."""
    return sum(f"/channels/{world.channel.id}/" in one.path for one in world.discord.exchanges)
