"""Answering one interaction: at once if it is quick, deferred if it is not, as a message if it is late.

Discord waits three seconds for the first answer and fifteen minutes for the rest (trust.md §2 rows 14–16).
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from enum import Enum, auto

import aiohttp
import discord
import structlog

from bot.discord.reading import Kind, Payload, pressed_in_private, user_id
from bot.discord.wire import EPHEMERAL, Answer, Attached, Json, Message, Wire

log = structlog.get_logger(__name__)

UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION = 10008, 10015, 10062
ALREADY_ANSWERED, TOKEN_OVER, FORM_WRONG = 40060, 50027, 50035
TOO_LATE = frozenset({UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, TOKEN_OVER})
ANSWER_WITHIN = 3.0
"""Seconds after which a first answer is of no use any more."""
Late = Callable[[str, str | None, Message, str], Awaitable[None]]
"""Sends a late answer to a person: user id, DM channel if it was there, message, nonce."""


class Where(Enum):
    """Where an answer appears."""

    IN_PLACE = auto()
    """Instead of the private message that was pressed."""
    PRIVATE = auto()
    PUBLIC = auto()


class RefusedError(Exception):
    """Discord refused the form of an answer: our fault, worth another form."""


class Answering:
    """The answer to one interaction."""

    def __init__(self, payload: Payload, wire: Wire, late: Late) -> None:
        self._payload = payload
        self._wire = wire
        self._late = late
        self._deferring: asyncio.Task[None] | None = None
        self._direct = payload.get("guild_id") is None
        self.first_at: float | None = None
        """When Discord had the first answer, by the loop's clock."""

    @property
    def may_open_form(self) -> bool:
        """Whether a form can still be opened: only at first, and not out of a form."""
        return self._deferring is None and self._payload["type"] in (Kind.COMMAND, Kind.COMPONENT)

    @property
    def may_replace(self) -> bool:
        """Whether the answer may take the place of the message that was pressed."""
        return pressed_in_private(self._payload)

    def defer_soon(self) -> None:
        """Tell Discord that the answer takes a while."""
        self._deferring = asyncio.get_running_loop().create_task(self._defer())

    async def _defer(self) -> None:
        if self._payload.get("message") is not None:
            how, told = Answer.DEFER_UPDATE, None
        else:
            how, told = Answer.DEFER, None if self._direct else {"flags": EPHEMERAL}
        try:
            await self._wire.answer(self._payload["id"], self._payload["token"], how, told)
            self._note_first()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("not_deferred", error=repr(error))

    async def open_form(self, form: Json) -> None:
        """Open a form. Raises RefusedError."""
        try:
            await self._first(Answer.MODAL, form)
        except discord.HTTPException as error:
            if error.status == 400 and error.code not in (ALREADY_ANSWERED, UNKNOWN_INTERACTION):
                raise RefusedError(error.text) from error
            log.warning("form_not_opened", status=error.status, code=error.code)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("form_not_opened", error=repr(error))

    async def give(self, message: Message, where: Where) -> None:
        """Give the answer, if need be as a direct message. Raises RefusedError."""
        try:
            if self._deferring is None:
                await self._at_once(message, where)
            else:
                await self._deferring
                await self._afterwards(message, where)
        except discord.HTTPException as error:
            if error.status == 400 and error.code in (FORM_WRONG, 0, 50006):
                raise RefusedError(error.text) from error
            await self._send_late(message, f"{error.status} {error.code}")
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            await self._send_late(message, repr(error))

    async def _at_once(self, message: Message, where: Where) -> None:
        how = Answer.UPDATE if where is Where.IN_PLACE else Answer.MESSAGE
        ephemeral = where is Where.PRIVATE and not self._direct
        body = message.body(ephemeral=ephemeral, edit=how is Answer.UPDATE)
        try:
            await self._first(how, body, message.files)
        except discord.HTTPException as error:
            if error.code != ALREADY_ANSWERED:
                raise
            # Another copy of us was first, or our own answer arrived although its receipt did not.
            log.warning("double_ack", interaction=self._payload["id"])
            await self._afterwards(message, where)

    async def _first(self, how: Answer, body: Json, files: tuple[Attached, ...] = ()) -> None:
        """The first answer, once more if the connection broke, within Discord's three seconds."""
        told = (self._payload["id"], self._payload["token"], how, body, files)
        async with asyncio.timeout(ANSWER_WITHIN):
            try:
                await self._wire.answer(*told)
            except (aiohttp.ClientError, OSError):
                await self._wire.answer(*told)
        self._note_first()

    def _note_first(self) -> None:
        if self.first_at is None:
            self.first_at = asyncio.get_running_loop().time()

    async def _afterwards(self, message: Message, where: Where) -> None:
        application, token = self._payload["application_id"], self._payload["token"]
        replaces = self._payload.get("message") is None or where is Where.IN_PLACE
        if replaces:
            await self._wire.edit_original(application, token, message)
        else:
            ephemeral = where is Where.PRIVATE and not self._direct
            await self._wire.follow_up(application, token, message, ephemeral=ephemeral)

    async def _send_late(self, message: Message, why: str) -> None:
        """The effect stands, so its result is told in another way."""
        log.warning("answered_late", interaction=self._payload["id"], why=why)
        channel = self._payload["channel_id"] if self._direct else None
        await self._late(user_id(self._payload), channel, message, f"late-{self._payload['id']}")

    async def choices(self, found: list[Json]) -> None:
        """Give the choices for what is being typed; too late is no loss."""
        with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError):
            async with asyncio.timeout(ANSWER_WITHIN):
                told = {"choices": found}
                await self._wire.answer(self._payload["id"], self._payload["token"], Answer.CHOICES, told)
