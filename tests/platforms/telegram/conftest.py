"""The real face with the real engine against the stand-in, and people who use it."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dialog.catalogue import LOCALES, FluentCatalogue
from bot.dialog.dispatch import Engine
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn
from bot.sandbox.telegram.world import Message
from bot.telegram.conversing import Hooks
from bot.telegram.face import TelegramFace, Timing
from bot.telegram.inbound import Patience
from bot.telegram.outlet import Retries
from bot.telegram.polling import Pauses
from bot.telegram.transport import Timeouts
from core.clock import StandingClock
from core.programme import Programme
from tests.dialog.memory import START, Memory
from tests.platforms.telegram.commands import SHOWN, declared

SECRET = b"a secret of the tests, 32 bytes!"
SPEC = Path(__file__).parents[1] / "standins" / "telegram" / "bot-api-10.1.json"
QUICK = Timing(
    timeouts=Timeouts(read=0.5, connect=0.5),
    pauses=Pauses(conflict=0.05, first=0.01, longest=0.05),
    patience=Patience(retry=0.01, answers=0.2),
    retries=Retries(unsent=(0.01, 0.01), ambiguous=(0.01,)),
    menus=0.01,
)


async def press(person: Person, message: Message, label: str) -> Message:
    """Press a button and return the message once it shows something else."""
    person.catch_up()
    await person.press(message, label)
    return await person.changed(message)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> FluentCatalogue:
    folder = tmp_path_factory.mktemp("locales")
    (folder / "en").mkdir()
    for name in ("dialog.ftl", "telegram.ftl"):
        shutil.copy(LOCALES / "en" / name, folder / "en")
    shutil.copy(Path(__file__).parent / "words.ftl", folder / "en")
    return FluentCatalogue(folder, strict=True)


@pytest.fixture(autouse=True)
def _shown() -> Iterator[None]:
    SHOWN.clear()
    yield
    SHOWN.clear()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(START)


@pytest.fixture
async def standin(clock: StandingClock) -> AsyncIterator[TelegramStandIn]:
    running = TelegramStandIn(clock.now, seed=7, spec=SPEC)
    await running.start()
    yield running
    await running.stop()
    assert running.unknown_calls == []
    assert running.violations == []


@dataclass
class House:
    """A face with its engine, database and clock; can be restarted."""

    standin: TelegramStandIn
    catalogue: FluentCatalogue
    clock: StandingClock
    database: Memory = field(default_factory=Memory)
    told: list[tuple[object, ...]] = field(default_factory=list)
    faces: list[TelegramFace] = field(default_factory=list)

    def engine(self) -> Engine:
        return Engine(
            declared(),
            self.database,
            self.catalogue,
            self.clock,
            Programme(),
            SECRET,
            timedelta(days=7),
            10_000,
        )

    def make(self, **options: Any) -> TelegramFace:
        """A face that has not started."""
        engine = options.pop("engine", None) or self.engine()
        told: dict[str, Any] = {"hooks": self.hooks(), "timing": QUICK, **options}
        face = TelegramFace(engine, self.standin.token, self.standin.api_url, **told)
        self.faces.append(face)
        return face

    async def start(self, **options: Any) -> TelegramFace:
        """A face that takes updates."""
        face = self.make(**options)
        await face.start()
        await self.standin.wait_for(lambda: face.connected or self._polled())
        return face

    def _polled(self) -> bool:
        return any(call.method == "getUpdates" for call in self.standin.calls)

    async def restart(self) -> TelegramFace:
        """A new process on the same database."""
        await self.faces.pop().close()
        return await self.start()

    def hooks(self) -> Hooks:
        def note(what: str) -> Callable[..., Awaitable[None]]:
            async def noted(*told: object) -> None:
                self.told.append((what, *told))
                self.standin.world.changes.ring()

            return noted

        return Hooks(note("reachable"), note("moved"), note("poisoned"), note("broken"))

    def calls(self, method: str) -> list[dict[str, Any]]:
        """What was asked of the Bot API by this name."""
        return [dict(call.params) for call in self.standin.calls if call.method == method]


@pytest.fixture
async def house(
    standin: TelegramStandIn, catalogue: FluentCatalogue, clock: StandingClock
) -> AsyncIterator[House]:
    house = House(standin, catalogue, clock)
    yield house
    for face in house.faces:
        await face.close()


@pytest.fixture
async def face(house: House) -> TelegramFace:
    return await house.start()


@pytest.fixture
def ada(standin: TelegramStandIn) -> Person:
    return standin.person("Ada Example", username="ada_example", started=True)
