"""People take their data along once a day, on either face."""

import pytest

from core.people.model import Platform
from tests.journeys.test_pausing import on
from tests.journeys.world import World


@pytest.mark.parametrize("platform", Platform)
async def test_a_second_export_says_when_it_works_again(world: World, platform: Platform) -> None:
    ada, boss = on(world, platform, "Ada Example"), on(world, platform, "Bo Boss", admin=True)
    await world.open()
    await boss.do("admin pause")
    await boss.press("Pause changes")
    await ada.do("privacy")
    assert "everything I know" in await ada.press("My data as a file")
    await ada.do("privacy")
    again = await ada.press("My data as a file")
    assert "you can again from" in again
    await world.move(days=1)
    await ada.do("privacy")
    assert "everything I know" in await ada.press("My data as a file")
