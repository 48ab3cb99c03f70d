"""A town of people on both platforms, talking to the real engine over a real SQLite file.

Every answer is drawn by both faces as well: nothing may be left out for want of room.
"""

import importlib
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from bot.dialog.asking import Asking, Do, Step
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import REGISTRY
from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming, Invoke, Place, Pressed, Typed
from bot.dialog.replies import Reply, Toast
from bot.dialog.view import Action, Press, View
from bot.dialog.wording import Words
from bot.dialog.written import plain
from bot.discord import render as discord
from bot.notices.rendering import Renderer
from bot.posting import Parcel
from bot.telegram import render as telegram
from bot.views.sessions import public_card
from core.clock import StandingClock
from core.facts import Fact
from core.groups.model import Group, LinkKind
from core.mentors.model import ProfileForm, Tier
from core.notices.model import OutboxRow, OutboxStatus, Target
from core.notices.outcomes import Pointless
from core.people import roles
from core.people.model import Identity, Platform
from core.ports import UnitOfWork
from core.programme import Programme
from core.sessions import ticking
from core.sessions.model import Session
from storage.sqlite import SqliteDatabase

importlib.import_module("bot.commands")
importlib.import_module("bot.notices")
CATALOGUE = FluentCatalogue(strict=True)
KEYS = itertools.count(1)
SECRET = b"a secret of the tests, 32 bytes!"
T = TypeVar("T")
MOST_COMPONENTS = 40
LEFT_OUT = ("discord-rows-left", "telegram-rows-left")


@dataclass
class Town:
    """The engine, its database and its clock."""

    database: SqliteDatabase
    clock: StandingClock
    programme: Programme = field(default_factory=Programme)
    people: dict[str, "Somebody"] = field(default_factory=dict)
    """Those a test has put here, by name."""

    def __post_init__(self) -> None:
        self.engine = Engine(
            REGISTRY, self.database, CATALOGUE, self.clock, self.programme, SECRET, timedelta(days=7), 10_000
        )
        self.renderer = Renderer(CATALOGUE, self.programme)

    async def do(self, work: Any) -> Any:
        """Something on the database, as the clock does it."""
        return await self.database.write(work, source="test")

    async def person(
        self, name: str, platform: Platform = Platform.TELEGRAM, **roles_held: bool
    ) -> "Somebody":
        """Somebody new; `admin=True` makes them one."""
        somebody = Somebody(self, Identity(platform, str(1000 + next(KEYS)), name))
        actor = await self.do(lambda uow: roles.actor(uow, somebody.identity, self.clock.now()))
        somebody.id = actor.id
        if roles_held.get("admin"):
            await self.do(lambda uow: uow.people.set_admin(actor.id, admin=True))
        return somebody

    async def group(self, name: str = "Python", **spots: str) -> Group:
        """A new group."""

        def make(uow: UnitOfWork) -> Group:
            places = (spots.get("role"), spots.get("channel"), spots.get("chat"))
            return uow.groups.create(name.casefold(), name, f"All about {name}", *places, self.clock.now())

        made: Group = await self.do(make)
        return made

    async def link(self, somebody: "Somebody", group: Group, kind: LinkKind = LinkKind.LEARNER) -> None:
        """Make somebody belong to a group; a mentor gets a profile too."""
        now = self.clock.now()

        def make(uow: UnitOfWork) -> None:
            if kind is LinkKind.MENTOR:
                uow.mentors.grant(somebody.id, Tier.IG_MENTOR, None, ProfileForm(), now)
            uow.groups.set_link(group.id, somebody.id, kind, active=True, now=now)

        await self.do(make)

    async def session(self, session_id: int) -> Session:
        """A session as it is stored."""
        found = await self.database.read(lambda uow: uow.sessions.get(session_id))
        assert found is not None
        return found

    async def move(self, **step: float) -> None:
        """Let time pass, and everything happen that is due on the way."""
        until = self.clock.now() + timedelta(**step)
        while True:
            due = await self.database.read(lambda uow: uow.sessions.next_due())
            if due is None or due > until:
                break
            self.clock.at = max(due, self.clock.at)
            await self.do(self._catch_up)
        self.clock.at = until

    def _catch_up(self, uow: UnitOfWork) -> None:
        ticking.catch_up(uow, uow.sessions.due(self.clock.at, 100), self.clock.at)

    async def owed(self, fact: type[Fact], to: "Somebody | None" = None) -> list[OutboxRow]:
        """Pending notices of a kind, perhaps to one person, in the order in which they were owed."""

        def listed(uow: UnitOfWork) -> list[OutboxRow]:
            found = uow.queue.listed([OutboxStatus.PENDING], 1, 1000).items
            return [one for one in reversed(found) if isinstance(one.notice.fact, fact)]

        rows: list[OutboxRow] = await self.database.read(listed)
        people = [one for one in rows if one.notice.target is Target.PERSON]
        return [one for one in people if to is None or one.notice.person_id == to.id]

    async def parcel(self, row: OutboxRow) -> Parcel | Pointless:
        """What would be sent for a row now."""
        now = self.clock.now()
        return await self.database.read(lambda uow: self.renderer.parcel(uow, row, now))

    async def told(self, fact: type[Fact], to: "Somebody") -> View:
        """The newest notice of this kind, as this person reads it now."""
        rows = await self.owed(fact, to)
        assert rows, f"{to.identity.name} is not told of {fact.__name__}"
        parcel = await self.parcel(rows[-1])
        assert isinstance(parcel, Parcel), parcel
        assert isinstance(parcel.body, View)
        self.drawn(parcel.body, parcel.words, parcel.person_id)
        return parcel.body

    @staticmethod
    def public(session: Session) -> View:
        """The card of a session in its group's channel."""
        return public_card(CATALOGUE.words("en", "UTC"), session)

    def drawn(self, view: View, words: Words, person_id: int | None) -> None:
        """Both faces draw it whole, within their limits."""
        on_discord = discord.card(view, words, self.engine.sealer(person_id))
        on_telegram = telegram.message(view, words, self.engine.sealer(person_id))
        said = json.dumps(on_discord.body(), ensure_ascii=False) + on_telegram.body.plain
        for key in LEFT_OUT:
            for count in (1, 2):
                ending = words.label(key, count=count).split(". ")[0][-30:]
                assert ending not in said, "rows were left out"
        assert _size(on_discord.components) <= MOST_COMPONENTS


def _size(parts: list[dict[str, Any]]) -> int:
    return sum(1 + _size(part.get("components") or []) + (1 if "accessory" in part else 0) for part in parts)


@dataclass
class Somebody:
    """A person with one account; keeps the last reply."""

    town: Town
    identity: Identity
    id: int = 0
    reply: Reply | None = None

    @property
    def view(self) -> View:
        """The last answer, which is a view."""
        assert self.reply is not None
        assert isinstance(self.reply.body, View), text_of(self.reply.body)
        return self.reply.body

    async def send(self, what: Invoke | Pressed | Typed) -> View | Asking | Toast:
        """One input; what comes back is drawn on both platforms."""
        place = Place("chat", private=True)
        incoming = Incoming(f"key-{next(KEYS)}", self.identity, place, what)
        self.reply = await self.town.engine.handle(incoming)
        if isinstance(self.reply.body, View):
            goes_on(self.reply.body)
            self.town.drawn(self.reply.body, self.reply.words, self.reply.person_id)
        return self.reply.body

    async def do(self, command: str, **answers: object) -> str:
        """A command with everything it needs, confirmed if it asks for that; what one reads then."""
        return await self._finished(await self.send(Invoke(command, answers)), answers)

    async def press(self, label: str, *, row: str = "", **answers: object) -> str:
        """Press a button of the last answer, perhaps that of the row which says `row`."""
        return await self.use(self.button(label, row=row), **answers)

    async def asked(self, label: str, *, row: str = "") -> Asking:
        """Press a button that asks something, without answering."""
        press = self.button(label, row=row).press
        assert press is not None
        body = await self.send(Pressed(await self.sealed(press)))
        assert isinstance(body, Asking)
        return body

    async def begin(self, command: str, **answers: object) -> Asking:
        """Give a command without answering what it asks."""
        body = await self.send(Invoke(command, answers))
        assert isinstance(body, Asking), text_of(body)
        return body

    async def answer(self, asking: Asking, value: object, do: Do = Do.ANSWER) -> View | Asking | Toast:
        """Answer the first question."""
        step = Step(asking.draft_id, asking.version, do, asking.questions[0].param, str(value))
        return await self.send(Pressed(await self.sealed(step)))

    async def send_typed(self, text: str) -> View | Asking | Toast:
        """Type into the chat."""
        return await self.send(Typed(text))

    async def use(self, action: Action, **answers: object) -> str:
        """Press a button wherever it stands."""
        assert action.press is not None
        token = await self.sealed(action.press)
        return await self._finished(await self.send(Pressed(token)), answers)

    async def do_button(self, command: str, **answers: object) -> str:
        """What a button of this command with these answers does, wherever it stood."""
        body = await self.send(Pressed(await self.sealed(Press(command, answers))))
        return await self._finished(body, {})

    async def acts(self, use_case: Callable[..., T], *args: object, **facts: object) -> T:
        """A use case of the core, carried out as this person."""
        now = self.town.clock.now()

        def act(uow: UnitOfWork) -> T:
            return use_case(uow, roles.actor(uow, self.identity, now), now, *args, **facts)

        done: T = await self.town.do(act)
        return done

    def button(self, label: str, *, row: str = "") -> Action:
        """A button of the last answer."""
        view = self.view
        actions = view.actions
        if row:
            actions = next(one.actions for one in view.rows if row in said(one.title))
        found = next((one for one in actions if one.label == label), None)
        assert found is not None, f"no {label!r} among {[one.label for one in actions]}"
        return found

    def labels(self) -> list[str]:
        """The buttons below the last answer."""
        return [one.label for one in self.view.actions]

    async def sealed(self, what: Press | Step) -> str:
        sealer = self.town.engine.sealer(self.id)
        token = sealer.seal(what)
        await sealer.keep()
        return token

    async def _finished(self, body: View | Asking | Toast, answers: dict[str, object]) -> str:
        """Fill in what is asked and confirm."""
        left = dict(answers)
        for _ in range(20):
            if not isinstance(body, Asking) or body.questions[0].error is not None:
                break
            step = _next_step(body, left)
            body = await self.send(Pressed(await self.sealed(step)))
        return text_of(body)


def _next_step(asking: Asking, answers: dict[str, object]) -> Step:
    question = asking.questions[0]
    name = question.param
    if name in answers:
        value = answers.pop(name)
        return Step(asking.draft_id, asking.version, Do.ANSWER, name, str(value))
    if question.optional:
        return Step(asking.draft_id, asking.version, Do.SKIP, name)
    assert type(question.kind).__name__ == "Confirm", f"asked for {name}: {said(question.ask)}"
    return Step(asking.draft_id, asking.version, Do.ANSWER, name, "yes")


def goes_on(view: View) -> None:
    """Every answer offers a next step, but for a goodbye."""
    offered = view.actions or any(row.actions for row in view.rows)
    words = CATALOGUE.words("en", "UTC")
    goodbye = view.title == words.say("erased") or view.lines == (words.say("refusal-person-erased"),)
    assert offered or goodbye, text_of(view)


def said(text: Any) -> str:
    """A text as plain words."""
    return plain(text, "en", "UTC")


def text_of(body: View | Asking | Toast) -> str:
    """Everything a person reads, buttons left out."""
    if isinstance(body, Toast):
        return said(body.text)
    if isinstance(body, Asking):
        question = body.questions[0]
        return " ".join(said(part) for part in (question.error, question.ask) if part)
    parts = [said(body.title), *map(said, body.lines)]
    parts += [f"{one.label}: {said(one.value)}" for one in body.fields]
    parts += [said(part) for row in body.rows for part in (row.title, *row.lines)]
    return "\n".join(parts)
