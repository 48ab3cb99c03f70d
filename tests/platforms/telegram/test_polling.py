"""Updates in: confirmed only once they are handled, whatever breaks on the way (trust.md §3.9)."""

import asyncio
import json
from typing import Any

import pytest

from bot.dialog.incoming import Invoke
from bot.sandbox.telegram.people import Person, plain
from bot.telegram.face import TelegramFace
from bot.telegram.inbound import AT_ONCE
from tests.platforms.telegram.conftest import House
from tests.platforms.telegram.watched import Watched


@pytest.fixture
def engine(house: House) -> Watched:
    return Watched(house.engine())


def offsets(house: House) -> list[Any]:
    return [params.get("offset") for params in house.calls("getUpdates")]


async def test_only_what_is_needed_is_asked_for(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.start()
    await ada.next_message()
    asked = house.calls("getUpdates")[0]
    assert json.loads(asked["allowed_updates"]) == ["message", "callback_query", "my_chat_member"]
    assert asked["limit"] == "100"


async def test_an_update_is_confirmed_after_it_was_handled(
    house: House, engine: Watched, ada: Person
) -> None:
    engine.gate.clear()
    await house.start(engine=engine)
    await ada.send("/jointhing 7")
    await house.standin.wait_for(lambda: engine.taken)
    assert len(house.standin.state.updates.waiting) == 1
    engine.gate.set()
    await house.standin.settled()
    assert plain(await ada.next_message()) == "🟢 Joined · 7 · 1"


async def test_killed_before_the_next_poll_it_comes_again_with_the_same_key(
    house: House, engine: Watched, ada: Person
) -> None:
    engine.gate.clear()
    face = await house.start(engine=engine)
    await ada.send("/jointhing 7")
    await house.standin.wait_for(lambda: engine.taken)
    assert face._polling._task is not None
    face._polling._task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await face._polling._task
    engine.gate.set()
    assert plain(await ada.next_message()) == "🟢 Joined · 7 · 1"
    again = Watched(house.engine())
    await house.start(engine=again)
    assert plain(await ada.next_message()) == "🟢 Joined · 7 · 1"
    assert [one.key for one in again.taken] == [engine.taken[0].key]
    assert house.database.tables.things[7]["joined"] == [1]


async def test_the_offset_is_sent_once(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.start()
    await house.standin.settled()
    await ada.start()
    await house.standin.settled()
    told = [offset for offset in offsets(house) if offset is not None]
    assert len(told) == len(set(told)) == 2


async def test_ids_that_begin_anew_below_the_last_one_are_handled(
    house: House, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.polling.LONG_POLL", 1)
    house.standin.state.updates.next_id = 9000
    await house.start()
    await ada.start()
    await ada.next_message()
    await house.standin.settled()
    polls = len(offsets(house))
    # A poll that came back empty, and the next one: it must not confirm anything.
    await house.standin.wait_for(lambda: len(offsets(house)) > polls)
    house.standin.state.updates.next_id = 17
    await ada.send("/things")
    assert plain(await ada.next_message()).startswith("Things")
    assert [offset for offset in offsets(house) if offset] == ["9001"]


async def test_a_close_confirms_what_was_handled(house: House, engine: Watched, ada: Person) -> None:
    engine.gate.clear()
    face = await house.start(engine=engine)
    await ada.start()
    await house.standin.wait_for(lambda: engine.taken)
    closing = asyncio.create_task(face.close())
    engine.gate.set()
    await closing
    assert not house.standin.state.updates.waiting
    assert not face.connected


async def test_chats_go_side_by_side_each_in_order(house: House, engine: Watched, ada: Person) -> None:
    others = [house.standin.person(f"Person {number:02}", started=True) for number in range(AT_ONCE + 4)]
    engine.gate.clear()
    for number in range(1, 4):
        await ada.send(f"/jointhing {number}")
    for person in others:
        await person.send("/things")
    await house.start(engine=engine)
    await house.standin.wait_for(lambda: len(engine.taken) >= AT_ONCE)
    assert len({one.identity.user_id for one in engine.taken}) == len(engine.taken) == AT_ONCE
    engine.gate.set()
    await house.standin.settled()
    mine = [one.what for one in engine.taken if one.identity.user_id == str(ada.id)]
    assert [what.answers for what in mine if isinstance(what, Invoke)] == [
        {"thing": "1"},
        {"thing": "2"},
        {"thing": "3"},
    ]
    assert len(engine.taken) == AT_ONCE + 7


async def test_a_chat_that_has_to_wait_keeps_no_other_waiting(house: House, ada: Person) -> None:
    linus = house.standin.person("Linus Sample", started=True)
    house.standin.faults.add("hang_before", "sendMessage", chat_id=ada.id, seconds=30, times=1)
    await ada.start()
    await linus.start()
    await house.start()
    assert plain(await linus.next_message()).startswith("Welcome")
    await linus.send("/things")
    assert plain(await linus.next_message()).startswith("Things")


async def test_a_poison_update_is_recorded_and_the_others_flow(
    house: House, engine: Watched, ada: Person
) -> None:
    engine.broken_for = "Poor Sample"
    poor = house.standin.person("Poor Sample", started=True)
    await poor.send("/things")
    await ada.send("/things")
    await house.start(engine=engine)
    assert plain(await ada.next_message()).startswith("Things")
    await house.standin.settled()
    keys = [one.key for one in engine.taken if one.identity.name == "Poor Sample"]
    assert len(keys) == 3
    assert house.told == [("poisoned", keys[0], "ZeroDivisionError")]


async def test_an_update_without_sense_is_poison_for_itself_alone(
    house: House, face: TelegramFace, ada: Person
) -> None:
    house.standin.state.updates.push("message", {"text": "no chat, nobody"})
    house.standin.state.updates.push("callback_query", "nonsense")
    await ada.send("/things")
    assert plain(await ada.next_message()).startswith("Things")
    await house.standin.settled()
    assert [told[0] for told in house.told] == ["poisoned", "poisoned"]
