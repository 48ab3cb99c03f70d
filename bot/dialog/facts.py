"""What may stand in a sentence: how each kind of fact reaches Fluent, and how it comes back as a node.

Words of people never pass through Fluent: a private-use character stands for them while the sentence
is formatted, so nothing in them can be taken for markup, and their length cannot matter.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from babel import Locale, numbers
from fluent.runtime.types import FluentFloat, FluentInt, FluentType

from bot.dialog import written
from bot.dialog.text import Link, Node, Own, Strong, Text, User, When

NODES = (Own, User, When, Link, Strong)
_FIRST = 0xE000
_SENTINEL = re.compile("([\ue000-\uf8ff])")
Label = Callable[[str], str]


class Selected(FluentType):
    """A fact that a sentence may choose by: equal to each of its names, shown as its text.

    A text may be a function, called only if the sentence shows it.
    """

    def __init__(self, text: str | Callable[[], str], *names: str) -> None:
        self._text = text
        self._names = names

    def format(self, locale: Locale) -> str:  # noqa: ARG002 - Fluent's signature
        """The text shown."""
        return self._text if isinstance(self._text, str) else self._text()

    def __eq__(self, other: object) -> bool:
        return other in self._names

    def __hash__(self) -> int:
        return hash(self._names)


@lru_cache(maxsize=4096)
def _count(value: int, locale: Locale) -> str:
    return numbers.format_decimal(value, locale=locale)


class _Count(FluentInt):
    """A whole number; Fluent's own formatting builds a pattern each time, which costs 15 µs."""

    def format(self, locale: Locale) -> str:
        if self.options is self.default_number_format_options:
            return _count(int(self), locale)
        return super().format(locale)


@lru_cache(maxsize=4096)
def _number(value: int) -> _Count:
    return _Count(value)


def enum_key(member: StrEnum) -> str:
    """The catalogue's key for a member of an enum: `<class lower>-<value lower, _→->`."""
    return f"{type(member).__name__.lower()}-{member.value.lower().replace('_', '-').replace(' ', '-')}"


class Facts:
    """The facts of one sentence, on their way into Fluent and back."""

    def __init__(self, facts: Mapping[str, object], language: str, label: Label) -> None:
        self._language = language
        self._label = label
        self._nodes: list[Text] = []
        self.arguments: dict[str, object] = {}
        for name, fact in facts.items():
            self.arguments[name] = self._argument(fact)

    def nodes(self, formatted: str) -> Text:
        """The formatted sentence as nodes, each sentinel replaced by what it stood for."""
        if not self._nodes:
            return (Own(formatted),) if formatted else ()
        found: list[Node] = []
        for part in _SENTINEL.split(formatted):
            if not part:
                continue
            index = ord(part) - _FIRST if len(part) == 1 else -1
            if 0 <= index < len(self._nodes):
                found.extend(self._nodes[index])
            else:
                found.append(Own(part))
        return tuple(found)

    def _argument(self, fact: object) -> object:
        if isinstance(fact, bool):
            name = "yes" if fact else "no"
            return Selected(lambda: self._label(name), name)
        if isinstance(fact, int | float):
            return _number(fact) if isinstance(fact, int) else FluentFloat(fact)
        if isinstance(fact, StrEnum):
            key = enum_key(fact)
            return Selected(lambda: self._label(key), key.partition("-")[2], fact.value)
        if fact is None or fact == "":
            return Selected("", "none")
        if isinstance(fact, str):
            return Selected(self._kept((User(fact),)), fact)
        return Selected(self._kept(self._text(fact)))

    def _text(self, fact: object) -> Text:
        if isinstance(fact, NODES):
            return (fact,)
        if isinstance(fact, datetime):
            return (When(fact),)
        if isinstance(fact, timedelta):
            return (Own(written.length(fact, self._language)),)
        if isinstance(fact, date):
            return (Own(written.day(fact, self._language)),)
        if isinstance(fact, time):
            return (Own(written.clock(fact, self._language)),)
        if isinstance(fact, Sequence):
            return self._several(fact)
        raise TypeError(f"a sentence cannot hold a {type(fact).__name__}")

    def _several(self, facts: Sequence[object]) -> Text:
        """A text passes through; a list of other things is joined with commas."""
        if all(isinstance(fact, NODES) for fact in facts):
            return tuple(fact for fact in facts if isinstance(fact, NODES))
        found: list[Node] = []
        for number, fact in enumerate(facts):
            found.extend([Own(", ")] if number else [])
            found.extend(self._single(fact))
        return tuple(found)

    def _single(self, fact: object) -> Text:
        if isinstance(fact, StrEnum):
            return (Own(self._label(enum_key(fact))),)
        if isinstance(fact, str):
            return (User(fact),)
        if isinstance(fact, int):
            return (Own(_count(fact, written.locale(self._language))),)
        return self._text(fact)

    def _kept(self, text: Text) -> str:
        self._nodes.append(text)
        return chr(_FIRST + len(self._nodes) - 1)
