"""Choosing from a list by buttons: a page at a time, one thing or several.

Things with a second line are numbered in the message, because a button shows few words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.dialog import kinds
from bot.dialog.asking import Do, Question
from bot.dialog.kinds import Choice
from bot.dialog.wording import Words
from bot.telegram.calendar import EARLIER, LATER
from bot.telegram.keyboards import Row, Steps, flowing
from bot.telegram.markup import shorten

A_PAGE = 10
LAST_PART = 9
FITS = 30
"""Characters of a label that a button over the whole width shows on a phone."""
CHOSEN, OPEN = "☑ ", "☐ "
MARK = "✓ "


class Look(NamedTuple):
    """A page of the query, counted from 1, and the part of it that one message shows."""

    page: int
    part: int

    def __str__(self) -> str:
        return f"{self.page}.{self.part}"


def looked_at(look: str | None) -> Look:
    """What is to be shown; the first part of the first page where nothing else was asked for."""
    page, _, part = (look or "").partition(".")
    return Look(int(page), int(part or 1)) if page.isdecimal() and (part or "1").isdecimal() else Look(1, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """The choices that one message shows."""

    shown: Sequence[Choice]
    before: Look | None
    after: Look | None

    @property
    def numbered(self) -> bool:
        """Whether the message lists the choices, so that a button need not say everything."""
        return any(choice.about for choice in self.shown)

    def label(self, number: int, choice: Choice, mark: str = "") -> str:
        """What the button of a choice says; a long one is told in full by the message."""
        if not self.numbered:
            return f"{mark}{choice.label}"
        label = choice.label
        if len(label) > FITS:
            label = shorten(label.partition(" · ")[0], FITS)
        return f"{mark}{number} · {label}"

    def rows(self, buttons: Row) -> list[Row]:
        """Short names flow; what is listed in the message stands alone."""
        return [[each] for each in buttons] if self.numbered else flowing(buttons)

    def turns(self, steps: Steps) -> list[Row]:
        """The buttons to what comes before and after."""
        looks = ((EARLIER, self.before), (LATER, self.after))
        row = [steps.do(Do.LOOK, label, str(look)) for label, look in looks if look is not None]
        return [row] if row else []


def part_of(question: Question, look: str | None) -> Part:
    """What of a question's choices is shown."""
    here, choices = looked_at(look), question.choices
    count = max(1, math.ceil(len(choices) / A_PAGE))
    size = math.ceil(len(choices) / count)
    part = min(max(here.part, 1), count)
    before = Look(here.page, part - 1) if part > 1 else None
    after = Look(here.page, part + 1) if part < count else None
    if isinstance(question.kind, kinds.Pick):
        if before is None and here.page > 1:
            before = Look(here.page - 1, LAST_PART)
        if after is None and question.more:
            after = Look(here.page + 1, 1)
    return Part(choices[(part - 1) * size : part * size], before, after)


def one(question: Question, look: str | None, steps: Steps) -> list[Row]:
    """A choice of one: a button each."""
    part, chosen = part_of(question, look), str(question.value)
    buttons = [
        steps.answer(each.value, part.label(number, each, MARK if each.value == chosen else ""))
        for number, each in enumerate(part.shown, start=1)
    ]
    return [*part.rows(buttons), *part.turns(steps)]


def several(question: Question, look: str | None, steps: Steps, words: Words) -> list[Row]:
    """A choice of several: what is pressed is marked, and a button says when it is enough."""
    part, chosen, here = part_of(question, look), _chosen(question.value), looked_at(look)
    buttons = [
        steps.do(
            Do.TOGGLE,
            part.label(number, each, CHOSEN if each.value in chosen else OPEN),
            each.value if here == (1, 1) else f"{each.value}@{here}",
        )
        for number, each in enumerate(part.shown, start=1)
    ]
    done = steps.do(Do.DONE, f"{words.label('dialog-done')} ({len(chosen)})")
    return [*part.rows(buttons), *part.turns(steps), [done]]


def _chosen(value: object) -> frozenset[str]:
    if isinstance(value, list | tuple | set | frozenset):
        return frozenset(str(each) for each in value)
    return frozenset() if value is None else frozenset({str(value)})
