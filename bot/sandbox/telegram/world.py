"""The world behind the stand-in: users, chats, their messages and files, and who has seen what."""

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.sandbox.telegram.changes import Changes
from bot.sandbox.telegram.errors import JsonObject

# Ids above 2**32, as Telegram gives them today: a 32-bit assumption in a bot shows at once.
FIRST_USER_ID = 5_000_000_001
FIRST_GROUP_ID = -4_000_000_001
FIRST_SUPERGROUP_ID = -1_002_000_000_001
SIGHTS_KEPT = 10_000


class Status(StrEnum):
    """How an account belongs to a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def inside(self) -> bool:
        """Say whether this status means being in the chat."""
        return self not in (Status.LEFT, Status.KICKED)

    @property
    def leads(self) -> bool:
        """Say whether this status means owner or administrator."""
        return self in (Status.CREATOR, Status.ADMINISTRATOR)


@dataclass(slots=True, eq=False)
class User:
    """A Telegram account, a person's or the bot's."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        """Return the full name as clients show it."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(slots=True, eq=False)
class StoredFile:
    """A file on the servers; `path` is what getFile answers."""

    id: str
    unique_id: str
    content: bytes
    name: str | None
    mime: str | None
    path: str


@dataclass(slots=True, eq=False)
class Media:
    """What a message carries besides text."""

    kind: str
    file: StoredFile
    width: int = 0
    height: int = 0
    spoiler: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now; `revisions` keeps the texts it had before each edit."""

    id: int
    chat: "Chat"
    sender: User
    date: int
    text: str | None = None
    entities: list[JsonObject] = field(default_factory=list)
    markup: JsonObject | None = None
    media: Media | None = None
    reply_to: "Message | None" = None
    forward_origin: JsonObject | None = None
    service: JsonObject | None = None
    extras: JsonObject = field(default_factory=dict)
    edit_date: int | None = None
    deleted: bool = False
    version: int = 1
    revisions: list[str | None] = field(default_factory=list)

    @property
    def inline_rows(self) -> list[list[JsonObject]]:
        """Return the rows of the inline keyboard, empty without one."""
        rows = (self.markup or {}).get("inline_keyboard")
        return rows if isinstance(rows, list) else []


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat with the bot, a group or a supergroup, with every message in it."""

    id: int
    kind: str
    title: str | None = None
    person: User | None = None
    members: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboard: JsonObject | None = None
    started: bool = False
    blocked: bool = False
    migrated_to: int | None = None
    last_message_id: int = 0
    actions: list[str] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """Say whether this is one person's chat with the bot."""
        return self.kind == "private"

    def status(self, user_id: int) -> Status:
        """Return how an account belongs here."""
        return self.members.get(user_id, Status.LEFT)


@dataclass(slots=True, frozen=True)
class Sight:
    """Something a person saw happen to a message: `new`, `edited` or `deleted`."""

    kind: str
    message: Message


class World:
    """All accounts, chats, messages and files; every change rings `changes`."""

    def __init__(self, now: Callable[[], datetime], bot: User) -> None:
        """Begin with the bot alone; `now` is the injected clock."""
        self.now = now
        self.bot = bot
        self.changes = Changes()
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.sights: dict[int, deque[Sight]] = {}
        self.posts = 0
        self._account_messages = 0
        self._first_in_chat = 0
        self._next_user = FIRST_USER_ID
        self._next_group = FIRST_GROUP_ID
        self._next_supergroup = FIRST_SUPERGROUP_ID

    def timestamp(self) -> int:
        """Return the clock as Telegram counts it, whole seconds."""
        return int(self.now().timestamp())

    def add_user(self, user: User) -> User:
        """Let an account exist, with its still unopened private chat."""
        self.users[user.id] = user
        self._next_user = max(self._next_user, user.id + 1)
        members = {user.id: Status.MEMBER, self.bot.id: Status.MEMBER}
        self.chats[user.id] = Chat(user.id, "private", person=user, members=members)
        self.sights[user.id] = deque(maxlen=SIGHTS_KEPT)
        self.changes.note("user", user=user.id)
        return user

    def count_on(self, number: int) -> None:
        """Give the next messages higher ids than this: a bot may remember ids from before a restart."""
        self._account_messages = max(self._account_messages, number)
        self._first_in_chat = number
        for chat in self.chats.values():
            chat.last_message_id = max(chat.last_message_id, number)

    def next_user_id(self) -> int:
        """Return an id no account has."""
        return self._next_user

    def add_group(self, title: str, kind: str) -> Chat:
        """Let an empty group or supergroup exist."""
        if kind == "group":
            chat = Chat(self._next_group, kind, title)
            self._next_group -= 1
        else:
            chat = Chat(self._next_supergroup, "supergroup", title, last_message_id=self._first_in_chat)
            self._next_supergroup -= 1
        self.chats[chat.id] = chat
        self.changes.note("chat", chat=chat.id)
        return chat

    def store_file(self, content: bytes, name: str | None, mime: str | None, folder: str) -> StoredFile:
        """Keep a file and give it the ids and the path it is fetched by."""
        number = len(self.files) + 1
        suffix = f".{name.rsplit('.', 1)[1]}" if name and "." in name else ""
        stored = StoredFile(
            id=f"BQAC{secrets.token_urlsafe(36)}",
            unique_id=f"AgAD{secrets.token_hex(6)}",
            content=content,
            name=name,
            mime=mime,
            path=f"{folder}/file_{number}{suffix}",
        )
        self.files[stored.id] = stored
        return stored

    def post(self, chat: Chat, sender: User, **content: object) -> Message:
        """Put a new message into a chat and show it to everyone in it but its sender."""
        message = Message(self._next_message_id(chat), chat, sender, self.timestamp())
        for name, value in content.items():
            setattr(message, name, value)
        chat.messages[message.id] = message
        self.posts += 1
        self._show("new", message, besides=sender.id)
        return message

    def edited(self, message: Message, before: str | None) -> None:
        """Mark a message as changed and show the change."""
        message.revisions.append(before)
        message.version += 1
        message.edit_date = max(self.timestamp(), message.date)
        self._show("edited", message, besides=message.sender.id)

    def delete(self, message: Message) -> None:
        """Take a message away for everyone."""
        message.deleted = True
        del message.chat.messages[message.id]
        self._show("deleted", message, besides=0)

    def people_in(self, chat: Chat) -> list[User]:
        """Return the people (not bots) who are in a chat."""
        inside = (self.users[user_id] for user_id, status in chat.members.items() if status.inside)
        return [user for user in inside if not user.is_bot]

    def _show(self, kind: str, message: Message, besides: int) -> None:
        sight = Sight(kind, message)
        for user in self.people_in(message.chat):
            if user.id != besides:
                self.sights[user.id].append(sight)
        self.changes.note(kind, message=message)

    def _next_message_id(self, chat: Chat) -> int:
        # A supergroup counts its own messages; private chats and basic groups share the account's count.
        if chat.kind == "supergroup":
            chat.last_message_id += 1
        else:
            self._account_messages += 1
            chat.last_message_id = self._account_messages
        return chat.last_message_id
