"""The other way in: Telegram posts each update and sends it again until we say 200."""

import hmac
import json

import structlog
from aiohttp import web

from bot.telegram.inbound import Inbound

log = structlog.get_logger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_UPDATE = 256 * 1024
"""Bytes; Telegram's updates are a fraction of it."""
CONNECTIONS = 40


class Webhook:
    """Takes posted updates; 200 says that the effect is committed."""

    def __init__(self, inbound: Inbound, secret: str) -> None:
        self._inbound = inbound
        self._secret = secret.encode()
        self.open = False

    async def take(self, request: web.Request) -> web.Response:
        """Handle one update; anybody else's post is refused without a word."""
        given = request.headers.get(SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        if not self.open:
            return web.Response(status=503)
        if request.content_length is None or request.content_length > LARGEST_UPDATE:
            return web.Response(status=413)
        try:
            update = json.loads(await request.read())
            number = int(update["update_id"])
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        log.debug("update_posted", update=number)
        await self._inbound.take([update])
        return web.Response()
