"""The operator adds a reminder: sessions that are armed already heed it after the restart."""

from datetime import timedelta

import pytest

from tests.journeys.test_story import (
    Casting,
    reminders,
    swapped,
    until_somebody_has_joined,
    usual,
)
from tests.journeys.world import BEGIN, World

START = BEGIN + timedelta(days=2, hours=5)


@pytest.mark.parametrize("cast_of", [usual, swapped], ids=["on-telegram", "on-discord"])
async def test_a_reminder_that_is_added_reaches_those_who_joined_before(
    world: World, monkeypatch: pytest.MonkeyPatch, cast_of: Casting
) -> None:
    cast = cast_of(world)
    await until_somebody_has_joined(world, cast)
    settings = world.settings
    added = {"MENTORBOT_SESSIONS__REMINDERS": "60h,48h,24h,1h"}
    monkeypatch.setattr(world, "settings", lambda: settings() | added)
    await world.restart_bot()
    await world.app.rearming.look()
    before = reminders(cast.learner)
    for ahead, told in ((48, 1), (24, 2)):
        await world.move_to(START - timedelta(hours=ahead))
        assert reminders(cast.learner) == before + told
        await world.restart_bot()
        await world.app.rearming.look()
        await world.app.caught_up()
        assert reminders(cast.learner) == before + told, "none is sent again"
