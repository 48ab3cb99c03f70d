"""The Telegram face as the composer sees it: starts, stops, says whether it is connected."""

import asyncio
import contextlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.dispatch import Engine
from bot.figures import FaceFigures
from bot.telegram.conversing import Conversing, Hooks
from bot.telegram.deliver import TelegramPost
from bot.telegram.inbound import Inbound, Patience
from bot.telegram.keyboards import NOTHING
from bot.telegram.menu import Menus
from bot.telegram.outlet import Outlet, Retries, limiter
from bot.telegram.polling import Pauses, Polling
from bot.telegram.transport import Timeouts, Transport
from bot.telegram.tries import Tries
from bot.telegram.updates import ALLOWED, Reader
from bot.telegram.webhook import CONNECTIONS, Webhook
from bot.telegram.wire import Wire

log = structlog.get_logger(__name__)

API_URL = "https://api.telegram.org/bot"
FINISHING = 10.0
"""Seconds that what is being handled may take to end."""


class FaceRefusedError(Exception):
    """Telegram cannot be used until the operator mends something; the message says what."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Every wait of the face, so that a test need not sit it out."""

    timeouts: Timeouts = field(default_factory=Timeouts)
    pauses: Pauses = field(default_factory=Pauses)
    patience: Patience = field(default_factory=Patience)
    retries: Retries = field(default_factory=Retries)
    menus: float = 3600.0
    """Until menus that could not be set are tried again."""


@dataclass(frozen=True, slots=True)
class WebhookAt:
    """Where Telegram posts updates, and what proves that it was Telegram."""

    url: str
    secret: str


class TelegramFace:
    """One bot on Telegram."""

    def __init__(
        self,
        engine: Engine,
        token: str,
        api_url: str = API_URL,
        *,
        webhook: WebhookAt | None = None,
        former_webhook_url: str | None = None,
        hooks: Hooks | None = None,
        figures: FaceFigures | None = None,
        timing: Timing | None = None,
    ) -> None:
        """Poll, or with `webhook` have updates posted; `former_webhook_url` is ours to delete."""
        self._engine = engine
        self._hooks = hooks or Hooks()
        self._figures = figures or FaceFigures()
        self._timing = timing or Timing()
        self._webhook_at = webhook
        self._former = former_webhook_url
        self._transport = Transport(self._timing.timeouts)
        self._wire = Wire(token, api_url, self._transport)
        self._limiter = limiter()
        self._menus = Menus(self._wire, engine.registry, engine.catalogue, _languages(engine))
        self._conversing: Conversing | None = None
        tries = Tries(engine.database)
        self._inbound = Inbound(self._handle, self._hooks.poisoned, tries, self._timing.patience)
        self._polling = Polling(self._wire, self._inbound, self._halt, self._timing.pauses)
        self._webhook = Webhook(self._inbound, webhook.secret) if webhook else None
        self._tasks: list[asyncio.Task[None]] = []
        self.post = TelegramPost(self._wire, engine, self._limiter, self._menus, self._figures.waited)
        self.broken: str | None = None
        """Why the face has halted for good, until a restart."""

    @property
    def connected(self) -> bool:
        """Whether updates come in at present."""
        return self._webhook.open if self._webhook else self._polling.connected

    @property
    def trouble(self) -> str | None:
        """`halted` when Telegram refuses the token, `conflict` while another one takes our updates."""
        if self.broken is not None:
            return "halted"
        return "conflict" if self._polling.in_conflict else None

    def add_to(self, app: web.Application) -> None:
        """Serve the webhook, where there is one; before the server starts."""
        if self._webhook is not None and self._webhook_at is not None:
            app.router.add_post(urlsplit(self._webhook_at.url).path or "/", self._webhook.take)

    async def start(self) -> None:
        """Connect, however long Telegram cannot be reached. Raises FaceRefusedError."""
        await self._transport.initialize()
        await self._insist(self._wire.get_me)
        reader = Reader(self._engine.registry, self._wire.username or "", NOTHING)
        outlet = Outlet(self._wire, self._limiter, self._timing.retries)
        self._conversing = Conversing(
            self._engine, self._wire, outlet, reader, self._hooks, self._figures.answered
        )
        if self._webhook is not None:
            await self._insist(self._open_webhook)
        else:
            await self._insist(self._check_webhook)
            self._polling.start(self._conversing.backlog)
        log.info("telegram_started", bot=self._wire.username, mode="webhook" if self._webhook else "polling")
        menus = self._menus.keep_set(self._timing.menus)
        self._tasks.append(asyncio.get_running_loop().create_task(menus, name="telegram-menus"))

    async def close(self) -> None:
        """Take nothing new, end what is being handled, disconnect."""
        for task in self._tasks:
            task.cancel()
        if self._webhook is not None:
            self._webhook.open = False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FINISHING):
                await self._polling.close()
        await self._inbound.close(FINISHING)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._transport.shutdown()

    async def _handle(self, update: Any) -> Callable[[], Awaitable[None]] | None:
        if self._conversing is None:
            raise RuntimeError("updates come in before the face has started")
        return await self._conversing.handle(update)

    async def _halt(self, reason: str) -> None:
        self.broken = reason
        await self._hooks.broken(reason)

    async def _insist(self, act: Callable[[], Awaitable[object]]) -> None:
        """Do something once Telegram can be reached."""
        pauses, failures = self._timing.pauses, 0
        while True:
            try:
                await act()
            except InvalidToken:
                self.broken = "token-refused"
                raise FaceRefusedError(
                    "Telegram refuses the bot's token; check MENTORBOT_TELEGRAM__TOKEN against @BotFather"
                ) from None
            except TelegramError as error:
                if not failures:
                    log.warning("telegram_unreachable", error=repr(error))
                await asyncio.sleep(min(pauses.first * 2 ** min(failures, 16), pauses.longest))
                failures += 1
            else:
                return

    async def _check_webhook(self) -> None:
        """Nobody may have set a webhook but we: it would take every update (trust.md §2 row 35)."""
        try:
            found = (await self._wire.call("getWebhookInfo")).get("url") or ""
        except (InvalidToken, BadRequest) as error:
            # The token was good a moment ago: this server does not know the method, and has no webhook then.
            log.warning("webhook_unknown", error=repr(error))
            return
        if not found:
            return
        if self._former is None or not hmac.compare_digest(found.encode(), self._former.encode()):
            raise FaceRefusedError(
                f"a webhook of {urlsplit(found).hostname} is set for this bot, so polling gets nothing; "
                "if it is yours, set MENTORBOT_TELEGRAM__WEBHOOK_URL to its address, else use another bot"
            )
        await self._wire.call("deleteWebhook")
        log.info("webhook_deleted")

    async def _open_webhook(self) -> None:
        if self._webhook is None or self._webhook_at is None:
            raise RuntimeError("there is no webhook to open")
        self._webhook.open = True
        told = {
            "url": self._webhook_at.url,
            "secret_token": self._webhook_at.secret,
            "allowed_updates": list(ALLOWED),
            "max_connections": CONNECTIONS,
        }
        try:
            await self._wire.call("setWebhook", told)
        except TelegramError:
            self._webhook.open = False
            raise


def _languages(engine: Engine) -> tuple[str, ...]:
    """The catalogue's languages, the community's own first."""
    first = engine.catalogue.best(engine.programme.language)
    names = engine.catalogue.languages if isinstance(engine.catalogue, FluentCatalogue) else ()
    return (first, *(name for name in names if name != first))
