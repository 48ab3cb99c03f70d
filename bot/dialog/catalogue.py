"""The sentences: one folder of Fluent files a language, English behind each (trust.md §2 row 87)."""

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment, TextElement
from fluent.syntax import ast

from bot.dialog import written
from bot.dialog.facts import Facts
from bot.dialog.text import Own, Text

LOCALES = Path(__file__).parent.parent / "locales"
ENGLISH = "en"
LAST_RESORT = "missing-words"
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_log = logging.getLogger(__name__)


class WordingError(Exception):
    """A sentence that does not exist, cannot be read, or wants a fact that was not given."""


class Language:
    """The messages of one language: parsed once, compiled at first use."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.keys: set[str] = set()
        self._bundle = FluentBundle([name], use_isolating=False)
        self._patterns: dict[str, Any] = {}
        for file in sorted(folder.glob("*.ftl")):
            self._add(file)

    def pattern(self, key: str) -> Any | None:
        """The pattern of a message or, as `message.attribute`, of its attribute."""
        if key in self._patterns:
            return self._patterns[key]
        if key not in self.keys:
            return None
        name, _, attribute = key.partition(".")
        message = self._bundle.get_message(name)
        found = self._patterns[key] = message.attributes[attribute] if attribute else message.value
        return found

    def format(self, pattern: Any, arguments: dict[str, Any]) -> tuple[str, list[Exception]]:
        """The sentence, and what was wrong with it.

        The bundle's own `format_pattern` would wrap every argument once more, at 8 µs a number.
        """
        errors: list[Exception] = []
        environment = ResolverEnvironment(self._bundle, errors, current=CurrentEnvironment(arguments))
        try:
            return str(pattern(environment)), errors
        except ValueError as error:
            return "…", [*errors, error]

    def _add(self, file: Path) -> None:
        text = file.read_text("utf-8")
        if _PRIVATE_USE.search(text):
            raise WordingError(f"{file.name} holds a private-use character")
        resource = FluentResource(text)
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                line = text.count("\n", 0, entry.span.start if entry.span else 0) + 1
                raise WordingError(f"{self.name}/{file.name}:{line} cannot be read: {entry.content!r}")
            if isinstance(entry, ast.Message):
                self._know(entry, file)
        self._bundle.add_resource(resource)

    def _know(self, message: ast.Message, file: Path) -> None:
        name = message.id.name
        if name in self.keys or f"{name}." in self.keys:
            raise WordingError(f"{self.name}/{file.name} says {name} a second time")
        self.keys.add(name if message.value else f"{name}.")
        self.keys.update(f"{name}.{attribute.id.name}" for attribute in message.attributes)


class FluentWords:
    """The sentences of one language for one viewer's zone."""

    def __init__(self, catalogue: "FluentCatalogue", language: str, zone: str) -> None:
        self.language = language
        self.zone = zone
        self._catalogue = catalogue
        self._chain = catalogue.chain(language)
        self._fixed: dict[str, Text] = {}

    def say(self, key: str, /, **facts: object) -> Text:
        """A sentence; strings among the facts are words of people, datetimes become `When` nodes.

        `True` and `False` select `[yes]` and `[no]`, a missing or empty fact selects `[none]`, a
        member of an enum selects by its value and is shown as its label.
        """
        if not facts and key in self._fixed:
            return self._fixed[key]
        for language in self._chain:
            pattern = language.pattern(key)
            if pattern is None:
                continue
            if isinstance(pattern, TextElement):
                return self._fixed.setdefault(key, (Own(str(pattern.value)),))
            taken = Facts(facts, language.name, self.label)
            text, errors = language.format(pattern, taken.arguments)
            if not errors or language is self._chain[-1]:
                self._report(key, language.name, errors)
                return taken.nodes(text)
            self._report(key, language.name, errors)
        return self._missing(key)

    def label(self, key: str, /, **facts: object) -> str:
        """A short text of the catalogue; instants are written in the viewer's zone."""
        return self.plain(self.say(key, **facts))

    def plain(self, text: Text) -> str:
        """A text without formatting; instants are written in the viewer's zone."""
        return written.plain(text, self.language, self.zone)

    def has(self, key: str) -> bool:
        """Whether the catalogue (or English) has this key; `message.attribute` names an attribute."""
        return any(key in language.keys for language in self._chain)

    def _report(self, key: str, language: str, errors: list[Exception]) -> None:
        if not errors:
            return
        if self._catalogue.strict:
            raise WordingError(f"{language}: {key}: {errors}")
        _log.error("sentence %s of language %s is wrong: %s", key, language, errors)

    def _missing(self, key: str) -> Text:
        if self._catalogue.strict:
            raise WordingError(f"{self.language}: no sentence {key}")
        _log.error("there is no sentence %s", key)
        return self.say(LAST_RESORT, key=key) if key != LAST_RESORT else (Own(key),)


class FluentCatalogue:
    """All languages. `strict` turns what is missing into an error: tests and checks want that."""

    def __init__(self, folder: Path = LOCALES, *, strict: bool = False) -> None:
        """Read every language folder; raises WordingError for a file that cannot be read."""
        self.strict = strict
        names = sorted(path.name for path in folder.iterdir() if path.is_dir() and any(path.glob("*.ftl")))
        self.languages = {name: Language(name, folder / name) for name in names if _known(name)}
        if ENGLISH not in self.languages:
            raise WordingError(f"there is no English in {folder.name}")
        self._best = lru_cache(maxsize=1024)(self._find_best)
        self._words = lru_cache(maxsize=1024)(lambda language, zone: FluentWords(self, language, zone))

    def best(self, *wanted: str | None) -> str:
        """The first of these languages that we have; English otherwise."""
        return self._best(wanted)

    def words(self, language: str, zone: str) -> FluentWords:
        """The sentences in a language that we have, for an IANA zone."""
        return self._words(language, zone)

    def chain(self, language: str) -> tuple[Language, ...]:
        """The language and, behind it, English."""
        english = self.languages[ENGLISH]
        chosen = self.languages.get(language, english)
        return (chosen,) if chosen is english else (chosen, english)

    def names(self, language: str = ENGLISH) -> Iterator[str]:
        """Every key of a language, attributes as `message.attribute`."""
        return iter(sorted(key for key in self.languages[language].keys if not key.endswith(".")))

    def _find_best(self, wanted: tuple[str | None, ...]) -> str:
        for tag in wanted:
            name = (tag or "").replace("_", "-").lower()
            while name:
                for known in self.languages:
                    if known.lower() == name:
                        return known
                name = name.rpartition("-")[0]
        return ENGLISH


def _known(name: str) -> bool:
    try:
        Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise WordingError(f"locales/{name} is not named after a language") from None
    return True
