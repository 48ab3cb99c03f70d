"""How often we may identify: Discord resets the token of a bot that does it 1,000 times a day.

Discord itself keeps count, over every copy and restart of the bot; a count of our own would be lost
with the process that crashes again and again (trust.md §2 row 38).
"""

import asyncio

import aiohttp
import discord
import structlog
from discord.http import Route

log = structlog.get_logger(__name__)

MOST_A_DAY = 200
EACH_SHARD = 20
"""Times a day for each shard, where these are more than the above."""
ASK_AGAIN = 60.0
"""Seconds until Discord is asked again whether the day is over."""


async def turn(client: discord.Client, shards: int) -> None:
    """Wait until we may identify; without an answer we may."""
    told = False
    while (used := await _used(client)) is not None and used >= max(MOST_A_DAY, EACH_SHARD * shards):
        if not told:
            log.error("discord_identified_too_often", today=used, ask_again=ASK_AGAIN)
            told = True
        await asyncio.sleep(ASK_AGAIN)


async def _used(client: discord.Client) -> int | None:
    """How often this token identified within the day; None where nobody says."""
    try:
        told = await client.http.request(Route("GET", "/gateway/bot"))
        limit = told["session_start_limit"]
        return int(limit["total"]) - int(limit["remaining"])
    except (discord.HTTPException, aiohttp.ClientError, OSError, KeyError, TypeError, ValueError) as error:
        log.debug("identifies_not_known", error=repr(error))
        return None
