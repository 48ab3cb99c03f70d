"""The world as the Bot API's JSON objects."""

from bot.sandbox.telegram.errors import JsonObject
from bot.sandbox.telegram.world import Chat, Media, Message, Status, User

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def user_json(user: User) -> JsonObject:
    """Return a `User`."""
    body: JsonObject = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    optional = {"last_name": user.last_name, "username": user.username, "language_code": user.language_code}
    body.update({name: value for name, value in optional.items() if value})
    return body


def chat_json(chat: Chat) -> JsonObject:
    """Return a `Chat`."""
    if chat.person is None:
        return {"id": chat.id, "type": chat.kind, "title": chat.title}
    body: JsonObject = {"id": chat.id, "type": chat.kind, "first_name": chat.person.first_name}
    optional = {"last_name": chat.person.last_name, "username": chat.person.username}
    body.update({name: value for name, value in optional.items() if value})
    return body


def full_chat_json(chat: Chat) -> JsonObject:
    """Return a `ChatFullInfo`."""
    body = chat_json(chat)
    body.update(accent_color_id=0, max_reaction_count=11, accepted_gift_types=dict.fromkeys(GIFTS, False))
    if chat.pinned and chat.pinned[-1] in chat.messages:
        body["pinned_message"] = message_json(chat.messages[chat.pinned[-1]])
    return body


def member_json(user: User, status: Status) -> JsonObject:
    """Return the `ChatMember` of the kind the status asks for."""
    body: JsonObject = {"status": status.value, "user": user_json(user)}
    if status is Status.CREATOR:
        body["is_anonymous"] = False
    elif status is Status.ADMINISTRATOR:
        body.update({"can_be_edited": False, "is_anonymous": False}, **dict.fromkeys(ADMIN_RIGHTS, True))
    elif status is Status.KICKED:
        body["until_date"] = 0
    return body


def message_json(message: Message, *, with_reply: bool = True) -> JsonObject:
    """Return a `Message`; the message it replies to is given without its own reply."""
    body: JsonObject = {
        "message_id": message.id,
        "from": user_json(message.sender),
        "chat": chat_json(message.chat),
        "date": message.date,
    }
    _add_content(body, message)
    if message.edit_date is not None:
        body["edit_date"] = message.edit_date
    if message.forward_origin is not None:
        body["forward_origin"] = message.forward_origin
    if with_reply and message.reply_to is not None:
        body["reply_to_message"] = message_json(message.reply_to, with_reply=False)
    if message.inline_rows:
        body["reply_markup"] = message.markup
    body.update(message.service or {})
    return body


def callback_message_json(message: Message) -> JsonObject:
    """Return the message of a pressed button, inaccessible once it is deleted."""
    if message.deleted:
        return {"chat": chat_json(message.chat), "message_id": message.id, "date": 0}
    return message_json(message)


def file_json(media: Media) -> JsonObject:
    """Return the `Document` of a media."""
    file = media.file
    body: JsonObject = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.content)}
    optional = {"file_name": file.name, "mime_type": file.mime}
    body.update({name: value for name, value in optional.items() if value})
    return body


def _add_content(body: JsonObject, message: Message) -> None:
    if message.media is None:
        text_key, entities_key = "text", "entities"
    else:
        text_key, entities_key = "caption", "caption_entities"
        body[message.media.kind] = _media_json(message.media)
    if message.text is not None:
        body[text_key] = message.text
        if message.entities:
            body[entities_key] = message.entities
    body.update(message.extras)


def _media_json(media: Media) -> object:
    if media.kind != "photo":
        return file_json(media)
    file = media.file
    size: JsonObject = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "width": media.width,
        "height": media.height,
        "file_size": len(file.content),
    }
    return [size]
