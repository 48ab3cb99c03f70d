"""The sender's port: notices, cards and menus, and what Telegram made of them (trust.md §3.5)."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol, assert_never

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.dialog.replies import Sealer
from bot.dialog.view import View
from bot.limits import Limiter
from bot.posting import Menu, Parcel, RoleGrant
from bot.telegram import render
from bot.telegram.errors import (
    ThrottledError,
    nobody_there,
    says,
    uneditable,
    unmodified,
    unsent,
)
from bot.telegram.menu import Menus
from bot.telegram.message import Message, Sending, as_file, edit, sendings
from bot.telegram.outlet import TOO_MANY_SIDES
from bot.telegram.wire import Wire
from core.notices.model import Target
from core.notices.outcomes import (
    Ambiguous,
    CardGone,
    Gone,
    Locked,
    Malformed,
    Moved,
    Outcome,
    Sent,
    Unknown,
    Unsent,
    Wait,
)

log = structlog.get_logger(__name__)

PATIENCE = 5.0
"""Seconds a notice waits for its own chat's rate; longer ones make room for others."""
CUT_OFF = timedelta(minutes=10)
"""How long to keep still when an edge in front of Telegram refuses us (trust.md §2 row 5)."""


class Sealers(Protocol):
    """Where the buttons' tokens come from."""

    def sealer(self, person_id: int | None) -> Sealer:
        """Make the tokens of one message."""
        ...


class TelegramPost:
    """Delivers parcels; whatever happens becomes an outcome."""

    def __init__(
        self,
        wire: Wire,
        engine: Sealers,
        limiter: Limiter,
        menus: Menus,
        waited: Callable[[float], None] = lambda _: None,
    ) -> None:
        """`waited` is told for how many seconds the rates kept a notice back."""
        self._waited = waited
        self._wire = wire
        self._engine = engine
        self._limiter = limiter
        self._menus = menus

    async def send(self, parcel: Parcel) -> Outcome:
        """Deliver one parcel once."""
        try:
            return await self._sent(parcel)
        except TelegramError as error:
            return self._outcome(error, parcel)
        except (ValueError, TypeError, KeyError) as error:
            log.exception("parcel_not_rendered", target=parcel.target.value)
            return Unknown(repr(error))

    async def _sent(self, parcel: Parcel) -> Outcome:
        body = parcel.body
        match body:
            case View():
                return await self._show(parcel, body)
            case Menu():
                await self._menus.set_for(parcel.dest, body)
                return Sent()
            case RoleGrant():
                return Malformed("Telegram has no roles")
            case _:
                assert_never(body)

    async def _show(self, parcel: Parcel, view: View) -> Outcome:
        card = parcel.target is Target.CHANNEL
        sealer = self._engine.sealer(None if card else parcel.person_id)
        message = render.message(view, parcel.words, sealer)
        await sealer.keep()
        if parcel.plain:
            message = message.plainly()
        if card and parcel.message_id is not None and not message.has_media:
            return await self._edit(parcel, message, int(parcel.message_id))
        if not parcel.urgent and (wait := self._limiter.wait(parcel.dest)) > PATIENCE:
            return Wait(timedelta(seconds=wait))
        shown = 0
        for sending in sendings(message):
            await self._pass(parcel)
            shown = await self._call(parcel, sending)
        return Sent(str(shown))

    async def _edit(self, parcel: Parcel, message: Message, message_id: int) -> Outcome:
        await self._pass(parcel)
        try:
            await self._call(parcel, edit(message, message_id))
        except BadRequest as error:
            if uneditable(error):
                return CardGone(str(error))
            if not unmodified(error):
                raise
        return Sent(parcel.message_id)

    async def _pass(self, parcel: Parcel) -> None:
        if parcel.urgent:
            await self._limiter.quick(parcel.dest)
        else:
            begun = asyncio.get_running_loop().time()
            await self._limiter.slow(parcel.dest)
            self._waited(asyncio.get_running_loop().time() - begun)

    async def _call(self, parcel: Parcel, sending: Sending) -> int:
        try:
            shown = await self._wire.call(sending.method, {"chat_id": int(parcel.dest), **sending.params})
        except BadRequest as error:
            if "photo" not in sending.params or not says(error, *TOO_MANY_SIDES):
                raise
            return await self._call(parcel, as_file(sending))
        return int(shown["message_id"]) if isinstance(shown, dict) else 0

    def _outcome(self, error: TelegramError, parcel: Parcel) -> Outcome:
        match error:
            case ThrottledError():
                return self._wait(error, parcel)
            case InvalidToken():
                return Locked("Telegram refuses the token")
            case ChatMigrated(new_chat_id=new):
                return Moved(str(new))
            case Forbidden() | BadRequest():
                return _refused(error)
            case _:
                # What the library raises without a class of its own is an answer that it cannot read.
                return Unsent(repr(error)) if unsent(error) else _unclear(error)

    def _wait(self, error: ThrottledError, parcel: Parcel) -> Wait:
        if error.seconds is None:
            self._limiter.refused(parcel.dest, CUT_OFF.total_seconds(), everywhere=True)
            return Wait(CUT_OFF, everywhere=True)
        everywhere = self._limiter.refused(parcel.dest, error.seconds)
        log.info("rate_limited", scope="everywhere" if everywhere else "chat", seconds=error.seconds)
        return Wait(timedelta(seconds=error.seconds), everywhere=everywhere)


def _refused(error: Forbidden | BadRequest) -> Outcome:
    if isinstance(error, Forbidden) or nobody_there(error):
        return Gone(str(error))
    return Malformed(str(error))


def _unclear(error: TelegramError) -> Outcome:
    return Malformed(str(error)) if "too large" in str(error).lower() else Ambiguous(repr(error))
