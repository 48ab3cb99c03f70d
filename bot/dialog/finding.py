"""The draft that an input is about, and what the input does to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.dialog.asking import Asking, Do, Step
from bot.dialog.call import Call
from bot.dialog.command import Command, Registry
from bot.dialog.drafting import ANY_VERSION, Cancels, Change, Filling
from bot.dialog.kinds import Pick
from bot.dialog.reading import Reader, Reading
from core.drafts import Draft, DraftKey
from core.errors import Denied, Refusal
from core.ports import UnitOfWork


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


@dataclass(frozen=True, slots=True)
class Hopeless:
    """No further answer could complete the draft: somebody else was faster, or a role is gone."""

    draft: Draft
    command: Command
    refusal: Refusal


Found = Open | Stale | Expired | Hopeless | None
"""None: there is no such draft any more."""


def find(uow: UnitOfWork, call: Call, registry: Registry, step: Step, values: Mapping[str, object]) -> Found:
    """What a button, a select menu or a form of a draft does. Raises Denied for somebody else's."""
    identity = call.incoming.identity
    draft = uow.drafts.get(step.draft_id)
    command = registry.commands.get(draft.command) if draft else None
    if draft is None or command is None:
        return None
    call.command = command
    if (draft.key.platform, draft.key.user_id) != (identity.platform, identity.user_id):
        raise Denied("draft-not-yours")
    call.asked_in = draft.message_id
    if draft.expires_at <= call.now:
        return Expired(draft, command)
    filling = filling_of(uow, call, draft, command)
    if step.version != draft.version and step.do not in ANY_VERSION:
        elsewhere = draft.message_id not in (None, call.incoming.place.message_id)
        return Stale(filling.show().asking if elsewhere else None)
    if step.do is Do.CANCEL:
        return Open(draft, filling, Cancels())
    return _opened(draft, filling, registry, lambda: filling.step(step, values))


def find_typed(uow: UnitOfWork, call: Call, registry: Registry, raw: object) -> Found:
    """What free text or a file does to the open draft."""
    draft = open_draft(uow, call)
    command = registry.commands.get(draft.command) if draft else None
    if draft is None or command is None:
        return None
    if draft.expires_at <= call.now:
        return Expired(draft, command)
    filling = filling_of(uow, call, draft, command)
    return _opened(draft, filling, registry, lambda: filling.typed(raw))


def _opened(draft: Draft, filling: Filling, registry: Registry, act: Callable[[], Change]) -> Found:
    """Carry out an input on a draft that can still be completed."""
    try:
        filling.check(registry.final)
        return Open(draft, filling, act())
    except Refusal as refusal:
        return Hopeless(draft, filling.command, refusal)


def open_draft(uow: UnitOfWork, call: Call) -> Draft | None:
    """The person's open draft in this chat."""
    draft = uow.drafts.open_for(key_of(call))
    call.asked_in = draft.message_id if draft else None
    return draft


def begun_before(uow: UnitOfWork, call: Call, command: Command) -> Filling | None:
    """The same command, if this person has answered some of it in this chat: nobody types it all again.

    What was only picked does not count: a card's button may have, and now another thing be meant.
    """
    draft = uow.drafts.open_for(key_of(call))
    if draft is None or draft.command != command.name or draft.expires_at <= call.now:
        return None
    said = [param.name for param in command.params if not (param.hidden or isinstance(param.kind, Pick))]
    if all(draft.answers.get(name) in (None, "", []) for name in said):
        return None
    call.asked_in = draft.message_id
    return filling_of(uow, call, draft, command)


def key_of(call: Call) -> DraftKey:
    """Under which a person has at most one draft in a chat."""
    identity = call.incoming.identity
    return DraftKey(identity.platform, call.incoming.place.chat_id, identity.user_id)


def reading(uow: UnitOfWork, call: Call) -> Reading:
    """How this person's answers are read."""
    return Reading(call.now, Reader(uow, call.actor, call.words))


def filling_of(uow: UnitOfWork, call: Call, draft: Draft, command: Command) -> Filling:
    """The draft in the hands of its person."""
    return Filling(command, draft.answers, draft.asking, reading(uow, call), draft)
