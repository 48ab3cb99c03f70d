"""Methods about the bot itself: who it is, its updates, its answers to presses, its menus and profile."""

import time

from bot.sandbox.telegram import wire
from bot.sandbox.telegram.call import Call
from bot.sandbox.telegram.errors import JsonObject, bad_request
from bot.sandbox.telegram.menus import SIMPLE_SCOPES, Scope, checked_menu
from bot.sandbox.telegram.state import Answer, State

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
MAX_ANSWER = 200
MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120


def get_me(state: State, _call: Call) -> JsonObject:
    """Tell who the bot is and what it may."""
    body = wire.user_json(state.world.bot)
    body.pop("language_code", None)
    return body | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


async def get_updates(state: State, call: Call) -> object:
    """Hand out updates, waiting for the first one as long as asked."""
    state.updates.allow(call.structure("allowed_updates"))
    offset, limit = call.integer("offset", 0) or 0, call.integer("limit", 100) or 100
    return await state.updates.poll(offset, limit, call.integer("timeout", 0) or 0)


def answer_callback_query(state: State, call: Call) -> bool:
    """Answer a press, once and in time."""
    shown = call.text("text") or ""
    if len(shown) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press = state.presses.get(call.text("callback_query_id") or "")
    late = press is None or time.monotonic() - press.at > state.limits.callback_seconds
    if press is None or late or press.answer is not None:
        raise bad_request(TOO_OLD)
    url = call.text("url")
    if url and not url.startswith((f"t.me/{state.world.bot.username}?start=", "tg://")):
        raise bad_request("URL_INVALID")
    press.answer = Answer(shown, call.flag("show_alert"), url)
    state.world.changes.note("answer", press=press)
    return True


def set_my_commands(state: State, call: Call) -> bool:
    """Set a menu for one scope and language."""
    key = (_scope(state, call), _language(call))
    menu = checked_menu(call.structure("commands"))
    if menu:
        state.menus.by_scope[key] = menu
    else:
        state.menus.by_scope.pop(key, None)
    state.world.changes.note("menu")
    return True


def get_my_commands(state: State, call: Call) -> object:
    """Return exactly the menu of one scope and language."""
    return state.menus.by_scope.get((_scope(state, call), _language(call)), [])


def delete_my_commands(state: State, call: Call) -> bool:
    """Take a menu away."""
    state.menus.by_scope.pop((_scope(state, call), _language(call)), None)
    state.world.changes.note("menu")
    return True


def set_my_name(state: State, call: Call) -> bool:
    """Name the bot in one language."""
    return _say(state.profile.names, call, "name", MAX_NAME)


def get_my_name(state: State, call: Call) -> JsonObject:
    """Return the bot's name in one language."""
    return {"name": _said(state.profile.names, call) or state.world.bot.first_name}


def set_my_description(state: State, call: Call) -> bool:
    """Set what an empty chat with the bot shows."""
    return _say(state.profile.descriptions, call, "description", MAX_DESCRIPTION)


def get_my_description(state: State, call: Call) -> JsonObject:
    """Return what an empty chat shows."""
    return {"description": _said(state.profile.descriptions, call)}


def set_my_short_description(state: State, call: Call) -> bool:
    """Set what the bot's profile shows."""
    return _say(state.profile.short_descriptions, call, "short_description", MAX_SHORT_DESCRIPTION)


def get_my_short_description(state: State, call: Call) -> JsonObject:
    """Return what the bot's profile shows."""
    return {"short_description": _said(state.profile.short_descriptions, call)}


def set_chat_menu_button(state: State, call: Call) -> bool:
    """Choose the button beside the input field, for one private chat or for all."""
    button = call.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("unsupported menu button type")
    chat_id = state.chat(call).id if call.has("chat_id") else 0
    state.profile.menu_buttons[chat_id] = button
    return True


def get_chat_menu_button(state: State, call: Call) -> JsonObject:
    """Return the button beside the input field."""
    buttons = state.profile.menu_buttons
    chat_id = call.integer("chat_id") or 0
    return buttons.get(chat_id) or buttons.get(0) or {"type": "default"}


def _say(said: dict[str, str], call: Call, name: str, longest: int) -> bool:
    value = call.text(name) or ""
    if len(value) > longest:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    language = _language(call)
    if value:
        said[language] = value
    else:
        said.pop(language, None)
    return True


def _said(said: dict[str, str], call: Call) -> str:
    return said.get(_language(call)) or said.get("", "")


def _language(call: Call) -> str:
    code = call.text("language_code") or ""
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):
        raise bad_request("invalid language code specified")
    return code


def _scope(state: State, call: Call) -> Scope:
    scope = call.mapping("scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if kind in SIMPLE_SCOPES:
        return (kind, 0, 0)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    named = Call(call.method, {"chat_id": scope.get("chat_id"), "user_id": scope.get("user_id")})
    chat = state.chat(named)
    if chat.is_private and kind != "chat":
        raise bad_request("can't change commands in private chats with this scope")
    if chat.is_private and not chat.started:
        raise bad_request("chat not found")
    user_id = named.integer("user_id") or 0
    if kind == "chat_member" and user_id not in state.world.users:
        raise bad_request("user not found")
    return (kind, chat.id, user_id if kind == "chat_member" else 0)
