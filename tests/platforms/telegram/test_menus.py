"""Telegram's own menus and what the bot says about itself, set only where they differ."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.dialog.catalogue import LOCALES, FluentCatalogue
from bot.sandbox.telegram.people import Person
from bot.telegram.face import TelegramFace
from tests.platforms.telegram.conftest import House

SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription", "setChatMenuButton")


def told(house: House) -> list[str]:
    return [call.method for call in house.standin.calls if call.method in SETTERS]


async def test_everybody_sees_what_everybody_may_do(house: House, face: TelegramFace, ada: Person) -> None:
    await asyncio.gather(*face._tasks)
    menu = ada.commands()
    assert list(menu) == ["plan", "day", "choose", "slot", "tags", "meet", "link", "start", "things",
                          "jointhing", "card", "show", "help"]  # fmt: skip
    assert menu["things"] == "List things"
    chess = house.standin.group("Chess circle", [ada])
    assert list(ada.commands(chess.chat)) == ["help"]


async def test_the_bot_says_what_it_is_for(house: House, face: TelegramFace) -> None:
    await asyncio.gather(*face._tasks)
    profile = house.standin.state.profile
    assert profile.descriptions[""].startswith("A mentorship programme inside your chats")
    assert profile.short_descriptions[""].startswith("Sessions with mentors")


async def test_a_second_start_sets_nothing_again(house: House, face: TelegramFace) -> None:
    await asyncio.gather(*face._tasks)
    before = told(house)
    again = await house.restart()
    await asyncio.gather(*again._tasks)
    assert before
    assert told(house) == before


async def test_menus_that_cannot_be_set_are_tried_again_and_keep_nobody_from_talking(
    house: House, ada: Person
) -> None:
    house.standin.faults.add("rate_limit", "setMyCommands", seconds=60)
    face = await house.start()
    await ada.start()
    await ada.next_message()
    assert ada.commands() == {}
    house.standin.faults.clear()
    async with asyncio.timeout(10):
        await asyncio.gather(*face._tasks)
    assert "things" in ada.commands()


async def test_menus_are_set_where_the_old_ones_cannot_be_read(house: House, ada: Person) -> None:
    for method in ("getMyCommands", "getMyDescription", "getMyShortDescription", "getChatMenuButton"):
        house.standin.faults.add("not_found", method)
    face = await house.start()
    await asyncio.gather(*face._tasks)
    assert "things" in ada.commands()
    assert house.standin.state.profile.descriptions


async def test_what_a_server_does_not_know_keeps_nothing_else_from_being_set(
    house: House, ada: Person
) -> None:
    """A Bot API server of one's own may know fewer methods."""
    for method in ("setMyDescription", "setMyShortDescription"):
        house.standin.faults.add("not_found", method)
    face = await house.start()
    await asyncio.gather(*face._tasks)
    assert "things" in ada.commands()
    assert house.standin.state.profile.menu_buttons[0] == {"type": "commands"}


async def test_every_language_has_its_menu(house: House, ada: Person, tmp_path: Path) -> None:
    for name in ("en", "fr"):
        (tmp_path / name).mkdir()
        for file in (LOCALES / "en" / "dialog.ftl", LOCALES / "en" / "telegram.ftl"):
            shutil.copy(file, tmp_path / name)
        shutil.copy(Path(__file__).parent / "words.ftl", tmp_path / name)
    words = tmp_path / "fr" / "words.ftl"
    words.write_text(words.read_text().replace("List things", "Lister les choses"))
    house.catalogue = FluentCatalogue(tmp_path, strict=True)
    face = await house.start()
    await asyncio.gather(*face._tasks)
    assert ada.commands()["things"] == "List things"
    francoise = house.standin.person("Françoise Exemple", language_code="fr")
    assert francoise.commands()["things"] == "Lister les choses"


@pytest.mark.parametrize(
    ("payload", "shown"), [("link_ab12", "Linked with · ab12"), ("", "Welcome, Ada Example")]
)
async def test_a_deep_link_begins_what_it_names(
    house: House, face: TelegramFace, ada: Person, payload: str, shown: str
) -> None:
    await ada.start(payload)
    assert (await ada.next_message()).text == shown


async def test_a_forged_deep_link_does_nothing(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.start("EAAAAAAAAAAAAAAA")
    assert (await ada.next_message()).text == "Welcome, Ada Example"
