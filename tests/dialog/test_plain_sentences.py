"""Sentences of nothing but words are read without Fluent's parser, and exactly as it reads them."""

from pathlib import Path
from typing import Any

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import TextElement
from fluent.syntax import ast
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog.catalogue import LOCALES
from bot.dialog.language import Language
from tests.dialog.test_sentences_of_the_code import LANGUAGES

ODD = (
    "[one] a\n    .hint = [b]",
    '"quoted" = yes \n\n  .hint   =   * star   ',
    ".value # no comment",
    "a\n# a comment\n    .hint = b\n\n## a group\n\n### a resource\n",
    "a\n    goes on\n    .hint = b\n      goes on",
    "a\n\n    .hint = b\n\n    .hint = c",
    "\u00a0hard space\u202f!\u00a0\n    .hint = \u2028line\u2028",
    "\ttab\t\n\t.hint = tab",
    "a\n    .hint =\n    .other = { $fact }",
    "\n    .hint = b",
    "a\n    # an indented comment\n    .hint = b",
    "a }\n    .hint = b",
    'a { "{" } b',
)


def read_by_fluent(text: str) -> dict[str, Any]:
    """Patterns by key, as the library has them."""
    bundle = FluentBundle(["en"], use_isolating=False)
    resource = FluentResource(text)
    bundle.add_resource(resource)
    found = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            message = bundle.get_message(entry.id.name)
            found[entry.id.name] = message.value
            found |= {f"{entry.id.name}.{name}": pattern for name, pattern in message.attributes.items()}
    return found


def told(pattern: Any) -> object:
    """Something to compare: the words, or only what kind of pattern it is."""
    return pattern.value if isinstance(pattern, TextElement) else type(pattern)


def differing(text: str, language: Language) -> list[str]:
    """Keys that are not read as Fluent reads them, or though it cannot."""
    right = dict.fromkeys(("key", "key.hint", "after")) | read_by_fluent(text)
    return [key for key, found in right.items() if told(language.pattern(key)) != told(found)]


@pytest.mark.parametrize("name", LANGUAGES)
def test_ours_are_read_as_fluent_reads_them(name: str) -> None:
    language = Language(name, LOCALES / name)
    text = "\n".join(file.read_text("utf-8") for file in sorted((LOCALES / name).glob("*.ftl")))
    assert len(read_by_fluent(text)) > 1000
    assert differing(text, language) == []


@pytest.mark.parametrize("said", ODD)
def test_odd_ones_too(tmp_path: Path, said: str) -> None:
    text = f"before = x\nkey = {said}\nafter = y\n"
    (tmp_path / "words.ftl").write_text(text, "utf-8")
    language = Language("en", tmp_path)
    assert differing(text, language) == []
    assert language.pattern("key.nothing") is None


@given(st.text(st.sampled_from('ab \n.=#{}[]*-\t\u00a0"$'), max_size=30))
def test_whatever_is_written(tmp_path_factory: pytest.TempPathFactory, said: str) -> None:
    text = f"key = {said}\nafter = y\n"
    folder = tmp_path_factory.mktemp("words")
    (folder / "words.ftl").write_text(text, "utf-8")
    assert differing(text, Language("en", folder)) == []
