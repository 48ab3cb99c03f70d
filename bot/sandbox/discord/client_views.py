"""What the browser page is shown: the state of the world, messages as one person sees them, answers."""

from itertools import islice

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.interaction import COMMAND, Interaction
from bot.sandbox.discord.payloads import channel_payload, instant, role_payload
from bot.sandbox.discord.people import Person
from bot.sandbox.discord.records import Channel, Guild, Message, User
from bot.sandbox.discord.scene import Scene


def state(scene: Scene) -> Json:
    """Return guilds with roles, members and channels, all users, and whether the bot is connected."""
    world = scene.world
    return {
        "now": instant(scene.now()),
        "bot": {"id": world.bot.id, "name": world.bot.display_name, "online": bool(scene.gateway.connected)},
        "guilds": [_guild(scene, guild) for guild in world.guilds.values()],
        "users": [_user(scene, user) for user in world.users.values() if not user.bot],
        "faults": faults(scene),
    }


def faults(scene: Scene) -> list[Json]:
    """Return what has been ordered to go wrong and still does."""
    lasting = {
        "refuse_gateway": scene.gateway.refusing,
        "duplicate_interactions": scene.gateway.repeat_interactions,
    }
    ordered = [
        {"kind": fault.kind, "where": fault.where, "struck": fault.struck} for fault in scene.faults.ordered
    ]
    return ordered + [{"kind": kind} for kind, lasts in lasting.items() if lasts]


def _guild(scene: Scene, guild: Guild) -> Json:
    return {
        "id": guild.id,
        "name": guild.name,
        "locale": guild.locale,
        "roles": [role_payload(role) for role in guild.roles.values()],
        "members": {user_id: list(member.roles) for user_id, member in guild.members.items()},
        "channels": [_channel(scene, channel) for channel in guild.channels.values()],
        "events": [{"id": each.id, "status": each.status, **each.fields} for each in guild.events.values()],
    }


def _channel(scene: Scene, channel: Channel) -> Json:
    users = scene.world.users.values()
    seen_by = [user.id for user in users if not user.bot and scene.world.sees(user, channel)]
    return channel_payload(channel) | {"seen_by": seen_by}


def _user(scene: Scene, user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "display_name": user.display_name,
        "locale": user.locale,
        "dms_open": user.dms_open,
        "dm_channel": scene.world.dm_of(user).id,
    }


def messages(scene: Scene, person: Person, channel: Channel, before: int | None, limit: int) -> Json:
    """Return up to ``limit`` messages before an id, oldest first, and whether there are older ones."""
    seen = person.visible_messages(channel)
    older = [each for each in reversed(seen) if before is None or int(each.id) < before]
    page = list(islice(older, limit))
    return {"messages": [message(scene, each) for each in reversed(page)], "more": len(older) > len(page)}


def message(scene: Scene, shown: Message) -> Json:
    """Return a message with what only the page needs."""
    return scene.posts.payload(shown) | {
        "embeds": shown.embeds,
        "ephemeral": shown.ephemeral,
        "loading": shown.loading,
        "by_bot": shown.author.bot,
        "used": _used(scene, shown),
    }


def _used(scene: Scene, shown: Message) -> str | None:
    """The command somebody typed that a message answers, as the client writes above it."""
    told = (shown.interaction or {}).get("interaction_metadata")
    asked = scene.interactions.by_id(told["id"]) if told else None
    if asked is None or asked.kind != COMMAND:
        return None
    words = [str(asked.data["name"])]
    parts = asked.data.get("options") or []
    while parts and parts[0]["type"] in (1, 2):
        words.append(str(parts[0]["name"]))
        parts = parts[0].get("options") or []
    return " ".join(words)


def answer(scene: Scene, interaction: Interaction) -> Json:
    """Return what a person sees of an answer; ``deferred`` while the bot is still thinking."""
    seen = interaction.seen()
    told: Json = {"interaction": interaction.id, "kind": "deferred" if seen is None else seen.kind}
    if seen is not None and seen.message is not None:
        told["message"] = message(scene, seen.message)
    if seen is not None and seen.modal is not None:
        modal = seen.modal
        told["modal"] = {"custom_id": modal.custom_id, "title": modal.title, "components": modal.components}
    if seen is not None and seen.kind == "choices":
        told["choices"] = list(seen.choices)
    return told


def findings(scene: Scene, limit: int) -> Json:
    """Return the last exchanges, and what was seen that should not have been."""
    recent = list(islice(reversed(scene.exchanges), limit))
    return {
        "exchanges": [
            {
                "at": instant(each.at),
                "method": each.method,
                "path": each.path,
                "body": each.body,
                "status": each.status,
                "answer": each.answer,
            }
            for each in recent
        ],
        "unknown_calls": scene.unknown_calls,
        "violations": scene.violations,
        "breaches": scene.limits.breaches,
        "rate_limited": scene.limits.refused,
        "busiest_second": scene.limits.busiest_second,
        "faults_struck": dict(scene.faults.struck),
    }
