"""Where somebody sits when a script plays them: what they see, and what they can do about it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

WITHIN = 10.0
"""Real seconds that a step waits for what it needs."""


class CannotError(Exception):
    """What the step says cannot be done; the message says why."""


class Seat(ABC):
    """One person on one platform. Each action returns the lines of what the person sees after it."""

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    async def write(self, text: str, place: str | None) -> list[str]:
        """Type a command or a message."""

    @abstractmethod
    async def press(self, label: str, beside: str | None) -> list[str]:
        """Press a button."""

    @abstractmethod
    async def pick(self, labels: Sequence[str]) -> list[str]:
        """Choose what is offered."""

    @abstractmethod
    async def submit(self, answers: dict[str, tuple[str, ...]]) -> list[str]:
        """Fill in the open form and send it."""

    @abstractmethod
    async def see(self, words: str, place: str | None) -> list[str]:
        """Wait until something visible contains these words."""

    @abstractmethod
    def sees(self, words: str, place: str | None) -> bool:
        """Whether something visible contains these words now."""

    @abstractmethod
    async def open(self, what: str) -> list[str]:
        """Open a link: its address, or the label of the button that carries it."""

    @abstractmethod
    def looks_at(self) -> list[str]:
        """The lines of what the person looks at."""


def contains(lines: Sequence[str], words: str) -> bool:
    """Whether these words stand in the lines, whatever the case and the spaces."""
    return _plain(words) in _plain(" ".join(lines))


def labelled(shown: str, wanted: str) -> bool:
    """Whether a button is the wanted one, perhaps with an emoji or number before its label, a count after."""
    shown, wanted = re.sub(r" \(\d+\)$", "", _plain(shown)), _plain(wanted)
    before = shown.removesuffix(wanted)
    apart = before == "" or (before.endswith(" ") and not any(each.isalpha() for each in before))
    return shown.endswith(wanted) and apart


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
