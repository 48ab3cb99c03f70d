"""A whole guild as JSON, for the REST API and for GUILD_CREATE."""

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.payloads import (
    channel_payload,
    event_payload,
    instant,
    member_payload,
    role_payload,
)
from bot.sandbox.discord.permissions import VIEW_CHANNEL, permissions_of
from bot.sandbox.discord.records import PRIVATE_THREAD, Guild, Member, User


def guild_payload(guild: Guild) -> Json:
    """Return a guild object as the REST API sends it."""
    return {
        "id": guild.id,
        "name": guild.name,
        "owner_id": guild.owner_id,
        "icon": None,
        "splash": None,
        "banner": None,
        "description": None,
        "discovery_splash": None,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role_payload(role) for role in guild.roles.values()],
        "preferred_locale": guild.locale,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "nsfw": False,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "vanity_url_code": None,
        "max_members": 500000,
        "max_presences": None,
        "widget_enabled": False,
        "application_id": None,
        "home_header": None,
        "incidents_data": None,
        "region": "sandbox",
    }


def guild_create_payload(guild: Guild, bot: User, creator: User, *, with_members: bool) -> Json:
    """Return what GUILD_CREATE carries; without the members intent only the bot's own member."""
    seen = guild.members.values() if with_members else [guild.members[bot.id]]
    threads = [each for each in guild.channels.values() if each.is_thread and not each.archived]
    plain = [each for each in guild.channels.values() if not each.is_thread]
    may_see = [each for each in threads if each.kind != PRIVATE_THREAD or bot.id in each.thread_members]
    return guild_payload(guild) | {
        "unavailable": False,
        "large": len(guild.members) > 250,
        "member_count": len(guild.members),
        "joined_at": instant(guild.members[bot.id].joined_at),
        "members": [member_payload(member) for member in seen],
        "channels": [
            channel_payload(each) for each in plain if permissions_of(guild, bot.id, each) & VIEW_CHANNEL
        ],
        "threads": [channel_payload(each) for each in may_see],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "soundboard_sounds": [],
        "guild_scheduled_events": [event_payload(event, creator) for event in guild.events.values()],
    }


def member_chunk(guild: Guild, asked: Json) -> Json:
    """Return the answer to a request for guild members, by ids or by the beginning of a name."""
    wanted = asked.get("user_ids") or []
    ids = [str(each) for each in (wanted if isinstance(wanted, list) else [wanted])]
    query = str(asked.get("query") or "").lower()
    members = [
        member
        for member in guild.members.values()
        if (member.user.id in ids if ids else _named(member, query))
    ]
    return {
        "guild_id": guild.id,
        "members": [member_payload(member) for member in members[: asked.get("limit") or None]],
        "chunk_index": 0,
        "chunk_count": 1,
        "not_found": [each for each in ids if each not in guild.members],
        "nonce": asked.get("nonce"),
    }


def _named(member: Member, query: str) -> bool:
    names = (member.user.name, member.user.display_name, member.nick or "")
    return not query or any(name.lower().startswith(query) for name in names)
