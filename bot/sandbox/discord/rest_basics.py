"""Who the bot is, where the gateway is, and users."""

from bot.sandbox.discord.call import Call, Route
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.payloads import user_payload

IDENTIFIES_A_DAY = 1000


def me(call: Call) -> Json:
    """Return the bot's own user."""
    own = {"verified": True, "mfa_enabled": True, "email": None, "flags": 0, "locale": "en-US"}
    return user_payload(call.scene.world.bot) | own


def user(call: Call) -> Json:
    """Return a user. Raises 10013."""
    return user_payload(call.scene.world.find_user(call["user_id"]))


def application(call: Call) -> Json:
    """Return the application."""
    return call.scene.about()


def guilds(call: Call) -> list[Json]:
    """Return the guilds the bot is in."""
    return [
        {"id": each.id, "name": each.name, "icon": None, "owner": False, "permissions": "0", "features": []}
        for each in call.scene.world.guilds.values()
    ]


def leave_guild(call: Call) -> None:
    """Leave a guild."""
    call.scene.world.remove_bot(call.scene.world.find_guild(call["guild_id"]))


def gateway(call: Call) -> Json:
    """Return the gateway's address: beside this API, under the same host and prefix."""
    return {"url": call.base.replace("http", "ws", 1) + "/gateway"}


def gateway_bot(call: Call) -> Json:
    """Return the gateway's address and how many more sessions may be started today."""
    left = max(IDENTIFIES_A_DAY - call.scene.gateway.identifies, 0)
    limit = {"total": IDENTIFIES_A_DAY, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1}
    return gateway(call) | {"shards": call.scene.gateway.shards_advised, "session_start_limit": limit}


ROUTES = [
    Route("GET", "/users/@me", me),
    Route("GET", "/users/@me/guilds", guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
    Route("GET", "/users/{user_id}", user),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/applications/@me", application),
    Route("GET", "/gateway", gateway, by_token=True),
    Route("GET", "/gateway/bot", gateway_bot),
]
