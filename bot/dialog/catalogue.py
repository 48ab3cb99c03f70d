"""The sentences: one folder of Fluent files a language, English behind each (trust.md §2 row 87)."""

import logging
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from fluent.runtime.resolver import TextElement

from bot.dialog import written
from bot.dialog.facts import NODES, Facts
from bot.dialog.language import Language, WordingError
from bot.dialog.text import Own, Text

LOCALES = Path(__file__).parent.parent / "locales"
ENGLISH = "en"
LAST_RESORT = "missing-words"
LASTING = (str, int, float, date, time, timedelta, type(None), *NODES)
"""Facts that are the same whenever they are equal and of one type."""
KEPT = 1024
"""Sentences that each language keeps: those of the buttons and labels, and of what many look at."""
_log = logging.getLogger(__name__)


class Sentences:
    """What one language, and English behind it, says; the same for viewers in every zone."""

    def __init__(self, chain: tuple[Language, ...], *, strict: bool) -> None:
        self._chain = chain
        self._strict = strict
        self._kept = lru_cache(maxsize=KEPT, typed=True)(self._word)
        self.label = lru_cache(maxsize=KEPT)(self._label)
        """A text without facts, plain: no instant is in it, so it is the same in every zone."""

    def say(self, key: str, /, **facts: object) -> Text:
        """A sentence with its facts; one that was said lately is not worded again."""
        for fact in facts.values():
            if not isinstance(fact, LASTING):
                return self._word(key, **facts)
        return self._kept(key, **facts)

    def has(self, key: str) -> bool:
        """Whether the language (or English) has this key; `message.attribute` names an attribute."""
        return any(language.pattern(key) is not None for language in self._chain)

    def _word(self, key: str, /, **facts: object) -> Text:
        for language in self._chain:
            pattern = language.pattern(key)
            if pattern is None:
                continue
            if isinstance(pattern, TextElement):
                return (Own(str(pattern.value)),)
            taken = Facts(facts, language.name, self.label)
            text, errors = language.format(pattern, taken.arguments)
            self._report(key, language.name, errors)
            if not errors or language is self._chain[-1]:
                return taken.nodes(text)
        return self._missing(key)

    def _label(self, key: str) -> str:
        return written.plain(self.say(key), self._chain[0].name, "UTC")

    def _report(self, key: str, language: str, errors: list[Exception]) -> None:
        if not errors:
            return
        if self._strict:
            raise WordingError(f"{language}: {key}: {errors}")
        _log.error("sentence %s of language %s is wrong: %s", key, language, errors)

    def _missing(self, key: str) -> Text:
        if self._strict:
            raise WordingError(f"{self._chain[0].name}: no sentence {key}")
        _log.error("there is no sentence %s", key)
        return self.say(LAST_RESORT, key=key) if key != LAST_RESORT else (Own(key),)


class FluentWords:
    """The sentences of one language for one viewer's zone."""

    def __init__(self, sentences: Sentences, language: str, zone: str) -> None:
        self.language = language
        self.zone = zone
        self._sentences = sentences

    def say(self, key: str, /, **facts: object) -> Text:
        """A sentence; strings among the facts are words of people, datetimes become `When` nodes.

        `True` and `False` select `[yes]` and `[no]`, a missing or empty fact selects `[none]`, a
        member of an enum selects by its value and is shown as its label.
        """
        return self._sentences.say(key, **facts)

    def label(self, key: str, /, **facts: object) -> str:
        """A short text of the catalogue; instants are written in the viewer's zone."""
        return self.plain(self.say(key, **facts)) if facts else self._sentences.label(key)

    def plain(self, text: Text) -> str:
        """A text without formatting; instants are written in the viewer's zone."""
        return written.plain(text, self.language, self.zone)

    def has(self, key: str) -> bool:
        """Whether the catalogue (or English) has this key; `message.attribute` names an attribute."""
        return self._sentences.has(key)


class FluentCatalogue:
    """All languages. `strict` turns what is wrong or missing into an error: tests and checks want that."""

    def __init__(self, folder: Path = LOCALES, *, strict: bool = False) -> None:
        """Find every language's sentences; raises WordingError, when strict also for one that cannot be read.

        When not, that sentence is said in English.
        """
        names = sorted(path.name for path in folder.iterdir() if path.is_dir() and any(path.glob("*.ftl")))
        self.languages = {name: Language(name, folder / name, proof=strict) for name in names if _known(name)}
        if ENGLISH not in self.languages:
            raise WordingError(f"there is no English in {folder.name}")
        self._best = lru_cache(maxsize=1024)(self._find_best)
        self._sentences = {name: Sentences(self._chain(name), strict=strict) for name in self.languages}
        self._words = lru_cache(maxsize=1024)(
            lambda language, zone: FluentWords(self._of(language), language, zone)
        )

    def best(self, *wanted: str | None) -> str:
        """The first of these languages that we have; English otherwise."""
        return self._best(wanted)

    def words(self, language: str, zone: str) -> FluentWords:
        """The sentences in a language that we have, for an IANA zone."""
        return self._words(language, zone)

    def _chain(self, name: str) -> tuple[Language, ...]:
        """The language and, behind it, English."""
        return (self.languages[name],) if name == ENGLISH else (self.languages[name], self.languages[ENGLISH])

    def _of(self, language: str) -> Sentences:
        return self._sentences.get(language, self._sentences[ENGLISH])

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
