"""Half-filled commands: started, stepped, finished; every change is one keyed transaction.

The state is the stored draft alone, so a restart in the middle loses nothing. An input that is
delivered again changes nothing: its key is in the inbox, and the present state is shown.
"""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar, assert_never, cast

from bot.dialog import failing
from bot.dialog.asking import Asking, Step
from bot.dialog.binding import SEEN
from bot.dialog.call import Call, DraftRepeated, draft_outcome
from bot.dialog.command import Command, Registry
from bot.dialog.drafting import ANY_VERSION, Cancels, Change, Filling, Runs, Saves, Shows
from bot.dialog.picking import check_choices
from bot.dialog.reading import Reader, Reading
from bot.dialog.replies import Toast
from bot.dialog.view import View
from core.drafts import Draft, DraftKey
from core.errors import Denied, Outdated, Refusal
from core.people import service as people
from core.ports import Database, Repeated, UnitOfWork

T = TypeVar("T")
Body = View | Asking | Toast


@dataclass(frozen=True, slots=True)
class Open:
    """A draft and what an input does to it."""

    draft: Draft
    filling: Filling
    change: Change


@dataclass(frozen=True, slots=True)
class Stale:
    """A button of an earlier question; the current one is shown where another message was pressed."""

    asking: Asking | None


@dataclass(frozen=True, slots=True)
class Expired:
    """The draft waited too long."""

    draft: Draft
    command: Command


Found = Open | Stale | Expired | None
"""None: there is no such draft any more."""


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

        def look(uow: UnitOfWork) -> Runs | Saves:
            change = Filling(command, given, None, _reading(uow, call)).begin()
            if command.ready is not None and not isinstance(change, Runs):
                command.ready(uow, call.actor, given)
            return change

        change = await self._database.read(look)
        if isinstance(change, Runs):
            return await command.run(call, **change.values)
        check_choices(change.asking, call.words)
        key = _key(call)
        try:
            draft = await self._keyed(
                call,
                lambda uow: uow.drafts.start(
                    key, command.name, change.raws, change.asking_param, call.now + self._expiry
                ),
                lambda started: draft_outcome(started.id),
            )
        except Repeated as repeated:
            return await self.present(call, DraftRepeated.of(repeated))
        return replace(change.asking, draft_id=draft.id, version=draft.version)

    async def step(self, call: Call, step: Step, values: Mapping[str, object]) -> Body:
        """Carry out a button, a select menu or a form of a draft."""
        found = await self._look(call, lambda uow: self._find(uow, call, step, values))
        match found:
            case Open():
                return await self._change(call, found)
            case Expired():
                return await self._close(call, found)
            case Stale() | None:
                if await self._changed_before(call):
                    return await self.present(call, step.draft_id)
                if found is not None and found.asking is not None:
                    return found.asking
                return Toast(call.say("dialog-answered" if found else "dialog-over"))
            case _:
                assert_never(found)

    async def typed(self, call: Call, raw: object) -> Body:
        """Take free text or a file as the answer to the open question, if there is one."""
        found = await self._look(call, lambda uow: self._find_typed(uow, call, raw))
        match found:
            case Open():
                if isinstance(found.change, Shows) and await self._changed_before(call):
                    return await self.present(call, found.draft.id)
                return await self._change(call, found)
            case Expired():
                return await self._close(call, found)
            case Stale() | None:
                return failing.nothing_asked(self._registry, call.words)
            case _:
                assert_never(found)

    async def cancel(self, call: Call) -> Body:
        """End the open draft, whatever it is about."""
        draft = await self._look(call, lambda uow: _open(uow, call))
        if draft is None:
            return failing.nothing_asked(self._registry, call.words)
        return await self._cancel(call, draft)

    async def _look(self, call: Call, query: Callable[[UnitOfWork], T]) -> T:
        """Read who acts and the draft together; a new person or name is written down first."""

        def both(uow: UnitOfWork) -> T | None:
            actor = people.known(uow, call.incoming.identity)
            if actor is None:
                return None
            call.meet(actor)
            return query(uow)

        found = await self._database.read(both)
        if call.met is not None:
            return cast("T", found)
        await call.known()
        return await self._database.read(query)

    def _find_typed(self, uow: UnitOfWork, call: Call, raw: object) -> Found:
        draft = _open(uow, call)
        command = self._registry.commands.get(draft.command) if draft else None
        if draft is None or command is None:
            return None
        if draft.expires_at <= call.now:
            return Expired(draft, command)
        filling = _filling(uow, call, draft, command)
        return Open(draft, filling, filling.typed(raw))

    def _find(self, uow: UnitOfWork, call: Call, step: Step, values: Mapping[str, object]) -> Found:
        identity = call.incoming.identity
        draft = uow.drafts.get(step.draft_id)
        command = self._registry.commands.get(draft.command) if draft else None
        if draft is None or command is None:
            return None
        call.command = command
        if (draft.key.platform, draft.key.user_id) != (identity.platform, identity.user_id):
            raise Denied("draft-not-yours")
        call.asked_in = draft.message_id
        if draft.expires_at <= call.now:
            return Expired(draft, command)
        filling = _filling(uow, call, draft, command)
        if step.version != draft.version and step.do not in ANY_VERSION:
            elsewhere = draft.message_id not in (None, call.incoming.place.message_id)
            return Stale(filling.show().asking if elsewhere else None)
        return Open(draft, filling, filling.step(step, values))

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
            return await self.present(call, DraftRepeated.of(repeated))
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
            lambda uow: replace(found.filling, raws=runs.raws, reading=_reading(uow, call)).refused(
                refusal, str(name) if name else None
            )
        )
        return await self._save(call, found.draft, saves)

    async def _end(self, call: Call, draft: Draft) -> None:
        """End the draft of a command that wrote nothing."""
        try:
            await self._keyed(call, lambda uow: uow.drafts.end(draft.id), lambda _: draft_outcome(draft.id))
        except Repeated as repeated:
            raise DraftRepeated(DraftRepeated.of(repeated)) from None

    async def _drop(self, draft: Draft) -> None:
        await self._database.write(lambda uow: uow.drafts.end(draft.id), source="dialog")

    async def _cancel(self, call: Call, draft: Draft) -> View:
        with contextlib.suppress(Repeated):
            await self._keyed(call, lambda uow: uow.drafts.end(draft.id), lambda _: draft_outcome(draft.id))
        return View(title=call.say("dialog-cancelled"), actions=failing.starts(self._registry, call.words))

    async def _close(self, call: Call, found: Expired) -> View:
        await self._drop(found.draft)
        hidden = {param.name for param in found.command.params if param.hidden}
        kept = {name: raw for name, raw in found.draft.answers.items() if name in hidden}
        return failing.expired(found.command, kept, self._registry, call.words)

    async def present(self, call: Call, draft_id: int) -> Body:
        """The draft as it stands, or that it is over."""

        def look(uow: UnitOfWork) -> Asking | None:
            draft = uow.drafts.get(draft_id)
            command = self._registry.commands.get(draft.command) if draft else None
            if draft is None or command is None:
                return None
            return _filling(uow, call, draft, command).show().asking

        asking = await self._database.read(look)
        return asking or failing.over(self._registry, call.words)

    async def _changed_before(self, call: Call) -> bool:
        """Whether this very input changed a draft when it was delivered before."""
        try:
            await self._keyed(call, lambda _: None, lambda _: draft_outcome(0))
        except Repeated as repeated:
            return repeated.outcome != draft_outcome(0)
        return False

    async def _keyed(self, call: Call, act: Callable[[UnitOfWork], T], outcome: Callable[[T], str]) -> T:
        identity = call.incoming.identity
        return await self._database.write(
            act,
            source=identity.platform.value,
            correlation=call.incoming.key,
            key=(identity.platform, call.incoming.key),
            outcome=outcome,
        )


def _open(uow: UnitOfWork, call: Call) -> Draft | None:
    draft = uow.drafts.open_for(_key(call))
    call.asked_in = draft.message_id if draft else None
    return draft


def _key(call: Call) -> DraftKey:
    identity = call.incoming.identity
    return DraftKey(identity.platform, call.incoming.place.chat_id, identity.user_id)


def _reading(uow: UnitOfWork, call: Call) -> Reading:
    return Reading(call.now, Reader(uow, call.actor, call.words))


def _filling(uow: UnitOfWork, call: Call, draft: Draft, command: Command) -> Filling:
    return Filling(command, draft.answers, draft.asking, _reading(uow, call), draft)
