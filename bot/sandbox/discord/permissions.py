"""Discord's permission bits, and what a member may do in a channel."""

from bot.sandbox.discord.records import Channel, Guild

ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
CONNECT = 1 << 20
SPEAK = 1 << 21
MANAGE_ROLES = 1 << 28
USE_APPLICATION_COMMANDS = 1 << 31
MANAGE_EVENTS = 1 << 33
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
CREATE_PRIVATE_THREADS = 1 << 36
SEND_MESSAGES_IN_THREADS = 1 << 38
CREATE_EVENTS = 1 << 44

EVERYTHING = (1 << 53) - 1
FOR_EVERYONE = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | CONNECT
    | SPEAK
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
)
FOR_THE_BOT = (
    FOR_EVERYONE
    | MANAGE_CHANNELS
    | MANAGE_MESSAGES
    | MANAGE_ROLES
    | MANAGE_THREADS
    | MANAGE_EVENTS
    | CREATE_EVENTS
    | CREATE_PRIVATE_THREADS
)
IN_A_DM = FOR_EVERYONE | MENTION_EVERYONE


def permissions_of(guild: Guild, user_id: str, channel: Channel | None = None) -> int:
    """Return the permission bits of a member, in a channel if one is given; 0 for a stranger."""
    member = guild.members.get(user_id)
    if member is None:
        return 0
    if user_id == guild.owner_id:
        return EVERYTHING
    granted = guild.roles[guild.id].permissions
    for role_id in member.roles:
        granted |= guild.roles[role_id].permissions
    if granted & ADMINISTRATOR:
        return EVERYTHING
    if channel is not None:
        granted = _overwritten(granted, channel, [guild.id], member.roles, user_id)
    return granted


def _overwritten(granted: int, channel: Channel, everyone: list[str], roles: list[str], user_id: str) -> int:
    """Apply a channel's overwrites in Discord's order: everyone, all roles together, the member."""
    for ids in (everyone, roles, [user_id]):
        allow = deny = 0
        for overwrite in channel.overwrites:
            if overwrite["id"] in ids:
                allow |= int(overwrite.get("allow") or 0)
                deny |= int(overwrite.get("deny") or 0)
        granted = granted & ~deny | allow
    return granted
