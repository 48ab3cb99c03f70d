"""What the checks find before anybody sees it."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import pytest

from bot.dialog.catalogue import LOCALES, FluentCatalogue
from bot.dialog.checks import check
from bot.dialog.command import Command, Param, Registry
from bot.dialog.kinds import Confirm, OneOf, ShortText
from bot.dialog.view import View
from tests.dialog.commands import declared

Many = StrEnum("Many", [f"n{number}" for number in range(26)])  # type: ignore[misc]  # made of 26 members


async def run(*_: object) -> View:
    return View(())


def test_the_test_commands_are_well(catalogue: FluentCatalogue) -> None:
    assert check(declared(), catalogue) == []


def changed(**changes: str) -> Callable[[Command], Command]:
    return lambda command: replace(
        command, name=changes.get("name", command.name), telegram=changes.get("telegram", command.telegram)
    )


def with_params(*params: Param) -> Callable[[Command], Command]:
    return lambda command: replace(command, params=params)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (changed(name="Thing List"), "not a name for Discord"),
        (changed(name="thing list all"), "not a name for Discord"),
        (changed(name="x" * 33), "not a name for Discord"),
        (changed(name="plan list"), "plan is a command and a group"),
        (changed(telegram="thing-list"), "no name for Telegram"),
        (changed(telegram="start"), "/start is the Telegram name of 2"),
        (with_params(*(Param(f"p{n}", ShortText(), optional=True) for n in range(26))), "26 options"),
        (with_params(Param("ok", Confirm()), Param("search", ShortText())), "has to be the last"),
        (
            with_params(Param("search", ShortText(), optional=True), Param("title", ShortText())),
            "title is required and stands after",
        ),
        (with_params(Param("Search", ShortText(), optional=True)), "not a name for an option"),
        (with_params(Param("colour", ShortText())), "no sentence cmd-thing-list.colour"),
        (with_params(Param("search", ShortText())), "no question cmd-thing-list.search-ask"),
        (with_params(Param("search", OneOf(Many))), "26 choices"),
        (with_params(Param("search", OneOf(Many))), "no sentence many-n0"),
        (changed(name="thing sing"), "no sentence cmd-thing-sing"),
    ],
)
def test_what_is_wrong_is_found(
    catalogue: FluentCatalogue, change: Callable[[Command], Command], expected: str
) -> None:
    registry = Registry()
    for command in declared():
        registry.add(change(command) if command.name == "thing list" else command)
    found = check(registry, catalogue)
    assert any(expected in wrong for wrong in found), found


def test_a_card_that_nobody_shows(catalogue: FluentCatalogue) -> None:
    registry = declared()
    registry.commands["thing-drop"] = replace(registry.commands["thing-drop"], card="thing edit")
    assert check(registry, catalogue) == ["thing-drop: its card thing edit is no command"]


def test_too_many_in_a_group(catalogue: FluentCatalogue) -> None:
    registry = declared()
    for number in range(26):
        registry.add(replace(registry.commands["thing list"], name=f"many n{number}", telegram=f"n{number}"))
    assert any("the group many has 26" in wrong for wrong in check(registry, catalogue))


def with_words(folder: Path, *lines: str) -> FluentCatalogue:
    (folder / "en").mkdir()
    text = (Path(__file__).parent / "words.ftl").read_text("utf-8")
    for line in lines:
        old, new = line.split("=>")
        assert old in text
        text = text.replace(old, new)
    (folder / "en" / "words.ftl").write_text(text, "utf-8")
    (folder / "en" / "dialog.ftl").write_text((LOCALES / "en" / "dialog.ftl").read_text("utf-8"), "utf-8")
    return FluentCatalogue(folder, strict=True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Add a thing=>" + "A" * 41, "thing add (en): cmd-thing-add has 41 characters; at most 40"),
        (".size = Size=>.size = " + "S" * 46, "cmd-thing-add.size has 46"),
        ("At most 20 characters=>" + "H" * 101, "cmd-thing-add.title-hint has 101"),
        ("mode-on-site = On site=>", "plan (en): there is no sentence mode-on-site"),
    ],
)
def test_words_that_do_not_fit(tmp_path: Path, line: str, expected: str) -> None:
    assert any(expected in wrong for wrong in check(declared(), with_words(tmp_path, line)))


def test_a_menu_that_is_too_large(catalogue: FluentCatalogue) -> None:
    registry = declared()
    for number in range(200):
        name = f"thing n{number}"
        registry.add(replace(registry.commands["thing list"], name=name, telegram=f"a_long_name_{number}"))
    wrong = check(registry, catalogue)
    assert any("group thing has" in one for one in wrong)


def test_every_declared_command_is_checked_in_every_language(tmp_path: Path) -> None:
    catalogue_folder = with_words(tmp_path)
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "words.ftl").write_text("cmd-plan = " + "P" * 50, "utf-8")
    assert catalogue_folder.languages.keys() == {"en"}
    wrong = check(declared(), FluentCatalogue(tmp_path, strict=True))
    assert wrong == ["plan (fr): cmd-plan has 50 characters; at most 40, and one at least"]
