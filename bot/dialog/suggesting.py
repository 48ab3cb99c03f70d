"""Choices while an option is typed: a hint only, the answer is read again when it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.dialog import kinds, written
from bot.dialog.answers import kept
from bot.dialog.binding import bind
from bot.dialog.call import Call
from bot.dialog.command import Command
from bot.dialog.facts import enum_key
from bot.dialog.incoming import Place
from bot.dialog.kinds import Choice
from bot.dialog.parsing import parse
from bot.dialog.picking import SHOWN, people_called
from bot.dialog.reading import Reader, Reading
from core import text as texts
from core.ports import UnitOfWork

NOWHERE = Place(chat_id="", private=True)
_LONGEST = 100


async def suggest(
    call: Call, command: Command, param: str, text: str, answers: Mapping[str, object]
) -> Sequence[Choice]:
    """At most 25 choices, labels and values at most 100 characters. Raises Refusal."""
    await call.known()
    kind = command.param(param).kind
    found = await call.consult(lambda uow: _found(uow, call, command, kind, text, answers))
    return [
        Choice(one.value, one.label[:_LONGEST], one.about) for one in found if 0 < len(one.value) <= _LONGEST
    ][:SHOWN]


def _found(
    uow: UnitOfWork, call: Call, command: Command, kind: kinds.Kind, text: str, answers: Mapping[str, object]
) -> Sequence[Choice]:
    reading = Reading(call.now, Reader(uow, call.actor, call.words))
    reading = replace(reading, answers=bind(command, answers, reading).answered)
    said = texts.searched(text)
    match kind:
        case kinds.Pick():
            choices, _ = kind.source(uow, reading.looking(said))
            return choices
        case kinds.PersonPick():
            return people_called(said, uow, call.words)
        case kinds.OneOf():
            labels = [Choice(one.value, call.words.label(enum_key(one))) for one in kind.options]
            return [one for one in labels if said.casefold() in one.label.casefold()]
        case kinds.Duration() if not said:
            return [_length(span, call) for span in kind.usual]
        case kinds.Day() | kinds.ClockTime() | kinds.Moment() | kinds.Duration():
            return _understood(kind, said, call, reading)
        case _:
            return []


def _understood(kind: kinds.Kind, said: str, call: Call, reading: Reading) -> list[Choice]:
    """What a time in words is taken for, shown before it is sent."""
    if not said:
        return []
    value = parse(kind, said, reading)
    if isinstance(value, timedelta):
        return [_length(value, call)]
    return [
        Choice(
            str(kept(value)), written.plain(call.say("dialog-value", value=value), call.language, call.zone)
        )
    ]


def _length(span: timedelta, call: Call) -> Choice:
    return Choice(str(kept(span)), written.length(span, call.language))
