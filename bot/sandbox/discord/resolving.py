"""What a person points at (users, roles, channels, files) as ids and ``resolved`` objects."""

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.payloads import (
    attachment_payload,
    channel_payload,
    member_payload,
    role_payload,
    user_payload,
)
from bot.sandbox.discord.records import Attachment, Channel, Guild, Message, Role, Upload, User
from bot.sandbox.discord.scene import Scene


class CannotDoError(AssertionError):
    """A person tried what Discord's client would not let them do."""


class Resolved:
    """Collects what an interaction points at."""

    def __init__(self, scene: Scene, user: User, channel: Channel, base: str = "") -> None:
        self._scene = scene
        self._user = user
        self._channel = channel
        self._guild: Guild | None = scene.world.guilds.get(str(channel.guild_id))
        self._base = base
        self.found: Json = {}

    def user(self, who: object) -> str:
        """Take a user, as such, as a person, or by id; return the id."""
        user = getattr(who, "user", who)
        user = user if isinstance(user, User) else self._scene.world.users.get(str(user))
        if not isinstance(user, User):
            raise CannotDoError(f"{who!r} is no user.")
        self.found.setdefault("users", {})[user.id] = user_payload(user)
        if self._guild is not None and user.id in self._guild.members:
            member = member_payload(self._guild.members[user.id], with_user=False)
            granted = str(self._scene.world.permissions(user, self._channel, self._guild))
            self.found.setdefault("members", {})[user.id] = member | {"permissions": granted}
        return user.id

    def role(self, which: object) -> str:
        """Take a role, as such or by id; return the id."""
        roles = self._guild.roles if self._guild else {}
        role = which if isinstance(which, Role) else roles.get(str(which))
        if role is None:
            raise CannotDoError(f"{which!r} is no role here.")
        self.found.setdefault("roles", {})[role.id] = role_payload(role)
        return role.id

    def channel(self, which: object) -> str:
        """Take a channel, as such or by id; return the id."""
        channel = which if isinstance(which, Channel) else self._scene.world.channels.get(str(which))
        if channel is None or self._guild is None:
            raise CannotDoError(f"{which!r} is no channel here.")
        granted = str(self._scene.world.permissions(self._user, channel, self._guild))
        self.found.setdefault("channels", {})[channel.id] = channel_payload(channel) | {
            "permissions": granted
        }
        return channel.id

    def mentionable(self, which: object) -> str:
        """Take a user or a role; return the id."""
        roles = self._guild.roles if self._guild else {}
        if isinstance(which, Role) or str(which) in roles:
            return self.role(which)
        return self.user(which)

    def message(self, message: Message) -> str:
        """Take a message; return the id."""
        self.found.setdefault("messages", {})[message.id] = self._scene.posts.payload(message)
        return message.id

    def file(self, upload: object) -> str:
        """Take a file the person gives; return the id it is kept under."""
        if not isinstance(upload, Upload):
            raise CannotDoError(f"{upload!r} is no file; give an Upload.")
        file_id = self._scene.snowflakes.next()
        url = f"{self._scene.base_url}/attachments/{self._channel.id}/{file_id}/{upload.filename}"
        kept = Attachment(file_id, upload.filename, upload.content, upload.content_type, url)
        self._scene.files[file_id] = kept
        self.found.setdefault("attachments", {})[file_id] = attachment_payload(kept) | {"ephemeral": True}
        return file_id
