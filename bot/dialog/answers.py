"""How answers are kept in a draft, and how a summary shows them."""

import base64
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from bot.dialog import kinds
from bot.dialog.picking import label_of
from bot.dialog.reading import Reading
from bot.dialog.text import Node, Own, Show, Text, User, When


def kept(value: object) -> object:
    """A value as JSON holds it, so that the same parser reads it again to the same value, at any later time.

    Words such as “tomorrow” mean something else a day later; the date they meant does not.
    """
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return _kept_composite(value)


def _kept_composite(value: object) -> object:
    if isinstance(value, timedelta):
        return int(value.total_seconds() // 60)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, kinds.Uploaded):
        return {"name": value.name, "data": base64.b64encode(value.data).decode("ascii")}
    return value


def shown(kind: kinds.Kind, value: object, reading: Reading) -> Text:  # noqa: PLR0911 - one branch a kind
    """A value as a person reads it."""
    words = reading.known().words
    match kind:
        case kinds.ShortText() | kinds.LongText() | kinds.Spot():
            return (User(str(value)),)
        case (
            kinds.Number()
            | kinds.YesNo()
            | kinds.OneOf()
            | kinds.Day()
            | kinds.ClockTime()
            | kinds.Duration()
        ):
            return words.say("dialog-value", value=value)
        case kinds.Moment():
            return (
                (When(value, Show.FULL),)
                if isinstance(value, datetime)
                else words.say("dialog-value", value=value)
            )
        case kinds.Pick():
            return _picked(kind, value, reading)
        case kinds.PersonPick():
            person = reading.known().uow.people.get(value) if isinstance(value, int) else None
            return (User(person.name),) if person else words.say("dialog-number", number=value)
        case kinds.Upload():
            return (User(value.name),) if isinstance(value, kinds.Uploaded) else ()
        case kinds.Confirm():
            return ()
        case _:
            assert_never(kind)


def _picked(kind: kinds.Pick, value: object, reading: Reading) -> Text:
    values: Sequence[object] = value if isinstance(value, tuple) else (value,)
    found: list[Node] = []
    for number, one in enumerate(values):
        label = label_of(kind.source, one, reading) if isinstance(one, int) else None
        found.extend([Own(", ")] if number else [])
        found.extend((User(label),) if label else reading.known().words.say("dialog-number", number=one))
    return tuple(found)
