"""What the page gets to know about the bot, users, chats, faults and events, as JSON."""

from dataclasses import asdict

from bot.sandbox.telegram.errors import JsonObject
from bot.sandbox.telegram.faults import Fault
from bot.sandbox.telegram.limits import Limits
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.state import State
from bot.sandbox.telegram.world import Chat, World

LIMIT_FIGURES = (
    "enforce",
    "overall_per_second",
    "chat_per_second",
    "group_per_minute",
    "callback_seconds",
    "refused",
    "breaches",
)


def bot_json(state: State) -> JsonObject:
    """Return the bot with its texts by language code and its queue."""
    bot, profile = state.world.bot, state.profile
    return {
        "id": bot.id,
        "username": bot.username,
        "names": profile.names,
        "descriptions": profile.descriptions,
        "short_descriptions": profile.short_descriptions,
        "waiting_updates": len(state.updates.waiting),
    }


def user_view(person: Person) -> JsonObject:
    """Return a user with the state of the private chat."""
    user = person.user
    return {
        "id": user.id,
        "name": user.name,
        "username": user.username,
        "language_code": user.language_code,
        "started": person.chat.started,
        "blocked": person.chat.blocked,
        "deactivated": user.deactivated,
    }


def chat_view(world: World, chat: Chat) -> JsonObject:
    """Return a chat with its members."""
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title or (chat.person.name if chat.person else ""),
        "members": {str(user_id): status.value for user_id, status in chat.members.items()},
        "bot": chat.status(world.bot.id).value,
        "messages": len(chat.messages),
        "pinned": chat.pinned,
        "migrated_to": chat.migrated_to,
    }


def limits_json(limits: Limits) -> JsonObject:
    """Return the flood limits and what they had to refuse."""
    return {name: getattr(limits, name) for name in LIMIT_FIGURES}


def fault_json(fault: Fault) -> JsonObject:
    """Return an ordered fault."""
    return asdict(fault)
