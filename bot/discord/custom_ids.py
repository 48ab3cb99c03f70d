"""What a component's custom_id says: how its answer appears, and the sealed token the engine made.

Nothing in it has authority: the token is signed, the rest only chooses a place for the answer.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Answers(StrEnum):
    """How the answer to a component appears."""

    IN_PLACE = "i"
    """Instead of the message that was pressed, if that message is private; or as a form."""
    BESIDE = "b"
    """As a message of its own, so that the list that was pressed stays; or as a form."""
    STEP = "s"
    """In place, never as a form: the step changed the draft, so the message has to follow it even if
    the form is closed again."""


_READ = re.compile(r"(?s)(?P<answers>[ibs])(?:\d{1,2}|-(?P<param>[^.]{1,32}))\.(?P<token>.+)")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A custom_id that came back."""

    token: str
    answers: Answers
    param: str | None = None
    """What a select menu answers."""

    @property
    def in_place(self) -> bool:
        """Whether the answer takes the place of what was pressed."""
        return self.answers is not Answers.BESIDE

    @property
    def by_form(self) -> bool:
        """Whether the answer may be a form."""
        return self.answers is not Answers.STEP


def button(token: str, number: int, answers: Answers) -> str:
    """The custom_id of a button or a form; the number keeps two buttons that do the same apart."""
    return f"{answers.value}{number}.{token}"


def select(token: str, param: str) -> str:
    """The custom_id of a select menu in a message."""
    return f"{Answers.STEP.value}-{param}.{token}"


def read(custom_id: str) -> Pressed:
    """Take a custom_id apart; one that we did not make is handed on whole, for the engine to refuse."""
    found = _READ.fullmatch(custom_id)
    if found is None:
        return Pressed(custom_id, Answers.BESIDE)
    return Pressed(found["token"], Answers(found["answers"]), found["param"])
