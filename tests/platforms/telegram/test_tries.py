"""An update that ends the process does so a few times and no more (trust.md §2 row 29)."""

import pytest

from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.reading import plain
from bot.telegram.tries import FINISHED, MOST, TOO_OFTEN, Tries, sift
from bot.telegram.updates import Payload
from storage.sqlite import SqliteDatabase
from tests.platforms.telegram.conftest import House

BEFORE, DEADLY, BEHIND = ({"update_id": number} for number in (7, 8, 9))


class KilledError(Exception):
    """What ends a life in this test."""


async def test_tries_are_counted_until_it_is_finished(sqlite: SqliteDatabase) -> None:
    counted = [await Tries(sqlite).begin(DEADLY) for _ in range(MOST + 2)]
    assert counted == [*range(1, MOST + 1), TOO_OFTEN, TOO_OFTEN]
    await Tries(sqlite).end(DEADLY)
    await Tries(sqlite).end(DEADLY)
    assert await Tries(sqlite).begin(DEADLY) == FINISHED


async def test_a_deadly_update_is_skipped_and_nobody_with_it(sqlite: SqliteDatabase) -> None:
    told: list[str] = []

    async def live() -> None:
        """One life of the process, from its first batch on."""
        tries = Tries(sqlite)

        async def alone(update: Payload) -> None:
            if update is DEADLY:
                raise KilledError
            told.append(f"{update['update_id']} alone")
            await tries.end(update)

        async def skip(update: Payload) -> None:
            told.append(f"{update['update_id']} skipped")
            await tries.end(update)

        if DEADLY in await sift([BEFORE, DEADLY, BEHIND], tries, alone, skip):
            raise KilledError

    for _ in range(MOST):
        with pytest.raises(KilledError):
            await live()
    await live()
    assert told == ["7 alone", "8 skipped", "9 alone"]
    await live()
    assert len(told) == 3, "what is finished is not begun again"


async def test_what_ended_each_process_is_told_and_the_others_flow(house: House, ada: Person) -> None:
    poor = house.standin.person("Poor Sample", started=True)
    await poor.send("/things")
    await ada.send("/things")
    first = next(
        one
        for one in house.standin.state.updates.waiting
        if one.kind == "message" and "/things" in str(one.body)
    )
    for _ in range(MOST):
        await Tries(house.database).begin({"update_id": first.id})
    await house.start()
    assert plain(await ada.next_message()).startswith("Things")
    await house.standin.settled()
    assert house.told == [("poisoned", str(first.id), "ProcessEndedError")]
    assert not [one for one in poor.visible() if one.sender.is_bot]
