"""A database that cannot be reached for a while ends no task: sending goes on when it is back."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from aiohttp import ClientSession

from bot import holding
from bot.delivery import Sender
from bot.dialog.catalogue import FluentCatalogue
from bot.figures import Figures
from bot.http import Health, HttpServer
from bot.leasing import Face, Runner
from bot.notices.rendering import Renderer
from bot.posting import Parcel
from core.clock import StandingClock
from core.facts import OperationAlert
from core.notices.outcomes import Outcome, Sent
from core.people.model import Platform
from core.ports import UnitOfWork
from core.programme import Programme
from storage.sqlite import SqliteDatabase
from tests.builders import NOW, identity, notice
from tests.storage.asking import write

T = TypeVar("T")
TELEGRAM = Platform.TELEGRAM
CLOCK = StandingClock(NOW)


class Leaving:
    """A database that is there or not; `asked` tells that somebody looked while it was away."""

    def __init__(self, real: SqliteDatabase) -> None:
        self._real = real
        self.away = False
        self.asked = asyncio.Event()

    def _check(self) -> None:
        if self.away:
            self.asked.set()
            raise ConnectionRefusedError("the server is restarted")

    async def write(self, use_case: Callable[[UnitOfWork], T], **how: Any) -> T:
        self._check()
        return await self._real.write(use_case, **how)

    async def read(self, query: Callable[[UnitOfWork], T]) -> T:
        self._check()
        return await self._real.read(query)


class Sink:
    """A face whose post takes everything."""

    trouble = None
    connected = True

    def __init__(self) -> None:
        self.sent: asyncio.Queue[Parcel] = asyncio.Queue()
        self.closed = asyncio.Event()
        self.started = asyncio.Event()
        self.post = self

    async def start(self) -> None:
        self.started.set()

    async def close(self) -> None:
        self.closed.set()

    async def send(self, parcel: Parcel) -> Outcome:
        self.sent.put_nowait(parcel)
        return Sent("1")


async def _owe(database: SqliteDatabase, number: int) -> None:
    def make(uow: Any) -> None:
        person, account = uow.people.create(identity(number, TELEGRAM), NOW)
        uow.people.set_admin(person.id, admin=True)
        to = {"platform": TELEGRAM, "person_id": person.id, "account_id": account.id}
        uow.outbox.owe([notice(number, OperationAlert("many-dead", ""), dest=account.user_id, **to)])

    await write(database, make)


def _sender(database: Leaving, face: Sink) -> Sender:
    renderer = Renderer(FluentCatalogue(), Programme())
    return Sender(TELEGRAM, face, database, renderer, CLOCK, "test", Figures())


async def test_a_sender_outlives_a_look_that_fails(
    sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, face = Leaving(sqlite), Sink()
    sender = _sender(database, face)
    turn = sender._turn

    async def turn_and_leave() -> bool:
        busy = await turn()
        database.away = not database.asked.is_set()
        return busy

    monkeypatch.setattr(sender, "_turn", turn_and_leave)
    await sender.start()
    async with asyncio.timeout(20):
        await database.asked.wait()
        database.away = False
        await _owe(sqlite, 1)
        sender.wake()
        await face.sent.get()
    await sender.close()


async def test_a_runner_outlives_a_lease_that_it_could_neither_renew_nor_give_back(
    sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding.Holding, "renew_after", property(lambda _: 0.01))
    database, faces = Leaving(sqlite), [Sink(), Sink()]
    coming = iter(faces)

    def make_sender(face: Face) -> Sender:
        assert isinstance(face, Sink)
        return _sender(database, face)

    runner = Runner(TELEGRAM, lambda: next(coming), make_sender, database, CLOCK, "test", Figures())
    await runner.start()
    async with asyncio.timeout(20):
        await faces[0].started.wait()
        await _owe(sqlite, 1)
        runner.wake()
        await faces[0].sent.get()
        database.away = True
        monkeypatch.setattr(holding.Holding, "lasts", property(lambda _: False))
        await faces[0].closed.wait()
        database.away = False
        monkeypatch.undo()
        await faces[1].started.wait()
        await _owe(sqlite, 2)
        runner.wake()
        await faces[1].sent.get()
    await runner.close()


async def test_health_and_figures_are_told_without_the_database(
    sqlite: SqliteDatabase,
) -> None:
    database, figures = Leaving(sqlite), Figures()

    async def ask() -> Any:
        return await database.read(lambda _: None)

    async def paused() -> list[str]:
        await ask()
        return []

    health = Health(faces=lambda: {"telegram": "connected"}, paused=paused, refresh=ask, next_due=ask)
    server = HttpServer("127.0.0.1", 0, health, figures)
    await server.start()
    try:
        async with ClientSession(f"http://127.0.0.1:{server.port}") as client:
            for away, status, said in ((False, 200, "ready"), (True, 503, "no database")):
                database.away = away
                async with client.get("/healthz") as answer:
                    body = await answer.json()
                assert (answer.status, body["status"], body["database"]) == (status, said, not away)
                async with client.get("/metrics") as answer:
                    assert answer.status == 200
                    assert "mentorbot_leases_held" in await answer.text()
    finally:
        await server.close()


async def test_the_end_does_not_fail_with_a_lease_that_cannot_be_given_back(sqlite: SqliteDatabase) -> None:
    database, face = Leaving(sqlite), Sink()
    runner = Runner(
        TELEGRAM, lambda: face, lambda _: _sender(database, face), database, CLOCK, "test", Figures()
    )
    await runner.start()
    async with asyncio.timeout(20):
        await face.started.wait()
        database.away = True
        await runner.close()
    assert face.closed.is_set()
