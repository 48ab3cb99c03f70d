"""What the engine gives back to a face."""

from dataclasses import dataclass
from typing import Protocol

from bot.dialog.asking import Asking, Step
from bot.dialog.text import Text
from bot.dialog.view import Action, Press, View
from bot.dialog.wording import Words


@dataclass(frozen=True, slots=True)
class Toast:
    """A short private remark that leaves the message as it is: a wrong presser, an outdated button.

    An empty text is silence: the input is acknowledged where the platform wants that, and nothing is said.
    """

    text: Text
    actions: tuple[Action, ...] = ()
    """Where to go on, for where the remark is a message of its own: a popup has no buttons."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one input, with the words of its viewer for the face's own labels (Back, Skip…)."""

    body: View | Asking | Toast
    words: Words
    person_id: int | None
    """Whose private buttons these are; None when nobody is known, as after an apology."""
    asked_in: str | None = None
    """The message that asked what was answered, so that its buttons can be taken away."""


class Sealer(Protocol):
    """Turns presses into button tokens while a view is rendered."""

    def seal(self, what: Press | Step) -> str:
        """A token of at most 64 bytes, signed; what does not fit is kept in a row."""
        ...

    async def keep(self) -> None:
        """Store the rows behind the tokens that did not fit; call before sending."""
        ...
