"""Everything a Bot API method works on: the world, the updates, the menus, the presses, the limits."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.telegram import wire
from bot.sandbox.telegram.call import Call
from bot.sandbox.telegram.errors import JsonObject, bad_request, forbidden, migrated
from bot.sandbox.telegram.limits import Limits
from bot.sandbox.telegram.menus import Menus
from bot.sandbox.telegram.updates import UpdateQueue
from bot.sandbox.telegram.world import Chat, Message, Status, User, World

PRESSES_KEPT = 10_000


@dataclass(slots=True, frozen=True)
class Answer:
    """What the person who pressed a button got to see: a toast, or an alert to close."""

    text: str
    alert: bool
    url: str | None


@dataclass(slots=True, eq=False)
class Press:
    """A pressed button, its query and, once given, its answer."""

    query_id: str
    user: User
    message: Message
    data: str
    at: float
    answer: Answer | None = None


@dataclass(slots=True)
class Profile:
    """What the bot says about itself, by language code."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, JsonObject] = field(default_factory=dict)


@dataclass(slots=True)
class State:
    """The stand-in's inside, shared by its methods, its people and its pages."""

    world: World
    updates: UpdateQueue
    limits: Limits
    now: Callable[[], datetime]
    menus: Menus = field(default_factory=Menus)
    profile: Profile = field(default_factory=Profile)
    presses: OrderedDict[str, Press] = field(default_factory=OrderedDict)
    webhook: JsonObject = field(default_factory=dict)

    def press(self, user: User, message: Message, data: str) -> Press:
        """Let a person press a button: the callback query goes to the bot."""
        press = Press(str(secrets.randbits(62)), user, message, data, time.monotonic())
        self.presses[press.query_id] = press
        if len(self.presses) > PRESSES_KEPT:
            self.presses.popitem(last=False)
        query: JsonObject = {
            "id": press.query_id,
            "from": wire.user_json(user),
            "message": wire.callback_message_json(message),
            "chat_instance": str(abs(message.chat.id) * 7919),
            "data": data,
        }
        self.updates.push("callback_query", query)
        return press

    def deliver(self, message: Message, kind: str = "message") -> None:
        """Give a message, or `edited_message`, to the bot when its privacy mode lets it see that."""
        if self._bot_sees(message):
            self.updates.push(kind, wire.message_json(message))

    def change_member(self, chat: Chat, by: User, of: User, status: Status) -> None:
        """Change how an account belongs to a chat and tell the bot, as Telegram would."""
        old, chat.members[of.id] = chat.status(of.id), status
        body: JsonObject = {
            "chat": wire.chat_json(chat),
            "from": wire.user_json(by),
            "date": self.world.timestamp(),
            "old_chat_member": wire.member_json(of, old),
            "new_chat_member": wire.member_json(of, status),
        }
        bot = self.world.bot
        if of is bot:
            self.updates.push("my_chat_member", body)
        elif chat.status(bot.id).leads:
            self.updates.push("chat_member", body)
        self.world.changes.note("chat", chat=chat.id)

    def chat(self, call: Call, name: str = "chat_id") -> Chat:
        """Return the chat a call names; 400 when there is none."""
        if not call.has(name):
            raise bad_request(f"{name} is empty")
        chat = self.world.chats.get(call.integer(name) or 0)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable(self, call: Call, name: str = "chat_id") -> Chat:
        """Return the chat a call may write to; 403 or 400 with Telegram's reason otherwise."""
        chat = self.chat(call, name)
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        if chat.person is not None:
            _check_person(chat, chat.person)
            return chat
        status = chat.status(self.world.bot.id)
        what = "supergroup" if chat.kind == "supergroup" else "group"
        if status is Status.KICKED:
            raise forbidden(f"bot was kicked from the {what} chat")
        if not status.inside:
            raise forbidden(f"bot is not a member of the {what} chat")
        return chat

    def _bot_sees(self, message: Message) -> bool:
        bot, chat = self.world.bot, message.chat
        status = chat.status(bot.id)
        if chat.is_private:
            return not chat.blocked
        if not status.inside:
            return False
        if status.leads or message.service is not None:
            return True
        if message.reply_to is not None and message.reply_to.sender is bot:
            return True
        text = message.text or ""
        mine = f"@{bot.username}".lower()
        first = text.split(maxsplit=1)[0].lower() if text.startswith("/") else ""
        return mine in text.lower() or (bool(first) and "@" not in first)


def _check_person(chat: Chat, person: User) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
