"""What a person sees: channels, messages, commands; and who they are in the guild."""

from collections.abc import Callable
from typing import Self

from bot.sandbox.discord.bell import PATIENCE
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.permissions import ADMINISTRATOR
from bot.sandbox.discord.reading import texts
from bot.sandbox.discord.records import Channel, Member, Message, Role, User
from bot.sandbox.discord.resolving import CannotDoError
from bot.sandbox.discord.scene import Scene
from bot.sandbox.discord.typing_commands import visible


class Onlooker:
    """A user who looks: what they see, which commands they are shown, what reaches them."""

    def __init__(self, scene: Scene, user: User) -> None:
        self._scene = scene
        self.user = user

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.user.display_name!r})"

    @property
    def id(self) -> str:
        """The user's id."""
        return self.user.id

    @property
    def member(self) -> Member:
        """The user's membership in the default guild."""
        return self._scene.world.member(self._scene.world.guild, self.user.id)

    @property
    def dm_channel(self) -> Channel:
        """The channel of direct messages with the bot."""
        return self._scene.world.dm_of(self.user)

    def give(self, *roles: Role) -> Self:
        """Get roles in the default guild."""
        for role in roles:
            self._scene.world.give_role(self.user, role)
        return self

    def become_admin(self) -> Self:
        """Get a role with the administrator permission in the default guild."""
        world = self._scene.world
        known = [role for role in world.guild.roles.values() if role.permissions & ADMINISTRATOR]
        return self.give(
            known[0] if known else world.add_role("Admins", permissions=ADMINISTRATOR, position=40)
        )

    def leave(self) -> None:
        """Leave the default guild."""
        self._scene.world.leave(self.user)

    def join(self, *roles: Role) -> Self:
        """Join the default guild, perhaps again."""
        self._scene.world.join(self.user, roles=roles)
        return self

    def close_dms(self, *, open_again: bool = False) -> None:
        """Stop taking direct messages from the bot (50007), or take them again."""
        self.user.dms_open = open_again

    def commands(self, channel: Channel | None = None, kind: int = 1) -> list[Json]:
        """Return the commands shown to this person in a channel; kind 2 and 3 are context menus."""
        channel = self._place(channel)
        world = self._scene.world
        guild = world.guilds.get(str(channel.guild_id))
        granted = world.permissions(self.user, channel, guild) if guild else 0
        local = self._scene.commands.of(guild.id) if guild else []
        every = [*local, *self._scene.commands.of()]
        mine = [each for each in every if each["type"] == kind]
        return [each for each in mine if visible(each, granted, in_guild=guild is not None)]

    def _place(self, channel: Channel | None) -> Channel:
        """Return the channel, by default the first the person sees in the default guild."""
        world = self._scene.world
        if channel is None:
            channels = world.guild.channels.values()
            channel = next((each for each in channels if world.sees(self.user, each)), None)
        if channel is None or not world.sees(self.user, channel):
            raise CannotDoError(f"{self.user.display_name} does not see that channel.")
        return channel

    def visible_messages(self, channel: Channel | None = None) -> list[Message]:
        """Return the messages of a channel this person sees, oldest first; ephemeral ones only if theirs."""
        channel = self._place(channel)
        return [each for each in channel.messages.values() if each.only_for in (None, self.user.id)]

    def dms(self) -> list[Message]:
        """Return what the bot wrote to this person in private, oldest first."""
        return [each for each in self.dm_channel.messages.values() if each.author.bot]

    async def receives_dm(
        self, wanted: str | Callable[[Message], bool] = "", within: float = PATIENCE
    ) -> Message:
        """Wait for a direct message of the bot that contains a text or satisfies a condition."""
        fits = wanted if callable(wanted) else lambda message: wanted in texts(message)
        found = await self._scene.until(lambda: [each for each in self.dms() if fits(each)], within)
        return found[-1]

    async def sees_message(
        self, channel: Channel, wanted: str | Callable[[Message], bool] = "", within: float = PATIENCE
    ) -> Message:
        """Wait for a message in a channel that contains a text or satisfies a condition."""
        fits = wanted if callable(wanted) else lambda message: wanted in texts(message)
        found = await self._scene.until(
            lambda: [each for each in self.visible_messages(channel) if fits(each)], within
        )
        return found[-1]
