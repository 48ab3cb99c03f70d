"""Registering the commands, only when they changed; a failure keeps the old ones (trust.md §2 row 83)."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any

import aiohttp
import discord
import structlog
from discord.http import HTTPClient, Route

from bot.discord.wire import Json

log = structlog.get_logger(__name__)

AGAIN_AFTER = 3600.0
"""Seconds until a failed registration is tried again."""
_OURS = frozenset(
    {
        *("type", "name", "name_localizations", "description", "description_localizations"),
        *("options", "required", "choices", "value", "autocomplete", "min_value", "max_value"),
        *("min_length", "max_length", "channel_types", "contexts", "integration_types"),
    }
)
_NESTED = frozenset({"options", "choices"})
_EVERYWHERE = "/applications/{application_id}/commands"
_IN_A_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


class CommandSync:
    """Keeps what Discord lists equal to what we offer."""

    def __init__(
        self,
        http: HTTPClient,
        application_id: int,
        wanted: Sequence[Json],
        guild_ids: Sequence[int],
        *,
        tried: Callable[[], None],
        inside: Callable[[], Awaitable[Collection[int]]],
        again_after: float = AGAIN_AFTER,
    ) -> None:
        """`tried` is called after each attempt, however it ended; `inside` waits for the guilds we are in."""
        self._http = http
        self._application_id = application_id
        self._wanted = list(wanted)
        self._guild_ids = guild_ids
        self._again_after = again_after
        self._tried = tried
        self._inside = inside

    async def run(self) -> None:
        """Register, again and again until it has worked; then clear what other settings have left."""
        while True:
            if await self._everywhere():
                break
            await asyncio.sleep(self._again_after)
        for guild_id in sorted(set(await self._inside()) - set(self._guild_ids)):
            await self._clear(_IN_A_GUILD, guild_id)

    async def _everywhere(self) -> bool:
        try:
            if self._guild_ids:
                # What was registered for everywhere would be listed a second time.
                await self._clear(_EVERYWHERE, None)
                for guild_id in self._guild_ids:
                    await self._register(_IN_A_GUILD, guild_id, self._wanted)
            else:
                await self._register(_EVERYWHERE, None, self._wanted)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("commands_not_registered", error=str(error), again_after=self._again_after)
            return False
        finally:
            self._tried()
        return True

    async def _clear(self, path: str, guild_id: int | None) -> None:
        """Tidying up must not keep anybody from getting their commands."""
        try:
            await self._register(path, guild_id, [])
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("old_commands_not_cleared", guild=guild_id, error=str(error))

    async def _register(self, path: str, guild_id: int | None, wanted: list[Json]) -> None:
        place: dict[str, Any] = {"application_id": self._application_id}
        if guild_id is not None:
            place["guild_id"] = guild_id
        listed = await self._listed(path, place)
        if (listed is None and wanted) or by_name(listed or ()) != by_name(wanted):
            await self._http.request(Route("PUT", path, **place), json=wanted)
            log.info("commands_registered", number=len(wanted), guild=guild_id)

    async def _listed(self, path: str, place: dict[str, Any]) -> list[Json] | None:
        """What is registered now; None where it cannot be read, so that it is registered anew."""
        try:
            listed: list[Json] = await self._http.request(
                Route("GET", path, **place), params={"with_localizations": "true"}
            )
        except discord.HTTPException as error:
            log.warning("commands_not_listed", error=str(error))
            return None
        return listed


def by_name(commands: Sequence[Json]) -> Json:
    """The commands by kind and name, each as far as we say it; their order says nothing."""
    return {f"{command.get('type', 1)} {command['name']}": normal(command) for command in commands}


def normal(part: Json) -> Json:
    """What we say about a command or an option, without what Discord adds to it or leaves out of it."""
    told = {key: part[key] for key in _OURS & part.keys() if not _says_nothing(key, part[key])}
    for key in _NESTED & told.keys():
        told[key] = [normal(each) for each in told[key]]
    return told


def _says_nothing(key: str, value: object) -> bool:
    if value is None or value is False or value in ([], {}, ""):
        return True
    return key == "integration_types" and value == [0]
