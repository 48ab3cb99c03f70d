"""The stand-in itself: Telegram's Bot API on loopback, for the unmodified client library.

    standin = TelegramStandIn(clock.now)
    await standin.start()
    bot = telegram.Bot(standin.token, base_url=standin.api_url, base_file_url=standin.file_url)
    ada = standin.person("Ada Example")

It knows nothing about mentorbot. `people.py` tells how to act as a person, `faults.py` what can be made to
fail, `limits.py` which limits hold.
"""

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.sandbox.telegram.client_api import ClientRoutes
from bot.sandbox.telegram.routes import BotRoutes
from bot.sandbox.telegram.scene import Scene
from bot.sandbox.telegram.spec import Spec
from bot.sandbox.telegram.webhooks import WebhookPoster
from bot.sandbox.telegram.world import User

DEFAULT_TOKEN = "7000000001:AAStandInForTelegramOnLoopbackOnly1"  # noqa: S105 - opens nothing but this stand-in


class TelegramStandIn(Scene):
    """An imitation of the Bot API server with everything a test or a page needs to act around it."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        token: str = DEFAULT_TOKEN,
        username: str = "mentorbot",
        seed: int | None = None,
        spec: Path | None = None,
    ) -> None:
        """Begin with a bot and nobody else; `seed` makes faults by chance repeatable.

        `spec` is the path of Telegram's description of its API as JSON: calls are then checked against it.
        """
        self.token = token
        number = int(token.split(":", maxsplit=1)[0])
        bot = User(number, username, username=username, language_code=None, is_bot=True)
        dice = random.Random(seed)  # noqa: S311 - faults by chance, nothing secret
        super().__init__(now, bot, dice, Spec.load(spec) if spec else None)
        self._routes = BotRoutes(self.state, self.faults, self.exchanges, token, self.spec)
        self.webhook = WebhookPoster(self.state)
        self._runner: web.AppRunner | None = None
        self._root = ""

    def application(self) -> web.Application:
        """Return the routes as an application to run or to mount with `add_subapp`."""
        application = web.Application(client_max_size=2**26)
        self._routes.add_to(application)
        ClientRoutes(self).add_to(application)
        application.cleanup_ctx.append(self.webhook.run_beside)
        return application

    async def start(self, port: int = 0) -> str:
        """Listen on loopback and return the address of the API."""
        self._runner = web.AppRunner(
            self.application(), handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self._root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self.api_url

    async def stop(self) -> None:
        """Stop listening; whoever waits for an answer is cut off."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def api_url(self) -> str:
        """Return what the library calls `base_url`; it ends in `/bot`."""
        return f"{self._root}/bot"

    @property
    def file_url(self) -> str:
        """Return what the library calls `base_file_url`."""
        return f"{self._root}/file/bot"
