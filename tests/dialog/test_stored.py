"""The engine on a real SQLite file: drafts, tokens and the inbox are what it relies on."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dialog import command as declaring
from bot.dialog.asking import Do, Step
from bot.dialog.call import Call
from bot.dialog.command import Registry, ask, command, hidden
from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming, Invoke, Place, Pressed, Typed
from bot.dialog.kinds import Confirm, LongText, Number, ShortText
from bot.dialog.view import Press, View
from core.clock import StandingClock
from core.errors import Denied
from core.people import service
from core.people.model import Actor, Identity, Platform
from core.programme import Programme
from storage.sqlite import SqliteDatabase
from tests.dialog.conftest import CATALOGUE, said
from tests.dialog.memory import START

ADA = Identity(Platform.TELEGRAM, "1", "Ada Example")
EVE = Identity(Platform.TELEGRAM, "2", "Eve Sample")


def forbid(uow: Any, actor: Actor, now: Any) -> int:
    raise Denied("thing-forbidden")


def declared() -> Registry:
    before, declaring.REGISTRY = declaring.REGISTRY, Registry()

    @command("thing add", telegram="zone")
    async def set_zone(
        call: Call,
        title: str = ask(ShortText()),
        size: int = ask(Number(1, 10)),
        note: str = ask(LongText(), optional=True),
        confirmed: bool = ask(Confirm()),
    ) -> View:
        changed = await call.write(service.set_zone, title)
        return View(call.say("made", title=str(changed.zone), note=note))

    @command("thing list", telegram="forbidden")
    async def forbidden(call: Call, search: str = hidden(ShortText(), "")) -> View:
        await call.write(forbid)
        return View(())

    try:
        return declaring.REGISTRY
    finally:
        declaring.REGISTRY = before


class Talk:
    """Engines on one file, and people who talk to them."""

    def __init__(self, database: SqliteDatabase) -> None:
        self.database = database
        self.clock = StandingClock(START)
        self.keys = iter(f"key-{number}" for number in range(10_000))
        self.restart()

    def restart(self) -> None:
        self.engine = Engine(
            declared(),
            self.database,
            CATALOGUE,
            self.clock,
            Programme(),
            b"s" * 32,
            timedelta(days=7),
            10_000,
        )

    async def send(self, what: Any, who: Identity = ADA, key: str = "") -> Any:
        incoming = Incoming(key or next(self.keys), who, Place("chat", private=True), what)
        return (await self.engine.handle(incoming)).body

    async def press(self, what: Press | Step, **more: Any) -> Any:
        sealer = self.engine.sealer(None)
        token = sealer.seal(what)
        await sealer.keep()
        return await self.send(Pressed(token), **more)


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    database = SqliteDatabase(tmp_path / "bot.sqlite3", Programme(), StandingClock(START))
    await database.open()
    yield Talk(database)
    await database.close()


async def to_confirmation(talk: Talk) -> Any:
    await talk.send(Invoke("thing add"))
    await talk.send(Typed("Europe/Berlin"))
    asked = await talk.send(Typed("5"))
    return await talk.press(Step(asked.draft_id, asked.version, Do.SKIP, "note"))


async def zone(talk: Talk) -> str | None:
    account = await talk.database.read(lambda uow: uow.people.account(ADA.platform, ADA.user_id))
    assert account is not None
    person = await talk.database.read(lambda uow: uow.people.get(account.person_id))
    return person.zone if person else None


async def test_a_draft_goes_through_with_restarts_and_redeliveries(talk: Talk) -> None:
    asked = await to_confirmation(talk)
    talk.restart()
    token = Step(asked.draft_id, asked.version, Do.ANSWER, "confirmed", "yes")
    assert said(await talk.press(token, key="last")) == "Made Europe/Berlin, note ."
    assert await zone(talk) == "Europe/Berlin"
    talk.restart()
    assert said(await talk.press(token, key="last")) == "Made Europe/Berlin, note ."
    assert "finished" in said(await talk.press(token, key="another"))
    assert await talk.database.read(lambda uow: uow.drafts.get(asked.draft_id)) is None


async def test_twenty_confirmations_at_once_are_one(talk: Talk) -> None:
    asked = await to_confirmation(talk)
    step = Step(asked.draft_id, asked.version, Do.ANSWER, "confirmed", "yes")
    answers = [said(body) for body in await asyncio.gather(*(talk.press(step) for _ in range(20)))]
    assert answers.count("Made Europe/Berlin, note .") == 1
    audited = await talk.database.read(lambda uow: uow.audit.recent(1, 50))
    assert [row.action for row in audited.items].count("settings.change") == 1


async def test_twenty_answers_at_once_are_one(talk: Talk) -> None:
    asked = await talk.send(Invoke("thing add"))
    steps = [Step(asked.draft_id, asked.version, Do.ANSWER, "title", f"title {n}") for n in range(20)]
    bodies = await asyncio.gather(*(talk.press(step) for step in steps))
    assert sum(1 for body in bodies if "answered already" in said(body)) == 19
    draft = await talk.database.read(lambda uow: uow.drafts.get(asked.draft_id))
    assert draft is not None
    assert draft.version == 2


async def test_a_wrong_answer_of_a_form_is_stored_whatever_is_in_it(talk: Talk) -> None:
    asked = await talk.send(Invoke("thing add"))
    step = Step(asked.draft_id, asked.version, Do.FORM)
    sealer = talk.engine.sealer(None)
    values = {"title": "x" * 200 + "\x00\ud800", "size": "½"}
    asked = await talk.send(Pressed(sealer.seal(step), values))
    assert [question.param for question in asked.questions] == ["title", "size", "note"]
    assert asked.questions[1].value == "½"


async def test_long_tokens_and_refused_attempts_are_stored(talk: Talk) -> None:
    await talk.send(Invoke("thing add"))
    await talk.send(Invoke("thing add"), who=EVE)
    press = Press("thing add", {"title": "Москва" * 20}, only=1)
    assert "somebody else" in said(await talk.press(press, who=EVE, key="same"))
    assert "somebody else" in said(await talk.press(press, who=EVE, key="same"))
    assert "Only admins" in said(await talk.send(Invoke("thing list"), who=EVE))
    audited = await talk.database.read(lambda uow: uow.audit.recent(1, 50))
    denied = [(row.action, row.actor_id) for row in audited.items if row.outcome == "denied"]
    assert sorted(denied) == [("thing add", 2), ("thing list", 2)]
