"""Channels, threads, thread members and the opening of DMs."""

from bot.sandbox.discord.call import Call, Route
from bot.sandbox.discord.forms import Form, Json, refusal
from bot.sandbox.discord.payloads import channel_payload, thread_member_payload
from bot.sandbox.discord.permissions import (
    CREATE_PRIVATE_THREADS,
    CREATE_PUBLIC_THREADS,
    MANAGE_CHANNELS,
    MANAGE_THREADS,
    VIEW_CHANNEL,
)
from bot.sandbox.discord.records import DM, PRIVATE_THREAD, PUBLIC_THREAD, TEXT, Channel
from bot.sandbox.discord.rest_common import own_guild, seen_channel
from bot.sandbox.discord.threads import add_to_thread, open_thread, take_from_thread


def open_dm(call: Call) -> Json:
    """Return the DM channel with a user. Raises 10013, and 40003 when new ones are opened too fast."""
    world = call.scene.world
    user = world.find_user(str(call.fields.get("recipient_id")))
    if user.id not in world.dms and not call.scene.limits.may_open_dm():
        raise refusal(40003)
    return channel_payload(world.dm_of(user))


def show(call: Call) -> Json:
    """Return a channel."""
    return channel_payload(seen_channel(call))


def edit(call: Call) -> Json:
    """Change a channel or a thread. Raises 50013, 50083."""
    channel = seen_channel(call)
    if channel.kind == DM:
        raise refusal(50024)
    form = Form()
    form.length(("name",), call.fields.get("name"), 100)
    form.length(("topic",), call.fields.get("topic"), 1024)
    form.done()
    if channel.is_thread:
        _edit_thread(call, channel)
    else:
        _edit_channel(seen_channel(call, VIEW_CHANNEL | MANAGE_CHANNELS), call.fields)
    call.scene.world.channel_changed(channel)
    return channel_payload(channel)


def _edit_thread(call: Call, thread: Channel) -> None:
    body = call.fields
    if thread.archived and body.get("archived", True):
        raise refusal(50083)
    if thread.owner_id != call.scene.world.bot.id:
        seen_channel(call, MANAGE_THREADS)
    thread.archived = bool(body.get("archived", thread.archived))
    thread.locked = bool(body.get("locked", thread.locked))
    thread.name = body.get("name") or thread.name
    thread.auto_archive_minutes = int(body.get("auto_archive_duration") or thread.auto_archive_minutes)


def _edit_channel(channel: Channel, body: Json) -> None:
    channel.name = body.get("name") or channel.name
    channel.topic = body.get("topic", channel.topic)
    channel.position = int(body.get("position") or channel.position)
    channel.parent_id = body.get("parent_id", channel.parent_id)
    if body.get("permission_overwrites") is not None:
        channel.overwrites = [dict(each, id=str(each["id"])) for each in body["permission_overwrites"]]


def delete(call: Call) -> Json:
    """Delete a channel or thread."""
    channel = seen_channel(call)
    if channel.kind == DM:
        raise refusal(50024)
    seen_channel(call, MANAGE_THREADS if channel.is_thread else MANAGE_CHANNELS)
    call.scene.world.remove_channel(channel)
    return channel_payload(channel)


def create(call: Call) -> Json:
    """Make a channel in a guild."""
    guild = own_guild(call, MANAGE_CHANNELS)
    form = Form()
    form.length(("name",), call.fields.get("name"), 100, 1)
    form.done()
    kind = int(call.fields.get("type") or TEXT)
    channel = Channel(call.scene.snowflakes.next(), kind, guild_id=guild.id, position=len(guild.channels))
    _edit_channel(channel, call.fields)
    call.scene.world.keep_channel(channel)
    return channel_payload(channel)


def show_all(call: Call) -> list[Json]:
    """Return a guild's channels without threads."""
    return [channel_payload(each) for each in own_guild(call).channels.values() if not each.is_thread]


def start_thread(call: Call) -> Json:
    """Make a thread without a message; private (12) unless told otherwise."""
    kind = int(call.fields.get("type") or PRIVATE_THREAD)
    parent = _parent(call, CREATE_PRIVATE_THREADS if kind == PRIVATE_THREAD else CREATE_PUBLIC_THREADS)
    return channel_payload(open_thread(call.scene.world, parent, kind, call.fields))


def start_thread_from(call: Call) -> Json:
    """Make a public thread from a message. Raises 160004 when it has one."""
    parent = _parent(call, CREATE_PUBLIC_THREADS)
    message = call.scene.posts.find(parent, call["message_id"])
    if message.thread_id is not None:
        raise refusal(160004)
    message.thread_id = message.id
    return channel_payload(open_thread(call.scene.world, parent, PUBLIC_THREAD, call.fields, message.id))


def _parent(call: Call, needed: int) -> Channel:
    parent = seen_channel(call, VIEW_CHANNEL | needed)
    if parent.kind == DM or parent.is_thread:
        raise refusal(50024)
    form = Form()
    form.length(("name",), call.fields.get("name"), 100, 1)
    minutes = call.fields.get("auto_archive_duration", 1440)
    form.one_of(("auto_archive_duration",), minutes, (None, 60, 1440, 4320, 10080))
    form.done()
    return parent


def thread_members(call: Call) -> list[Json]:
    """Return who is in a thread."""
    thread = _thread(call)
    return [thread_member_payload(thread, user_id) for user_id in thread.thread_members]


def _thread(call: Call) -> Channel:
    thread = seen_channel(call)
    if not thread.is_thread:
        raise refusal(50024)
    if thread.archived and call.method != "GET":
        raise refusal(50083)
    return thread


def _named(call: Call) -> str:
    return call.parameters.get("user_id") or call.scene.world.bot.id


def add_member(call: Call) -> None:
    """Put a user, or the bot itself, into a thread."""
    add_to_thread(call.scene.world, _thread(call), call.scene.world.find_user(_named(call)))


def remove_member(call: Call) -> None:
    """Take a user, or the bot itself, out of a thread."""
    take_from_thread(call.scene.world, _thread(call), call.scene.world.find_user(_named(call)))


def active_threads(call: Call) -> Json:
    """Return a guild's threads that are not archived and that the bot sees."""
    world = call.scene.world
    every = [each for each in own_guild(call).channels.values() if each.is_thread and not each.archived]
    seen = [each for each in every if world.sees(world.bot, each)]
    mine = [thread_member_payload(each, world.bot.id) for each in seen if world.bot.id in each.thread_members]
    return {"threads": [channel_payload(each) for each in seen], "members": mine}


_ONE = "/channels/{channel_id}"
_MEMBERS = _ONE + "/thread-members"
ROUTES = [
    Route("POST", "/users/@me/channels", open_dm),
    Route("GET", _ONE, show),
    Route("PATCH", _ONE, edit),
    Route("DELETE", _ONE, delete),
    Route("POST", "/guilds/{guild_id}/channels", create, 201),
    Route("GET", "/guilds/{guild_id}/channels", show_all),
    Route("GET", "/guilds/{guild_id}/threads/active", active_threads),
    Route("POST", _ONE + "/threads", start_thread, 201),
    Route("POST", _ONE + "/messages/{message_id}/threads", start_thread_from, 201),
    Route("GET", _MEMBERS, thread_members),
    Route("PUT", _MEMBERS + "/@me", add_member),
    Route("DELETE", _MEMBERS + "/@me", remove_member),
    Route("PUT", _MEMBERS + "/{user_id}", add_member),
    Route("DELETE", _MEMBERS + "/{user_id}", remove_member),
]
