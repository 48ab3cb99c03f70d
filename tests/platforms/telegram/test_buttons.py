"""Taps that come twice, late, from others or after a restart."""

import asyncio

import pytest

from bot.dialog.incoming import Incoming
from bot.dialog.replies import Reply
from bot.dialog.view import View
from bot.sandbox.telegram.people import Person, labels, plain
from bot.telegram.face import TelegramFace
from tests.platforms.telegram.commands import SHOWN, say
from tests.platforms.telegram.conftest import House, press


async def test_a_double_tap_answers_once(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.send("/newthing")
    await ada.next_message()
    await ada.send("Chess")
    asked = await ada.next_message(lambda message: "large" in plain(message))
    ada.catch_up()
    first, second = await asyncio.gather(ada.press(asked, "Back"), ada.press(asked, "Back"))
    assert not (await first.answered()).text
    assert "That question was answered already" in (await second.answered()).text
    assert "called" in plain(asked)


async def test_a_restart_in_the_middle_loses_nothing(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.send("/newthing")
    first = await ada.next_message()
    await house.restart()
    await ada.send("Chess")
    second = await ada.next_message(lambda message: "large" in plain(message))
    # Known from the draft alone: the question before loses its buttons.
    await house.standin.wait_for(lambda: not labels(first))
    await house.restart()
    back = await press(ada, second, "Back")
    assert "So far: Chess" in plain(back)


async def test_after_a_restart_the_last_typed_answer_tidies_up(
    house: House, face: TelegramFace, ada: Person
) -> None:
    await ada.send("/choose")
    asked = await ada.next_message()
    await house.restart()
    await ada.send("Thing 42")
    assert plain(await ada.next_message(lambda m: m is not asked)) == "Chosen · 42"
    await house.standin.wait_for(lambda: not labels(asked))


async def test_somebody_elses_button_does_nothing(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.send("/jointhing 7")
    card = await ada.next_message()
    linus = house.standin.person("Linus Sample", started=True)
    tapped = await linus.press(card, "Drop")
    answer = await tapped.answered()
    assert answer.text == "This button is meant for somebody else. Type /home to see what is yours."
    assert answer.alert
    assert labels(card) == ["Drop"]


async def test_a_forged_button_does_nothing(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.send("/jointhing 7")
    card = await ada.next_message()
    for data in ("x", "EAAAAAAAAAAAAAAA", "a" * 64, "ж" * 32):
        answer = await (await ada.press(card, data=data, forged=True)).answered()
        assert "I do not know this button" in answer.text
    assert labels(card) == ["Drop"]


async def test_a_button_of_a_finished_draft_says_so(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.send("/choose")
    asked = await ada.next_message()
    data = next(button["callback_data"] for row in asked.inline_rows for button in row)
    await press(ada, asked, "Thing 01")
    tapped = await ada.press(asked, data=str(data), forged=True)
    assert (await tapped.answered()).text == "This is finished already."
    assert plain(asked) == "Chosen · 1"


async def test_a_late_tap_still_acts(house: House, face: TelegramFace, ada: Person) -> None:
    house.standin.limits.callback_seconds = 0
    await ada.send("/things")
    listed = await ada.next_message()
    await press(ada, listed, "2 · Join")
    assert plain(listed) == "🟢 Joined · 2 · 1"


async def test_a_tap_on_a_deleted_message_is_answered_anew(
    house: House, face: TelegramFace, ada: Person
) -> None:
    await ada.send("/things")
    listed = await ada.next_message()
    house.standin.world.delete(listed)
    await ada.press(listed, "1 · Join")
    assert plain(await ada.next_message()) == "🟢 Joined · 1 · 1"


async def test_an_edit_that_changes_nothing_is_fine(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.send("/things")
    listed = await ada.next_message()
    next_ = next(
        button["callback_data"] for row in listed.inline_rows for button in row if button["text"] == "Next"
    )
    await press(ada, listed, "Next")
    await ada.press(listed, data=str(next_), forged=True)
    await house.standin.settled()
    await ada.start()
    assert plain(await ada.next_message(lambda m: m is not listed)).startswith("Welcome")
    assert plain(listed).startswith("Things · 2")


async def test_a_refused_card_stays(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.send("/things")
    listed = await ada.next_message()
    house.database.tables.things[1] = {"title": "Thing 1", "full": True}
    tapped = await ada.press(listed, "1 · Join")
    assert (await tapped.answered()).text == "It is full."
    assert labels(listed)[0] == "1 · Join"


async def test_a_refusal_with_a_way_out_stands_below_its_card(
    house: House, face: TelegramFace, ada: Person
) -> None:
    await ada.send("/things")
    listed = await ada.next_message()
    house.database.tables.things[1] = {"title": "Thing 1", "full": True, "next": "help"}
    await ada.press(listed, "1 · Join")
    refused = await ada.next_message()
    assert plain(refused) == "🔴 That did not work\n\nIt is full."
    assert labels(refused) == ["Help"]
    assert plain(listed).startswith("Things · 1")


async def test_a_slow_answer_ends_the_spinner_first(
    house: House, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.pressing.SOON", 0.01)
    engine = house.engine()
    handle, released = engine.handle, asyncio.Event()

    async def slowly(incoming: Incoming) -> Reply:
        await released.wait()
        return await handle(incoming)

    await house.start(engine=engine)
    released.set()
    await ada.send("/things")
    listed = await ada.next_message()
    released.clear()
    monkeypatch.setattr(engine, "handle", slowly)
    tapped = await ada.press(listed, "1 · Join")
    assert not (await tapped.answered()).text
    assert plain(listed).startswith("Things")
    released.set()
    await ada.changed(listed)
    assert plain(listed) == "🟢 Joined · 1 · 1"


async def test_an_answer_that_cannot_be_rendered_is_apologised_for(
    house: House, face: TelegramFace, ada: Person
) -> None:
    SHOWN["broken"] = View((None,), lines=(say("x"),))  # type: ignore[arg-type]  # broken on purpose
    await ada.send("/show broken")
    assert "I could not show the answer" in plain(await ada.next_message())
    assert house.told == []
