"""Half-filled commands: started, stepped, finished; every change is one keyed transaction.

The state is the stored draft alone, so a restart in the middle loses nothing. An input that is
delivered again changes nothing: its key is in the inbox, and the present state is shown.
"""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar, assert_never, cast

from bot.dialog import failing, kept_refusals
from bot.dialog.asking import Asking, Do, Step
from bot.dialog.binding import SEEN, bind
from bot.dialog.call import Call, DraftRepeated, draft_outcome
from bot.dialog.command import Command, Registry
from bot.dialog.drafting import Cancels, Filling, Runs, Saves, Shows
from bot.dialog.finding import (
    Expired,
    Hopeless,
    Open,
    Stale,
    begun_before,
    filling_of,
    find,
    find_typed,
    key_of,
    open_draft,
    reading,
)
from bot.dialog.picking import check_choices
from bot.dialog.replies import Toast
from bot.dialog.retelling import Ran, ran
from bot.dialog.view import Tone, View
from core.drafts import Draft
from core.errors import Denied, Outdated, Refusal
from core.operations import switches
from core.ports import Database, Repeated, UnitOfWork

T = TypeVar("T")
Body = View | Asking | Toast


class _AskedError(Exception):
    """Undoes the question whether an input was handled."""


class Conversation:
    """Leads a person through what a command needs."""

    def __init__(self, registry: Registry, database: Database, expiry: timedelta) -> None:
        self._registry = registry
        self._database = database
        self._expiry = expiry

    async def begin(self, call: Call, command: Command, raws: Mapping[str, object]) -> Body:
        """Run the command if everything is there once the person is known, else start asking."""
        await call.known()
        given = dict(raws) if call.seen is None else {**raws, SEEN: call.seen}

        def look(uow: UnitOfWork) -> Runs | Saves | Shows:
            filling = Filling(command, given, None, reading(uow, call))
            change = filling.begin()
            if not isinstance(change, Runs):
                filling.check(self._registry.final)
                if not command.reads:
                    switches.check_open(uow)
                if not given and (begun := begun_before(uow, call, command)) is not None:
                    return begun.show()
            return change

        try:
            change = await self._database.read(look)
        except Refusal:
            if (before := await self._handled(call)) is not None:
                return await self._retold(call, before)
            raise
        if isinstance(change, Runs):
            call.run_again(command, change.raws)
            return await command.run(call, **change.values)
        if isinstance(change, Shows):
            return await self._resume(call, change.asking)
        check_choices(change.asking, call.words)
        key = key_of(call)
        try:
            draft = await self._keyed(
                call,
                lambda uow: uow.drafts.start(
                    key, command.name, change.raws, change.asking_param, call.now + self._expiry
                ),
                lambda started: draft_outcome(started.id),
            )
        except Repeated as repeated:
            return await self._repeated(call, repeated)
        replaces = command.card is not None
        return replace(change.asking, draft_id=draft.id, version=draft.version, replaces=replaces)

    async def _resume(self, call: Call, asking: Asking) -> Body:
        """Go on with a draft; noted down, so that the same input later does not begin another one."""
        try:
            await self._keyed(call, lambda _: None, lambda _: draft_outcome(asking.draft_id))
        except Repeated as repeated:
            return await self._repeated(call, repeated)
        return replace(asking, message_id=None, resumed=True)

    async def fits(self, call: Call, command: Command, raws: Mapping[str, object]) -> bool:
        """Whether the command would take what was given; an input handled before is answered as then."""
        await call.known()
        try:
            right = await self._database.read(lambda uow: bind(command, raws, reading(uow, call)).complete)
        except Refusal:
            right = False
        return right or await self._handled(call) is not None

    async def _handled(self, call: Call) -> str | None:
        """The outcome of this very input, if it was handled before; asking leaves nothing behind."""

        def ask(_: UnitOfWork) -> None:
            raise _AskedError

        try:
            await self._keyed(call, ask, lambda _: draft_outcome(0))
        except _AskedError:
            return None
        except Repeated as repeated:
            return repeated.outcome
        raise AssertionError("the question undoes itself")

    async def step(self, call: Call, step: Step, values: Mapping[str, object]) -> Body:
        """Carry out a button, a select menu or a form of a draft."""
        found = await self._look(call, lambda uow: find(uow, call, self._registry, step, values))
        match found:
            case Open():
                return await self._change(call, found)
            case Expired():
                return await self._close(call, found)
            case Hopeless():
                return await self._give_up(call, found)
            case Stale() | None:
                if (before := await self._changed_before(call)) is not None:
                    return await self._retold(call, before, cancels=step.do is Do.CANCEL)
                return self._passed(call, found)
            case _:
                assert_never(found)

    def _passed(self, call: Call, found: Stale | None) -> Body:
        """A button of a question that has been answered, or of a draft that is over."""
        if found is None:
            return Toast(call.say("dialog-over"), failing.starts(self._registry, call.words))
        return found.asking or Toast(call.say("dialog-answered"))

    async def typed(self, call: Call, raw: object) -> Body:
        """Take free text or a file as the answer to the open question, if there is one."""
        found = await self._look(call, lambda uow: find_typed(uow, call, self._registry, raw))
        match found:
            case Open():
                if isinstance(found.change, Shows):
                    before = await self._changed_before(call)
                    if before is not None:
                        return await self._retold(call, before)
                return await self._change(call, found)
            case Expired():
                return await self._close(call, found)
            case Hopeless():
                return await self._give_up(call, found)
            case Stale() | None:
                if (before := await self._handled(call)) is not None:
                    return await self._retold(call, before)
                return failing.nothing_asked(self._registry, call.words)
            case _:
                assert_never(found)

    async def cancel(self, call: Call) -> Body:
        """End the open draft, whatever it is about."""
        draft = await self._look(call, lambda uow: open_draft(uow, call))
        if draft is None:
            if (before := await self._handled(call)) is not None:
                return await self._retold(call, before, cancels=True)
            return failing.nothing_asked(self._registry, call.words)
        return await self._cancel(call, draft)

    async def _look(self, call: Call, query: Callable[[UnitOfWork], T]) -> T:
        """Read who acts and the draft together; a new person or name is written down first."""

        def both(uow: UnitOfWork) -> T | None:
            return query(uow) if call.meet(uow) else None

        found = await self._database.read(both)
        if call.met is not None:
            return cast("T", found)
        await call.known()
        return await self._database.read(query)

    async def _change(self, call: Call, found: Open) -> Body:
        change = found.change
        match change:
            case Shows():
                return change.asking
            case Saves():
                return await self._save(call, found.draft, change)
            case Cancels():
                return await self._cancel(call, found.draft)
            case Runs():
                return await self._finish(call, found, change)
            case _:
                assert_never(change)

    async def _save(self, call: Call, draft: Draft, change: Saves) -> Body:
        def save(uow: UnitOfWork) -> Draft | None:
            stored = uow.drafts.save(
                draft.id, draft.version, change.raws, change.asking_param, call.now + self._expiry
            )
            return uow.drafts.get(draft.id) if stored else None

        try:
            saved = await self._keyed(call, save, lambda _: draft_outcome(draft.id))
        except Repeated as repeated:
            return await self._repeated(call, repeated)
        if saved is None:
            return Toast(call.say("dialog-answered"))
        return replace(change.asking, draft_id=saved.id, version=saved.version, message_id=saved.message_id)

    async def _finish(self, call: Call, found: Open, runs: Runs) -> Body:
        """Carry the command out; its write ends the draft, a refusal comes back to the question."""
        call.finish(found.draft, found.filling.command, runs.raws)
        try:
            view = await found.filling.command.run(call, **runs.values)
            if not call.wrote:
                await self._end(call, found.draft)
            return view
        except DraftRepeated as repeated:
            return await self.present(call, repeated.draft_id)
        except Outdated as refusal:
            if refusal.code == "draft-moved":
                return Toast(call.say("dialog-answered"))
            await self._drop(found.draft)
            raise
        except Denied:
            await self._drop(found.draft)
            raise
        except Refusal as refusal:
            if refusal.code in self._registry.final:
                await self._drop(found.draft)
                raise
            return await self._back(call, found, runs, refusal)

    async def _back(self, call: Call, found: Open, runs: Runs, refusal: Refusal) -> Body:
        name = refusal.facts.get("param") or refusal.facts.get("field")
        saves = await self._database.read(
            lambda uow: replace(found.filling, raws=runs.raws, reading=reading(uow, call)).refused(
                refusal, str(name) if name else None
            )
        )
        return await self._save(call, found.draft, saves)

    async def _end(self, call: Call, draft: Draft) -> None:
        """End the draft of a command that wrote nothing."""
        done = Ran(draft.command, call.raws, None)
        try:
            await self._keyed(call, lambda uow: uow.drafts.end(draft.id), lambda _: done.kept())
        except Repeated as repeated:
            raise DraftRepeated(DraftRepeated.of(repeated)) from None

    async def _drop(self, draft: Draft) -> None:
        await self._database.write(lambda uow: uow.drafts.end(draft.id), source="dialog")

    async def _give_up(self, call: Call, found: Hopeless) -> Body:
        """End a draft that cannot be completed, with the reason."""
        call.finish(found.draft, found.command, found.draft.answers)
        await self._drop(found.draft)
        raise found.refusal

    async def _cancel(self, call: Call, draft: Draft) -> View:
        """End a draft; the card it was asked in place of comes back."""
        with contextlib.suppress(Repeated):
            await self._keyed(call, lambda uow: uow.drafts.end(draft.id), lambda _: draft_outcome(draft.id))
        command = self._registry.commands.get(draft.command)
        if command is not None and command.card is not None:
            call.take(command, draft.answers)
        card = await failing.card_of(call, self._registry)
        if card is not None:
            return replace(card, lines=(call.say("dialog-cancelled"), *card.lines), tone=Tone.PLAIN)
        return failing.cancelled(self._registry, call.words)

    async def _close(self, call: Call, found: Expired) -> View:
        await self._drop(found.draft)
        hidden = {param.name for param in found.command.params if param.hidden}
        kept = {name: raw for name, raw in found.draft.answers.items() if name in hidden}
        return failing.expired(found.command, kept, self._registry, call.words)

    async def _repeated(self, call: Call, repeated: Repeated) -> Body:
        return await self._retold(call, repeated.outcome)

    async def _retold(self, call: Call, outcome: str, *, cancels: bool = False) -> Body:
        """What an input hears that was handled before: the same refusal or result, or its draft as it is."""
        if refusal := kept_refusals.remembered(outcome):
            raise refusal
        done = ran(outcome)
        command = self._registry.commands.get(done.command) if done else None
        if done is not None and command is not None:
            call.run_again(command, done.raws)
            return await command.run(call, **done.values(command, call.now))
        if cancels:
            return failing.cancelled(self._registry, call.words)
        return await self.present(call, DraftRepeated.of(Repeated(outcome)))

    async def present(self, call: Call, draft_id: int) -> Body:
        """The draft as it stands, or that it is over."""

        def look(uow: UnitOfWork) -> Asking | None:
            draft = uow.drafts.get(draft_id)
            command = self._registry.commands.get(draft.command) if draft else None
            if draft is None or command is None:
                return None
            return filling_of(uow, call, draft, command).show().asking

        asking = await self._database.read(look)
        return asking or failing.over(self._registry, call.words)

    async def _changed_before(self, call: Call) -> str | None:
        """The outcome, if this very input changed something when it was delivered before."""
        try:
            await self._keyed(call, lambda _: None, lambda _: draft_outcome(0))
        except Repeated as repeated:
            return None if repeated.outcome == draft_outcome(0) else repeated.outcome
        return None

    async def _keyed(self, call: Call, act: Callable[[UnitOfWork], T], outcome: Callable[[T], str]) -> T:
        identity = call.incoming.identity
        return await self._database.write(
            act,
            source=identity.platform.value,
            correlation=call.incoming.key,
            key=(identity.platform, call.incoming.key),
            outcome=outcome,
            whose=lambda _: call.met.id if call.met else None,
        )
