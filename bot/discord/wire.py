"""What goes over the wire: messages as plain component data, and the requests that answer interactions.

Building discord.py's view objects costs several times the rest of an answer, so components are
data from the start; the library still does the requests, their limits and their repeats.
"""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import aiohttp
import discord
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter

Json = dict[str, Any]

EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15
NOBODY: Json = {"parse": []}
"""`AllowedMentions.none()`: what is sent pings nobody, whatever it says."""


class Answer(IntEnum):
    """How an interaction is answered first (Discord's callback types)."""

    MESSAGE = 4
    DEFER = 5
    DEFER_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a message shows; `alt` describes a picture."""

    name: str
    data: bytes = field(repr=False)
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A Components V2 message, ready to be sent or put in the place of another."""

    components: list[Json]
    files: tuple[Attached, ...] = ()

    def body(self, *, ephemeral: bool = False, edit: bool = False) -> Json:
        """The JSON of it; an edit also drops the files of before."""
        flags = COMPONENTS_V2 | (EPHEMERAL if ephemeral else 0)
        told: Json = {"components": self.components, "flags": flags, "allowed_mentions": NOBODY}
        if self.files or edit:
            told["attachments"] = [_described(number, file) for number, file in enumerate(self.files)]
        return told

    def parameters(self, *, nonce: str | None = None, edit: bool = False) -> MultipartParameters:
        """What `HTTPClient.send_message` and `edit_message` take."""
        told = self.body(edit=edit)
        if nonce is not None:
            told |= {"nonce": nonce, "enforce_nonce": True}
        return _parameters(told, self.files)


def _described(number: int, file: Attached) -> Json:
    told: Json = {"id": number, "filename": file.name}
    return told | {"description": file.alt} if file.alt else told


def _parameters(told: Json, files: Sequence[Attached]) -> MultipartParameters:
    if not files:
        return MultipartParameters(payload=told, multipart=None, files=None)
    opened = [discord.File(io.BytesIO(file.data), file.name) for file in files]
    return MultipartParameters(payload=None, multipart=list(_parts(told, opened)), files=opened)


def _parts(told: Json, files: Iterable[discord.File]) -> Iterable[Json]:
    yield {"name": "payload_json", "value": json.dumps(told)}
    for number, file in enumerate(files):
        yield {
            "name": f"files[{number}]",
            "value": file.fp,
            "filename": file.filename,
            "content_type": "application/octet-stream",
        }


class Wire:
    """Answers interactions. These routes know no bot-wide limit, so notices never hold them up."""

    def __init__(self, connector: aiohttp.BaseConnector) -> None:
        self._session = aiohttp.ClientSession(
            connector=connector, connector_owner=False, cookie_jar=aiohttp.DummyCookieJar()
        )
        self._adapter = AsyncWebhookAdapter()  # type: ignore[no-untyped-call]  # the library left it bare

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def answer(
        self, interaction_id: str, token: str, how: Answer, told: Json | None, files: Sequence[Attached] = ()
    ) -> None:
        """Answer an interaction for the first time, within three seconds."""
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction_id,
            webhook_token=token,
        )
        body: Json = {"type": int(how)}
        await self._request(route, body if told is None else body | {"data": told}, files)

    async def edit_original(self, application_id: str, token: str, message: Message) -> None:
        """Put a message in the place of the first answer, or of the message that was pressed."""
        route = Route(
            "PATCH",
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
            webhook_id=application_id,
            webhook_token=token,
        )
        await self._request(route, message.body(edit=True), message.files)

    async def follow_up(self, application_id: str, token: str, message: Message, *, ephemeral: bool) -> None:
        """Post one more message in answer to an interaction."""
        route = Route(
            "POST", "/webhooks/{webhook_id}/{webhook_token}", webhook_id=application_id, webhook_token=token
        )
        await self._request(route, message.body(ephemeral=ephemeral), message.files)

    async def _request(self, route: Route, told: Json, files: Sequence[Attached]) -> None:
        with _parameters(told, files) as given:
            await self._adapter.request(
                route, self._session, payload=given.payload, multipart=given.multipart, files=given.files
            )

    async def fetch(self, url: str) -> bytes:
        """A file that somebody uploaded. Raises aiohttp.ClientError."""
        async with self._session.get(url, raise_for_status=True) as response:
            return await response.read()
