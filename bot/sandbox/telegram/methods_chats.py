"""Methods about chats: who is in them, what is pinned there."""

from bot.sandbox.telegram import wire
from bot.sandbox.telegram.call import Call
from bot.sandbox.telegram.errors import JsonObject, bad_request, forbidden
from bot.sandbox.telegram.state import State
from bot.sandbox.telegram.world import Chat, Status

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def get_chat(state: State, call: Call) -> JsonObject:
    """Tell what the bot knows about a chat."""
    chat = _known(state, call)
    return wire.full_chat_json(chat)


def get_chat_member(state: State, call: Call) -> JsonObject:
    """Tell how an account belongs to a chat."""
    chat = _known(state, call)
    user = state.world.users.get(call.integer("user_id") or 0)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return wire.member_json(user, chat.status(user.id))


def get_chat_administrators(state: State, call: Call) -> list[JsonObject]:
    """Return the owner and the administrators of a group."""
    chat = _known(state, call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    leading = ((user_id, status) for user_id, status in chat.members.items() if status.leads)
    return [wire.member_json(state.world.users[user_id], status) for user_id, status in leading]


def get_chat_member_count(state: State, call: Call) -> int:
    """Return how many accounts are in a chat."""
    return sum(status.inside for status in _known(state, call).members.values())


def leave_chat(state: State, call: Call) -> bool:
    """Let the bot leave a group."""
    chat = state.writable(call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    state.change_member(chat, by=state.world.bot, of=state.world.bot, status=Status.LEFT)
    return True


def send_chat_action(state: State, call: Call) -> bool:
    """Show that the bot is busy."""
    chat = state.writable(call)
    action = call.text("action") or ""
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(action)
    state.world.changes.note("action", chat=chat.id, action=action)
    return True


def create_forum_topic(state: State, call: Call) -> JsonObject:
    """Refuse: no chat here has topics, as most have none until somebody switches them on."""
    state.writable(call)
    raise bad_request("the chat is not a forum")


def pin_chat_message(state: State, call: Call) -> bool:
    """Pin a message; in a group only an administrator bot may."""
    chat = state.writable(call)
    _check_pin_right(state, chat)
    number = call.integer("message_id") or 0
    if number not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned = [*(pinned for pinned in chat.pinned if pinned != number), number]
    state.world.changes.note("chat", chat=chat.id)
    return True


def unpin_chat_message(state: State, call: Call) -> bool:
    """Unpin a message, the latest pinned one without a number."""
    chat = state.writable(call)
    _check_pin_right(state, chat)
    number = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    state.world.changes.note("chat", chat=chat.id)
    return True


def unpin_all_chat_messages(state: State, call: Call) -> bool:
    """Unpin everything."""
    chat = state.writable(call)
    _check_pin_right(state, chat)
    chat.pinned.clear()
    state.world.changes.note("chat", chat=chat.id)
    return True


def _known(state: State, call: Call) -> Chat:
    chat = state.chat(call)
    bot = state.world.bot
    if chat.is_private:
        if not chat.started:
            raise bad_request("chat not found")
    elif chat.status(bot.id) is Status.KICKED:
        what = "supergroup" if chat.kind == "supergroup" else "group"
        raise forbidden(f"bot was kicked from the {what} chat")
    return chat


def _check_pin_right(state: State, chat: Chat) -> None:
    if not chat.is_private and not chat.status(state.world.bot.id).leads:
        raise bad_request("not enough rights to manage pinned messages in the chat")
