"""Guilds, users, roles and channels of the imitated Discord, and their gateway events."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.sandbox.discord.announcing import GUILD_MEMBERS, GUILDS, Announce
from bot.sandbox.discord.bell import Bell
from bot.sandbox.discord.forms import Json, refusal
from bot.sandbox.discord.guild_payloads import guild_create_payload
from bot.sandbox.discord.payloads import channel_payload, member_payload, role_payload, user_payload
from bot.sandbox.discord.permissions import FOR_EVERYONE, FOR_THE_BOT, VIEW_CHANNEL, permissions_of
from bot.sandbox.discord.records import (
    DM,
    PRIVATE_THREAD,
    TEXT,
    Channel,
    Guild,
    Member,
    Role,
    User,
)
from bot.sandbox.discord.snowflakes import Snowflakes


class World:
    """Everything that exists; each change is announced to the bot as Discord would."""

    def __init__(
        self,
        now: Callable[[], datetime],
        snowflakes: Snowflakes,
        bell: Bell,
        announce: Announce,
        application_id: str,
    ) -> None:
        self.now = now
        self.snowflakes = snowflakes
        self.bell = bell
        self.announce = announce
        self.bot = User(application_id, "mentorbot", "mentorbot", bot=True)
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.dms: dict[str, Channel] = {}
        self._namesakes: Counter[str] = Counter()
        self.add_guild("Mentorship Sandbox")
        self.add_channel("general")

    @property
    def guild(self) -> Guild:
        """The default guild."""
        return next(iter(self.guilds.values()))

    def add_guild(self, name: str, *, locale: str = "en-US") -> Guild:
        """Make a guild that the bot has already joined, with its managed role."""
        owner = User(self.snowflakes.next(), f"owner.{len(self.guilds) + 1}", f"Owner of {name}")
        self.users[owner.id] = owner
        guild = Guild(self.snowflakes.next(), name, owner.id, locale)
        guild.roles[guild.id] = Role(guild.id, "@everyone", FOR_EVERYONE, position=0)
        managed = Role(self.snowflakes.next(), "mentorbot", FOR_THE_BOT, 50, managed_by=self.bot.id)
        guild.roles[managed.id] = managed
        guild.members[owner.id] = Member(owner, self.now())
        self.add_bot(guild)
        return guild

    def add_bot(self, guild: Guild) -> None:
        """Let the bot join a guild, perhaps again."""
        guild.members[self.bot.id] = Member(self.bot, self.now(), [self.bot_role(guild).id])
        self.guilds[guild.id] = guild
        self.channels |= guild.channels
        whole = guild_create_payload(guild, self.bot, self.bot, with_members=False)
        self.announce("GUILD_CREATE", whole, guild_id=guild.id, intent=GUILDS)
        self.bell.tell("guild", guild_id=guild.id)

    def remove_bot(self, guild: Guild) -> None:
        """Kick the bot out of a guild."""
        guild.members.pop(self.bot.id)
        self.guilds.pop(guild.id)
        for channel_id in guild.channels:
            self.channels.pop(channel_id)
        self.announce("GUILD_DELETE", {"id": guild.id}, guild_id=guild.id, intent=GUILDS)
        self.bell.tell("guild", guild_id=guild.id)

    def bot_role(self, guild: Guild | None = None) -> Role:
        """Return the bot's managed role, whose permissions a test may cut."""
        roles = (guild or self.guild).roles.values()
        return next(role for role in roles if role.managed_by == self.bot.id)

    def add_user(
        self,
        name: str,
        *,
        locale: str = "en-US",
        roles: Iterable[Role] = (),
        guild: Guild | None = None,
        in_guild: bool = True,
    ) -> User:
        """Make a user with an invented name, a member of a guild unless ``in_guild`` is false."""
        user = User(self.snowflakes.next(), self._free_name(name), name, locale)
        self.users[user.id] = user
        if in_guild:
            self.join(user, guild, roles)
        self.bell.tell("user", user_id=user.id)
        return user

    def _free_name(self, name: str) -> str:
        base = ".".join(name.lower().split())
        self._namesakes[base] += 1
        return base if self._namesakes[base] == 1 else f"{base}{self._namesakes[base]}"

    def join(self, user: User, guild: Guild | None = None, roles: Iterable[Role] = ()) -> Member:
        """Make a user a member of a guild."""
        guild = guild or self.guild
        member = guild.members[user.id] = Member(user, self.now(), [role.id for role in roles])
        self._announce_member("GUILD_MEMBER_ADD", guild, member_payload(member))
        return member

    def leave(self, user: User, guild: Guild | None = None) -> None:
        """End a user's membership."""
        guild = guild or self.guild
        del guild.members[user.id]
        self._announce_member("GUILD_MEMBER_REMOVE", guild, {"user": user_payload(user)})

    def _announce_member(self, name: str, guild: Guild, data: Json) -> None:
        self.announce(name, {"guild_id": guild.id, **data}, guild_id=guild.id, intent=GUILD_MEMBERS)
        self.bell.tell("member", user_id=data["user"]["id"], guild_id=guild.id)

    def add_role(
        self, name: str, *, guild: Guild | None = None, permissions: int = 0, position: int = 1
    ) -> Role:
        """Make a role."""
        guild = guild or self.guild
        role = Role(self.snowflakes.next(), name, permissions, position)
        guild.roles[role.id] = role
        data = {"guild_id": guild.id, "role": role_payload(role)}
        self.announce("GUILD_ROLE_CREATE", data, guild_id=guild.id, intent=GUILDS)
        self.bell.tell("role", guild_id=guild.id)
        return role

    def give_role(self, user: User, role: Role, guild: Guild | None = None) -> None:
        """Give a member a role; giving it twice changes nothing."""
        member = self.member(guild or self.guild, user.id)
        if role.id not in member.roles:
            member.roles.append(role.id)
            self._announce_member("GUILD_MEMBER_UPDATE", guild or self.guild, member_payload(member))

    def take_role(self, user: User, role: Role, guild: Guild | None = None) -> None:
        """Take a role away from a member; taking it twice changes nothing."""
        member = self.member(guild or self.guild, user.id)
        if role.id in member.roles:
            member.roles.remove(role.id)
            self._announce_member("GUILD_MEMBER_UPDATE", guild or self.guild, member_payload(member))

    def add_channel(
        self,
        name: str,
        *,
        guild: Guild | None = None,
        visible_to: Iterable[Role] | None = None,
        kind: int = TEXT,
        topic: str | None = None,
    ) -> Channel:
        """Make a guild channel; with ``visible_to`` only those roles and the bot see it."""
        guild = guild or self.guild
        channel = Channel(self.snowflakes.next(), kind, name, guild.id, topic=topic)
        channel.position = len(guild.channels)
        if visible_to is not None:
            allowed = {role.id for role in visible_to} | {self.bot_role(guild).id}
            channel.overwrites = [_overwrite(guild.id, deny=VIEW_CHANNEL)]
            channel.overwrites += [_overwrite(role_id, allow=VIEW_CHANNEL) for role_id in sorted(allowed)]
        self.keep_channel(channel)
        return channel

    def keep_channel(self, channel: Channel) -> None:
        """Add a guild channel that was made elsewhere."""
        guild = self.guilds[str(channel.guild_id)]
        self.channels[channel.id] = guild.channels[channel.id] = channel
        self._announce_channel("CHANNEL_CREATE", channel)

    def channel_changed(self, channel: Channel) -> None:
        """Tell that a guild channel or thread has changed."""
        self._announce_channel("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel)

    def remove_channel(self, channel: Channel) -> None:
        """Delete a guild channel or thread, and with a channel its threads."""
        guild = self.guilds[str(channel.guild_id)]
        for child in [each for each in guild.channels.values() if each.parent_id == channel.id]:
            self.remove_channel(child)
        guild.channels.pop(channel.id)
        self.channels.pop(channel.id)
        self._announce_channel("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)

    def _announce_channel(self, name: str, channel: Channel) -> None:
        self.announce(name, channel_payload(channel), guild_id=channel.guild_id, intent=GUILDS)
        self.bell.tell("channel", channel_id=channel.id, guild_id=channel.guild_id)

    def dm_of(self, user: User) -> Channel:
        """Return the DM channel between the bot and a user, made when there is none yet."""
        if user.id not in self.dms:
            channel = Channel(self.snowflakes.next(), DM, recipient=user)
            self.channels[channel.id] = self.dms[user.id] = channel
            self.bell.tell("channel", only_for=user.id, channel_id=channel.id)
        return self.dms[user.id]

    def share_guild(self, user: User) -> bool:
        """Return whether the bot and a user are members of one guild."""
        return any(user.id in guild.members for guild in self.guilds.values())

    def sees(self, user: User, channel: Channel) -> bool:
        """Return whether a user sees a channel."""
        if channel.kind == DM:
            return channel.recipient is user or user is self.bot
        guild = self.guilds[str(channel.guild_id)]
        if channel.kind == PRIVATE_THREAD and user.id not in channel.thread_members:
            return False
        return bool(self.permissions(user, channel, guild) & VIEW_CHANNEL)

    def permissions(self, user: User, channel: Channel, guild: Guild) -> int:
        """Return a user's permission bits in a guild channel, or for a thread in its parent."""
        place = self.channels.get(str(channel.parent_id), channel) if channel.is_thread else channel
        return permissions_of(guild, user.id, place)

    def find_guild(self, guild_id: str) -> Guild:
        """Return a guild. Raises 10004."""
        if guild_id not in self.guilds:
            raise refusal(10004)
        return self.guilds[guild_id]

    def find_channel(self, channel_id: str) -> Channel:
        """Return a channel. Raises 10003."""
        if channel_id not in self.channels:
            raise refusal(10003)
        return self.channels[channel_id]

    def find_user(self, user_id: str) -> User:
        """Return a user. Raises 10013."""
        if user_id not in self.users:
            raise refusal(10013)
        return self.users[user_id]

    def member(self, guild: Guild, user_id: str) -> Member:
        """Return a member. Raises 10007."""
        if user_id not in guild.members:
            raise refusal(10007)
        return guild.members[user_id]

    def find_role(self, guild: Guild, role_id: str) -> Role:
        """Return a role. Raises 10011."""
        if role_id not in guild.roles:
            raise refusal(10011)
        return guild.roles[role_id]


def _overwrite(role_id: str, *, allow: int = 0, deny: int = 0) -> Json:
    return {"id": role_id, "type": 0, "allow": str(allow), "deny": str(deny)}
