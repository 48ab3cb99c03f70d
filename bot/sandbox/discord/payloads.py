"""Records as the JSON that Discord's API and gateway send."""

from datetime import datetime

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.records import (
    COMPONENTS_V2,
    DM,
    PRIVATE_THREAD,
    Attachment,
    Channel,
    Member,
    Message,
    Role,
    ScheduledEvent,
    User,
)

UPLOAD_LIMIT = 10 * 1024 * 1024


def instant(moment: datetime | None) -> str | None:
    """Return a moment as Discord writes it."""
    return None if moment is None else moment.isoformat(timespec="microseconds")


def user_payload(user: User) -> Json:
    """Return a user object."""
    return {
        "id": user.id,
        "username": user.name,
        "global_name": None if user.bot else user.display_name,
        "discriminator": "0",
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
        "avatar_decoration_data": None,
    }


def role_payload(role: Role) -> Json:
    """Return a role object."""
    colors = {"primary_color": role.color, "secondary_color": None, "tertiary_color": None}
    payload: Json = {
        "id": role.id,
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.color,
        "colors": colors,
        "hoist": role.hoist,
        "mentionable": role.mentionable,
        "managed": role.managed_by is not None,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if role.managed_by is not None:
        payload["tags"] = {"bot_id": role.managed_by}
    return payload


def member_payload(member: Member, *, with_user: bool = True) -> Json:
    """Return a member object; messages carry it without its user."""
    payload: Json = {
        "roles": list(member.roles),
        "nick": member.nick,
        "joined_at": instant(member.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "avatar": None,
        "banner": None,
        "flags": 0,
        "communication_disabled_until": None,
    }
    if with_user:
        payload["user"] = user_payload(member.user)
    return payload


def channel_payload(channel: Channel) -> Json:
    """Return a channel object: DM, thread or guild channel."""
    if channel.kind == DM:
        return _dm_payload(channel)
    payload: Json = {
        "id": channel.id,
        "type": channel.kind,
        "guild_id": channel.guild_id,
        "name": channel.name,
        "parent_id": channel.parent_id,
        "last_message_id": next(reversed(channel.messages), None),
        "rate_limit_per_user": 0,
        "flags": 0,
    }
    return payload | (_thread_part(channel) if channel.is_thread else _guild_channel_part(channel))


def _dm_payload(channel: Channel) -> Json:
    recipients = [user_payload(channel.recipient)] if channel.recipient else []
    last = next(reversed(channel.messages), None)
    return {"id": channel.id, "type": DM, "last_message_id": last, "flags": 0, "recipients": recipients}


def _guild_channel_part(channel: Channel) -> Json:
    part: Json = {
        "topic": channel.topic,
        "position": channel.position,
        "permission_overwrites": channel.overwrites,
        "nsfw": False,
    }
    if channel.kind == 2:
        part |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    return part


def _thread_part(channel: Channel) -> Json:
    metadata: Json = {
        "archived": channel.archived,
        "auto_archive_duration": channel.auto_archive_minutes,
        "archive_timestamp": instant(channel.created_at),
        "locked": channel.locked,
        "create_timestamp": instant(channel.created_at),
    }
    if channel.kind == PRIVATE_THREAD:
        metadata["invitable"] = channel.invitable
    return {
        "owner_id": channel.owner_id,
        "message_count": len(channel.messages),
        "total_message_sent": len(channel.messages),
        "member_count": len(channel.thread_members),
        "thread_metadata": metadata,
    }


def thread_member_payload(channel: Channel, user_id: str) -> Json:
    """Return a thread member object."""
    joined = instant(channel.thread_members[user_id])
    return {"id": channel.id, "user_id": user_id, "join_timestamp": joined, "flags": 0}


def attachment_payload(attachment: Attachment) -> Json:
    """Return an attachment object."""
    payload: Json = {
        "id": attachment.id,
        "filename": attachment.filename,
        "size": len(attachment.content),
        "url": attachment.url,
        "proxy_url": attachment.url,
        "content_type": attachment.content_type,
    }
    if attachment.description is not None:
        payload["description"] = attachment.description
    return payload


def message_payload(message: Message, mentions: list[User], roles: list[str] | None = None) -> Json:
    """Return a message object; a Components V2 one has empty content and embeds."""
    payload: Json = {
        "id": message.id,
        "type": _message_type(message),
        "channel_id": message.channel_id,
        "author": user_payload(message.author),
        "content": message.content,
        "timestamp": instant(message.created_at),
        "edited_timestamp": instant(message.edited_at),
        "tts": False,
        "mention_everyone": False,
        "mentions": [user_payload(user) for user in mentions],
        "mention_roles": roles or [],
        "attachments": [attachment_payload(each) for each in message.attachments],
        "embeds": [] if message.flags & COMPONENTS_V2 else message.embeds,
        "components": message.components,
        "pinned": False,
        "flags": message.flags,
    }
    optional = {
        "nonce": message.nonce,
        "webhook_id": message.webhook_id,
        "application_id": message.webhook_id,
        "message_reference": message.reference,
    }
    payload |= {key: value for key, value in optional.items() if value is not None}
    if message.interaction is not None:
        payload |= message.interaction
    return payload


def _message_type(message: Message) -> int:
    """0 default, 19 reply, 20 answer to a slash command, 23 answer to a context menu."""
    told = message.interaction
    if told is not None and told["interaction_metadata"]["type"] == 2:
        return 23 if {"target_user", "target_message_id"} & told["interaction_metadata"].keys() else 20
    return 19 if message.reference is not None else 0


def event_payload(event: ScheduledEvent, creator: User) -> Json:
    """Return a guild scheduled event object."""
    return {
        "id": event.id,
        "guild_id": event.guild_id,
        "creator_id": creator.id,
        "creator": user_payload(creator),
        "status": event.status,
        "user_count": len(event.interested),
        "entity_id": None,
        "image": None,
        "recurrence_rule": None,
        **event.fields,
    }
