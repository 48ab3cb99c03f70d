"""Threads: opening them, and who is in them."""

from bot.sandbox.discord.announcing import GUILDS
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.payloads import channel_payload, thread_member_payload
from bot.sandbox.discord.records import Channel, User
from bot.sandbox.discord.world import World


def open_thread(
    world: World, parent: Channel, kind: int, fields: Json, thread_id: str | None = None
) -> Channel:
    """Make a thread of the bot below a channel; one made from a message has that message's id."""
    thread = Channel(
        thread_id or world.snowflakes.next(),
        kind,
        fields["name"],
        parent.guild_id,
        parent.id,
        owner_id=world.bot.id,
        created_at=world.now(),
        invitable=bool(fields.get("invitable", True)),
        auto_archive_minutes=int(fields.get("auto_archive_duration") or 1440),
    )
    thread.thread_members[world.bot.id] = world.now()
    world.channels[thread.id] = world.guilds[str(parent.guild_id)].channels[thread.id] = thread
    data = channel_payload(thread) | {
        "newly_created": True,
        "member": thread_member_payload(thread, world.bot.id),
    }
    world.announce("THREAD_CREATE", data, guild_id=thread.guild_id, intent=GUILDS)
    world.bell.tell("channel", channel_id=thread.id, guild_id=thread.guild_id)
    return thread


def add_to_thread(world: World, thread: Channel, user: User) -> None:
    """Put a user into a thread; twice changes nothing."""
    if user.id not in thread.thread_members:
        thread.thread_members[user.id] = world.now()
        _tell(world, thread, {"added_members": [thread_member_payload(thread, user.id)]})


def take_from_thread(world: World, thread: Channel, user: User) -> None:
    """Take a user out of a thread; twice changes nothing."""
    if thread.thread_members.pop(user.id, None) is not None:
        _tell(world, thread, {"removed_member_ids": [user.id]})


def _tell(world: World, thread: Channel, change: Json) -> None:
    data = {
        "id": thread.id,
        "guild_id": thread.guild_id,
        "member_count": len(thread.thread_members),
        **change,
    }
    world.announce("THREAD_MEMBERS_UPDATE", data, guild_id=thread.guild_id, intent=GUILDS)
    world.bell.tell("channel", channel_id=thread.id, guild_id=thread.guild_id)
