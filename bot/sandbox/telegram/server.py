"""The stand-in itself: Telegram's Bot API on loopback, for the unmodified client library.

    standin = TelegramStandIn(clock.now)
    await standin.start()
    bot = telegram.Bot(standin.token, base_url=standin.api_url, base_file_url=standin.file_url)
    ada = standin.person("Ada Example")

It knows nothing about mentorbot. `people.py` tells how to act as a person, `faults.py` what can be made to
fail, `limits.py` which limits hold.
"""

import random
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from aiohttp import web

from bot.sandbox.telegram.changes import PATIENCE
from bot.sandbox.telegram.client_api import ClientRoutes
from bot.sandbox.telegram.exchanges import Exchange, Exchanges
from bot.sandbox.telegram.faults import Faults
from bot.sandbox.telegram.groups import Group
from bot.sandbox.telegram.limits import Limits
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.routes import BotRoutes
from bot.sandbox.telegram.spec import Spec
from bot.sandbox.telegram.state import State
from bot.sandbox.telegram.updates import Mischief, UpdateQueue
from bot.sandbox.telegram.webhooks import WebhookPoster
from bot.sandbox.telegram.world import Status, User, World

DEFAULT_TOKEN = "7000000001:AAStandInForTelegramOnLoopbackOnly1"  # noqa: S105 - opens nothing but this stand-in
Found = TypeVar("Found")


class TelegramStandIn:
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
        self.username = username
        dice = random.Random(seed)  # noqa: S311 - faults by chance, nothing secret
        number = int(token.split(":", maxsplit=1)[0])
        bot = User(number, username, username=username, language_code=None, is_bot=True)
        self.world = World(now, bot)
        mischief = Mischief(dice)
        updates = UpdateQueue(now, self.world.changes, mischief, next_id=secrets.randbelow(10**9) + 1)
        self.state = State(self.world, updates, Limits(), now)
        self.faults = Faults(dice, mischief)
        self.exchanges = Exchanges()
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.spec = Spec.load(spec) if spec else None
        self._routes = BotRoutes(self.state, self.faults, self.exchanges, token, self.spec)
        self.webhook = WebhookPoster(self.state)
        self._runner: web.AppRunner | None = None
        self._root = ""

    @property
    def limits(self) -> Limits:
        """Return the flood limits; `limits.enforce = False` switches them off."""
        return self.state.limits

    @property
    def unknown_calls(self) -> list[str]:
        """Return the methods that were called and that the stand-in does not know."""
        return self.exchanges.unknown

    @property
    def violations(self) -> list[str]:
        """Return what calls did against the description; empty without one."""
        return self.spec.violations if self.spec else []

    @property
    def calls(self) -> list[Exchange]:
        """Return the last calls, oldest first."""
        return list(self.exchanges.ring)

    def person(
        self,
        name: str,
        *,
        language_code: str | None = "en",
        username: str | None = None,
        user_id: int | None = None,
        started: bool = False,
    ) -> Person:
        """Let a new account exist and act as it; `started` as if it had pressed Start long ago."""
        first, _, last = name.partition(" ")
        number = user_id or self.world.next_user_id()
        user = self.world.add_user(User(number, first, last or None, username, language_code))
        person = self.people[user.id] = Person(self.state, user)
        person.chat.started = started
        return person

    def group(
        self,
        title: str,
        members: Iterable[Person] = (),
        admins: Iterable[Person] = (),
        *,
        kind: str = "supergroup",
        bot: str | None = "member",
    ) -> Group:
        """Let a group exist, quietly; `bot` is the bot's status in it, `None` when it is not in it.

        The first of `admins` owns the group.
        """
        chat = self.world.add_group(title, kind)
        chat.members.update({person.id: Status.MEMBER for person in members})
        for person in admins:
            owned = Status.CREATOR in chat.members.values()
            chat.members[person.id] = Status.ADMINISTRATOR if owned else Status.CREATOR
        if bot is not None:
            chat.members[self.world.bot.id] = Status(bot)
        group = self.groups[chat.id] = Group(self.state, chat)
        return group

    async def wait_for(self, look: Callable[[], Found | None], within: float = PATIENCE) -> Found:
        """Return the first truthy answer of `look`, looking at every change of the world."""
        return await self.world.changes.wait_for(look, within)

    async def settled(self, within: float = PATIENCE) -> None:
        """Wait until the bot has confirmed every update."""
        await self.wait_for(lambda: not self.state.updates.waiting, within)

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
