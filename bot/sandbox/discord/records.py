"""What the imitated Discord holds: users, guilds, roles, members, channels, messages, events."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.discord.forms import Json

TEXT, DM, VOICE, NEWS, NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 2, 5, 10, 11, 12
THREADS = (NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD)
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15


@dataclass(eq=False)
class User:
    """An account. ``dms_open`` false makes the bot's direct messages fail with 50007."""

    id: str
    name: str
    display_name: str
    locale: str = "en-US"
    bot: bool = False
    dms_open: bool = True


@dataclass(eq=False)
class Role:
    """A role of a guild; a higher position stands above a lower one."""

    id: str
    name: str
    permissions: int = 0
    position: int = 1
    color: int = 0
    mentionable: bool = False
    hoist: bool = False
    managed_by: str | None = None


@dataclass(eq=False)
class Member:
    """A user inside a guild."""

    user: User
    joined_at: datetime
    roles: list[str] = field(default_factory=list)
    nick: str | None = None


@dataclass
class Upload:
    """A file as it was sent, or as a person gives it to the bot."""

    filename: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


@dataclass(eq=False)
class Attachment:
    """A file that was uploaded; served back by its address."""

    id: str
    filename: str
    content: bytes = field(repr=False)
    content_type: str
    url: str
    description: str | None = None


@dataclass(eq=False)
class Message:
    """A message; ``only_for`` is the one user an ephemeral one is shown to."""

    id: str
    channel_id: str
    guild_id: str | None
    author: User
    created_at: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    edited_at: datetime | None = None
    nonce: str | int | None = None
    only_for: str | None = None
    webhook_id: str | None = None
    interaction: Json | None = None
    reference: Json | None = None
    allowed_mentions: Json | None = None
    thread_id: str | None = None
    deleted: bool = False
    edits: int = 0

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it says that the bot is thinking."""
        return bool(self.flags & LOADING)


@dataclass(eq=False)
class Channel:
    """A text channel, a thread or a DM channel, with its messages in order of their making."""

    id: str
    kind: int
    name: str = ""
    guild_id: str | None = None
    parent_id: str | None = None
    topic: str | None = None
    position: int = 0
    overwrites: list[Json] = field(default_factory=list)
    recipient: User | None = None
    messages: dict[str, Message] = field(default_factory=dict, repr=False)
    owner_id: str | None = None
    created_at: datetime | None = None
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_minutes: int = 1440
    thread_members: dict[str, datetime] = field(default_factory=dict)

    @property
    def is_thread(self) -> bool:
        """Whether it hangs below a text channel."""
        return self.kind in THREADS


@dataclass(eq=False)
class ScheduledEvent:
    """A guild's scheduled event; status 1 scheduled, 2 active, 3 completed, 4 cancelled."""

    id: str
    guild_id: str
    fields: Json
    status: int = 1
    interested: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Guild:
    """A guild; its ``@everyone`` role has the guild's id."""

    id: str
    name: str
    owner_id: str
    locale: str = "en-US"
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    events: dict[str, ScheduledEvent] = field(default_factory=dict)
