"""Messages: posting, editing and deleting them, and who is told."""

import re
from collections.abc import Callable
from datetime import timedelta

from bot.sandbox.discord.announcing import DIRECT_MESSAGES, GUILD_MESSAGES
from bot.sandbox.discord.forms import Json, refusal
from bot.sandbox.discord.payloads import member_payload, message_payload
from bot.sandbox.discord.records import Channel, Message, User
from bot.sandbox.discord.world import World

MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")
# Discord says "for a few minutes"; five are assumed.
NONCE_LIFE = timedelta(minutes=5)


class Posts:
    """The messages of all channels."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._nonces: dict[tuple[str, str], Message] = {}
        self.nonce_repeats: list[Message] = []

    def make(self, channel: Channel, author: User, **fields: object) -> Message:
        """Return a new message that nobody has seen yet."""
        message = Message(
            self._world.snowflakes.next(), channel.id, channel.guild_id, author, self._world.now()
        )
        for name, value in fields.items():
            setattr(message, name, value)
        return message

    def post(self, message: Message) -> Message:
        """Put a message into its channel and tell those who may see it."""
        channel = self._world.channels[message.channel_id]
        channel.messages[message.id] = message
        if channel.is_thread and message.author.id not in channel.thread_members:
            channel.thread_members[message.author.id] = self._world.now()
        self.announce("MESSAGE_CREATE", message)
        told = {"channel_id": channel.id, "message_id": message.id, "author_id": message.author.id}
        self._world.bell.tell("message", message.only_for, **told)
        return message

    def same_nonce(self, channel: Channel, nonce: object) -> Message | None:
        """Return the message the bot sent with an enforced nonce a few minutes ago, if it did."""
        found = self._nonces.get((channel.id, str(nonce)))
        if found is None or self._world.now() - found.created_at > NONCE_LIFE:
            return None
        self.nonce_repeats.append(found)
        return found

    def remember_nonce(self, channel: Channel, nonce: object, message: Message) -> None:
        """Keep a message under its nonce."""
        self._nonces[channel.id, str(nonce)] = message

    def edited(self, message: Message) -> None:
        """Tell that a message was changed."""
        message.edited_at = self._world.now()
        message.edits += 1
        self.announce("MESSAGE_UPDATE", message)
        self._world.bell.tell(
            "message_update", message.only_for, channel_id=message.channel_id, message_id=message.id
        )

    def delete(self, message: Message) -> None:
        """Take a message away."""
        message.deleted = True
        self._world.channels[message.channel_id].messages.pop(message.id, None)
        if not message.ephemeral:
            data: Json = {"id": message.id, "channel_id": message.channel_id}
            self._send("MESSAGE_DELETE", message, data, None)
        self._world.bell.tell(
            "message_delete", message.only_for, channel_id=message.channel_id, message_id=message.id
        )

    def find(self, channel: Channel, message_id: str) -> Message:
        """Return a message that everyone in the channel can see. Raises 10008."""
        message = channel.messages.get(message_id)
        if message is None or message.ephemeral:
            raise refusal(10008)
        return message

    def payload(self, message: Message) -> Json:
        """Return a message object with its mentions resolved."""
        users = self._mentioned(message, MENTION, self._world.users.get, "users")
        roles = ROLE_MENTION.findall(texts_of(message))
        payload = message_payload(message, users, self._allowed(message, roles, "roles"))
        if message.reference is not None:
            payload["referenced_message"] = self._referenced(message.reference)
        return payload

    def _referenced(self, reference: Json) -> Json | None:
        channel = self._world.channels.get(str(reference.get("channel_id")))
        found = channel.messages.get(str(reference.get("message_id"))) if channel else None
        return None if found is None else message_payload(found, [])

    def _mentioned(
        self, message: Message, pattern: re.Pattern[str], look_up: Callable[[str], User | None], key: str
    ) -> list[User]:
        ids = dict.fromkeys(pattern.findall(texts_of(message)))
        found = [look_up(each) for each in self._allowed(message, list(ids), key)]
        return [user for user in found if user is not None]

    @staticmethod
    def _allowed(message: Message, ids: list[str], key: str) -> list[str]:
        """Return the ids that ``allowed_mentions`` lets through; without it, all of them."""
        allowed = message.allowed_mentions
        if allowed is None or key in (allowed.get("parse") or []):
            return ids
        named = {str(each) for each in allowed.get(key) or []}
        return [each for each in ids if each in named]

    def announce(self, name: str, message: Message) -> None:
        """Send a message event; an ephemeral message makes none."""
        if message.ephemeral:
            return
        data = self.payload(message)
        bot = self._world.bot
        open_to_all = message.guild_id is None or message.author is bot or bot.id in _ids(data["mentions"])
        bare = None if open_to_all else data | _NO_CONTENT
        self._send(name, message, data, bare)

    def _send(self, name: str, message: Message, data: Json, bare: Json | None) -> None:
        world = self._world
        extra: Json = {"channel_type": world.channels[message.channel_id].kind}
        if message.guild_id is not None:
            extra["guild_id"] = message.guild_id
            member = world.guilds[message.guild_id].members.get(message.author.id)
            if member is not None and "author" in data:
                extra["member"] = member_payload(member, with_user=False)
        intent = DIRECT_MESSAGES if message.guild_id is None else GUILD_MESSAGES
        full_bare = None if bare is None else bare | extra
        world.announce(name, data | extra, guild_id=message.guild_id, intent=intent, bare=full_bare)


_NO_CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def _ids(users: list[Json]) -> set[str]:
    return {user["id"] for user in users}


def texts_of(message: Message) -> str:
    """Return all texts in which a message can mention someone."""
    return "\n".join([message.content, *_displays(message.components)])


def _displays(components: list[Json]) -> list[str]:
    found: list[str] = []
    for component in components:
        if component.get("type") == 10:
            found.append(component["content"])
        found += _displays(component.get("components") or [])
    return found
