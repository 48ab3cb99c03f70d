"""The real engine on a database in memory, and somebody to talk to it."""

import itertools
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dialog.asking import Asking, Do, Question, Step
from bot.dialog.catalogue import LOCALES, FluentCatalogue
from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming, Invoke, Place, Pressed, Typed
from bot.dialog.replies import Reply, Toast
from bot.dialog.view import Press, View
from bot.dialog.written import plain
from core.clock import StandingClock
from core.people.model import Identity, Platform
from core.programme import Programme
from tests.dialog.commands import declared
from tests.dialog.memory import START, Memory

SECRET = b"a secret of the tests, 32 bytes!"


def written() -> FluentCatalogue:
    """The engine's own sentences and those of the test commands."""
    with tempfile.TemporaryDirectory() as folder:
        english = Path(folder) / "en"
        english.mkdir()
        shutil.copy(LOCALES / "en" / "dialog.ftl", english)
        shutil.copy(Path(__file__).parent / "words.ftl", english)
        return FluentCatalogue(Path(folder), strict=True)


CATALOGUE = written()


@pytest.fixture
def catalogue() -> FluentCatalogue:
    return CATALOGUE


@dataclass
class House:
    """An engine with its database and clock; can be restarted."""

    catalogue: FluentCatalogue
    database: Memory = field(default_factory=Memory)
    clock: StandingClock = field(default_factory=lambda: StandingClock(START))
    programme: Programme = field(default_factory=Programme)
    per_minute: int = 1000

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A new process on the same database."""
        self.engine = Engine(
            declared(), self.database, self.catalogue, self.clock, self.programme, SECRET, timedelta(days=7),
            self.per_minute,
        )  # fmt: skip

    def person(self, name: str = "Ada Example", number: str = "1", **identity: Any) -> "Somebody":
        """Somebody on Telegram."""
        return Somebody(self, Identity(Platform.TELEGRAM, number, name, **identity))


KEYS = itertools.count(1)


@dataclass
class Somebody:
    """A person who talks to the engine; keeps the last reply."""

    house: House
    identity: Identity
    chat: str = "chat"
    reply: Reply | None = None
    incoming: Incoming | None = None

    async def send(
        self, what: Invoke | Pressed | Typed, key: str | None = None, message: str | None = None
    ) -> Any:
        place = Place(self.chat, private=True, message_id=message)
        self.incoming = Incoming(key or f"key-{next(KEYS)}", self.identity, place, what)
        self.reply = await self.house.engine.handle(self.incoming)
        return self.reply.body

    async def again(self) -> Any:
        """The last input once more, as a platform redelivers it."""
        assert self.incoming is not None
        self.reply = await self.house.engine.handle(self.incoming)
        return self.reply.body

    async def invoke(self, command: str, key: str | None = None, **answers: object) -> Any:
        return await self.send(Invoke(command, answers), key)

    async def type(self, text: str, file: object | None = None) -> Any:
        return await self.send(Typed(text, file))

    async def press(self, what: Press | Step, values: Mapping[str, object] | None = None, **more: Any) -> Any:
        return await self.send(Pressed(await self.sealed(what), values or {}), **more)

    async def sealed(self, what: Press | Step, person_id: int | None = None) -> str:
        sealer = self.house.engine.sealer(person_id)
        token = sealer.seal(what)
        await sealer.keep()
        assert len(token) <= 64
        assert token.isascii()
        return token

    async def step(
        self, asking: Asking, do: Do, param: str | None = None, value: str | None = None,
        values: Mapping[str, object] | None = None, **more: Any,
    ) -> Any:  # fmt: skip
        return await self.press(Step(asking.draft_id, asking.version, do, param, value), values, **more)

    async def answer(self, asking: Asking, value: str) -> Any:
        """Press a button that answers the first question."""
        return await self.step(asking, Do.ANSWER, asking.questions[0].param, value)


@pytest.fixture
def house(catalogue: FluentCatalogue) -> House:
    return House(catalogue)


@pytest.fixture
def ada(house: House) -> Somebody:
    return house.person()


def first(body: object) -> Question:
    """The first question of an Asking."""
    assert isinstance(body, Asking), body
    return body.questions[0]


def said(body: object) -> str:
    """Everything a body says, in plain words."""
    match body:
        case View():
            parts = [body.title, *body.lines]
        case Toast():
            parts = [body.text]
        case Asking():
            parts = [body.questions[0].error or body.questions[0].ask]
        case _:
            raise AssertionError(body)
    return " ".join(plain(part, "en", "UTC") for part in parts)


async def to_confirmation(ada: Somebody) -> Asking:
    """`thing add`, all answered but not confirmed."""
    asked = await ada.invoke("thing add")
    asked = await ada.type("Rust")
    asked = await ada.answer(asked, "5")
    asked = await ada.step(asked, Do.SKIP, "note")
    assert isinstance(asked, Asking)
    return asked
