"""Command menus by scope and language, and which of them one person sees in one chat."""

import re
from dataclasses import dataclass, field

from bot.sandbox.telegram.errors import JsonObject, bad_request
from bot.sandbox.telegram.world import Chat

MAX_COMMANDS = 100
MAX_NAME = 32
MAX_DESCRIPTION = 256
# Not documented; senders report refusals of menus beyond roughly this size.
MAX_MENU_BYTES = 5_000
NAME = re.compile(r"[a-z0-9_]+")
SIMPLE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")

Scope = tuple[str, int, int]
Menu = list[JsonObject]


@dataclass(slots=True)
class Menus:
    """Every menu the bot has set, by scope and language code (empty for all languages)."""

    by_scope: dict[tuple[Scope, str], Menu] = field(default_factory=dict)

    def seen_by(self, user_id: int, language: str | None, chat: Chat) -> Menu:
        """Return the menu a person sees: the narrowest scope that has one, own language first."""
        for scope in _scopes_for(user_id, chat):
            for code in ((language or "")[:2], ""):
                menu = self.by_scope.get((scope, code))
                if menu:
                    return menu
        return []


def checked_menu(value: object) -> Menu:
    """Return the commands in Telegram's form; 400 for a name, a description or a size it refuses."""
    if not isinstance(value, list):
        raise bad_request("expected an Array of BotCommand")
    if len(value) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    menu = [_checked_command(entry) for entry in value]
    if len({entry["command"] for entry in menu}) < len(menu):
        raise bad_request("BOT_COMMAND_INVALID")
    if sum(len(str(part).encode()) for entry in menu for part in entry.values()) > MAX_MENU_BYTES:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return menu


def _checked_command(entry: object) -> JsonObject:
    if not isinstance(entry, dict):
        raise bad_request("expected an Object as BotCommand")
    name = str(entry.get("command", "")).strip().removeprefix("/")
    description = str(entry.get("description", "")).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > MAX_NAME:
        raise bad_request("command length must not exceed 32")
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(description) > MAX_DESCRIPTION:
        raise bad_request("command description length must not exceed 256")
    return {"command": name, "description": description}


def _scopes_for(user_id: int, chat: Chat) -> list[Scope]:
    """Return the scopes that concern a person in a chat, narrowest first (Telegram's algorithm)."""
    if chat.is_private:
        return [("chat", chat.id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
    scopes: list[Scope] = [("chat_member", chat.id, user_id)]
    if chat.status(user_id).leads:
        scopes.append(("chat_administrators", chat.id, 0))
    scopes.append(("chat", chat.id, 0))
    if chat.status(user_id).leads:
        scopes.append(("all_chat_administrators", 0, 0))
    return [*scopes, ("all_group_chats", 0, 0), ("default", 0, 0)]
