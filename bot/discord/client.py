"""discord.py's client as we use it: cheap, told where the API is, and never long away."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol, cast

import aiohttp
import discord
import yarl
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord import identifying

OFFICIAL_API = "https://discord.com/api/v10"
RATE_LIMIT_PATIENCE = 30.0
"""Seconds that discord.py may sleep through a 429 before it says so (trust.md §1.11)."""
BETWEEN_IDENTIFIES = 5.0
"""Seconds; Discord refuses a second one within them."""
LONGEST_BACK_OFF = 5
"""Reconnects wait at most 2 to this power seconds; discord.py's own go up to 1,024."""


class BoundedBackoff(ExponentialBackoff[Any]):
    """discord.py's back-off, bounded: half a minute and not a quarter of an hour."""

    def __init__(self, base: int = 1, *, integral: bool = False) -> None:
        super().__init__(base, integral=integral)
        self._max = LONGEST_BACK_OFF


class Events(Protocol):
    """What the face is told."""

    def interaction(self, payload: dict[str, Any]) -> None:
        """Somebody did something."""
        ...

    def shard_connected(self, shard_id: int) -> None:
        """A connection to the gateway is ready."""
        ...

    def shard_lost(self, shard_id: int) -> None:
        """A connection to the gateway is gone."""
        ...

    async def direct_message(self, message: discord.Message) -> None:
        """Somebody wrote to the bot in private."""
        ...


class _Listening:
    """The events of either client, handed on."""

    events: Events
    connections = 1

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify seldom: asked once for all shards of a start, and before every later time."""
        if not (initial and shard_id):
            await identifying.turn(cast("discord.Client", self), self.connections)
        if not initial:
            await asyncio.sleep(BETWEEN_IDENTIFIES)

    async def on_message(self, message: discord.Message) -> None:
        if message.guild is None and not message.author.bot:
            await self.events.direct_message(message)


class SingleClient(_Listening, discord.Client):
    """One connection."""

    async def on_connect(self) -> None:
        """Work starts at READY; on_ready comes seconds later."""
        self.events.shard_connected(0)

    async def on_resumed(self) -> None:
        """The connection is back."""
        self.events.shard_connected(0)

    async def on_disconnect(self) -> None:
        """The connection is gone; discord.py is seeing to it."""
        self.events.shard_lost(0)


class ShardedClient(_Listening, discord.AutoShardedClient):
    """A connection for each shard."""

    async def on_shard_connect(self, shard_id: int) -> None:
        """A shard is at READY."""
        self.events.shard_connected(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A shard's connection is back."""
        self.events.shard_connected(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A shard's connection is gone."""
        self.events.shard_lost(shard_id)


def make_client(
    events: Events, connector: aiohttp.BaseConnector, *, members: bool, shard_count: int | None
) -> discord.Client:
    """A client that caches next to nothing and asks for the fewest intents."""
    options: dict[str, Any] = {
        "intents": discord.Intents(guilds=True, dm_messages=True, members=members),
        "connector": connector,
        "max_messages": None,
        "chunk_guilds_at_startup": False,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_ratelimit_timeout": RATE_LIMIT_PATIENCE,
    }
    client: SingleClient | ShardedClient
    if shard_count is None:
        client = SingleClient(**options)
    else:
        client = ShardedClient(shard_count=shard_count, **options)
    client.events = events
    client.connections = shard_count or 1
    _take_interactions(client, events.interaction)
    return client


def _take_interactions(client: discord.Client, take: Callable[[dict[str, Any]], None]) -> None:
    """Take interactions as they come, before discord.py makes objects of them.

    Those objects drop the roles that the cache does not know yet (trust.md §2 row 13) and hold the
    pressed message parsed anew, which costs more than the whole rest of an answer.
    """
    state = client._connection  # noqa: SLF001 there is no public way to the payload
    state.parsers["INTERACTION_CREATE"] = take


def point_at(api_url: str) -> None:
    """Choose the API for this process, wait less between reconnects, and ask for no voice."""
    Route.BASE = api_url.rstrip("/")
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    for module in ("client", "shard"):
        vars(getattr(discord, module))["ExponentialBackoff"] = BoundedBackoff


async def find_gateway(client: discord.Client, api_url: str) -> None:
    """Ask a stand-in or a proxy for its gateway; the official one has a fixed address."""
    if api_url.rstrip("/") == OFFICIAL_API:
        return
    told = await client.http.request(Route("GET", "/gateway/bot"))
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(told["url"])
