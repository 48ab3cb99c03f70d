"""The engine: one input in, one reply out, whatever happens (design.md §3)."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import assert_never

import structlog

from bot.dialog import failing, spoken, suggesting
from bot.dialog.asking import Asking, Step
from bot.dialog.binding import bind
from bot.dialog.call import Call, DraftRepeated
from bot.dialog.command import Command, Registry
from bot.dialog.conversation import Conversation
from bot.dialog.hinting import Hinting
from bot.dialog.incoming import Incoming, Invoke, Pressed, Typed
from bot.dialog.kinds import Choice
from bot.dialog.limits import Limiter, Pace
from bot.dialog.reading import NeedsPerson, Reading
from bot.dialog.replies import Reply, Toast
from bot.dialog.tokens import Broken, Kept, Sealing, Tokens, load
from bot.dialog.view import Action, Press, View
from bot.dialog.wording import Catalogue
from bot.logs import correlated
from core.clock import Clock
from core.errors import Refusal
from core.people.model import Identity
from core.ports import Database
from core.programme import Programme

_log = structlog.stdlib.get_logger(__name__)
CANCEL = "cancel"
"""A command of the engine's own: ends the open draft."""
STEPS_ALLOWANCE = 6
"""Buttons inside a draft come faster than commands: a form of a dozen questions takes a minute."""


class Engine:
    """Carries out what people say to the faces."""

    def __init__(
        self,
        registry: Registry,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        programme: Programme,
        secret: bytes,
        draft_expiry: timedelta,
        commands_per_minute: int = 30,
    ) -> None:
        self.registry = registry
        self.catalogue = catalogue
        self.database = database
        self.clock = clock
        self.programme = programme
        self.limiter = Limiter(commands_per_minute)
        self.carried_out: Callable[[str, str, str], object] = lambda *_: None
        """Is told of each input: platform, command (or nothing), outcome."""
        self._tokens = Tokens(registry, secret)
        self._codes = hmac.digest(secret, b"mentorbot codes 1", "sha256")
        self._conversation = Conversation(registry, database, draft_expiry)
        self._hinting = Hinting(registry)

    async def handle(self, incoming: Incoming) -> Reply:
        """Answer one input; raises nothing but cancellation."""
        with correlated(incoming.key):
            call = self._call(incoming)
            try:
                body = await self._answered(call)
                outcome = _outcome(body)
            except Exception as error:  # noqa: BLE001 - the one place where everything unexpected ends
                body, outcome = failing.apology(error, call, self.registry), "failed"
            platform, command = incoming.identity.platform.value, call.command.name if call.command else ""
            self.carried_out(platform, command, outcome)
            _log.debug("handled", platform=platform, command=command, outcome=outcome)
            return self._reply(call, self._hinting.added(call, body))

    async def suggest(
        self, identity: Identity, command_name: str, param: str, text: str, answers: Mapping[str, object]
    ) -> Sequence[Choice]:
        """At most 25 choices while an option is typed; none when anything goes wrong."""
        call = self._call(Incoming("", identity, suggesting.NOWHERE, Invoke(command_name)))
        command = self.registry.commands.get(command_name)
        try:
            return await suggesting.suggest(call, command, param, text, answers) if command else ()
        except Refusal:
            return ()
        except Exception:  # noqa: BLE001 - a hint while typing may fail in no way that is seen
            _log.exception("suggesting_failed", command=command_name, param=param)
            return ()

    def sealer(self, person_id: int | None) -> Sealing:
        """Seals the buttons of one message; with a person, its presses obey that person alone."""
        return Sealing(self._tokens, self.database, self.clock, person_id)

    async def warm_up(self) -> None:
        """Load, beside everything else, what the first time in words would otherwise wait for."""
        await asyncio.to_thread(spoken.warm_up)

    async def shown(self, draft_id: int, message_id: str) -> None:
        """Remember the message in which a draft is asked, so that a typed answer can edit it."""
        await self.database.write(lambda uow: uow.drafts.set_message(draft_id, message_id), source="dialog")

    def _call(self, incoming: Incoming) -> Call:
        who = f"{incoming.identity.platform.value} {incoming.key}"
        secret = hashlib.blake2b(who.encode(), key=self._codes, digest_size=32).digest()
        now = self.clock.now()
        return Call(incoming, now, self.database, self.catalogue, self.programme, secret=secret)

    def _reply(self, call: Call, body: View | Asking | Toast) -> Reply:
        return Reply(body, call.words, call.met.id if call.met else None, call.asked_in)

    async def _answered(self, call: Call) -> View | Asking | Toast:
        try:
            try:
                return await self._answer(call)
            except DraftRepeated as repeated:
                await call.known()
                return await self._conversation.present(call, repeated.draft_id)
        except Refusal as refusal:
            return await failing.answer(refusal, call, self.database, self.registry)

    async def _answer(self, call: Call) -> View | Asking | Toast:
        what = call.incoming.what
        match what:
            case Invoke(command, answers):
                return self._slowed(call, command) or await self._invoke(call, command, answers)
            case Pressed(token, values):
                return await self._pressed(call, token, values)
            case Typed(text, file):
                slowed = self._slowed(call, "typed", STEPS_ALLOWANCE)
                return slowed or await self._conversation.typed(call, file if file is not None else text)
            case _:
                assert_never(what)

    def _slowed(self, call: Call, action: str, allowance: int = 1) -> Toast | None:
        identity = call.incoming.identity
        pace = self.limiter.pace(identity.platform, identity.user_id, action, call.now, allowance)
        if pace is Pace.FINE:
            return None
        return Toast(call.say("dialog-slow-down") if pace is Pace.WARN else ())

    async def _invoke(self, call: Call, name: str, answers: Mapping[str, object]) -> View | Asking | Toast:
        command = self.registry.commands.get(name)
        if command is None and name == CANCEL:
            return await self._conversation.cancel(call)
        if command is None or not command.menu:
            return failing.unknown_command(self.registry, call.words)
        given = {p.name: answers[p.name] for p in command.params if p.name in answers and not p.hidden}
        call.take(command, given)
        return await self._start(call, command, given)

    async def _pressed(self, call: Call, token: str, values: Mapping[str, object]) -> View | Asking | Toast:
        opened = self._tokens.open(token, call.now)
        if isinstance(opened, Kept):
            opened = await self._kept(call, opened)
        instead = call.incoming.what.otherwise if isinstance(call.incoming.what, Pressed) else None
        match opened:
            case Broken.FORGED if instead is not None:
                return self._slowed(call, instead) or await self._invoke(call, instead, {})
            case Broken():
                slowed = self._slowed(call, "broken")
                return slowed or Toast(call.say(f"dialog-button-{opened.value}"), self._starts(call))
            case Step():
                slowed = self._slowed(call, "step", STEPS_ALLOWANCE)
                return slowed or await self._conversation.step(call, opened, values)
            case Press():
                return self._slowed(call, opened.command) or await self._press(call, opened, values)
            case _:
                assert_never(opened)

    def _starts(self, call: Call) -> tuple[Action, ...]:
        return failing.starts(self.registry, call.words)

    async def _kept(self, call: Call, kept: Kept) -> Press | Step | Broken:
        payload = await self.database.read(lambda uow: uow.drafts.token(kept.row))
        if payload is None:
            return Broken.EXPIRED
        what = load(payload)
        return self._tokens.current(what, call.now) if isinstance(what, Press) else what

    async def _press(self, call: Call, press: Press, values: Mapping[str, object]) -> View | Asking | Toast:
        """Carry out a button; what is sealed into it stands against what comes along."""
        command = self.registry.commands[press.command]
        open_to_all = {param.name for param in command.params if not param.hidden}
        given = {name: value for name, value in values.items() if name in open_to_all}
        raws = {**given, **press.answers}
        call.take(command, raws, press)
        return await self._start(call, command, raws)

    async def _start(self, call: Call, command: Command, raws: Mapping[str, object]) -> View | Asking | Toast:
        """Run the command if everything is there, else ask for the rest.

        Buttons that hold ids are read without knowing the person, so that a press is one transaction.
        """
        try:
            bound = bind(command, raws, Reading(call.now))
        except NeedsPerson:
            return await self._conversation.begin(call, command, raws)
        if not bound.complete or (command.asks and bound.open):
            return await self._conversation.begin(call, command, raws)
        # What was typed along is judged first, so that it can be corrected; a press has to be quick.
        typed = isinstance(call.incoming.what, Invoke) and bound.judged
        if typed and not await self._conversation.fits(call, command, raws):
            return await self._conversation.begin(call, command, raws)
        return await command.run(call, **bound.values)


def _outcome(body: View | Asking | Toast) -> str:
    """What the figures call it: done, asked for more, refused, or dropped without a word."""
    match body:
        case Asking():
            return "asked"
        case Toast():
            return "refused" if body.text else "dropped"
        case View():
            return "refused" if body.refused else "done"
        case _:
            assert_never(body)
