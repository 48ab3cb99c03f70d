"""Methods that send, edit, copy, forward, pin and delete messages."""

from datetime import timedelta

from bot.sandbox.telegram import keyboards, text, wire
from bot.sandbox.telegram.call import Call
from bot.sandbox.telegram.errors import JsonObject, bad_request
from bot.sandbox.telegram.state import State
from bot.sandbox.telegram.world import Chat, Message

DELETABLE_FOR = timedelta(hours=48)
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


def send_message(state: State, call: Call) -> JsonObject:
    """Send text."""
    raw = call.text("text")
    if not raw:
        raise bad_request("message text is empty")
    chat = state.writable(call)
    plain, entities = text.message_text(
        text.formatted(raw, call.text("parse_mode"), call.structure("entities"), state.world)
    )
    extras: JsonObject = {}
    if preview := call.mapping("link_preview_options"):
        extras["link_preview_options"] = preview
    return sent(state, call, chat, text=plain, entities=entities, extras=extras)


def sent(state: State, call: Call, chat: Chat, **content: object) -> JsonObject:
    """Post what a send method made, with the reply, the keyboard and the flood limit common to all."""
    markup = keyboards.checked_markup(call.structure("reply_markup"))
    reply_to = _reply_to(chat, call)
    if call.integer("message_thread_id"):
        raise bad_request("message thread not found")
    state.limits.spend(chat)
    extras = content.pop("extras", {})
    if call.flag("protect_content") and isinstance(extras, dict):
        extras["has_protected_content"] = True
    message = state.world.post(
        chat, state.world.bot, markup=markup, reply_to=reply_to, extras=extras, **content
    )
    _show_keyboard(chat, markup)
    return wire.message_json(message)


def edit_message_text(state: State, call: Call) -> object:
    """Change a text message's text and inline keyboard."""
    raw = call.text("text")
    if not raw:
        raise bad_request("message text is empty")
    message = editable(state, call)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    plain, entities = text.message_text(
        text.formatted(raw, call.text("parse_mode"), call.structure("entities"), state.world)
    )
    return _edited(state, call, message, plain, entities)


def edit_message_caption(state: State, call: Call) -> object:
    """Change a media message's caption and inline keyboard."""
    message = editable(state, call)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    plain, entities = caption(state, call)
    return _edited(state, call, message, plain or None, entities)


def edit_message_reply_markup(state: State, call: Call) -> object:
    """Change only the inline keyboard; without one it goes away."""
    message = editable(state, call)
    return _edited(state, call, message, message.text, message.entities)


def delete_message(state: State, call: Call) -> bool:
    """Delete a message that is young enough and the bot may delete."""
    chat = state.writable(call)
    message = chat.messages.get(call.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(state, message)
    state.world.delete(message)
    return True


def delete_messages(state: State, call: Call) -> bool:
    """Delete up to 100 messages; those that are not there are passed over."""
    chat = state.writable(call)
    numbers = call.structure("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    if not all(isinstance(number, int) for number in numbers):
        raise bad_request("message identifiers are not specified")
    messages = [chat.messages[number] for number in dict.fromkeys(numbers) if number in chat.messages]
    for message in messages:
        _check_deletable(state, message)
    for message in messages:
        state.world.delete(message)
    return True


def copy_message(state: State, call: Call) -> JsonObject:
    """Send the content of a message again, without a link to it."""
    chat = state.writable(call)
    source = _source(state, call, "message to copy not found")
    plain, entities = source.text, source.entities
    if source.media is not None and "caption" in call.params:
        plain, entities = caption(state, call)
    message = sent(state, call, chat, text=plain, entities=entities, media=source.media)
    return {"message_id": message["message_id"]}


def forward_message(state: State, call: Call) -> JsonObject:
    """Send a message on, naming its author."""
    chat = state.writable(call)
    source = _source(state, call, "message to forward not found")
    if source.extras.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    origin = forward_origin(source)
    content = {"text": source.text, "entities": source.entities, "media": source.media}
    return sent(state, call, chat, forward_origin=origin, **content)


def forward_origin(message: Message) -> JsonObject:
    """Return the `MessageOrigin` of a message that is passed on."""
    if message.forward_origin is not None:
        return message.forward_origin
    return {"type": "user", "date": message.date, "sender_user": wire.user_json(message.sender)}


def caption(state: State, call: Call) -> text.Formatted:
    """Return the caption of a call with its entities."""
    return text.caption_text(
        text.formatted(
            call.text("caption") or "",
            call.text("parse_mode"),
            call.structure("caption_entities"),
            state.world,
        )
    )


def _edited(
    state: State, call: Call, message: Message, plain: str | None, entities: list[JsonObject]
) -> JsonObject:
    markup = keyboards.inline_only(call.structure("reply_markup"))
    if (plain, entities, markup or None) == (message.text, message.entities, message.markup or None):
        raise bad_request(SAME)
    before = message.text
    message.text, message.entities, message.markup = plain, entities, markup
    state.world.edited(message, before)
    return wire.message_json(message)


def editable(state: State, call: Call) -> Message:
    """Return the bot's own message a call wants to edit; 400 with Telegram's reason otherwise."""
    if not call.has("message_id") and call.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not call.has("message_id"):
        raise bad_request("message identifier is not specified")
    chat = state.writable(call)
    message = chat.messages.get(call.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to edit not found")
    # Telegram: only messages without reply markup or with an inline keyboard can be edited.
    other_markup = message.markup is not None and "inline_keyboard" not in message.markup
    own = message.sender is state.world.bot and not message.service and not message.forward_origin
    if not own or other_markup:
        raise bad_request("message can't be edited")
    return message


def _check_deletable(state: State, message: Message) -> None:
    chat, bot = message.chat, state.world.bot
    old = state.world.timestamp() - message.date > DELETABLE_FOR.total_seconds()
    own = message.sender is bot
    allowed = not old and (own or chat.is_private)
    if not chat.is_private:
        allowed = allowed or chat.status(bot.id).leads
    if not allowed:
        raise bad_request("message can't be deleted for everyone" if own else "message can't be deleted")


def _reply_to(chat: Chat, call: Call) -> Message | None:
    parameters = call.mapping("reply_parameters")
    if not parameters:
        return None
    if "message_id" not in parameters:
        raise bad_request('can\'t find field "message_id"')
    number = parameters["message_id"]
    message = chat.messages.get(number) if isinstance(number, int) else None
    lenient = parameters.get("allow_sending_without_reply")
    if message is None and not lenient:
        raise bad_request("message to be replied not found")
    return message


def _source(state: State, call: Call, absent: str) -> Message:
    message = state.chat(call, "from_chat_id").messages.get(call.integer("message_id") or 0)
    if message is None:
        raise bad_request(absent)
    if message.service is not None:
        raise bad_request("message can't be copied")
    return message


def _show_keyboard(chat: Chat, markup: JsonObject | None) -> None:
    if markup is None:
        return
    if "keyboard" in markup:
        chat.keyboard = markup
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
