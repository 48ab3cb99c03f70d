"""Every method the stand-in knows, by its name in lower case."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.sandbox.telegram import (
    methods_bot,
    methods_chats,
    methods_media,
    methods_messages,
    methods_webhook,
)
from bot.sandbox.telegram.call import Call
from bot.sandbox.telegram.state import State

Method = Callable[[State, Call], object | Awaitable[object]]

METHODS: Final[dict[str, Method]] = {
    "answercallbackquery": methods_bot.answer_callback_query,
    "copymessage": methods_messages.copy_message,
    "createforumtopic": methods_chats.create_forum_topic,
    "deletemessage": methods_messages.delete_message,
    "deletemessages": methods_messages.delete_messages,
    "deletemycommands": methods_bot.delete_my_commands,
    "deletewebhook": methods_webhook.delete_webhook,
    "editmessagecaption": methods_messages.edit_message_caption,
    "editmessagemedia": methods_media.edit_message_media,
    "editmessagereplymarkup": methods_messages.edit_message_reply_markup,
    "editmessagetext": methods_messages.edit_message_text,
    "forwardmessage": methods_messages.forward_message,
    "getchat": methods_chats.get_chat,
    "getchatadministrators": methods_chats.get_chat_administrators,
    "getchatmember": methods_chats.get_chat_member,
    "getchatmembercount": methods_chats.get_chat_member_count,
    "getchatmenubutton": methods_bot.get_chat_menu_button,
    "getfile": methods_media.get_file,
    "getme": methods_bot.get_me,
    "getmycommands": methods_bot.get_my_commands,
    "getmydescription": methods_bot.get_my_description,
    "getmyname": methods_bot.get_my_name,
    "getmyshortdescription": methods_bot.get_my_short_description,
    "getupdates": methods_bot.get_updates,
    "getwebhookinfo": methods_webhook.get_webhook_info,
    "leavechat": methods_chats.leave_chat,
    "pinchatmessage": methods_chats.pin_chat_message,
    "sendchataction": methods_chats.send_chat_action,
    "senddocument": methods_media.send_document,
    "sendmediagroup": methods_media.send_media_group,
    "sendmessage": methods_messages.send_message,
    "sendphoto": methods_media.send_photo,
    "setchatmenubutton": methods_bot.set_chat_menu_button,
    "setmycommands": methods_bot.set_my_commands,
    "setmydescription": methods_bot.set_my_description,
    "setmyname": methods_bot.set_my_name,
    "setmyshortdescription": methods_bot.set_my_short_description,
    "setwebhook": methods_webhook.set_webhook,
    "unpinallchatmessages": methods_chats.unpin_all_chat_messages,
    "unpinchatmessage": methods_chats.unpin_chat_message,
}
