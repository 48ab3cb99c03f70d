"""Complete answers for any command, from the things of a stage and the kinds of its parameters."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from bot.dialog import kinds
from bot.dialog.command import Command, Param
from core.people.model import Actor
from tests.proofs.stage import Stage

THINGS = ("session", "group", "application", "person", "learner", "mentor", "account", "row")
"""Parameters that are called like the things of a stage."""
WORDS = {
    "link": "https://meet.example.org/another",
    "links": "https://example.org/me",
    "meeting_link": "https://meet.example.org/mine",
    "currency": "EUR",
}
CLOCKS = {"start": "22:00", "end": "07:00"}
LATER = "2031-03-06 10:00"


def answers(command: Command, stage: Stage, actor: Actor, giving: Sequence[str] = ()) -> dict[str, Any]:
    """Raw answers as a button brings them: what is required or to be given along; the rest is skipped."""
    found: dict[str, Any] = {}
    said: dict[str, object] = {}
    for param in command.params:
        if not _wanted(param, said, giving):
            if param.asked and param.optional:
                found[param.name] = None
            continue
        found[param.name] = raw(param, stage, actor)
        if isinstance(param.kind, kinds.OneOf):
            said[param.name] = first(param.kind.options)
    return found


def _wanted(param: Param, said: Mapping[str, object], giving: Sequence[str]) -> bool:
    if param.name in giving:
        return True
    needed = param.default is None if param.hidden else not param.optional
    return needed and (param.when is None or param.when(said))


def first(options: type[StrEnum]) -> StrEnum:
    """The first value of an enumeration."""
    return next(iter(options))


def raw(param: Param, stage: Stage, actor: Actor) -> Any:  # noqa: C901, PLR0911 - one branch a kind
    """One answer that is understood."""
    name, kind = param.name, param.kind
    if name in THINGS:
        return str(getattr(stage, name))
    match kind:
        case kinds.ShortText():
            return stage.secret if name == "code" else WORDS.get(name, "Another")
        case kinds.LongText():
            return "Because it is so."
        case kinds.Number(least=least, most=most):
            return stage.code if name == "code" else max(least, min(5, most))
        case kinds.YesNo() | kinds.Confirm():
            return "yes"
        case kinds.OneOf(options=options):
            return first(options).value
        case kinds.Pick(many=many):
            return [str(stage.group)] if many else picked(kind, stage, actor)
        case kinds.ClockTime():
            return CLOCKS[name]
        case kinds.Moment():
            return LATER
        case kinds.Duration():
            return 60
        case kinds.Spot():
            return "123456789"
        case _:
            raise AssertionError(f"no answer for {name}: {kind}")


def picked(kind: kinds.Pick, stage: Stage, actor: Actor) -> str:
    """The first choice of a query."""
    looking = kinds.Looking(actor, stage.now, "", {}, 1, "UTC", "en")
    return kind.source(stage.uow, looking)[0][0].value
