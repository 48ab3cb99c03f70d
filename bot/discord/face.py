"""The Discord face: logged in, connected, its commands registered, answering and delivering."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Sequence
from functools import partial
from typing import Any

import aiohttp
import discord
import structlog

from bot.discord import slash
from bot.discord.client import find_gateway, make_client, point_at
from bot.discord.deliver import DiscordPost, Remember
from bot.discord.direct import DirectMessages
from bot.discord.interactions import DEFER_AFTER, Engine, Interactions
from bot.discord.pace import Pace
from bot.discord.refusals import DiscordRefusedError, refusal
from bot.discord.sync import AGAIN_AFTER, CommandSync
from bot.discord.wire import Wire
from bot.figures import FaceFigures

log = structlog.get_logger(__name__)

PATIENCE = 20.0
"""Seconds that `start` waits for Discord before it goes on trying behind the scenes."""
FINISH_WITHIN = 10.0
"""Seconds that `close` leaves to answers on their way (trust.md §2 row 85)."""
LOGIN_AGAIN = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between attempts to log in; the last goes on for ever."""


class DiscordFace:
    """One bot on Discord. `post` delivers notices whenever it is logged in."""

    def __init__(  # noqa: PLR0913 settings, each with its own name and default
        self,
        engine: Engine,
        *,
        token: str,
        api_url: str,
        guild_ids: Sequence[int] = (),
        members_intent: bool = False,
        shard_count: int | None = None,
        remember_chat: Remember | None = None,
        defer_after: float = DEFER_AFTER,
        patience: float = PATIENCE,
        sync_again_after: float = AGAIN_AFTER,
        pace: Pace | None = None,
        figures: FaceFigures | None = None,
    ) -> None:
        self._engine = engine
        self._figures = figures or FaceFigures()
        self._token = token
        self._api_url = api_url
        self._guild_ids = tuple(guild_ids)
        self._members_intent = members_intent
        self._shard_count = shard_count
        self._defer_after = defer_after
        self._patience = patience
        self._sync_again_after = sync_again_after
        pace = pace or Pace(waited=self._figures.waited)
        self.post = DiscordPost(lambda: self.client, engine.sealer, remember=remember_chat, pace=pace)
        self.client: discord.Client | None = None
        self.refused: DiscordRefusedError | None = None
        """Why Discord has thrown the bot out for good, if it has."""
        self._interactions: Interactions | None = None
        self._direct = DirectMessages(engine, self.post.tell)
        self._shards: set[int] = set()
        self._reached = False
        self._synced = False
        self._settled = asyncio.Event()
        self._closing = False
        self._working: set[asyncio.Task[None]] = set()
        self._running: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        """Whether every connection is up and the commands are there, or were waited for long enough."""
        return self._synced and len(self._shards) == (self._shard_count or 1)

    @property
    def trouble(self) -> str | None:
        """`halted` once Discord has thrown the bot out for good."""
        return "halted" if self.refused is not None else None

    async def start(self) -> None:
        """Log in, register the commands, connect.

        When Discord does not answer for a while, it returns and goes on trying; see `connected`.
        Raises DiscordRefusedError for what only the operator can mend.
        """
        point_at(self._api_url)
        self._running = asyncio.get_running_loop().create_task(self._run(), name="discord")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                await self._settled.wait()
        self._synced = True
        if self.refused is not None:
            await self.close()
            raise self.refused

    async def close(self) -> None:
        """Take nothing new, let answers on their way arrive, disconnect."""
        self._closing = True
        if self._working:
            await asyncio.wait(self._working, timeout=FINISH_WITHIN)
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running

    def interaction(self, payload: dict[str, Any]) -> None:
        """Somebody did something."""
        if self._interactions is not None:
            self._work(self._interactions.handle(payload))

    async def direct_message(self, message: discord.Message) -> None:
        """Somebody wrote to the bot in private."""
        self._work(self._direct.handle(message))

    def shard_connected(self, shard_id: int) -> None:
        """A connection to the gateway is ready."""
        self._shards.add(shard_id)
        self._reached = True
        log.info("discord_connected", shard=shard_id)
        self._settle()

    def shard_lost(self, shard_id: int) -> None:
        """A connection to the gateway is gone; discord.py sees to it."""
        if shard_id in self._shards:
            self._shards.discard(shard_id)
            log.warning("discord_disconnected", shard=shard_id)

    def _commands_tried(self) -> None:
        self._synced = True
        self._settle()

    def _settle(self) -> None:
        if self.refused is not None or self.connected:
            self._settled.set()

    def _work(self, act: Coroutine[Any, Any, None]) -> None:
        if self._closing:
            act.close()
            return
        task = asyncio.get_running_loop().create_task(act)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _run(self) -> None:
        """Stay logged in until Discord refuses us for good; a whole failed session starts anew."""
        attempt = 0
        while True:
            self._reached = False
            try:
                await self._session()
            except DiscordRefusedError as error:
                log.error("discord_refused", why=str(error))  # noqa: TRY400 its words say all
                self.refused = error
                self._settle()
                return
            except Exception:
                log.exception("discord_unreachable")
            attempt = 0 if self._reached else attempt + 1
            await asyncio.sleep(LOGIN_AGAIN[min(attempt, len(LOGIN_AGAIN) - 1)])

    async def _session(self) -> None:
        connector = aiohttp.TCPConnector(limit=0)
        client = make_client(self, connector, members=self._members_intent, shard_count=self._shard_count)
        wire = Wire(connector)
        try:
            await client.login(self._token)
            await find_gateway(client, self._api_url)
            self._interactions = Interactions(
                self._engine,
                wire,
                self.post.tell,
                defer_after=self._defer_after,
                answered=self._figures.answered,
            )
            self.client = client
            async with _alongside(self._sync(client)):
                await client.connect()
        except discord.ClientException as error:
            raise refusal(error) or error from error
        finally:
            self.client, self._interactions = None, None
            self._shards.clear()
            await client.close()
            await wire.close()
            await connector.close()

    async def _sync(self, client: discord.Client) -> None:
        wanted = slash.payload(self._engine.registry, self._engine.catalogue, in_guilds=bool(self._guild_ids))
        application_id = client.application_id or 0
        await CommandSync(
            client.http,
            application_id,
            wanted,
            self._guild_ids,
            tried=self._commands_tried,
            inside=partial(_guilds, client),
            again_after=self._sync_again_after,
        ).run()


async def _guilds(client: discord.Client) -> list[int]:
    """The guilds that the bot is in, once Discord has told them."""
    await client.wait_until_ready()
    return [guild.id for guild in client.guilds]


@contextlib.asynccontextmanager
async def _alongside(act: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Something that runs while the rest does, and no longer."""
    task = asyncio.get_running_loop().create_task(act)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
