"""Acting as a person: typing commands, pressing buttons, filling in modals, writing."""

from collections.abc import Iterable, Mapping

from bot.sandbox.discord.filling import modal_data, pick
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT, Interaction, Modal
from bot.sandbox.discord.reading import parts, texts
from bot.sandbox.discord.records import Channel, Message, Upload, User
from bot.sandbox.discord.resolving import CannotDoError, Resolved
from bot.sandbox.discord.scene import Scene
from bot.sandbox.discord.typing_commands import command_data, find_path
from bot.sandbox.discord.watching import Onlooker


class Person(Onlooker):
    """A user ready to act. Each action sends an interaction; await its ``answered()`` for the outcome.

    What Discord's client would not allow raises ``CannotDoError``.
    """

    def _resolved(self, channel: Channel) -> Resolved:
        return Resolved(self._scene, self.user, channel)

    async def slash(
        self, channel: Channel | None, path: str, options: Mapping[str, object] | None = None
    ) -> Interaction:
        """Type a command such as "session join" with its options by name.

        Users, roles, channels and files are given as such (or by id), choices by value or name.
        """
        channel = self._place(channel)
        found = find_path(self.commands(channel), path, self.user.locale)
        data = command_data(found, options or {}, self._resolved(channel), self.user.locale)
        return self._scene.interactions.open(COMMAND, self.user, channel, data)

    async def autocomplete(
        self,
        channel: Channel | None,
        path: str,
        focused: tuple[str, object],
        others: Mapping[str, object] | None = None,
    ) -> Interaction:
        """Type into an option that completes; ``focused`` is its name and the text so far."""
        channel = self._place(channel)
        found = find_path(self.commands(channel), path, self.user.locale)
        data = command_data(found, others or {}, self._resolved(channel), self.user.locale, focused)
        return self._scene.interactions.open(AUTOCOMPLETE, self.user, channel, data)

    async def use_on_user(
        self, name: str, target: "Person | User", channel: Channel | None = None
    ) -> Interaction:
        """Choose a context menu command on a user."""
        channel = self._place(channel)
        resolved = self._resolved(channel)
        return self._use(channel, name, 2, resolved.user(target), resolved)

    async def use_on_message(self, name: str, message: Message) -> Interaction:
        """Choose a context menu command on a message."""
        channel = self._place(self._scene.world.channels[message.channel_id])
        resolved = self._resolved(channel)
        return self._use(channel, name, 3, resolved.message(message), resolved)

    def _use(self, channel: Channel, name: str, kind: int, target_id: str, resolved: Resolved) -> Interaction:
        command = next((each for each in self.commands(channel, kind) if each["name"] == name), None)
        if command is None:
            raise CannotDoError(f"{self.user.display_name} has no context menu command {name!r} here.")
        data = {"id": command["id"], "name": name, "type": kind, "target_id": target_id}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        data["resolved"] = resolved.found
        return self._scene.interactions.open(COMMAND, self.user, channel, data)

    async def press(
        self,
        message: Message,
        *,
        custom_id: str | None = None,
        label: str | None = None,
        stale: bool = False,
    ) -> Interaction:
        """Press a button by custom_id or label; ``stale`` presses one the message no longer shows."""
        part = self._part(message, (2,), custom_id, label, stale=stale)
        if part.get("url"):
            raise CannotDoError(f"The button {part.get('label')!r} is a link.")
        return self._click(message, {"custom_id": part["custom_id"], "component_type": 2})

    async def choose(
        self,
        message: Message,
        custom_id: str | None = None,
        values: Iterable[object] = (),
        *,
        stale: bool = False,
    ) -> Interaction:
        """Choose in a menu, by default the only one, by values or labels (or users, roles, channels)."""
        part = self._part(message, (3, 5, 6, 7, 8), custom_id, None, stale=stale)
        many = list(values)
        if not part.get("min_values", 1) <= len(many) <= part.get("max_values", 1):
            raise CannotDoError(f"{len(many)} values are not what the menu {part['custom_id']} takes.")
        resolved = self._resolved(self._scene.world.channels[message.channel_id])
        picked = [str(each) for each in many] if stale else pick(part, many, resolved)
        data = {"custom_id": part["custom_id"], "component_type": part["type"], "values": picked}
        if resolved.found:
            data["resolved"] = resolved.found
        return self._click(message, data)

    def _part(
        self,
        message: Message,
        kinds: tuple[int, ...],
        custom_id: str | None,
        label: str | None,
        *,
        stale: bool,
    ) -> Json:
        if stale and custom_id is not None:
            return {"custom_id": custom_id, "type": kinds[0], "max_values": 25, "min_values": 0}
        found = [part for part in parts(message) if part["type"] in kinds]
        if custom_id is not None:
            found = [part for part in found if part.get("custom_id") == custom_id]
        if label is not None:
            found = [part for part in found if part.get("label") == label]
        if not found or (len(found) > 1 and not (custom_id or label)):
            raise CannotDoError(f"No single component {custom_id or label or ''!r} in:\n{texts(message)}")
        if found[0].get("disabled"):
            raise CannotDoError(f"The component {custom_id or label!r} is disabled.")
        return found[0]

    def _click(self, message: Message, data: Json) -> Interaction:
        if message.only_for not in (None, self.user.id):
            raise CannotDoError(f"{self.user.display_name} does not see that message.")
        channel = self._place(self._scene.world.channels[message.channel_id])
        return self._scene.interactions.open(COMPONENT, self.user, channel, data, message)

    async def submit(self, modal: Modal | None, values: Mapping[str, object] | None = None) -> Interaction:
        """Submit a modal with values by custom_id or label; the rest stays as it was opened."""
        if modal is None:
            raise CannotDoError("There is no modal open.")
        opened = modal.opened_by
        if opened.user is not self.user:
            raise CannotDoError(f"The modal is open for {opened.user.display_name}.")
        data = modal_data(modal, values or {}, self._resolved(opened.channel))
        return self._scene.interactions.open(SUBMIT, self.user, opened.channel, data, opened.source)

    async def dm(self, text: str, files: Iterable[Upload] = ()) -> Message:
        """Write to the bot in private."""
        return await self.say(self.dm_channel, text, files=files)

    async def say(
        self,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        files: Iterable[Upload] = (),
    ) -> Message:
        """Write in a channel, thread or DM."""
        channel = self._place(channel)
        message = self._scene.posts.make(channel, self.user, content=text)
        resolved = self._resolved(channel)
        message.attachments = [self._scene.files[resolved.file(each)] for each in files]
        if reply_to is not None:
            message.reference = {"type": 0, "channel_id": channel.id, "message_id": reply_to.id}
        return self._scene.posts.post(message)


def find_person(scene: Scene, who: User | str) -> Person:
    """Return a user, given as such or by id or name, ready to act. Raises ``LookupError``."""
    if isinstance(who, User):
        return Person(scene, who)
    for user in scene.world.users.values():
        if who in (user.id, user.name, user.display_name):
            return Person(scene, user)
    raise LookupError(f"There is no user {who!r}.")
