"""Showing answers: sent at once, again where that is safe, and never twice where it can be helped."""

import asyncio
import contextlib
from dataclasses import dataclass

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.limits import Limiter, Rate
from bot.telegram.errors import (
    ThrottledError,
    says,
    uneditable,
    unmodified,
    unsent,
)
from bot.telegram.message import Message, Sending, as_file, edit, sendings, strip
from bot.telegram.wire import Json, Wire

log = structlog.get_logger(__name__)

OVERALL = Rate(per_second=29.7, burst=1.29)
"""Telegram allows 30 messages a second; in no second more than 30 notices leave."""
IN_PRIVATE = Rate(per_second=1.0, burst=3)
IN_GROUP = Rate(per_second=17 / 60, burst=3)
"""20 a minute, three of them at once."""
LONGEST_WAIT = 60.0
"""Seconds of a rate limit that an answer waits out; after that it is of no use any more."""
LONGEST_TOAST = 200
TOO_MANY_SIDES = ("photo_invalid_dimensions", "image_process_failed", "is too big for a photo")


def limiter() -> Limiter:
    """Telegram's limits; a group's id is negative."""
    return Limiter(OVERALL, lambda dest: IN_GROUP if dest.startswith("-") else IN_PRIVATE)


@dataclass(frozen=True, slots=True)
class Retries:
    """When an answer is sent again: seconds, one after the other."""

    unsent: tuple[float, ...] = (0.2, 1.0, 3.0)
    """It certainly did not arrive."""
    ambiguous: tuple[float, ...] = (1.0,)
    """It may have arrived: an answer twice is better than none, an edit twice is none the wiser."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place for an answer."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None

    def params(self, sending: Sending) -> Json:
        """What a call needs to end up there."""
        told: Json = {"chat_id": self.chat_id}
        if sending.method.startswith("edit"):
            return told
        if self.thread_id is not None:
            told["message_thread_id"] = self.thread_id
        if self.reply_to is not None:
            told["reply_parameters"] = {"message_id": self.reply_to, "allow_sending_without_reply": True}
        return told


class Outlet:
    """Shows messages in the quick lane."""

    def __init__(self, wire: Wire, limiter: Limiter, retries: Retries | None = None) -> None:
        self._wire = wire
        self._limiter = limiter
        self._retries = retries or Retries()

    async def send(self, where: Where, message: Message) -> int:
        """Send a message and return its id, that of its words and buttons. Raises TelegramError."""
        try:
            return await self._send(where, message)
        except BadRequest:
            if not message.formatted:
                raise
            log.warning("markup_refused", units=message.body.units)
            return await self._send(where, message.plainly())

    async def edit(self, where: Where, message_id: int, message: Message) -> bool:
        """Put a message in place of another; False when that is gone or too old. Raises TelegramError."""
        try:
            await self._show(where, edit(message, message_id))
        except BadRequest as error:
            if unmodified(error):
                return True
            if uneditable(error):
                return False
            if not message.formatted:
                raise
            log.warning("markup_refused", units=message.body.units)
            return await self.edit(where, message_id, message.plainly())
        return True

    async def strip(self, chat_id: int, message_id: int) -> None:
        """Take a message's buttons away, if that is possible."""
        with contextlib.suppress(TelegramError):
            await self._show(Where(chat_id), strip(message_id))

    async def acknowledge(
        self, query_id: str, text: str | None = None, *, alert: bool = False, url: str | None = None
    ) -> None:
        """End a press's spinner; too late is no loss (trust.md §2 row 17)."""
        told = {"callback_query_id": query_id, "text": text, "show_alert": alert or None, "url": url}
        try:
            await self._wire.call("answerCallbackQuery", told)
        except TelegramError as error:
            log.debug("press_not_acknowledged", error=str(error))

    async def _send(self, where: Where, message: Message) -> int:
        shown = 0
        for sending in sendings(message):
            try:
                shown = await self._show(where, sending)
            except BadRequest as error:
                if "photo" not in sending.params or not says(error, *TOO_MANY_SIDES):
                    raise
                shown = await self._show(where, as_file(sending))
        return shown

    async def _show(self, where: Where, sending: Sending) -> int:
        """Do one call, again where it pays; returns the message's id."""
        unsent_waits, ambiguous_waits = iter(self._retries.unsent), iter(self._retries.ambiguous)
        params, waited = sending.params | where.params(sending), 0.0
        while True:
            await self._limiter.quick(str(where.chat_id), counted=sending.method.startswith("send"))
            try:
                shown = await self._wire.call(sending.method, params)
            except ThrottledError as error:
                waited += error.seconds or LONGEST_WAIT
                if error.seconds is None or waited > LONGEST_WAIT:
                    raise
                self._limiter.refused(str(where.chat_id), error.seconds)
                continue
            except (BadRequest, Forbidden, ChatMigrated, InvalidToken):
                raise
            except TelegramError as error:
                wait = next(unsent_waits if unsent(error) else ambiguous_waits, None)
                if wait is None:
                    raise
                log.info("answer_again", error=repr(error), after=wait)
                await asyncio.sleep(wait)
                continue
            return int(shown["message_id"]) if isinstance(shown, dict) else 0
