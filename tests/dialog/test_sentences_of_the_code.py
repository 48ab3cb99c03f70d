"""Every sentence the code says exists, and gets the facts it is worded with (trust.md §2 row 87)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import ast as fluent
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

from bot.dialog.catalogue import LOCALES
from tests.architecture.source import sources

REFUSALS = {"Refusal", "Denied", "Outdated"}


@dataclass(frozen=True)
class Said:
    """A place in the code that says a sentence."""

    where: str
    key: str
    facts: frozenset[str]
    open: bool
    """More facts may come along, by `**`."""


def said() -> Iterator[Said]:
    """Every place where a sentence or a refusal is named in so many letters."""
    for source in sources():
        if source.package not in {"bot", "core"}:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and (key := _key(node)):
                facts = frozenset(word.arg for word in node.keywords if word.arg)
                several = any(word.arg is None for word in node.keywords)
                yield Said(f"{source.path}:{node.lineno}", key, facts, several)


def _key(call: ast.Call) -> str | None:
    named = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if not named:
        return None
    match call.func, call.args:
        case ast.Name(id=name), [ast.Constant(), *_] if name in REFUSALS:
            return f"refusal-{named[0]}"
        case ast.Name(id="button"), [_, ast.Constant(), *_]:
            return f"button-{named[0]}"
        case ast.Attribute(attr="say" | "label"), [ast.Constant(), *_]:
            return named[0]
        case _:
            return None


class Wanted(Visitor):
    """The variables and the other messages of one pattern."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - Fluent's name
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: fluent.MessageReference) -> None:  # noqa: N802 - Fluent's name
        self.messages.add(node.id.name)


@cache
def wanted(language: str) -> dict[str, Wanted]:
    """What each sentence of a language wants, by key."""
    found = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in parse(file.read_text("utf-8")).body:
            if isinstance(entry, fluent.Message):
                named = [(entry.id.name, entry.value)]
                named += [(f"{entry.id.name}.{one.id.name}", one.value) for one in entry.attributes]
                for key, pattern in named:
                    if pattern is not None:
                        found[key] = Wanted()
                        found[key].visit(pattern)
    return found


def variables(language: str, key: str) -> set[str]:
    """The facts a sentence is worded with, those of the sentences inside it too."""
    here = wanted(language)[key]
    return here.variables.union(*(variables(language, inner) for inner in here.messages))


LANGUAGES = sorted(path.name for path in Path(LOCALES).iterdir() if path.is_dir())


def test_every_sentence_that_is_said_exists() -> None:
    missing = {f"{one.where} {one.key}" for one in said() if one.key not in wanted("en")}
    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_gets_the_facts_it_is_worded_with(language: str) -> None:
    lacking = {
        f"{one.where} {one.key} lacks {sorted(variables(language, one.key) - one.facts)}"
        for one in said()
        if one.key in wanted(language) and not one.open and variables(language, one.key) - one.facts
    }
    assert lacking == set()


def test_no_language_has_a_sentence_that_english_has_not() -> None:
    more = {language: wanted(language).keys() - wanted("en").keys() for language in LANGUAGES}
    assert {language: keys for language, keys in more.items() if keys} == {}


def test_the_search_finds_something() -> None:
    found = list(said())
    assert len([one for one in found if one.key.startswith("refusal-")]) > 20
    assert len(found) > 100
