"""Why Discord does not let the bot in, and what the operator can do about it (trust.md §2 rows 36, 37)."""

import discord

LOGIN_REFUSED = (
    "Discord refuses the token. Copy it anew from https://discord.com/developers/applications → your "
    "application → Bot → Reset Token, and set MENTORBOT_DISCORD__TOKEN (discord.token)."
)
INTENT_REFUSED = (
    "Discord refuses the members intent. Switch on https://discord.com/developers/applications → your "
    "application → Bot → Privileged Gateway Intents → Server Members Intent, or set "
    "MENTORBOT_DISCORD__MEMBERS_INTENT=false (discord.members_intent)."
)
SHARDS_REFUSED = (
    "Discord refuses this number of shards. Set MENTORBOT_DISCORD__SHARD_COUNT (discord.shard_count) "
    "to what Discord recommends, or leave it out while the bot is in fewer than 2,500 servers."
)
_BY_CODE = {
    4004: LOGIN_REFUSED,
    4010: SHARDS_REFUSED,
    4011: SHARDS_REFUSED,
    4013: INTENT_REFUSED,
    4014: INTENT_REFUSED,
}


class DiscordRefusedError(Exception):
    """Discord will not let the bot in until the operator changes something; trying again is of no use."""


def refusal(error: discord.ClientException) -> DiscordRefusedError | None:
    """The refusal in words for the operator; None for what may pass by itself."""
    match error:
        case discord.LoginFailure():
            return DiscordRefusedError(LOGIN_REFUSED)
        case discord.PrivilegedIntentsRequired():
            return DiscordRefusedError(INTENT_REFUSED)
        case discord.ConnectionClosed(code=code) if code in _BY_CODE:
            return DiscordRefusedError(_BY_CODE[code])
        case _:
            return None
