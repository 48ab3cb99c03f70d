"""Forms, corrections and confirmations, with the real engine behind the real client."""

import shutil
from pathlib import Path

import pytest

from bot.dialog.catalogue import LOCALES, FluentCatalogue
from bot.discord.face import DiscordFace
from bot.sandbox.discord import (
    CannotDoError,
    DiscordStandIn,
    Message,
    Person,
    Upload,
    buttons,
    inputs,
    modal_texts,
    selects,
    texts,
)
from tests import dialog
from tests.dialog.conftest import House
from tests.platforms.discord.scripted import Start, opened, shown

GOOD = {"title": "Rust", "size": "3", "note": "Bring a laptop"}


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> FluentCatalogue:
    folder = tmp_path_factory.mktemp("discord-locales")
    (folder / "en").mkdir()
    for file in (LOCALES / "en" / "dialog.ftl", LOCALES / "en" / "discord.ftl"):
        shutil.copy(file, folder / "en")
    shutil.copy(Path(dialog.__file__).parent / "words.ftl", folder / "en")
    return FluentCatalogue(folder, strict=True)


@pytest.fixture
def house(words: FluentCatalogue) -> House:
    return House(words)


@pytest.fixture
async def face(start: Start, house: House) -> DiscordFace:
    return await start(engine=house.engine)


@pytest.fixture
def ada(standin: DiscordStandIn, face: DiscordFace) -> Person:
    return standin.add_person("Ada Example")


def things(house: House) -> list[str]:
    return [each["title"] for each in house.database.tables.things.values()]


def labels(message: Message) -> list[str]:
    return [each.label for each in buttons(message)]


async def test_what_is_missing_is_asked_in_one_form(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "thing add", {"title": "Rust"}))
    assert [each.label for each in inputs(modal)] == ["Size", "Note"]
    assert "How large is it?" in modal_texts(modal)


async def test_form_error_correct_confirm_effect(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    message = await shown(await ada.submit(modal, GOOD | {"size": "many"}))
    assert message.ephemeral
    assert "I need a whole number" in texts(message)
    assert labels(message) == ["Correct", "Cancel"]
    again = await opened(await ada.press(message, label="Correct"))
    assert "I need a whole number" in modal_texts(again)
    confirm = await shown(await ada.submit(again, {"size": "3"}))
    assert confirm is message  # edited in place
    assert "Bring a laptop" in texts(confirm)
    assert labels(confirm) == ["Confirm", "Change", "Cancel"]
    assert things(house) == []
    done = await shown(await ada.press(confirm, label="Confirm"))
    assert done is message
    assert "Made Rust, note Bring a laptop." in texts(done)
    assert things(house) == ["Rust"]


async def test_what_was_begun_before_is_shown_and_gone_on_with(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    await shown(await ada.submit(modal, GOOD | {"size": "many"}))
    again = await shown(await ada.slash(None, "thing add"))
    assert "You began this earlier." in texts(again)
    assert "**Title:** Rust" in texts(again)
    assert labels(again) == ["Correct", "Cancel"]
    form = await opened(await ada.press(again, label="Correct"))
    confirm = await shown(await ada.submit(form, {"size": "3"}))
    await shown(await ada.press(confirm, label="Confirm"))
    assert things(house) == ["Rust"]


async def test_wrong_option_opens_the_form_with_the_error(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "plan", {"start": "someday"}))
    assert "I cannot read a date" in modal_texts(modal)
    assert next(each for each in inputs(modal) if each.label == "Start").raw["value"] == "someday"


async def test_change_goes_back_to_every_question(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    message = await shown(await ada.submit(modal, GOOD))
    changing = await shown(await ada.press(message, label="Change"))
    assert changing is message
    again = await opened(await ada.press(message, label="Continue"))
    assert {each.custom_id: each.raw.get("value") for each in inputs(again)} == GOOD
    await shown(await ada.submit(again, {"title": "Go"}))
    await shown(await ada.press(message, label="Confirm"))
    assert things(house) == ["Go"]


async def test_form_that_was_closed_again_can_be_reopened(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    message = await shown(await ada.submit(modal, GOOD))
    await shown(await ada.press(message, label="Change"))
    await opened(await ada.press(message, label="Continue"))  # and closed without a word
    again = await opened(await ada.press(message, label="Continue"))
    await shown(await ada.submit(again, {}))
    await shown(await ada.press(message, label="Confirm"))
    assert things(house) == ["Rust"]


async def test_cancel_ends_it(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    message = await shown(await ada.submit(modal, GOOD))
    done = await shown(await ada.press(message, label="Cancel"))
    assert "Cancelled. Nothing has changed." in texts(done)
    assert things(house) == []


async def test_refusal_by_the_rules_comes_back_to_its_question(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    message = await shown(await ada.submit(modal, GOOD | {"title": "taken"}))
    refused = await shown(await ada.press(message, label="Confirm"))
    assert "This title is taken." in texts(refused)
    again = await opened(await ada.press(refused, label="Correct"))
    await shown(await ada.submit(again, {"title": "free"}))
    await shown(await ada.press(message, label="Confirm"))
    assert things(house) == ["free"]


async def test_enum_is_a_choice_and_the_dependent_question_follows(house: House, ada: Person) -> None:
    modal = await opened(await ada.slash(None, "plan"))
    mode, *_rest = inputs(modal)
    assert [each["label"] for each in mode.raw["options"]] == ["Online", "On site"]
    answers = {"mode": "Online", "start": "2026-06-01 18:00", "length": "90"}
    message = await shown(await ada.submit(modal, answers))
    again = await opened(await ada.press(message, label="Continue"))
    assert [each.label for each in inputs(again)] == ["Link"]
    done = await shown(await ada.submit(again, {"Link": "https://meet.example/rust"}))
    assert "Planned Online" in texts(done)


async def test_long_list_is_paged_in_a_message_and_chosen_from_a_menu(house: House, ada: Person) -> None:
    house.database.tables.things[30] = {"title": "Thing 30", "size": 1, "by": 1, "joined": []}
    message = await shown(await ada.slash(None, "thing join", {"thing": "Thing"}))
    assert "More than one of these fits" in texts(message)
    (menu,) = selects(message)
    assert len(menu.options) == 25
    later = await shown(await ada.press(message, label="Next"))
    assert later is message
    done = await shown(await ada.choose(later, values=["Thing 30"]))
    assert done is message
    assert "Joined Thing 30." in texts(done)


async def test_a_choice_on_the_last_page_is_followed_by_the_next_question(house: House, ada: Person) -> None:
    message = await shown(await ada.slash(None, "mark", {"thing": "Thing"}))
    for _ in range(2):
        message = await shown(await ada.press(message, label="Next"))
    (menu,) = selects(message)
    assert menu.options[-1]["label"] == "Thing 60"
    message = await shown(await ada.choose(message, values=["Thing 60"]))
    modal = await opened(await ada.press(message, label="Continue"))
    assert "Marked 60: fine." in texts(await shown(await ada.submit(modal, {"Note": "fine"})))


async def test_several_are_chosen_over_the_pages_of_a_long_list(house: House, ada: Person) -> None:
    message = await shown(await ada.slash(None, "tags", {"to_all": True}))
    message = await shown(await ada.choose(message, values=["Alpha", "Beta"]))
    assert "Done (2)" in labels(message)
    message = await shown(await ada.press(message, label="Next"))
    message = await shown(await ada.choose(message, values=["Thing 30"]))
    assert "Done (3)" in labels(message)
    message = await shown(await ada.press(message, label="Previous"))
    message = await shown(await ada.choose(message, values=["Beta"]))
    done = await shown(await ada.press(message, label="Done (2)"))
    assert "Tagged 30, 2" in texts(done)


async def test_native_pickers_and_files(standin: DiscordStandIn, house: House, ada: Person) -> None:
    role = standin.world.add_role("Mentors")
    modal = await opened(await ada.slash(None, "every"))
    values = {"Person": [ada], "Day": "2026-05-01", "Time": "18:00", "Role": [role]}
    values["File"] = [Upload("people.csv", b"a,b")]
    message = await shown(await ada.submit(modal, values))
    assert "people.csv" in texts(message)
    done = await shown(await ada.press(message, label="Confirm"))
    assert f"{role.id}, people.csv" in texts(done)


async def test_press_of_another_person_does_nothing(
    standin: DiscordStandIn, house: House, ada: Person
) -> None:
    linus = standin.add_person("Linus Sample")
    modal = await opened(await ada.slash(None, "thing add"))
    message = await shown(await ada.submit(modal, GOOD))
    with pytest.raises(CannotDoError, match="does not see"):
        await linus.press(message, label="Confirm")
    stolen = next(each.custom_id for each in buttons(message) if each.label == "Confirm")
    other = await shown(await linus.slash(None, "home"))
    answer = await shown(await linus.press(other, custom_id=stolen, stale=True))
    assert "Somebody else is filling this in" in texts(answer)
    assert things(house) == []


async def test_forged_buttons_do_nothing(house: House, ada: Person) -> None:
    message = await shown(await ada.slash(None, "home"))
    for forged in ("x", "i0.", "i0.AAAA", "s-title.AAAA", "b99.\n", "é" * 100):
        answer = await shown(await ada.press(message, custom_id=forged, stale=True))
        assert "I do not know this button" in texts(answer)
        assert [each.label for each in buttons(answer)] == ["Home"], "and where to go on"


async def test_everything_works_after_a_restart(
    standin: DiscordStandIn, start: Start, house: House, ada: Person, face: DiscordFace
) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    message = await shown(await ada.submit(modal, GOOD))
    await face.close()
    house.restart()
    await start(engine=house.engine)
    done = await shown(await ada.press(message, label="Confirm"))
    assert done is message
    assert things(house) == ["Rust"]


async def test_form_that_was_open_over_a_restart_is_taken(
    standin: DiscordStandIn, start: Start, house: House, ada: Person, face: DiscordFace
) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    await face.close()
    house.restart()
    await start(engine=house.engine)
    message = await shown(await ada.submit(modal, GOOD))
    assert labels(message) == ["Confirm", "Change", "Cancel"]


async def test_same_interaction_twice_has_one_effect(
    standin: DiscordStandIn, house: House, ada: Person
) -> None:
    modal = await opened(await ada.slash(None, "thing add"))
    message = await shown(await ada.submit(modal, GOOD))
    standin.faults.strike_gateway("duplicate_interactions", times=2)
    await shown(await ada.press(message, label="Confirm"))
    await standin.settled()
    assert things(house) == ["Rust"]
    assert ada.dms() == []


async def test_typed_in_private_answers_nothing_that_is_not_asked(house: House, ada: Person) -> None:
    await ada.dm("hello")
    await ada.receives_dm("There is no open question right now.")
