"""Choosing from a list by buttons: a page at a time, one thing or several."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from bot.dialog.asking import Do, Question
from bot.dialog.kinds import Choice
from bot.dialog.wording import Words
from bot.telegram.calendar import EARLIER, LATER
from bot.telegram.keyboards import Row, Steps, flowing

A_PAGE = 10
LAST_PART = 9
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


def one(question: Question, look: str | None, steps: Steps) -> list[Row]:
    """A choice of one: a button each."""
    chosen = str(question.value)
    shown, turns = _page(question, look, steps)
    buttons = [
        steps.answer(each.value, f"{MARK if each.value == chosen else ''}{label(each)}") for each in shown
    ]
    return [*_listed(buttons, shown), *turns]


def several(question: Question, look: str | None, steps: Steps, words: Words) -> list[Row]:
    """A choice of several: what is pressed is marked, and a button says when it is enough."""
    chosen = _chosen(question.value)
    shown, turns = _page(question, look, steps)
    here = looked_at(look)
    buttons = [
        steps.do(
            Do.TOGGLE,
            f"{CHOSEN if each.value in chosen else OPEN}{label(each)}",
            each.value if here == (1, 1) else f"{each.value}@{here}",
        )
        for each in shown
    ]
    done = steps.do(Do.DONE, f"{words.label('dialog-done')} ({len(chosen)})")
    return [*_listed(buttons, shown), *turns, [done]]


def label(choice: Choice) -> str:
    """What a button says about a choice."""
    return f"{choice.label} · {choice.about}" if choice.about else choice.label


def _listed(buttons: Row, shown: Sequence[Choice]) -> list[Row]:
    """Short names flow; anything with a second line stands alone."""
    return [[each] for each in buttons] if any(each.about for each in shown) else flowing(buttons)


def _page(question: Question, look: str | None, steps: Steps) -> tuple[Sequence[Choice], list[Row]]:
    """The choices of one part, and the buttons to those before and after."""
    here, choices = looked_at(look), question.choices
    parts = max(1, math.ceil(len(choices) / A_PAGE))
    size = math.ceil(len(choices) / parts)
    part = min(max(here.part, 1), parts)
    turns: Row = []
    if part > 1:
        turns.append(steps.do(Do.LOOK, EARLIER, str(Look(here.page, part - 1))))
    elif here.page > 1:
        turns.append(steps.do(Do.LOOK, EARLIER, str(Look(here.page - 1, LAST_PART))))
    if part < parts:
        turns.append(steps.do(Do.LOOK, LATER, str(Look(here.page, part + 1))))
    elif question.more:
        turns.append(steps.do(Do.LOOK, LATER, str(Look(here.page + 1, 1))))
    return choices[(part - 1) * size : part * size], [turns] if turns else []


def _chosen(value: object) -> frozenset[str]:
    if isinstance(value, list | tuple | set | frozenset):
        return frozenset(str(each) for each in value)
    return frozenset() if value is None else frozenset({str(value)})
