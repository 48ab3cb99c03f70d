"""A command: a typed async function whose signature is the declaration.

    @command("session join", telegram="join", who=Who.LEARNER)
    async def join(call: Call, session: int = pick(sessions_to_join)) -> View: …

Words (about, labels, questions, hints) stand in the catalogue under `cmd-<name with dashes>`:
its value is the description, `.<param>` a label, `.<param>-ask` a question, `.<param>-hint` a hint.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.dialog import kinds
from bot.dialog.view import View
from core.people.model import Actor
from core.ports import UnitOfWork

Handler = Callable[..., Awaitable[View]]
Answered = Callable[[Mapping[str, object]], bool]


@dataclass(frozen=True, slots=True)
class Context:
    """What an answer, or a command that is about to ask, is judged by."""

    uow: UnitOfWork
    actor: Actor
    now: datetime
    answers: Mapping[str, object]
    """Values of the answers before."""
    seen: int | None = None
    """The version that the pressed card showed."""


Ready = Callable[[Context], None]
"""Raises Refusal."""
Check = Callable[[Context, Any], None]
"""Raises Refusal for a value that no handler would take: it is asked again where it was given."""


class Who(StrEnum):
    """For whom a command is shown in menus; what it may do is decided in the core."""

    ANYONE = "anyone"
    MENTOR = "mentor"
    ADMIN = "admin"
    LEAD = "lead"
    """Leads and admins."""


@dataclass(frozen=True, slots=True)
class Param:
    """One thing a command needs."""

    name: str
    kind: kinds.Kind
    optional: bool = False
    default: object = None
    hidden: bool = False
    """Set by buttons only: neither offered as an option nor asked."""
    asked: bool = True
    """False: may be given (a slash option, a button) but is never asked for, such as a list's search."""
    when: Answered | None = None
    """Asked only if this holds of the answers so far, given as parsed values."""
    check: Check | None = None
    """Judges a value while it is asked for; what is carried out at once is judged by the core alone."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a person can do, declared once."""

    name: str
    """As Discord shows it: `session join`; two words are a group and a sub-command."""
    telegram: str
    """Short name in Telegram, without the slash."""
    who: Who
    params: tuple[Param, ...]
    run: Handler
    menu: bool = True
    """Listed in menus; False for what only buttons call."""
    ready: Ready | None = None
    """Refuses before each question what no answer could make possible."""
    asks: bool = False
    """Asks even where everything may be left out: a search, for instance."""
    card: str | None = None
    """The command that shows the card this one's button stands on: it is asked in place of that card, and
    an outdated press shows the card anew."""
    reads: bool = False
    """Changes nothing, whatever it asks: it is asked while an admin has paused all changes, too."""

    @property
    def key(self) -> str:
        """The catalogue's message about it."""
        return "cmd-" + self.name.replace(" ", "-").replace("_", "-")

    @property
    def asks_for_form(self) -> bool:
        """Discord opens a form for what is missing, so its options are all optional."""
        required = [p for p in self.params if not p.optional and not p.hidden]
        long = any(isinstance(p.kind, kinds.LongText) and p.asked for p in self.params)
        return long or len([p for p in required if not isinstance(p.kind, kinds.Confirm)]) > 2

    def param(self, name: str) -> Param:
        """The parameter of that name; KeyError when there is none."""
        for param in self.params:
            if param.name == name:
                return param
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Way:
    """A button out of a refusal: the command that helps, with answers taken from what was refused."""

    command: str
    answers: Mapping[str, str] = field(default_factory=dict)
    """A parameter's name → the name of the refusal's fact; a way whose facts are missing is not shown."""
    key: str = ""
    """Its label in the catalogue; the command's own otherwise."""


class Registry:
    """All commands, by name, in the order in which they were declared."""

    def __init__(self) -> None:
        self.commands: dict[str, Command] = {}
        self.ways: dict[str, tuple[Way, ...]] = {}
        """By the code of a refusal."""
        self.final: set[str] = set()
        """Codes of refusals that no other answer can mend: a half-filled command ends with them."""

    def add(self, command: Command) -> None:
        """Add one; two of a name are a programming error."""
        if command.name in self.commands:
            raise ValueError(f"command {command.name!r} is declared twice")
        self.commands[command.name] = command

    def __iter__(self) -> Any:
        """Iterate over the commands."""
        return iter(self.commands.values())

    def by_telegram(self, name: str) -> Command | None:
        """The command with this Telegram name, or with its name everywhere, such as `home`."""
        found = next((c for c in self.commands.values() if c.telegram == name), None)
        return found or self.commands.get(name)


REGISTRY = Registry()


def command(
    name: str,
    *,
    telegram: str,
    who: Who = Who.ANYONE,
    menu: bool = True,
    ready: Ready | None = None,
    asks: bool = False,
    card: str | None = None,
    reads: bool = False,
) -> Callable[[Handler], Handler]:
    """Declare a command; its parameters are the function's, after `call`."""

    def declare(run: Handler) -> Handler:
        params = tuple(
            replace(parameter.default, name=parameter.name)
            for parameter in list(inspect.signature(run).parameters.values())[1:]
        )
        REGISTRY.add(Command(name, telegram, who, params, run, menu, ready, asks, card, reads))
        return run

    return declare


def ask(
    kind: kinds.Kind,
    *,
    optional: bool = False,
    default: object = None,
    when: Answered | None = None,
    check: Check | None = None,
) -> Any:
    """Declare a parameter of a kind; `Any`, because the handler receives the parsed value."""
    return Param("", kind, optional=optional, default=default, when=when, check=check)


def hidden(kind: kinds.Kind, default: object = None, *, check: Check | None = None) -> Any:
    """Declare a parameter that only buttons set, such as the page of a list."""
    return Param("", kind, optional=True, default=default, hidden=True, asked=False, check=check)


def option(kind: kinds.Kind, default: object = None, *, check: Check | None = None) -> Any:
    """Declare what may be given but is never asked for, unless it was wrong: a filter, a field to change."""
    return Param("", kind, optional=True, default=default, asked=False, check=check)


def pick(
    source: kinds.Source,
    *,
    many: bool = False,
    optional: bool = False,
    asked: bool = True,
    when: Answered | None = None,
    wider: kinds.Source | None = None,
    check: Check | None = None,
) -> Any:
    """Declare a pick from a query; one that is not `asked` is a filter."""
    kind = kinds.Pick(source, many=many, wider=wider)
    return ask(kind, optional=optional, when=when, check=check) if asked else option(kind, check=check)


def length(
    least: timedelta,
    most: timedelta,
    usual: Sequence[timedelta],
    *,
    optional: bool = False,
    check: Check | None = None,
) -> Any:
    """Declare a length of time."""
    return ask(kinds.Duration(least, most, tuple(usual)), optional=optional, check=check)
