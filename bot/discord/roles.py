"""Giving and taking the Discord roles that groups are mapped to."""

from collections.abc import Callable

import discord
from discord.http import HTTPClient

from bot.posting import RoleGrant
from core.notices.outcomes import Malformed, Outcome, Sent, Unsent

MISSING_PERMISSIONS, MISSING_ACCESS = 50013, 50001


class Roles:
    """Knows in which server a role is."""

    def __init__(self, client: Callable[[], discord.Client | None]) -> None:
        self._client = client
        self._guilds: dict[str, int] = {}

    async def change(self, user_id: str, grant: RoleGrant) -> Outcome:
        """Give or take a role. Raises discord.HTTPException."""
        client = self._client()
        if client is None:
            return Unsent("not logged in to Discord")
        guild_id = await self._guild(client, grant.role_id)
        if guild_id is None:
            return Malformed(
                f"no server of the bot has the role {grant.role_id}: choose another for the group"
            )
        change = client.http.add_role if grant.give else client.http.remove_role
        try:
            await change(guild_id, user_id, grant.role_id)
        except discord.Forbidden as error:
            if error.code not in (MISSING_PERMISSIONS, MISSING_ACCESS):
                raise
            return Malformed(
                f"the bot may not give the role {grant.role_id}: grant it “Manage Roles” and drag the bot's "
                "own role above that one"
            )
        return Sent()

    async def _guild(self, client: discord.Client, role_id: str) -> int | None:
        if role_id not in self._guilds:
            found = _in_cache(client, role_id) or await _asked(client, client.http, role_id)
            if found is None:
                return None
            self._guilds[role_id] = found
        return self._guilds[role_id]


def _in_cache(client: discord.Client, role_id: str) -> int | None:
    return next((guild.id for guild in client.guilds if guild.get_role(int(role_id))), None)


async def _asked(client: discord.Client, http: HTTPClient, role_id: str) -> int | None:
    """Ask Discord: that the cache knows nothing says nothing (trust.md §2 row 13)."""
    for guild in client.guilds:
        if any(role["id"] == role_id for role in await http.get_roles(guild.id)):
            return guild.id
    return None
