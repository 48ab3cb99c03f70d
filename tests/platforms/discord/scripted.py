"""An engine that answers as a test says, with tokens that outlive a restart of the face."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

from bot.dialog.asking import Asking, Step
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import Command, Registry, Who, ask, hidden, option, pick
from bot.dialog.command import command as declare
from bot.dialog.incoming import Incoming, Invoke, Pressed, Typed
from bot.dialog.kinds import (
    Choice,
    ClockTime,
    Confirm,
    Day,
    Duration,
    LongText,
    Moment,
    Number,
    OneOf,
    PersonPick,
    ShortText,
    Spot,
    SpotOf,
    Upload,
    YesNo,
)
from bot.dialog.replies import Reply, Toast
from bot.dialog.text import Own
from bot.dialog.view import Press, View

Body = View | Asking | Toast
Script = Callable[[Incoming, "Press | Step | None"], Body]


class Level(StrEnum):
    FIRST_STEPS = "first-steps"
    DEEP = "deep"


class Tokens:
    """What was sealed; shared by the engines before and after a restart."""

    def __init__(self) -> None:
        self.known: dict[str, Press | Step] = {}
        self.kept = 0


class Sealer:
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def seal(self, what: Press | Step) -> str:
        token = f"t{len(self._tokens.known):063d}"
        self._tokens.known[token] = what
        return token

    async def keep(self) -> None:
        self._tokens.kept += 1


def sessions(_uow, _looking):
    return [Choice("7", "Rust for beginners", "Compilers · Linus Sample")], False


def make_registry() -> Registry:
    """One command of every shape, none of them run: the scripted engine answers."""
    registry = Registry()

    async def show(call, session: int = pick(sessions)) -> View: ...

    async def create(
        call,
        title: str = ask(ShortText(longest=75)),
        about: str = ask(LongText(longest=500), optional=True),
        seats: int = ask(Number(1, 500)),
        level: Level = ask(OneOf(Level)),
        starts: object = ask(Moment()),
        confirmed: bool = ask(Confirm()),
    ) -> View: ...

    async def everything(
        call,
        session: int = pick(sessions),
        member: int = ask(PersonPick()),
        level: Level = option(OneOf(Level)),
        day: object = option(Day()),
        clock: object = option(ClockTime()),
        length: timedelta = option(Duration(timedelta(minutes=15), timedelta(hours=8), ())),
        seats: int = option(Number(0, 500)),
        online: bool = option(YesNo()),
        role: str = option(Spot(SpotOf.DISCORD_ROLE)),
        channel: str = option(Spot(SpotOf.DISCORD_CHANNEL)),
        people: object = option(Upload((".csv",), 1000)),
        page: int = hidden(Number(1, 99), 1),
    ) -> View: ...

    async def simple(call) -> View: ...

    for name, run, who, menu in (
        ("session show", show, Who.ANYONE, True),
        ("session create", create, Who.MENTOR, True),
        ("everything", everything, Who.ADMIN, True),
        ("home", simple, Who.ANYONE, True),
        ("mentor show", simple, Who.ANYONE, True),
        ("only-buttons", simple, Who.ANYONE, False),
    ):
        _declare(registry, name, run, who, menu)
    return registry


def _declare(registry: Registry, name: str, run, who: Who, menu: bool) -> None:
    import bot.dialog.command as module

    before, module.REGISTRY = module.REGISTRY, registry
    try:
        declare(name, telegram=name.replace(" ", "_"), who=who, menu=menu)(run)
    finally:
        module.REGISTRY = before


class ScriptedEngine:
    """Answers by a function of the input and of what the pressed token stands for."""

    def __init__(self, script: Script, tokens: Tokens | None = None) -> None:
        self.registry = make_registry()
        self.catalogue = FluentCatalogue()
        self.tokens = tokens or Tokens()
        self.script = script
        self.heard: list[Incoming] = []
        self.asked: list[tuple[str, str, str, Mapping[str, object]]] = []
        self.found: Sequence[Choice] = ()
        self.before: Callable[[], Awaitable[object]] | None = None
        """Awaited before answering: a slow handler."""

    async def handle(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        if self.before is not None:
            await self.before()
        what = incoming.what
        pressed = self.tokens.known.get(what.token) if isinstance(what, Pressed) else None
        words = self.catalogue.words("en", "Asia/Kolkata")
        return Reply(self.script(incoming, pressed), words, 1)

    async def suggest(self, identity, command_name, param, text, answers) -> Sequence[Choice]:
        self.asked.append((command_name, param, text, answers))
        return self.found

    def sealer(self, person_id: int | None) -> Sealer:
        return Sealer(self.tokens)


def said(text: str, **more) -> View:
    """A view of one title."""
    return View(title=(Own(text),), **more)


class Gate:
    """Holds a handler until the test lets it go."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def __call__(self) -> None:
        self.reached.set()
        await self.open.wait()


__all__ = ["Command", "Gate", "Invoke", "Level", "ScriptedEngine", "Tokens", "Typed", "said"]
