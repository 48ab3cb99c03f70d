"""An interaction as the gateway sends it."""

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.interaction import Interaction
from bot.sandbox.discord.payloads import UPLOAD_LIMIT, channel_payload, member_payload, user_payload
from bot.sandbox.discord.permissions import IN_A_DM
from bot.sandbox.discord.posts import Posts
from bot.sandbox.discord.records import Guild, Message, User
from bot.sandbox.discord.world import World


def interaction_payload(world: World, posts: Posts, interaction: Interaction) -> Json:
    """Return the data of INTERACTION_CREATE, with the member's roles and permissions."""
    channel, guild, user = interaction.channel, interaction.guild, interaction.user
    payload: Json = {
        "id": interaction.id,
        "application_id": world.bot.id,
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": channel.id,
        "channel": channel_payload(channel),
        "locale": user.locale,
        "entitlements": [],
        "authorizing_integration_owners": {"0": guild.id if guild else "0"},
        "context": 0 if guild else 1,
        "attachment_size_limit": UPLOAD_LIMIT,
        "app_permissions": str(IN_A_DM if guild is None else world.permissions(world.bot, channel, guild)),
    }
    if guild is None:
        payload["user"] = user_payload(user)
    else:
        payload |= _guild_part(world, interaction, guild)
    if interaction.source is not None:
        payload["message"] = posts.payload(interaction.source)
    return payload


def _guild_part(world: World, interaction: Interaction, guild: Guild) -> Json:
    granted = world.permissions(interaction.user, interaction.channel, guild)
    member = member_payload(world.member(guild, interaction.user.id)) | {"permissions": str(granted)}
    return {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member,
        "channel": channel_payload(interaction.channel) | {"permissions": str(granted)},
    }


def metadata(interaction: Interaction, target: Message | User | None = None) -> Json:
    """Return what a message says about the interaction it answers."""
    told: Json = {
        "id": interaction.id,
        "type": interaction.kind,
        "user": user_payload(interaction.user),
        "authorizing_integration_owners": {"0": interaction.guild.id if interaction.guild else "0"},
    }
    if interaction.kind == 3 and interaction.source is not None:
        told["interacted_message_id"] = interaction.source.id
    if isinstance(target, Message):
        told["target_message_id"] = target.id
    elif isinstance(target, User):
        told["target_user"] = user_payload(target)
    return {"interaction_metadata": told}
