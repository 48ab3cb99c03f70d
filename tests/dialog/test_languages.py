"""Every language says all that English says, with the same facts, and fits where the platforms show it."""

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import ast as fluent
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

from bot import commands
from bot.commands import places
from bot.dialog import naming
from bot.dialog.catalogue import LOCALES, FluentCatalogue
from bot.dialog.checks import LONGEST_HINT, LONGEST_LABEL, MOST_MENU_BYTES, check
from bot.dialog.command import REGISTRY
from bot.dialog.times import parse_day, parse_moment, relative
from bot.discord import slash
from tests.dialog.test_parsing import reading
from tests.dialog.test_sentences_of_the_code import LANGUAGES, variables, wanted

DECLARED = (commands,)
"""Importing it declares every command."""
OTHERS = [language for language in LANGUAGES if language != "en"]
CATALOGUE = FluentCatalogue(strict=True)
LONGEST_BUTTON = 38
LONGEST_MENU = 32
PLURALS = re.compile(r"\d+|zero|one|two|few|many")
BARE_SPACE = re.compile(r" [;:?!»%]|« ")


class Choices(Visitor):
    """What a pattern distinguishes, numbers and plurals apart: they are each language's own."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Variant(self, node: fluent.Variant) -> None:  # noqa: N802 - Fluent's name
        name = node.key.name if isinstance(node.key, fluent.Identifier) else node.key.value
        if not PLURALS.fullmatch(name):
            self.found.add(name)
        self.generic_visit(node)


@cache
def choices(language: str) -> dict[str, set[str]]:
    """The states, kinds and answers that each message of a language tells apart."""
    found = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in parse(file.read_text("utf-8")).body:
            if isinstance(entry, fluent.Message):
                seen = Choices()
                seen.visit(entry)
                found[entry.id.name] = seen.found
    return found


def files(language: str) -> set[str]:
    return {file.name for file in (LOCALES / language).glob("*.ftl")}


def test_french_is_there() -> None:
    assert "fr" in OTHERS


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_exactly_what_english_says(language: str) -> None:
    assert files(language) == files("en")
    assert wanted(language).keys() == wanted("en").keys()


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_shows_the_same_facts(language: str) -> None:
    differing = {
        key: variables(language, key) ^ variables("en", key)
        for key in wanted("en").keys() & wanted(language).keys()
        if variables(language, key) != variables("en", key)
    }
    assert differing == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_tells_the_same_states_apart(language: str) -> None:
    assert choices(language) == choices("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit(language: str) -> None:
    words = CATALOGUE.words(language, "UTC")
    fixed = [key for key in wanted(language) if not variables(language, key)]
    lengths = {key: len(words.label(key)) for key in fixed if room(key)}
    assert {key: length for key, length in lengths.items() if length > room(key)} == {}


def room(key: str) -> int:
    """How long a text may be; 0 where nothing is said about it."""
    if key.startswith("button-") or key.endswith(".button"):
        return LONGEST_BUTTON
    if key.endswith(".form"):
        return LONGEST_LABEL
    if key.endswith("-hint"):
        return LONGEST_HINT
    return LONGEST_MENU if key.startswith("discord-menu-") else 0


def test_menus_fit_in_every_language() -> None:
    assert check(REGISTRY, CATALOGUE) == []
    for language in LANGUAGES:
        words = CATALOGUE.words(language, "UTC")
        menu = [f"{one.telegram}{words.label(one.key)}" for one in REGISTRY if one.menu]
        assert len("".join(menu).encode()) <= MOST_MENU_BYTES


def test_discords_commands_are_described_in_french() -> None:
    made = slash.payload(REGISTRY, CATALOGUE, in_guilds=True)
    assert all(slash.size(one) <= slash.MOST_CHARACTERS for one in made)
    words = CATALOGUE.words("fr", "UTC")
    home = next(one for one in made if one["name"] == "home")
    assert home["description_localizations"] == {"fr": words.label("cmd-home")}
    group = next(one for one in made if one["name"] == "group")
    join = next(one for one in group["options"] if one["name"] == "join")
    assert join["description_localizations"]["fr"] == words.label("cmd-group-join")
    (option,) = join["options"]
    assert option["description_localizations"]["fr"] == words.label("cmd-group-join.group-ask")


def test_discords_commands_have_french_names() -> None:
    made = slash.payload(REGISTRY, CATALOGUE, in_guilds=True)
    group = next(one for one in made if one["name"] == "group")
    assert group["name_localizations"] == {"fr": "groupe"}
    create = next(one for one in group["options"] if one["name"] == "create")
    assert create["name_localizations"] == {"fr": "créer"}
    named = {one["name"]: one.get("name_localizations", {}).get("fr") for one in create["options"]}
    assert named["discord_role"] == "rôle_discord"
    assert named["description"] is None, "the same word needs no other name"


def test_english_calls_the_commands_what_they_are_called() -> None:
    words = CATALOGUE.words("en", "UTC")
    menu = [one for one in REGISTRY if one.menu]
    assert [naming.command(one.name, words) for one in menu] == [f"/{one.name}" for one in menu]
    assert all(naming.option(param.name, words) == param.name for one in menu for param in one.params)


def test_names_are_those_of_commands_and_options() -> None:
    """A name of nothing would go unnoticed: what it was meant for keeps its English name."""
    menu = [one for one in REGISTRY if one.menu]
    known = {f"slash-{one.name.replace(' ', '-')}" for one in menu}
    known |= {f"slash-{one.name.partition(' ')[0]}" for one in menu}
    known |= {f"option-{param.name.replace('_', '-')}" for one in menu for param in one.params}
    entries = parse((LOCALES / "en" / "slash.ftl").read_text("utf-8")).body
    assert {one.id.name for one in entries if isinstance(one, fluent.Message)} <= known


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [
        ("slash-group-join", "Rejoindre", "“Rejoindre” is no name for Discord"),
        ("slash-group-join", "re joindre", "“re joindre” is no name for Discord"),
        ("slash-group-join", "quitter", "/groupe quitter names 2 commands"),
        ("option-seats", "titre", "two options have one name"),
    ],
)
def test_names_that_discord_would_refuse_stop_the_start(
    tmp_path: Path, key: str, name: str, expected: str
) -> None:
    shutil.copytree(LOCALES, tmp_path / "locales")
    file = tmp_path / "locales" / "fr" / "slash.ftl"
    file.write_text(re.sub(rf"(?m)^{key} = .*$", f"{key} = {name}", file.read_text("utf-8")), "utf-8")
    wrong = check(REGISTRY, FluentCatalogue(tmp_path / "locales", strict=True))
    assert any(expected in one for one in wrong)


def test_settings_offer_each_language_by_its_own_name() -> None:
    offered = {choice.label: int(choice.value) for choice in places.languages("")}
    assert {"English", "Français"} <= offered.keys()
    assert places.language_of(offered["Français"]) == "fr"
    assert [choice.label for choice in places.languages("fran")] == ["Français"]


@pytest.mark.parametrize("tag", ["fr", "fr-FR", "fr_CA", "FR"])
def test_a_platforms_locale_is_enough(tag: str) -> None:
    assert CATALOGUE.best(None, tag, "en") == "fr"


def test_french_counts_nothing_as_one() -> None:
    words = CATALOGUE.words("fr", "UTC")
    assert [words.label("minutes", minutes=number) for number in (0, 1, 2, 1200)] == [
        "0 minute", "1 minute", "2 minutes", "1\u202f200 minutes",
    ]  # fmt: skip


def test_french_spaces_do_not_break() -> None:
    wrong = [
        f"{file.name}:{number}"
        for file in (LOCALES / "fr").glob("*.ftl")
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if BARE_SPACE.search(line) or "'" in line
    ]
    assert wrong == []


def test_what_french_gives_as_examples_is_understood() -> None:
    here = reading("fr", "Europe/Paris")
    assert parse_moment("demain 18h", here) == datetime(2026, 3, 5, 17, 0, tzinfo=UTC)
    assert parse_moment("vendredi 18h", here) == datetime(2026, 3, 6, 17, 0, tzinfo=UTC)
    assert parse_day("demain", here) == date(2026, 3, 5)
    assert parse_day("vendredi", here) == date(2026, 3, 6)
    assert relative("2 heures", "fr") == timedelta(hours=2)
