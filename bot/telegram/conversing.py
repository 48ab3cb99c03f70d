"""From an update to the engine, and from its reply to an answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import assert_never

import structlog
from telegram.error import Forbidden, TelegramError

from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming, Typed
from bot.dialog.kinds import Upload, Uploaded
from bot.dialog.replies import Reply
from bot.dialog.wording import Words
from bot.telegram import render
from bot.telegram.answering import Answering
from bot.telegram.backlog import Backlog
from bot.telegram.groups import Groups
from bot.telegram.inbound import Answer
from bot.telegram.outlet import Outlet, Where
from bot.telegram.pressing import Spinner
from bot.telegram.publicly import Publicly
from bot.telegram.updates import (
    Anonymous,
    Attachment,
    Idle,
    Input,
    Moved,
    Origin,
    Payload,
    Reachable,
    Reader,
    Seen,
)
from bot.telegram.wire import Wire

log = structlog.get_logger(__name__)

LARGEST_DOWNLOAD = 20 * 1024 * 1024
"""Bytes; Telegram gives bots no larger files."""


async def _nothing(*_: object) -> None:
    """What happens where the composer has nothing to do."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the composer does about things that are no input of a person."""

    reachable: Callable[[str, bool], Awaitable[None]] = _nothing
    """Somebody (user id) blocked the bot, or let it write again."""
    moved: Callable[[str, str], Awaitable[None]] = _nothing
    """A group has a new chat id."""
    poisoned: Callable[[str, str], Awaitable[None]] = _nothing
    """An update (id, kind of error) failed three times and is skipped."""
    broken: Callable[[str], Awaitable[None]] = _nothing
    """The face has halted, and why."""


class Conversing:
    """Handles updates of one bot."""

    def __init__(
        self,
        engine: Engine,
        wire: Wire,
        outlet: Outlet,
        reader: Reader,
        hooks: Hooks,
        answered: Callable[[float], None] = lambda _: None,
    ) -> None:
        """`answered` is told after how many seconds an input had its answer."""
        self._answered = answered
        self._engine = engine
        self._wire = wire
        self._outlet = outlet
        self._reader = reader
        self._hooks = hooks
        self._groups = Groups()
        self._answering = Answering(engine, outlet, self._groups)
        self._publicly = Publicly(engine, outlet, self._answering, wire.username)
        self.backlog = Backlog(engine.clock)

    async def handle(self, update: Payload) -> Answer | None:
        """Carry out an update; what comes back sends its answer."""
        read = self._reader.read(update)
        match read:
            case None:
                return None
            case Input():
                return await self._input(read)
            case Idle(query_id):
                return partial(self._outlet.acknowledge, query_id)
            case Anonymous():
                return partial(self._publicly.refuse, read, self._words(None))
            case Reachable(user_id, reachable):
                await self._hooks.reachable(user_id, reachable)
            case Moved(old, new):
                await self._hooks.moved(old, new)
            case Seen(user_id, chat_id, title):
                self._groups.seen(user_id, chat_id, title)
            case _:
                assert_never(read)
        return None

    async def _input(self, given: Input) -> Answer | None:
        origin, what = given.origin, given.what
        if not origin.private:
            title = origin.chat_title or str(origin.chat_id)
            self._groups.seen(origin.identity.user_id, str(origin.chat_id), title)
        if self.backlog.too_old(given):
            first = self.backlog.first_in(origin.chat_id)
            return partial(self._say, origin, "telegram-was-away") if first else None
        if given.attachment is not None and isinstance(what, Typed):
            file = await self._fetched(given.attachment)
            if file is None:
                return partial(self._say, origin, "telegram-file-lost")
            what = Typed(what.text, file)
        begun = asyncio.get_running_loop().time()
        spinner = Spinner(self._outlet, origin.query_id) if origin.query_id is not None else None
        reply = await self._engine.handle(Incoming(origin.key, origin.identity, origin.place, what))
        return partial(self._give, given, reply, spinner, begun)

    async def _give(self, given: Input, reply: Reply, spinner: Spinner | None, begun: float) -> None:
        try:
            if given.origin.private:
                await self._answering.give(given.origin, reply, spinner)
            else:
                await self._publicly.give(given, reply, spinner)
            self._answered(asyncio.get_running_loop().time() - begun)
        except Forbidden as error:
            log.info("answer_unwanted", error=str(error))
        except TelegramError as error:
            log.warning("answer_lost", error=repr(error))
        except Exception:
            log.exception("answer_not_rendered")
            await self._say(given.origin, "telegram-failed")

    async def _say(self, origin: Origin, key: str) -> None:
        words = self._words(origin.identity.language)
        where = Where(origin.chat_id, origin.thread_id)
        await self._outlet.send(where, render.remark(words.say(key), words))

    def _words(self, language: str | None) -> Words:
        programme = self._engine.programme
        catalogue = self._engine.catalogue
        return catalogue.words(catalogue.best(language, programme.language), programme.zone)

    async def _fetched(self, attachment: Attachment) -> Uploaded | None:
        """The file, with its content where some command could take it; None when it is not to be had."""
        name, size = attachment.name, attachment.size
        if not any(_fits(kind, name, size) for kind in self._uploads()):
            return Uploaded(name, size, b"")
        try:
            return Uploaded(name, size, await self._wire.fetch(attachment.file_id))
        except TelegramError as error:
            log.warning("file_not_fetched", error=repr(error))
            return None

    def _uploads(self) -> list[Upload]:
        kinds = (param.kind for command in self._engine.registry for param in command.params)
        return [kind for kind in kinds if isinstance(kind, Upload)]


def _fits(kind: Upload, name: str, size: int) -> bool:
    right = name.lower().endswith(tuple(suffix.lower() for suffix in kind.suffixes))
    return right and size <= min(kind.most_bytes, LARGEST_DOWNLOAD)
