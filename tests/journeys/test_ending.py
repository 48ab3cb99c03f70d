"""The bot is asked to end in the middle of sends, again and again (trust.md §2 row 85).

What SIGTERM does is `App.close`. The story's clock stands still while the bot starts again, so that no
lease lapses: the next one can send only because every lease was given back.
"""

import asyncio
from datetime import datetime, timedelta
from random import Random

import pytest

from core.facts import AdminChanged
from core.notices import service
from core.ports import UnitOfWork
from tests.journeys.players import Player
from tests.journeys.world import World

PEOPLE, ROUNDS, MOST_TURNS = 12, 8, 600
TOLD = "You are no longer an admin"


@pytest.mark.slow
async def test_asked_to_end_among_sends_nothing_is_lost_or_told_twice(world: World) -> None:
    dice = Random(85)  # noqa: S311 - the same moments each time, as far as the loop repeats
    people: list[Player] = [world.on_discord(f"Learner {number}") for number in range(PEOPLE)]
    people += [world.on_telegram(f"Pupil {number}") for number in range(PEOPLE)]
    await world.open()
    for person in people:
        await person.do("home")
    for _ in range(ROUNDS):
        world.base.at += timedelta(minutes=1)
        await owe(world)
        for _ in range(dice.randrange(MOST_TURNS)):
            await asyncio.sleep(0)
        await world.restart_bot()
    await world.app.caught_up()
    assert [person.sees().count(TOLD) for person in people] == [ROUNDS] * len(people)


async def test_what_has_ended_begins_nothing_more(world: World) -> None:
    await world.open()
    await world.app.close()
    world.clock.move(timedelta(hours=1))
    assert "clock-moved" not in {task.get_name() for task in asyncio.all_tasks()}


async def owe(world: World) -> None:
    """One more notice to everybody."""
    now = world.clock.now()
    await world.app.engine.database.write(lambda uow: to_everybody(uow, now), source="test")


def to_everybody(uow: UnitOfWork, now: datetime) -> None:
    """Each is told of themselves."""
    for person_id in range(1, 2 * PEOPLE + 1):
        service.tell(uow, AdminChanged(person_id, admin=False), [person_id], now)
