"""The Fluent files of one language, parsed a sentence at a time."""

import logging
import re
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment, TextElement
from fluent.syntax import ast

_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
_PLAIN = re.compile(r"(?:[a-zA-Z][\w-]*| +(\.[a-zA-Z][\w-]*)) *= *([^\s{}][^{}]*)")
_REFERENCE = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")
_log = logging.getLogger(__name__)


class WordingError(Exception):
    """A sentence that does not exist, cannot be read, or wants a fact that was not given."""


class Language:
    """The messages of one language: found at once, each parsed and compiled when it is first said.

    Parsing them all takes as long as importing a client library, and a start says only what the menus hold:
    nearly all of that is words alone, which need no parser.
    """

    def __init__(self, name: str, folder: Path, *, proof: bool = False) -> None:
        """Raises WordingError for what is there twice and, with `proof`, for what cannot be read."""
        self.name = name
        self._unread: dict[str, str] = {}
        self._patterns: dict[str, Any] = {}
        self._lock = Lock()
        """Pictures are worded in other threads."""
        for file in sorted(folder.glob("*.ftl")):
            text = file.read_text("utf-8")
            self._find(text, f"{name}/{file.name}")
            if proof:
                _prove(text, f"{name}/{file.name}")

    @cached_property
    def _bundle(self) -> FluentBundle:
        """Made for the first sentence with a fact or a choice: it reads the language's rules for numbers."""
        return FluentBundle([self.name], use_isolating=False)

    def pattern(self, key: str) -> Any | None:
        """The pattern of a message or, as `message.attribute`, of its attribute."""
        if key in self._patterns:
            return self._patterns[key]
        name, _, attribute = key.partition(".")
        with self._lock:
            plain = _plain(self._unread.get(name, ""))
            if plain is not None:
                self._patterns |= {key: None} | {name + part: said for part, said in plain.items()}
                return self._patterns[key]
            self._read(name)
            if not self._bundle.has_message(name):
                return None
            message = self._bundle.get_message(name)
            found: Any = message.attributes.get(attribute) if attribute else message.value
            self._patterns[key] = found
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

    def _find(self, text: str, where: str) -> None:
        if _PRIVATE_USE.search(text):
            raise WordingError(f"{where} holds a private-use character")
        found = list(_ENTRY.finditer(text))
        ends = [*(entry.start() for entry in found[1:]), len(text)]
        for entry, end in zip(found, ends, strict=bool(found)):
            if entry[1] in self._unread:
                raise WordingError(f"{where} says {entry[1]} a second time")
            self._unread[entry[1]] = text[entry.start() : end]

    def _read(self, name: str) -> None:
        """Parse an entry, and before it the others that it mentions."""
        text = self._unread.pop(name, None)
        if text is None:
            return
        for other in _REFERENCE.findall(text):
            self._read(other)
        resource = FluentResource(text)
        if any(isinstance(entry, ast.Junk) for entry in resource.body):
            _log.error("sentence %s of language %s cannot be read", name, self.name)
        self._bundle.add_resource(resource)


def _plain(entry: str) -> dict[str, TextElement] | None:
    """Value and `.attributes` of an entry that is nothing but words, each on a line of its own."""
    said: dict[str, TextElement] = {}
    ended = False
    for line in entry.split("\n"):
        found = None if ended else _PLAIN.fullmatch(line)
        if found is not None:
            said[found[1] or ""] = TextElement(found[2].rstrip(" "))
        elif line.startswith("#"):
            ended = True
        elif line.strip(" "):
            return None
    return said or None


def _prove(text: str, where: str) -> None:
    for entry in FluentResource(text).body:
        if isinstance(entry, ast.Junk):
            line = text.count("\n", 0, entry.span.start if entry.span else 0) + 1
            raise WordingError(f"{where}:{line} cannot be read: {entry.content!r}")
