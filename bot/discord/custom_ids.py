"""What a component's custom_id says: where its answer goes, and the sealed token the engine made.

Nothing in it has authority: the token is signed, the rest only chooses a place for the answer.
"""

import re
from dataclasses import dataclass

_IN_PLACE, _BESIDE, _SELECT = "i", "b", "s"
_READ = re.compile(r"(?s)(?:(?P<kind>[ib])\d{0,2}|s\.(?P<param>[^.]{1,32}))\.(?P<token>.+)")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A custom_id that came back."""

    token: str
    in_place: bool
    """The answer takes the place of the message that was pressed, if that message is private."""
    param: str | None = None
    """What a select menu answers."""


def button(token: str, number: int, *, in_place: bool) -> str:
    """The custom_id of a button or a form; the number keeps two buttons that do the same apart."""
    return f"{_IN_PLACE if in_place else _BESIDE}{number}.{token}"


def select(token: str, param: str) -> str:
    """The custom_id of a select menu in a message."""
    return f"{_SELECT}.{param}.{token}"


def read(custom_id: str) -> Pressed:
    """Take a custom_id apart; one that we did not make is handed on whole, for the engine to refuse."""
    found = _READ.fullmatch(custom_id)
    if found is None:
        return Pressed(custom_id, in_place=False)
    return Pressed(found["token"], in_place=found["kind"] != _BESIDE, param=found["param"])
