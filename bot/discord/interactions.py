"""From what somebody did on Discord to the engine, and from its reply to an answer."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, assert_never

import aiohttp
import structlog

from bot.dialog.asking import Asking
from bot.dialog.command import Registry
from bot.dialog.incoming import Incoming, Invoke, Pressed
from bot.dialog.kinds import Choice, Uploaded
from bot.dialog.replies import Reply, Sealer, Toast
from bot.dialog.view import View
from bot.dialog.wording import Catalogue
from bot.discord import asking, custom_ids, forms, reading, render
from bot.discord.answering import Answering, Late, RefusedError, Where
from bot.discord.custom_ids import Answers
from bot.discord.extras import invoked_on_user
from bot.discord.markdown import shorten
from bot.discord.reading import Kind, Payload
from bot.discord.wire import Json, Message, Wire
from bot.logs import correlated
from core.people.model import Identity

log = structlog.get_logger(__name__)

DEFER_AFTER = 1.5
"""Seconds without an answer after which Discord is asked for patience (trust.md §2 row 14)."""
MOST_CHOICES = 25
LONGEST_CHOICE = 100
LARGEST_UPLOAD = 10 * 1024 * 1024
"""Discord's own default; the engine holds each command's limit."""


class Engine(Protocol):
    """What the face needs of the conversation engine."""

    @property
    def registry(self) -> Registry:
        """Every command."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """The words for menus."""
        ...

    async def handle(self, incoming: Incoming) -> Reply:
        """Carry out one input."""
        ...

    async def suggest(
        self, identity: Identity, command_name: str, param: str, text: str, answers: Mapping[str, object]
    ) -> Sequence[Choice]:
        """Suggest what could be meant by what is being typed."""
        ...

    def sealer(self, person_id: int | None) -> Sealer:
        """Make the tokens of one message."""
        ...


class Interactions:
    """Handles interactions, many at once; each ends with something the person sees."""

    def __init__(
        self,
        engine: Engine,
        wire: Wire,
        late: Late,
        *,
        defer_after: float = DEFER_AFTER,
        answered: Callable[[float], None] = lambda _: None,
    ) -> None:
        """`answered` is told after how many seconds an input had its first answer."""
        self._answered = answered
        self._engine = engine
        self._wire = wire
        self._late = late
        self._defer_after = defer_after

    async def handle(self, payload: Payload) -> None:
        """Handle one interaction; never raises but on cancellation."""
        with correlated(payload["id"]):
            try:
                if payload["type"] == Kind.AUTOCOMPLETE:
                    await self._suggest(payload)
                elif payload["type"] in (Kind.COMMAND, Kind.COMPONENT, Kind.SUBMIT):
                    await self._answer(payload)
            except Exception:
                log.exception("interaction_failed")

    async def _answer(self, payload: Payload) -> None:
        answering = Answering(payload, self._wire, self._late)
        begun = asyncio.get_running_loop().time()
        timer = asyncio.get_running_loop().call_later(self._defer_after, answering.defer_soon)
        try:
            what, pressed = await self._what(payload)
            incoming = Incoming(payload["id"], reading.identity(payload), reading.place(payload), what)
            reply = await self._engine.handle(incoming)
        finally:
            timer.cancel()
        if reply.body != Toast(()):
            await self._give(answering, reply, pressed)
        if answering.first_at is not None:
            self._answered(answering.first_at - begun)

    async def _what(self, payload: Payload) -> tuple[Invoke | Pressed, custom_ids.Pressed | None]:
        data = payload["data"]
        if payload["type"] == Kind.COMMAND:
            if data.get("type") == reading.USER_MENU:
                return invoked_on_user(data), None
            called = reading.called(data)
            return Invoke(called.name, await reading.answers(called, data, self._fetch)), None
        pressed = custom_ids.read(data["custom_id"])
        if payload["type"] == Kind.SUBMIT:
            return Pressed(pressed.token, await reading.submitted(data, self._fetch)), pressed
        if pressed.param is None:
            return Pressed(pressed.token), pressed
        chosen = reading.chosen(data["component_type"], data.get("values") or ())
        return Pressed(pressed.token, {pressed.param: chosen}), pressed

    async def _fetch(self, attachment: Payload) -> Uploaded | None:
        name, size = attachment["filename"], attachment["size"]
        if size > LARGEST_UPLOAD:
            return Uploaded(name, size, b"")
        try:
            return Uploaded(name, size, await self._wire.fetch(attachment["url"]))
        except (aiohttp.ClientError, OSError) as error:
            log.warning("upload_not_fetched", error=repr(error))
            return None

    async def _give(self, answering: Answering, reply: Reply, pressed: custom_ids.Pressed | None) -> None:
        where = _where(answering, reply.body, pressed)
        sealer = self._engine.sealer(reply.person_id if where is not Where.PUBLIC else None)
        if isinstance(reply.body, Asking) and _by_form(answering, reply.body, pressed):
            answers = Answers.IN_PLACE if where is Where.IN_PLACE else Answers.BESIDE
            form = forms.form(reply.body, reply.words, sealer, answers)
            await sealer.keep()
            try:
                return await answering.open_form(form)
            except RefusedError:
                log.exception("form_refused")
        message = message_of(reply, sealer)
        await sealer.keep()
        try:
            await answering.give(message, where)
        except RefusedError:
            log.exception("card_refused")
            await answering.give(_plainly(reply), where)

    async def _suggest(self, payload: Payload) -> None:
        answering = Answering(payload, self._wire, self._late)
        called = reading.called(payload["data"])
        typed = reading.focused(called)
        found: Sequence[Choice] = ()
        try:
            if typed is not None:
                who, before = reading.identity(payload), reading.typed_before(called)
                found = await self._engine.suggest(who, called.name, typed[0], typed[1], before)
        except Exception:
            log.exception("suggesting_failed")
        await answering.choices([_choice(each) for each in found[:MOST_CHOICES] if each.value])


def _choice(choice: Choice) -> Json:
    about = f"{choice.label} · {choice.about}" if choice.about else choice.label
    return {"name": shorten(about, LONGEST_CHOICE) or "…", "value": choice.value[:LONGEST_CHOICE]}


def message_of(reply: Reply, sealer: Sealer) -> Message:
    """The message that shows a reply."""
    match reply.body:
        case View():
            return render.card(reply.body, reply.words, sealer)
        case Asking():
            return asking.message(reply.body, reply.words, sealer)
        case Toast(text, actions):
            return render.toast(text, actions, sealer)
        case _:
            assert_never(reply.body)


def _plainly(reply: Reply) -> Message:
    match reply.body:
        case View():
            return render.plain(reply.body, reply.words)
        case Asking(title=title) | Toast(text=title):
            return render.toast(title)
        case _:
            assert_never(reply.body)


def _by_form(answering: Answering, asking: Asking, pressed: custom_ids.Pressed | None) -> bool:
    """A command or a button opens a form at once, where nothing else has to follow or be said before."""
    allowed = (pressed is None or pressed.by_form) and not asking.resumed
    return allowed and answering.may_open_form and bool(forms.questions(asking))


def _where(answering: Answering, body: View | Asking | Toast, pressed: custom_ids.Pressed | None) -> Where:
    """In place on a private message; beside it what would hide it: remarks, refusals, a list's detail."""
    if pressed is not None and pressed.in_place and answering.may_replace:
        refused = isinstance(body, Toast) or (isinstance(body, View) and body.refused)
        return Where.PRIVATE if refused else Where.IN_PLACE
    if pressed is None and isinstance(body, View) and not body.private:
        return Where.PUBLIC
    return Where.PRIVATE
