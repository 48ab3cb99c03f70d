"""The programme's main story, with both assignments of the platforms (issue: the main job, end to end)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.dialog.catalogue import FluentCatalogue
from bot.sandbox.discord import reading as discord_reading
from bot.sandbox.telegram.reading import plain
from tests.journeys.players import DiscordPlayer, Player
from tests.journeys.world import BEGIN, GROUP, World

WORDS = FluentCatalogue().words("en", "UTC")
LINK = "https://meet.example.org/decorators"
TITLE = "Decorators from scratch"


def label(key: str) -> str:
    """A button as people read it."""
    return WORDS.label(f"button-{key}")


@dataclass
class Cast:
    """Who plays whom."""

    admin: Player
    mentor: Player
    learner: Player
    outsider: Player


def swapped(world: World) -> Cast:
    return Cast(
        admin=world.on_telegram("Margo Admin", admin=True),
        mentor=world.on_discord("Grace Specimen"),
        learner=world.on_telegram("Ada Example"),
        outsider=world.on_telegram("Otto Outsider"),
    )


def usual(world: World) -> Cast:
    return Cast(
        admin=world.on_discord("Margo Admin", admin=True),
        mentor=world.on_telegram("Grace Specimen"),
        learner=world.on_discord("Ada Example"),
        outsider=world.on_discord("Otto Outsider"),
    )


Casting = Callable[[World], Cast]


async def found_group(world: World, cast: Cast) -> None:
    discord = isinstance(cast.admin, DiscordPlayer)
    said = await cast.admin.do(
        "group create",
        {
            "name": GROUP,
            "description": "Everything about Python",
            "discord_role": world.role if discord else world.role.id,
            "discord_channel": world.channel if discord else world.channel.id,
            "telegram_chat": str(world.chat.id),
        },
    )
    assert GROUP in said
    assert GROUP in await cast.learner.do("group join", {"group": GROUP})


async def become_mentor(world: World, cast: Cast) -> None:
    said = await cast.mentor.do(
        "mentor apply",
        {
            "about": "I have taught Python for ten years.",
            "expertise": "Python, teaching",
            "reason": "Somebody once helped me.",
            "hours": 3,
            "groups": [GROUP],
            "tier": None,
        },
    )
    assert "application" in said.lower(), said
    await world.app.caught_up()
    assert "Grace Specimen" in await cast.admin.told("Grace Specimen")
    assert "Grace Specimen" in await cast.admin.do("approvals")
    await cast.admin.press(label("approve"))
    await world.app.caught_up()
    assert GROUP in await cast.mentor.told("mentor")


async def announce(world: World, cast: Cast) -> None:
    start = BEGIN + timedelta(days=2, hours=5)
    said = await cast.mentor.do(
        "session create",
        {
            "group": GROUP,
            "title": TITLE,
            "description": "Bring a laptop.",
            "mode": "Online",
            "start": world.wall(start),
            "duration": "60",
            "link": LINK,
            "seats": 2,
        },
    )
    assert TITLE in said
    await world.app.caught_up()
    assert TITLE in await cast.admin.do("approvals")
    await cast.admin.press(label("approve"))
    await world.app.caught_up()
    await cast.mentor.told(TITLE)


async def browse_and_join(world: World, cast: Cast) -> None:
    assert TITLE not in await cast.outsider.do("session browse")
    said = await cast.learner.do("session browse")
    assert TITLE in said
    assert LINK not in said
    assert LINK in await cast.learner.press(label("join"), near=TITLE)
    await world.app.caught_up()
    assert "1 of 2" in public_card(world, "discord")
    assert "1 of 2" in public_card(world, "telegram")
    assert LINK not in public_card(world, "discord") + public_card(world, "telegram")


async def until_somebody_has_joined(world: World, cast: Cast) -> None:
    """How every story begins: a group, a mentor, a session, and a learner in it."""
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await announce(world, cast)
    await browse_and_join(world, cast)


def public_card(world: World, where: str) -> str:
    """The one card in the group's channel, as it reads now."""
    if where == "discord":
        cards = [one for one in world.channel.messages.values() if one.author.bot and not one.deleted]
        read = [discord_reading.texts(one) for one in cards]
    else:
        chat = world.chat.chat
        read = [plain(one) for one in chat.messages.values() if one.sender.is_bot and not one.deleted]
    (card,) = [one for one in read if TITLE in one]
    return card


async def remind(world: World, cast: Cast) -> None:
    start = BEGIN + timedelta(days=2, hours=5)
    for ahead, words in (
        (timedelta(hours=24), "24"),
        (timedelta(minutes=60), "60"),
        (timedelta(minutes=15), "15"),
    ):
        before = reminders(cast.learner)
        await world.move_to(start - ahead)
        assert reminders(cast.learner) == before + 1, words
    await world.move_to(start)
    assert LINK in await cast.learner.told(LINK)
    assert WORDS.label("status-in-progress") in public_card(world, "discord")
    await world.move_to(start + timedelta(minutes=60))
    assert WORDS.label("status-completed") in public_card(world, "telegram")


def reminders(player: Player) -> int:
    """How often the session was named in what the bot said unasked."""
    return player.sees().count(TITLE)


async def attend(world: World, cast: Cast) -> None:
    await cast.mentor.press(label("attendance"), near=TITLE)
    assert "Ada Example" in cast.mentor.sees()
    await cast.mentor.press(label("attended"))
    await cast.mentor.press(label("progress"), {"minutes": 55, "note": "Asked good questions."})
    await world.app.caught_up()
    await cast.learner.told(TITLE)
    assert "thank" in (await cast.learner.press(WORDS.label("button-stars", rating=5), near=TITLE)).lower()
    await cast.learner.press(label("feedback-text"), {"text": "Very clear."})
    await world.app.caught_up()
    assert "Very clear." in await cast.mentor.told("Very clear.")
    history = await cast.learner.do("session history")
    assert TITLE in history
    assert "55" in history
    assert TITLE in await cast.mentor.do("session mine")
    assert "1" in await cast.mentor.do("stats")


async def tell(world: World, cast: Cast) -> None:
    await until_somebody_has_joined(world, cast)
    await remind(world, cast)
    await attend(world, cast)


async def test_mentor_on_telegram_learner_and_admin_on_discord(world: World) -> None:
    await tell(world, usual(world))


@pytest.mark.postgres
async def test_mentor_on_discord_learner_and_admin_on_telegram(world_on_postgres: World) -> None:
    await tell(world_on_postgres, swapped(world_on_postgres))


async def test_every_input_arrives_twice(world: World) -> None:
    """Each update and each interaction is delivered again: the story is the same (trust.md §2 row 18)."""
    cast = usual(world)
    world.telegram.faults.updates.duplicate = 1.0
    world.discord.faults.strike_gateway("duplicate_interactions")
    await tell(world, cast)


@pytest.mark.parametrize("cast_of", [usual, swapped], ids=["on-telegram", "on-discord"])
async def test_a_restart_before_every_answer_loses_nothing(world: World, cast_of: Casting) -> None:
    """Drafts live in the database: the bot is started anew before each answer and each confirmation."""
    cast = cast_of(world)
    await world.open()
    await found_group(world, cast)
    cast.mentor.pause = world.restart_bot
    await become_mentor(world, cast)
    await announce(world, cast)
