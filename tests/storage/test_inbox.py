"""An input has its effect once, and a repetition hears what came of it."""

import asyncio

import pytest

from core.errors import Refusal
from core.people.model import Platform
from core.ports import Repeated
from storage.unit_of_work import Work
from tests.builders import NOW, group, identity, people, session
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

KEY = (Platform.DISCORD, "interaction-1")


async def handle(database: AnyDatabase, name: str, key: tuple[Platform, str] = KEY) -> int:
    return await database.write(
        lambda uow: uow.people.create(identity(name=name), NOW)[0].id,
        source="discord",
        key=key,
        outcome=lambda result: f"made {result}",
    )


async def count(database: AnyDatabase) -> int:
    return len(await read(database, lambda uow: uow.people.search("", 1000)))


async def test_a_repetition_has_no_second_effect(database: AnyDatabase) -> None:
    made = await handle(database, "Ada Example")
    with pytest.raises(Repeated) as repeated:
        await handle(database, "Linus Sample")
    assert repeated.value.outcome == f"made {made}"
    assert await count(database) == 1
    await handle(database, "Zoë Test", (Platform.TELEGRAM, KEY[1]))
    assert await count(database) == 2


async def test_without_an_outcome_a_repetition_hears_nothing(database: AnyDatabase) -> None:
    await database.write(lambda uow: None, source="discord", key=KEY)
    with pytest.raises(Repeated) as repeated:
        await database.write(lambda uow: None, source="discord", key=KEY)
    assert repeated.value.outcome == ""


async def test_a_refused_input_may_be_tried_again(database: AnyDatabase) -> None:
    def refuse(uow: Work) -> int:
        uow.people.create(identity(), NOW)
        raise Refusal("session-full")

    with pytest.raises(Refusal):
        await database.write(refuse, source="discord", key=KEY)
    assert await count(database) == 0
    assert await handle(database, "Ada Example") > 0


async def test_an_input_that_arrives_many_times_at_once_runs_once(database: AnyDatabase) -> None:
    results = await asyncio.gather(
        *(handle(database, f"Person {n}") for n in range(30)), return_exceptions=True
    )
    made = [result for result in results if isinstance(result, int)]
    repeated = [result for result in results if isinstance(result, Repeated)]
    assert (len(made), len(repeated)) == (1, 29)
    assert {one.outcome for one in repeated} == {f"made {made[0]}"}
    assert await count(database) == 1


async def test_every_input_three_times_in_any_order_has_one_effect(database: AnyDatabase) -> None:
    def prepare(uow: Work) -> tuple[int, list[int]]:
        group_id, (mentor, *learners) = group(uow).id, people(uow, 41)
        return session(uow, group_id, mentor, seats=30).id, learners

    session_id, learners = await write(database, prepare)

    async def join(person_id: int) -> bool:
        return await database.write(
            lambda uow: uow.sessions.take_seat(session_id, person_id, NOW),
            source="discord",
            key=(Platform.DISCORD, f"join-{person_id}"),
            outcome=str,
        )

    results = await asyncio.gather(
        *(join(one) for one in learners + learners[::-1] + learners), return_exceptions=True
    )
    assert sum(result is True for result in results) == 30
    assert sum(result is False for result in results) == 10
    assert sum(isinstance(result, Repeated) for result in results) == 80
    found = await read(database, lambda uow: uow.sessions.get(session_id))
    assert found is not None
    assert found.taken == 30
