"""What several REST handlers ask first: may the bot see this, may it do that."""

from bot.sandbox.discord.call import Call
from bot.sandbox.discord.forms import refusal
from bot.sandbox.discord.permissions import VIEW_CHANNEL, permissions_of
from bot.sandbox.discord.records import DM, PRIVATE_THREAD, Channel, Guild


def seen_channel(call: Call, needed: int = VIEW_CHANNEL) -> Channel:
    """Return the channel of the path. Raises 10003 unknown, 50001 unseen, 50013 a right is missing."""
    world = call.scene.world
    channel = world.find_channel(call["channel_id"])
    if channel.kind == DM:
        return channel
    granted = world.permissions(world.bot, channel, world.guilds[str(channel.guild_id)])
    hidden = channel.kind == PRIVATE_THREAD and world.bot.id not in channel.thread_members
    if not granted & VIEW_CHANNEL or hidden:
        raise refusal(50001)
    if granted & needed != needed:
        raise refusal(50013)
    return channel


def own_guild(call: Call, needed: int = 0) -> Guild:
    """Return the guild of the path. Raises 10004 unknown or not joined, 50013 a right is missing."""
    guild = call.scene.world.find_guild(call["guild_id"])
    granted = permissions_of(guild, call.scene.world.bot.id)
    if granted & needed != needed:
        raise refusal(50013)
    return guild
