"""From a command and raw answers to what its handler is called with, or to what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.dialog.command import Command, Context, Param
from bot.dialog.kinds import Confirm, Moment
from bot.dialog.parsing import parse
from bot.dialog.reading import Reading
from core.errors import Denied, Outdated, Refusal

SEEN = "$seen"
"""Under this name a draft keeps the version its first button showed; no parameter can be called so."""


@dataclass(slots=True)
class Bound:
    """A command's answers, read."""

    command: Command
    values: dict[str, object] = field(default_factory=dict)
    """What the handler gets, for every parameter that is settled."""
    answered: dict[str, object] = field(default_factory=dict)
    """Values that were really given, in the order of the parameters."""
    partial: dict[str, date] = field(default_factory=dict)
    """Days of moments that still lack their time."""
    refused: dict[str, Refusal] = field(default_factory=dict)
    missing: list[Param] = field(default_factory=list)
    """Required and absent."""
    open: list[Param] = field(default_factory=list)
    """Optional, asked, and neither given nor skipped."""
    asked: list[Param] = field(default_factory=list)
    """Everything that applies and can be asked, confirmation included."""

    @property
    def complete(self) -> bool:
        """Nothing required is missing and nothing given is wrong."""
        return not self.missing and not self.refused and not self.partial

    @property
    def judged(self) -> bool:
        """Whether something given is to be judged by more than its kind."""
        return any(self.command.param(name).check is not None for name in self.answered)

    @property
    def pending(self) -> list[Param]:
        """What a conversation has to ask, in order; the confirmation is the last."""
        names = (
            {param.name for param in (*self.missing, *self.open)} | self.refused.keys() | self.partial.keys()
        )
        found = [param for param in self.command.params if param.name in names and not param.hidden]
        return [p for p in found if not confirms(p)] or found

    @property
    def questions(self) -> list[Param]:
        """Everything that is asked, the confirmation left out."""
        return [param for param in self.asked if not confirms(param)]


def confirms(param: Param) -> bool:
    """Whether this is the confirmation."""
    return isinstance(param.kind, Confirm)


def bind(
    command: Command, raws: Mapping[str, Any], reading: Reading, new: Reading | None = None, name: str = ""
) -> Bound:
    """Read every answer; the one to `name`, which has just been given, by the reading `new`.

    Raises NeedsPerson when an answer cannot be read by a reading without a reader; Denied or Outdated
    when an answer is none of this person's business, or no longer what they saw.
    """
    bound = Bound(command)
    # Both see the values of the parameters before, as they are added.
    usual = replace(reading, answers=bound.values)
    fresh = replace(new, answers=bound.values) if new is not None else usual
    for param in command.params:
        _bind_one(bound, param, raws, fresh if param.name == name else usual)
    return bound


def _bind_one(bound: Bound, param: Param, raws: Mapping[str, Any], reading: Reading) -> None:
    if param.when is not None and not param.when(bound.values):
        bound.values[param.name] = param.default
        return
    given = raws.get(param.name)
    if param.asked and not param.hidden:
        bound.asked.append(param)
    if given is None or (param.optional and isinstance(given, str) and not given.strip()):
        _absent(bound, param, skipped=param.name in raws)
        return
    try:
        value = parse(param.kind, given, reading)
        if isinstance(value, date) and not isinstance(value, datetime) and isinstance(param.kind, Moment):
            _not_over(value, reading)
            bound.partial[param.name] = value
            return
        _judge(param, value, raws, reading)
    except (Denied, Outdated):
        raise
    except Refusal as refusal:
        _refused(bound, param, refusal)
        return
    bound.values[param.name] = bound.answered[param.name] = value


def _not_over(day: date, reading: Reading) -> None:
    """A day that still lacks its time is one of today or later, where it is answered."""
    if reading.reader is None:
        return
    zone = ZoneInfo(reading.known().words.zone)
    if day < reading.now.astimezone(zone).date():
        raise Refusal("day-over", day=day)


def _judge(param: Param, value: object, raws: Mapping[str, Any], reading: Reading) -> None:
    """Refuse at its own question what the handler would refuse in the end."""
    if param.check is None or reading.reader is None:
        return
    reader = reading.reader
    param.check(Context(reader.uow, reader.actor, reading.now, reading.answers, seen_in(raws)), value)


def seen_in(raws: Mapping[str, Any]) -> int | None:
    """The version that the card showed whose button began all this."""
    seen = raws.get(SEEN)
    return seen if isinstance(seen, int) else None


def _absent(bound: Bound, param: Param, *, skipped: bool) -> None:
    if not param.optional:
        bound.missing.append(param)
        return
    bound.values[param.name] = param.default
    if param.asked and not param.hidden and not skipped:
        bound.open.append(param)


def _refused(bound: Bound, param: Param, refusal: Refusal) -> None:
    """A wrong answer is asked again; to what is never asked nobody can answer, so it ends the command."""
    if param.hidden:
        raise refusal
    bound.refused[param.name] = refusal
    if param not in bound.asked:
        bound.asked.append(param)
