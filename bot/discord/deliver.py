"""Delivering notices on Discord: direct messages, group cards and roles (implements `bot.posting.Post`)."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import discord
import structlog
from discord.http import HTTPClient

from bot.dialog.replies import Sealer
from bot.dialog.view import View
from bot.discord import outcomes, render
from bot.discord.lanes import OPENING, ROLES, Lanes
from bot.discord.pace import DM_EACH, Pace
from bot.discord.roles import Roles
from bot.discord.wire import Message
from bot.posting import Parcel, RoleGrant
from core.notices.model import Target
from core.notices.outcomes import Malformed, Outcome, Pointless, Sent, Unsent, Wait

log = structlog.get_logger(__name__)

UNKNOWN_CHANNEL, THREAD_ARCHIVED = 10003, 50083
CHATS_REMEMBERED = 10_000
Seal = Callable[[int | None], Sealer]
Remember = Callable[[str, str], Awaitable[None]]
"""Keeps a user's DM channel for the next start: user id, channel id."""


class DiscordPost:
    """Delivers one parcel at a time per call; says what came of it and never raises."""

    def __init__(
        self,
        client: Callable[[], discord.Client | None],
        seal: Seal,
        *,
        remember: Remember | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._client = client
        self._seal = seal
        self._remember = remember
        self._pace = pace or Pace()
        self._lanes = Lanes()
        self._roles = Roles(client)
        self._chats: OrderedDict[str, str] = OrderedDict()

    async def send(self, parcel: Parcel) -> Outcome:
        """Deliver one parcel once."""
        return await self._guarded(lambda http: self._deliver(http, parcel))

    async def tell(self, user_id: str, channel: str | None, message: Message, nonce: str) -> None:
        """Send somebody a direct message that is no notice, such as an answer that came too late."""
        outcome = await self._guarded(lambda http: self._to_person(http, user_id, channel, message, nonce))
        if not isinstance(outcome, Sent):
            log.warning("direct_answer_lost", outcome=repr(outcome))

    async def _guarded(self, act: Callable[[HTTPClient], Awaitable[Outcome]]) -> Outcome:
        client = self._client()
        if client is None or client.is_closed():
            return Unsent("not logged in to Discord")
        barred = self._pace.barred()
        if barred is not None:
            return Wait(barred, everywhere=True)
        try:
            return await act(client.http)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            if isinstance(error, discord.HTTPException):
                self._pace.refused(error.status)
            found = outcomes.outcome(error)
            log.debug("not_delivered", outcome=repr(found), exc_info=error)
            return found

    async def _deliver(self, http: HTTPClient, parcel: Parcel) -> Outcome:
        match parcel.body:
            case RoleGrant():
                async with self._turn(ROLES):
                    return await self._roles.change(parcel.dest, parcel.body)
            case View():
                message = await self._message(parcel, parcel.body)
            case _:
                return Pointless("Discord has no menu of commands for one person")
        if parcel.target is Target.CHANNEL:
            return await self._to_channel(http, parcel, message)
        if parcel.target is Target.PERSON:
            return await self._to_person(http, parcel.dest, parcel.dm_channel, message, parcel.nonce)
        return Malformed(f"a view cannot be sent to a {parcel.target.value}")

    async def _message(self, parcel: Parcel, view: View) -> Message:
        if parcel.plain:
            return render.plain(view, parcel.words)
        sealer = self._seal(parcel.person_id)
        message = render.card(view, parcel.words, sealer)
        await sealer.keep()
        return message

    async def _to_person(
        self, http: HTTPClient, user_id: str, known: str | None, message: Message, nonce: str
    ) -> Outcome:
        channel = known or self._chats.get(user_id)
        if channel is not None:
            try:
                return await self._send(http, channel, message, nonce)
            except discord.NotFound as error:
                if error.code != UNKNOWN_CHANNEL:
                    raise
                self._chats.pop(user_id, None)
        if not await self._pace.may_open_chat():
            return Wait(timedelta(seconds=DM_EACH))
        return await self._send(http, await self._open(http, user_id), message, nonce)

    async def _open(self, http: HTTPClient, user_id: str) -> str:
        async with self._turn(OPENING):
            opened = await http.start_private_message(user_id)
        channel = self._chats[user_id] = str(opened["id"])
        if len(self._chats) > CHATS_REMEMBERED:
            self._chats.popitem(last=False)
        if self._remember is not None:
            await self._remember(user_id, channel)
        return channel

    async def _send(self, http: HTTPClient, channel: str, message: Message, nonce: str) -> Outcome:
        async with self._turn(channel):
            with message.parameters(nonce=nonce) as parameters:
                sent = await http.send_message(channel, params=parameters)
        return Sent(str(sent["id"]))

    async def _to_channel(self, http: HTTPClient, parcel: Parcel, message: Message) -> Outcome:
        try:
            return await self._post(http, parcel, message)
        except discord.HTTPException as error:
            if error.code != THREAD_ARCHIVED:
                raise
        async with self._turn(parcel.dest):
            await http.edit_channel(parcel.dest, archived=False)
        return await self._post(http, parcel, message)

    async def _post(self, http: HTTPClient, parcel: Parcel, message: Message) -> Outcome:
        if parcel.message_id is None:
            return await self._send(http, parcel.dest, message, parcel.nonce)
        async with self._turn(parcel.dest):
            with message.parameters(edit=True) as parameters:
                await http.edit_message(parcel.dest, parcel.message_id, params=parameters)
        return Sent(parcel.message_id)

    @asynccontextmanager
    async def _turn(self, place: str) -> AsyncIterator[None]:
        """One request there, when it is its turn."""
        async with self._lanes.lane(place):
            await self._pace.turn()
            yield
