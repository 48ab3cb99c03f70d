"""Messages in channels, threads and DMs."""

from collections.abc import Iterable
from itertools import islice

from bot.sandbox.discord.call import Call, Route
from bot.sandbox.discord.compose import compose
from bot.sandbox.discord.forms import Form, Json, refusal
from bot.sandbox.discord.permissions import (
    ATTACH_FILES,
    MANAGE_MESSAGES,
    MANAGE_THREADS,
    SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS,
    VIEW_CHANNEL,
)
from bot.sandbox.discord.records import DM, EPHEMERAL, Channel, Message
from bot.sandbox.discord.rest_common import seen_channel


def create(call: Call) -> Json:
    """Post a message; a repeated enforced nonce answers with the first message and posts nothing."""
    channel = seen_channel(call)
    _may_write(call, channel)
    body = call.fields
    nonce, enforced = body.get("nonce"), bool(body.get("enforce_nonce"))
    posts = call.scene.posts
    if nonce is not None and enforced and (known := posts.same_nonce(channel, nonce)):
        return posts.payload(known)
    message = posts.make(channel, call.scene.world.bot, nonce=nonce)
    _check_flags(body)
    compose(call, message, body, new=True)
    _refer(channel, message, body)
    posts.post(message)
    if nonce is not None and enforced:
        posts.remember_nonce(channel, nonce, message)
    return posts.payload(message)


def _check_flags(body: Json) -> None:
    if int(body.get("flags") or 0) & EPHEMERAL:
        form = Form()
        form.wrong(("flags",), "MESSAGE_FLAGS_INVALID", "Only an answer to an interaction can be ephemeral")
        form.done()


def _refer(channel: Channel, message: Message, body: Json) -> None:
    reference = body.get("message_reference")
    if not reference:
        return
    if str(reference["message_id"]) not in channel.messages and reference.get("fail_if_not_exists", True):
        form = Form()
        form.wrong(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        form.done()
    message.reference = {"type": 0, "channel_id": channel.id, "message_id": str(reference["message_id"])}
    if channel.guild_id is not None:
        message.reference["guild_id"] = channel.guild_id


def _may_write(call: Call, channel: Channel) -> None:
    world = call.scene.world
    if channel.kind == DM:
        user = channel.recipient
        if user is not None and not world.share_guild(user):
            raise refusal(50278)
        if user is not None and not user.dms_open:
            raise refusal(50007)
        return
    granted = world.permissions(world.bot, channel, world.guilds[str(channel.guild_id)])
    needed = SEND_MESSAGES_IN_THREADS if channel.is_thread else SEND_MESSAGES
    if not granted & needed or (call.files and not granted & ATTACH_FILES):
        raise refusal(50013)
    if channel.is_thread and channel.archived:
        if channel.locked and not granted & MANAGE_THREADS:
            raise refusal(50083)
        channel.archived = False
        world.channel_changed(channel)


def edit(call: Call) -> Json:
    """Change a message of the bot. Raises 10008, 50005, 50083."""
    channel = seen_channel(call)
    message = call.scene.posts.find(channel, call["message_id"])
    if message.author is not call.scene.world.bot:
        raise refusal(50005)
    if channel.is_thread and channel.archived:
        raise refusal(50083)
    compose(call, message, call.fields, new=False)
    call.scene.posts.edited(message)
    return call.scene.posts.payload(message)


def delete(call: Call) -> None:
    """Delete a message; someone else's needs the right to manage messages."""
    channel = seen_channel(call)
    message = call.scene.posts.find(channel, call["message_id"])
    world = call.scene.world
    if message.author is not world.bot:
        guild = world.guilds.get(str(channel.guild_id))
        if guild is None or not world.permissions(world.bot, channel, guild) & MANAGE_MESSAGES:
            raise refusal(50013)
    call.scene.posts.delete(message)


def show(call: Call) -> Json:
    """Return one message."""
    return call.scene.posts.payload(call.scene.posts.find(seen_channel(call), call["message_id"]))


def show_many(call: Call) -> list[Json]:
    """Return up to 100 messages, newest first, around the ids that were asked for."""
    channel = seen_channel(call)
    limit = min(int(call.query.get("limit", 50)), 100)
    before, after = call.query.get("before"), call.query.get("after")
    shown = [each for each in channel.messages.values() if not each.ephemeral]
    picked: Iterable[Message] = reversed(shown)
    if before is not None:
        picked = (each for each in reversed(shown) if int(each.id) < int(before))
    elif after is not None:
        newer = [each for each in shown if int(each.id) > int(after)][:limit]
        picked = reversed(newer)
    return [call.scene.posts.payload(each) for each in islice(picked, limit)]


def typing(call: Call) -> None:
    """Take the sign that the bot is typing."""
    seen_channel(call, VIEW_CHANNEL)


_ALL = "/channels/{channel_id}/messages"
_ONE = _ALL + "/{message_id}"
ROUTES = [
    Route("POST", _ALL, create),
    Route("GET", _ALL, show_many),
    Route("GET", _ONE, show),
    Route("PATCH", _ONE, edit),
    Route("DELETE", _ONE, delete),
    Route("POST", "/channels/{channel_id}/typing", typing),
]
