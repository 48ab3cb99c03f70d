"""One card is changed part by part: it is asked in its place, and only the newest card can be pressed."""

import pytest

from bot.sandbox.discord import reading as discord_reading
from bot.sandbox.telegram.reading import labels
from tests.journeys.players import Answers, DiscordPlayer, Player, TelegramPlayer
from tests.journeys.test_story import (
    TITLE,
    Casting,
    announce,
    become_mentor,
    found_group,
    swapped,
    usual,
)
from tests.journeys.world import World


def cards(player: Player) -> int:
    """How many messages in view offer to change a session's description."""
    if isinstance(player, TelegramPlayer):
        return sum("Description" in labels(message) for message in player.person.visible())
    assert isinstance(player, DiscordPlayer)
    seen = player.person.visible_messages(player.channel)
    return sum(any(one.label == "Description" for one in discord_reading.buttons(each)) for each in seen)


@pytest.mark.parametrize("casting", [usual, swapped])
async def test_a_session_is_changed_on_one_card(world: World, casting: Casting) -> None:
    cast = casting(world)
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await announce(world, cast)
    await cast.mentor.do("session edit", {"session": TITLE})
    for button, answer, name in (("Title", "Closures", "title"), ("Seats", 7, "seats")):
        await cast.mentor.press(button, {name: answer})
        await world.app.caught_up()
        assert "Changed" in cast.mentor.sees()
        assert str(answer) in cast.mentor.sees()
        assert cards(cast.mentor) == 1


@pytest.mark.parametrize("casting", [usual, swapped])
async def test_a_list_is_filtered_by_a_form_or_by_questions(world: World, casting: Casting) -> None:
    cast = casting(world)
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await announce(world, cast)
    learner = cast.learner
    on_discord = isinstance(learner, DiscordPlayer)
    online: Answers = {"mode": "ONLINE"} if on_discord else {"search": None, "group": None, "mode": "Online"}
    strange: Answers = {"search": "xyzzy"} | ({} if on_discord else {"group": None, "mode": None})
    await learner.do("session browse")
    assert TITLE in await learner.press("Search or filter", online)
    await learner.press("Search or filter", strange)
    assert "Nothing fits" in learner.sees()
    assert "All sessions" in buttons_of(learner)


def buttons_of(player: Player) -> list[str]:
    """The buttons below the newest message of the bot."""
    if isinstance(player, TelegramPlayer):
        return labels(player.newest())
    assert isinstance(player, DiscordPlayer)
    return [one.label for one in discord_reading.buttons(player.newest())]
