"""What the engine still needs to know, for a face to ask in its own manner."""

from dataclasses import dataclass
from enum import StrEnum

from bot.dialog.kinds import Choice, Kind
from bot.dialog.text import Text
from bot.dialog.view import Field


@dataclass(frozen=True, slots=True)
class Question:
    """One parameter that is missing, or was answered wrongly."""

    param: str
    kind: Kind
    label: str
    """Short, at most 45 characters: a form's label."""
    ask: Text
    """The question as a sentence."""
    hint: str | None
    """An example or a limit; at most 100 characters."""
    optional: bool
    choices: tuple[Choice, ...] = ()
    """For one-of, pick (as suggested now) and the two instants of an ambiguous time."""
    more: bool = False
    """There are more choices than these: page with `look`, or let the person type to search."""
    value: object | None = None
    """The answer so far, to prefill a form or mark a choice; for a moment perhaps only the day."""
    error: Text | None = None
    """Why the last answer was refused and what to do."""


@dataclass(frozen=True, slots=True)
class Said(Field):
    """An answer in the summary, with the parameter that a Change button names."""

    param: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A half-filled command: the questions left, in order.

    Telegram asks the first one; Discord puts up to five into a form. When nothing is left but the
    confirmation, `questions` holds the one `Confirm` question.
    """

    draft_id: int
    version: int
    command: str
    title: Text
    questions: tuple[Question, ...]
    answered: tuple[Said, ...]
    """What has been said so far, as the summary shows it."""
    position: int
    """Number of the first question among all, counted from 1."""
    total: int
    can_back: bool
    look: str | None = None
    """What of a long choice is shown: a month `2026-03`, a page `2`."""
    message_id: str | None = None
    """The message in which this draft is asked, as `engine.shown` was told it."""
    replaces: bool = False
    """Asked in place of the card whose button began it, which is shown anew in the end."""
    resumed: bool = False
    """Begun earlier and given up halfway: a face says so and shows what was said before."""


class Do(StrEnum):
    """What a draft's button does."""

    ANSWER = "a"
    """Answer `param` with `value`."""
    FORM = "f"
    """A submitted form: the values come with it."""
    OPEN = "o"
    """Show the form again."""
    BACK = "b"
    SKIP = "s"
    CANCEL = "c"
    CHANGE = "h"
    """Go back to `param`, or to the first question."""
    LOOK = "l"
    """Show another month or page; nothing is stored."""
    TOGGLE = "t"
    """Add or take away `value` in a pick of several; `value@look` stays on the page that is shown."""
    DONE = "d"
    """The pick of several is complete."""


@dataclass(frozen=True, slots=True)
class Step:
    """A press inside a draft."""

    draft_id: int
    version: int
    do: Do
    param: str | None = None
    value: str | None = None
