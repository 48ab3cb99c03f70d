"""A notice: the function that turns a fact into what one person reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.dialog.text import Text
from bot.dialog.view import View
from bot.dialog.wording import Words
from core.facts import Fact
from core.notices.outcomes import Pointless
from core.people.model import Person
from core.ports import UnitOfWork
from core.programme import Programme

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the notice, in which words, and when."""

    uow: UnitOfWork
    person: Person
    words: Words
    programme: Programme
    now: datetime

    def say(self, key: str, **facts: object) -> Text:
        """A sentence of the catalogue."""
        return self.words.say(key, **facts)

    def label(self, key: str, **facts: object) -> str:
        """A short text of the catalogue."""
        return self.words.label(key, **facts)


Tell = Callable[[Any, Reader], View | Pointless]
NOTICES: dict[type[Fact], Tell] = {}


def notice(fact: type[F]) -> Callable[[Callable[[F, Reader], View | Pointless]], Tell]:
    """Declare what people are told because of a fact.

    The function loads what is true when the notice is sent; `Pointless` says that it no longer
    makes sense, and why.
    """

    def declare(tell: Callable[[F, Reader], View | Pointless]) -> Tell:
        if fact in NOTICES:
            raise ValueError(f"{fact.__name__} has two notices")
        NOTICES[fact] = tell
        return tell

    return declare
