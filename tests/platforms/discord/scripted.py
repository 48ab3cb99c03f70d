"""An engine that answers as a test says, with tokens that outlive a restart of the face."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.dialog import command as declaring
from bot.dialog.asking import Asking, Step
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import Handler, Registry, Who, ask, hidden, option, pick
from bot.dialog.incoming import Incoming, Pressed
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
from bot.discord.face import DiscordFace
from bot.sandbox.discord import Interaction, Message, Modal
from core.people.model import Identity

Body = View | Asking | Toast
Start = Callable[..., Awaitable[DiscordFace]]
"""Starts a face with these settings."""
Script = Callable[[Incoming, "Press | Step | None"], Body]


class Level(StrEnum):
    FIRST_STEPS = "first-steps"
    DEEP = "deep"


LEVEL = OneOf(Level)
LENGTH = Duration(timedelta(minutes=15), timedelta(hours=8), ())


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


def sessions(_uow: Any, _looking: Any) -> tuple[list[Choice], bool]:
    return [Choice("7", "Rust for beginners", "Compilers · Linus Sample")], False


def make_registry() -> Registry:
    """One command of every shape, none of them run: the scripted engine answers."""
    registry = Registry()

    async def show(call: Any, session: int = pick(sessions)) -> View:
        raise AssertionError("the scripted engine answers")

    async def create(
        call: Any,
        title: str = ask(ShortText(longest=75)),
        about: str = ask(LongText(longest=500), optional=True),
        seats: int = ask(Number(1, 500)),
        level: str = ask(LEVEL),
        starts: object = ask(Moment()),
        confirmed: bool = ask(Confirm()),
    ) -> View:
        raise AssertionError("the scripted engine answers")

    async def everything(  # noqa: PLR0917 one option of every kind
        call: Any,
        session: int = pick(sessions),
        member: int = ask(PersonPick()),
        level: str = option(LEVEL),
        day: object = option(Day()),
        clock: object = option(ClockTime()),
        length: object = option(LENGTH),
        seats: int = option(Number(0, 500)),
        online: bool = option(YesNo()),
        role: str = option(Spot(SpotOf.DISCORD_ROLE)),
        channel: str = option(Spot(SpotOf.DISCORD_CHANNEL)),
        people: object = option(Upload((".csv",), 1000)),
        page: int = hidden(Number(1, 99), 1),
    ) -> View:
        raise AssertionError("the scripted engine answers")

    async def simple(call: Any) -> View:
        raise AssertionError("the scripted engine answers")

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


def _declare(registry: Registry, name: str, run: Handler, who: Who, menu: bool) -> None:
    before, declaring.REGISTRY = declaring.REGISTRY, registry
    try:
        declaring.command(name, telegram=name.replace(" ", "_"), who=who, menu=menu)(run)
    finally:
        declaring.REGISTRY = before


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

    async def suggest(
        self, identity: Identity, command_name: str, param: str, text: str, answers: Mapping[str, object]
    ) -> Sequence[Choice]:
        self.asked.append((command_name, param, text, answers))
        return self.found

    def sealer(self, person_id: int | None) -> Sealer:
        return Sealer(self.tokens)


async def shown(interaction: Interaction) -> Message:
    """The message that answers what somebody did."""
    answer = await interaction.answered()
    assert answer.kind == "message", answer
    assert answer.message is not None
    return answer.message


async def opened(interaction: Interaction) -> Modal:
    """The form that answers what somebody did."""
    answer = await interaction.answered()
    assert answer.kind == "modal", answer
    assert answer.modal is not None
    return answer.modal


def said(text: str, **more: Any) -> View:
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
