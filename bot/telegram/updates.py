"""What Telegram says that somebody did, in the engine's words; updates are read as they come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.dialog.command import Registry
from bot.dialog.incoming import Invoke, Place, Pressed, Typed
from bot.dialog.kinds import Confirm
from core.people.model import Identity, Platform

Payload = Mapping[str, Any]
ALLOWED = ("message", "callback_query", "my_chat_member")
LINKING = "link_"
"""Begins the payload of a deep link that carries a link code."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,64}))?(?:\s+(.*))?", re.DOTALL)
_CONTENT = frozenset(
    {"animation", "audio", "video", "video_note", "voice", "sticker", "contact", "location"}
    | {"venue", "poll", "dice", "story", "paid_media", "checklist", "game"}
)
"""What a person can send besides text, pictures and files; none of it answers a question."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file somebody sent, not fetched yet."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an input came from and where its answer belongs."""

    key: str
    identity: Identity
    chat_id: int
    private: bool
    said_at: int
    """Unix seconds; 0 for a press, which is of the moment."""
    message_id: int | None = None
    """The message that was pressed, or the command that was written in a group."""
    query_id: str | None = None
    """The press to be acknowledged."""
    pressed_media: bool = False
    thread_id: int | None = None
    chat_title: str | None = None

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed."""
        return self.query_id is not None

    @property
    def user_chat(self) -> int:
        """The person's private chat with the bot: Telegram gives it the person's own id."""
        return int(self.identity.user_id)

    @property
    def place(self) -> Place:
        """Where the engine holds the conversation: begun in a group, it goes on in private."""
        message_id = str(self.message_id) if self.private and self.pressed else None
        return Place(self.identity.user_id, private=self.private, message_id=message_id)


@dataclass(frozen=True, slots=True)
class Input:
    """One input of one person."""

    origin: Origin
    what: Invoke | Pressed | Typed
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Somebody behind a group's or a channel's name gave a command."""

    chat_id: int
    message_id: int
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class Idle:
    """A press of what only looks like a button."""

    query_id: str


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody blocked the bot, or let it write again."""

    user_id: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup with another id."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A person let the bot into a group, so they may mean it when asked for one."""

    user_id: str
    chat_id: str
    title: str


Read = Input | Anonymous | Idle | Reachable | Moved | Seen | None
"""None: nothing for us."""


def chat_of(update: Payload) -> int:
    """The chat whose updates are handled one after the other; 0 where there is none."""
    message = update.get("message") or update.get("callback_query", {}).get("message")
    told = message or update.get("my_chat_member")
    return int(told["chat"]["id"]) if told else 0


class Reader:
    """Reads updates for one bot."""

    def __init__(self, registry: Registry, username: str, nothing: str) -> None:
        self._registry = registry
        self._username = username.casefold()
        self._nothing = nothing

    def read(self, update: Payload) -> Read:
        """What an update says; KeyError, TypeError or ValueError for one that is broken."""
        key = str(update["update_id"])
        if (message := update.get("message")) is not None:
            return self._message(key, message)
        if (query := update.get("callback_query")) is not None:
            return self._pressed(key, query)
        if (changed := update.get("my_chat_member")) is not None:
            return _membership(changed)
        return None

    def _message(self, key: str, message: Payload) -> Read:
        chat = message["chat"]
        if "migrate_to_chat_id" in message:
            return Moved(str(chat["id"]), str(message["migrate_to_chat_id"]))
        private = chat["type"] == "private"
        said = message.get("text") or ""
        command = _COMMAND.fullmatch(said) if said.startswith("/") else None
        if not private and (command is None or not self._meant(command)):
            return None
        if "sender_chat" in message and not private:
            return Anonymous(int(chat["id"]), message["message_id"], _thread(message))
        sender = message.get("from")
        if sender is None or sender.get("is_bot"):
            return None
        origin = Origin(
            key,
            identity(sender),
            int(chat["id"]),
            private,
            message.get("date") or 0,
            message["message_id"],
            thread_id=_thread(message),
            chat_title=chat.get("title"),
        )
        return Input(origin, self._invoked(command)) if command else _typed(origin, message)

    def _meant(self, command: re.Match[str]) -> bool:
        """Whether a command in a group is for this bot: addressed to it, or to nobody and listed."""
        if command[2] is not None:
            return command[2].casefold() == self._username
        known = self._registry.by_telegram(command[1].lower())
        return known is not None and known.menu

    def _invoked(self, command: re.Match[str]) -> Invoke | Pressed:
        name, said = command[1].lower(), (command[3] or "").strip()
        if name == "start" and said:
            if said.startswith(LINKING):
                return Invoke("link", {"code": said.removeprefix(LINKING)})
            home = self._registry.by_telegram(name)
            return Pressed(said, otherwise=home.name if home else None)
        known = self._registry.by_telegram(name)
        if known is None:
            return Invoke(name)
        if not said:
            return Invoke(known.name)
        params = [p for p in known.params if not p.hidden and not isinstance(p.kind, Confirm)]
        return Invoke(known.name, {params[0].name: said} if params else {})

    def _pressed(self, key: str, query: Payload) -> Read:
        message, data = query.get("message"), query.get("data")
        if message is None or data is None or query["from"].get("is_bot"):
            return None
        if data == self._nothing:
            return Idle(query["id"])
        chat = message["chat"]
        origin = Origin(
            key,
            identity(query["from"]),
            int(chat["id"]),
            chat["type"] == "private",
            0,
            message["message_id"],
            query["id"],
            pressed_media="text" not in message,
            thread_id=_thread(message),
            chat_title=chat.get("title"),
        )
        return Input(origin, Pressed(data))


def identity(user: Payload) -> Identity:
    """Who acts."""
    names = (user.get("first_name"), user.get("last_name"))
    return Identity(
        platform=Platform.TELEGRAM,
        user_id=str(user["id"]),
        name=" ".join(name for name in names if name) or str(user["id"]),
        username=user.get("username"),
        language=user.get("language_code"),
    )


def _thread(message: Payload) -> int | None:
    """The topic of a forum in which it was said."""
    return message["message_thread_id"] if message.get("is_topic_message") else None


def _typed(origin: Origin, message: Payload) -> Input | None:
    said = message.get("text") or message.get("caption") or ""
    attachment = _attachment(message)
    if said or attachment is not None or not _CONTENT.isdisjoint(message):
        return Input(origin, Typed(said), attachment)
    return None


def _attachment(message: Payload) -> Attachment | None:
    if (document := message.get("document")) is not None:
        return Attachment(
            document["file_id"], document.get("file_name") or "file", document.get("file_size") or 0
        )
    if sizes := message.get("photo"):
        largest = sizes[-1]
        return Attachment(largest["file_id"], "photo.jpg", largest.get("file_size") or 0)
    return None


def _membership(changed: Payload) -> Reachable | Seen | None:
    chat, by, status = changed["chat"], changed["from"], changed["new_chat_member"]["status"]
    if chat["type"] == "private":
        return Reachable(str(chat["id"]), reachable=status == "member")
    if status in ("member", "administrator") and not by.get("is_bot"):
        return Seen(str(by["id"]), str(chat["id"]), chat.get("title") or str(chat["id"]))
    return None
