"""Guilds, members and roles."""

from bot.sandbox.discord.call import Call, Route
from bot.sandbox.discord.forms import Form, Json, refusal
from bot.sandbox.discord.guild_payloads import guild_payload
from bot.sandbox.discord.payloads import member_payload, role_payload
from bot.sandbox.discord.permissions import MANAGE_ROLES
from bot.sandbox.discord.records import Guild, Role
from bot.sandbox.discord.rest_common import own_guild


def show(call: Call) -> Json:
    """Return a guild."""
    guild = own_guild(call)
    payload = guild_payload(guild)
    if call.asks("with_counts"):
        payload |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return payload


def show_member(call: Call) -> Json:
    """Return a member."""
    return member_payload(call.scene.world.member(own_guild(call), call["user_id"]))


def show_members(call: Call) -> list[Json]:
    """Return members by rising id, after the id that was asked for."""
    guild = own_guild(call)
    after = int(call.query.get("after", 0))
    limit = min(int(call.query.get("limit", 1)), 1000)
    ids = sorted((each for each in guild.members if int(each) > after), key=int)
    return [member_payload(guild.members[each]) for each in ids[:limit]]


def show_roles(call: Call) -> list[Json]:
    """Return a guild's roles."""
    return [role_payload(role) for role in own_guild(call).roles.values()]


def create_role(call: Call) -> Json:
    """Make a role."""
    guild = own_guild(call, MANAGE_ROLES)
    body = call.fields
    form = Form()
    form.length(("name",), body.get("name"), 100)
    form.done()
    role = call.scene.world.add_role(
        body.get("name") or "new role", guild=guild, permissions=int(body.get("permissions") or 0)
    )
    role.color, role.mentionable = int(body.get("color") or 0), bool(body.get("mentionable"))
    return role_payload(role)


def give_role(call: Call) -> None:
    """Give a member a role. Raises 50013 when it stands above the bot's own."""
    guild, role = _below(call)
    call.scene.world.give_role(call.scene.world.member(guild, call["user_id"]).user, role, guild)


def take_role(call: Call) -> None:
    """Take a role from a member. Raises 50013 when it stands above the bot's own."""
    guild, role = _below(call)
    call.scene.world.take_role(call.scene.world.member(guild, call["user_id"]).user, role, guild)


def _below(call: Call) -> tuple[Guild, Role]:
    guild = own_guild(call, MANAGE_ROLES)
    role = call.scene.world.find_role(guild, call["role_id"])
    own = guild.members[call.scene.world.bot.id].roles
    highest = max((guild.roles[each].position for each in own), default=0)
    if role.position >= highest or role.id == guild.id or role.managed_by is not None:
        raise refusal(50013)
    return guild, role


_GUILD = "/guilds/{guild_id}"
_ROLE = _GUILD + "/members/{user_id}/roles/{role_id}"
ROUTES = [
    Route("GET", _GUILD, show),
    Route("GET", _GUILD + "/members", show_members),
    Route("GET", _GUILD + "/members/{user_id}", show_member),
    Route("GET", _GUILD + "/roles", show_roles),
    Route("POST", _GUILD + "/roles", create_role),
    Route("PUT", _ROLE, give_role),
    Route("DELETE", _ROLE, take_role),
]
