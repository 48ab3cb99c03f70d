"""What a person reads when something was refused or went wrong; nothing has changed then."""

import contextlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

import structlog

from bot.dialog import kept_refusals
from bot.dialog.call import Call
from bot.dialog.command import Command, Registry
from bot.dialog.incoming import Invoke, Pressed, Typed
from bot.dialog.refusals import refused, sentence, to_command
from bot.dialog.replies import Toast
from bot.dialog.text import Text
from bot.dialog.view import Action, Tone, View
from bot.dialog.wording import Words
from core import auditing
from core.errors import Conflict, CoreError, Denied, Outdated, Refusal, Unwritable
from core.people import service as people
from core.people.model import Actor
from core.ports import Database, Repeated, UnitOfWork

_log = structlog.stdlib.get_logger(__name__)
_PASSING = {Unwritable: "unwritable", Conflict: "busy"}
"""What goes wrong without anybody's fault and is over by itself (trust.md §2 rows 39, 41)."""
_NOWHERE_TO_GO = frozenset({"person-erased"})
"""Every command would refuse in the same words."""


async def answer(refusal: Refusal, call: Call, database: Database, registry: Registry) -> View | Toast:
    """A refusal as a private answer, or as a remark where the pressed message should stay."""
    if isinstance(refusal, Denied):
        await _audit(refusal, call, database)
    elif call.command is not None and not call.command.reads:
        await _keep(refusal, call, database)
    if isinstance(refusal, Outdated):
        card = await card_of(call, registry)
        if card is not None:
            return replace(card, lines=(sentence(refusal, call.words), *card.lines), tone=Tone.CARE)
    view = refused(refusal, registry, call.words)
    if view.actions:
        return view
    ways = () if refusal.code in _NOWHERE_TO_GO else starts(registry, call.words)
    pressed = isinstance(call.incoming.what, Pressed) and call.draft is None
    return Toast(sentence(refusal, call.words), ways) if pressed else replace(view, actions=ways)


async def _audit(refusal: Denied, call: Call, database: Database) -> None:
    """One row for an attempt by the wrong person, once however often the input is delivered.

    Whoever was erased meanwhile leaves none.
    """
    identity, now = call.incoming.identity, call.now
    refusal.facts.setdefault("action", call.command.name if call.command else "button")

    def act(uow: UnitOfWork) -> Actor:
        actor = people.actor(uow, identity, now)
        auditing.denied(uow, actor, now, refusal)
        return actor

    with contextlib.suppress(Repeated, Refusal):
        await database.write(
            act,
            source=identity.platform.value,
            correlation=call.incoming.key,
            key=(identity.platform, call.incoming.key),
            outcome=lambda _: kept_refusals.kept(refusal),
            whose=lambda actor: actor.id,
        )


async def _keep(refusal: Refusal, call: Call, database: Database) -> None:
    """A change that was refused stays refused, whenever the input is delivered again."""
    identity = call.incoming.identity
    platform = identity.platform
    with contextlib.suppress(Repeated, CoreError):
        await database.write(
            lambda uow: uow.people.speaker(platform, identity.user_id),
            source=platform.value,
            correlation=call.incoming.key,
            key=(platform, call.incoming.key),
            outcome=lambda _: kept_refusals.kept(refusal),
            whose=lambda speaker: speaker.person.id if speaker else None,
        )


async def card_of(call: Call, registry: Registry) -> View | None:
    """The card whose button was pressed as it is now; else that of the area's `show` command.

    It is given what it is about and nothing more: a card that takes changes as well would make them.
    """
    if call.command is None:
        return None
    area = call.command.name.replace("-", " ").partition(" ")[0]
    show = registry.commands.get(call.command.card or f"{area} show")
    names = {param.name for param in show.params if not param.optional} if show else set()
    answers = {name: value for name, value in call.raws.items() if name in names}
    if show is None or not (answers or call.command.card):
        return None
    try:
        return await call.another(show, answers)
    except Refusal:
        return None


def apology(error: Exception, call: Call, registry: Registry) -> View:
    """Sorry, with a number under which the log tells everything, and where to begin anew.

    What passes by itself has words of its own.
    """
    known = next((key for kind, key in _PASSING.items() if isinstance(error, kind)), None)
    if known is not None:
        _log.warning(known, what=_what(call), error=str(error))
        title, line = call.say(f"dialog-{known}"), call.say(f"dialog-{known}-next")
        return _failed(title, line, starts(registry, call.words))
    number = secrets.token_hex(4)
    _log.error("unexpected", error_id=number, what=_what(call), exc_info=error)
    words = call.words
    return _failed(words.say("apology"), words.say("apology-next", id=number), starts(registry, words))


def _failed(title: Text, line: Text, actions: tuple[Action, ...]) -> View:
    return View(title=title, lines=(line,), actions=actions, tone=Tone.REFUSED, refused=True)


def _what(call: Call) -> str:
    """What was tried, without anything the person wrote."""
    what = call.incoming.what
    match what:
        case Invoke(command):
            return f"command {command}"
        case Pressed():
            return f"button of {call.command.name}" if call.command else "button"
        case Typed():
            return "text"
        case _:
            assert_never(what)


def unknown_command(registry: Registry, words: Words) -> View:
    """A command that nobody knows."""
    return View(title=words.say("dialog-unknown-command"), actions=starts(registry, words), tone=Tone.CARE)


def nothing_asked(registry: Registry, words: Words) -> View:
    """Text that answers no question."""
    return View(
        title=words.say("dialog-not-asked"),
        lines=(words.say("dialog-not-asked-next"),),
        actions=starts(registry, words),
    )


def cancelled(registry: Registry, words: Words) -> View:
    """A draft that its person has ended."""
    return View(title=words.say("dialog-cancelled"), actions=starts(registry, words))


def over(registry: Registry, words: Words) -> View:
    """A draft that has ended."""
    return View(
        title=words.say("dialog-over"),
        lines=(words.say("dialog-over-next"),),
        actions=starts(registry, words),
    )


def expired(command: Command, hidden: Mapping[str, object], registry: Registry, words: Words) -> View:
    """A draft that waited too long."""
    return View(
        title=words.say("dialog-expired"),
        lines=(words.say("dialog-expired-next"),),
        actions=(to_command(registry, command.name, words, hidden, "dialog-start-again"),),
        tone=Tone.CARE,
    )


def starts(registry: Registry, words: Words) -> tuple[Action, ...]:
    """Where to begin: home and help, as far as they are declared."""
    known = [name for name in ("home", "help") if name in registry.commands]
    return tuple(to_command(registry, name, words, key=f"dialog-{name}") for name in known)
