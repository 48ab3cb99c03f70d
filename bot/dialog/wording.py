"""Sentences: one Fluent catalogue a language; words of people and instants stay apart for the renderer."""

from collections.abc import Hashable
from typing import Protocol

from bot.dialog.text import Text


class Words(Hashable, Protocol):
    """The catalogue in one language for one viewer's zone."""

    language: str
    zone: str

    def say(self, key: str, /, **facts: object) -> Text:
        """A sentence; strings among the facts are words of people, datetimes become `When` nodes."""
        ...

    def label(self, key: str, /, **facts: object) -> str:
        """A short text for a label, a button or a picture; instants are written in the viewer's zone."""
        ...

    def has(self, key: str) -> bool:
        """Whether the catalogue (or English) has this key; `message.attribute` names an attribute."""
        ...


class Catalogue(Protocol):
    """All languages."""

    def best(self, *wanted: str | None) -> str:
        """The first of these languages that we have; English otherwise."""
        ...

    def words(self, language: str, zone: str) -> Words:
        """The sentences in a language that `best` gave, for a viewer's IANA zone."""
        ...
