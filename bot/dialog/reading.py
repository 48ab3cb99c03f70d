"""What an answer is read with: the instant, the answers before it, and, once known, the person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.dialog.kinds import Looking
from bot.dialog.wording import Words
from core.people.model import Actor
from core.ports import UnitOfWork


class NeedsPerson(Exception):
    """This answer cannot be read before it is known who gave it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The person whose answers are read, inside one transaction."""

    uow: UnitOfWork
    actor: Actor
    words: Words


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a command's answers; without a reader it touches no database."""

    now: datetime
    reader: Reader | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    """Values of the parameters before this one."""
    day: date | None = None
    """The day already given, when a moment still lacks its time."""
    typed: bool = False
    """Free text: digits are words to search for, not the value behind a button."""

    def known(self) -> Reader:
        """The reader; NeedsPerson when nobody is known yet."""
        if self.reader is None:
            raise NeedsPerson
        return self.reader

    def looking(self, text: str = "", number: int = 1) -> Looking:
        """The same for a query of choices."""
        reader = self.known()
        return Looking(
            actor=reader.actor,
            now=self.now,
            text=text,
            answers=self.answers,
            number=number,
            zone=reader.words.zone,
            language=reader.words.language,
        )
