"""A government changes how its clocks go: sessions keep their time of day, and people are told (row 53)."""

from datetime import timedelta

import pytest

from tests.governments import CAIRO, THREE_AHEAD, Government
from tests.journeys.test_story import (
    WORDS,
    Casting,
    public_card,
    reminders,
    swapped,
    until_somebody_has_joined,
    usual,
)
from tests.journeys.world import BEGIN, World

HOUR = timedelta(hours=1)
START = BEGIN + timedelta(days=2, hours=5)
CHANGED = "The clocks in Africa/Cairo change differently now"


@pytest.mark.parametrize("cast_of", [usual, swapped], ids=["on-telegram", "on-discord"])
async def test_a_learner_is_told_of_the_new_time_and_reminded_by_it(
    world: World, government: Government, monkeypatch: pytest.MonkeyPatch, cast_of: Casting
) -> None:
    """The community lives in Cairo; one decree is heard while the bot runs, another while it does not."""
    settings = world.settings
    monkeypatch.setattr(world, "settings", lambda: settings() | {"MENTORBOT_COMMUNITY__TIMEZONE": CAIRO})
    monkeypatch.setattr(world, "wall", lambda at: (at + 2 * HOUR).strftime("%Y-%m-%d %H:%M"))
    cast = cast_of(world)
    await until_somebody_has_joined(world, cast)
    before = reminders(cast.learner)
    await world.app.zone_rules.look()
    await world.app.caught_up()
    assert reminders(cast.learner) == before, "nothing changed and nobody is told"

    government.decree(THREE_AHEAD)
    await world.app.zone_rules.look()
    await world.app.caught_up()
    assert CHANGED in await cast.learner.told(CHANGED)
    assert CHANGED in await cast.mentor.told(CHANGED)
    before = reminders(cast.learner)
    await world.move_to(START - HOUR - timedelta(hours=24))
    assert reminders(cast.learner) == before + 1

    government.decree("EET-1")
    await world.restart_bot()
    await world.app.zone_rules.look()
    await world.app.caught_up()
    assert reminders(cast.learner) == before + 2
    await world.move_to(START + HOUR - timedelta(hours=24))
    assert reminders(cast.learner) == before + 3
    started = WORDS.label("status-in-progress")
    await world.move_to(START)
    assert started not in public_card(world, "discord")
    await world.move_to(START + HOUR)
    assert started in public_card(world, "discord")
