"""Playing somebody on Discord: slash commands, buttons, menus, forms, through the stand-in's people."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.sandbox.community import Community, UnknownPersonError
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.interaction import Answer, Interaction, Modal
from bot.sandbox.discord.reading import inputs, selects
from bot.sandbox.discord.records import Channel, Message
from bot.sandbox.discord.resolving import CannotDoError
from bot.sandbox.discord.typing_commands import find_path
from bot.sandbox.seats import WITHIN, CannotError, Seat, contains, labelled
from bot.sandbox.visible import Names, in_form, on_discord, row_texts

OPTION = re.compile(r'([\w-]+): [“"]([^”"]*)[”"]')
LINK = 5
CHANNEL, ROLE, USER, BOOLEAN, INTEGER = 7, 8, 6, 5, 4
CHECKBOX, USER_SELECT, ROLE_SELECT, CHANNEL_SELECT, TEXT_INPUT, RADIO = 23, 5, 6, 8, 4, 21


class DiscordSeat(Seat):
    """One person on Discord."""

    def __init__(self, name: str, community: Community) -> None:
        super().__init__(name)
        self._community = community
        self._scene = community.on_discord
        self._person = community.discord[name]
        self._looked_at: Message | None = None
        self._form: Modal | None = None

    async def write(self, text: str, place: str | None) -> list[str]:
        """Type a slash command, or a message."""
        channel = self._channel(place)
        if not text.startswith("/"):
            self._looked_at = await self._person.say(channel, text)
            return []
        path = text.partition(":")[0].rsplit(" ", 1)[0] if ":" in text else text
        path = path.strip().removeprefix("/")
        options = await self._options(channel, path, dict(OPTION.findall(text)))
        return await self._after(await self._person.slash(channel, path, options))

    async def press(self, label: str, beside: str | None) -> list[str]:
        """Press a button on what the person looks at, else on the newest message that has it."""
        message, button = await self._until(lambda: self._button(label, beside), f"a button “{label}”")
        if button.get("url"):
            raise CannotError(
                f"“{label}” is a link to {button['url']}; a step opens it with: opens “{label}”."
            )
        return await self._after(await self._person.press(message, custom_id=button["custom_id"]))

    async def pick(self, labels: Sequence[str]) -> list[str]:
        """Choose in the menu that has these entries."""
        message, menu = await self._until(lambda: self._menu(labels), f"a menu with {', '.join(labels)}")
        values = [self._pointed(menu["type"], label) for label in labels]
        return await self._after(await self._person.choose(message, menu["custom_id"], values))

    async def submit(self, answers: dict[str, tuple[str, ...]]) -> list[str]:
        """Fill in the open form and send it."""
        form = self._form
        if form is None:
            raise CannotError("no form is open.")
        values = dict(self._filled(form, answers))
        self._form = None
        return await self._after(await self._person.submit(form, values))

    async def see(self, words: str, place: str | None) -> list[str]:
        """Wait until something visible contains these words; it is what the person looks at from then on."""
        message = await self._until(lambda: self._showing(words, place), f"anything that says “{words}”")
        self._looked_at = message
        return on_discord(message, self._names())

    def sees(self, words: str, place: str | None) -> bool:
        """Whether something visible contains these words now."""
        return self._showing(words, place) is not None

    async def open(self, what: str) -> list[str]:
        """Open a link; one to the bot on Telegram opens it there, as the same person."""
        url = what
        if not what.startswith("http"):
            _message, button = await self._until(lambda: self._button(what, None), f"a link “{what}”")
            url = str(button.get("url"))
        await self._community.telegram[self.name].open_link(url)
        return []

    def looks_at(self) -> list[str]:
        """The form that is open, else the message last shown."""
        if self._form is not None:
            return in_form(self._form, self._names())
        return [] if self._looked_at is None else on_discord(self._looked_at, self._names())

    async def _after(self, interaction: Interaction) -> list[str]:
        answer = await interaction.answered(WITHIN)
        if answer.kind == "no response":
            raise CannotError("the application did not respond.")
        self._form = answer.modal
        if answer.message is not None:
            self._looked_at = answer.message
        return self._told(answer)

    def _told(self, answer: Answer) -> list[str]:
        if answer.modal is not None:
            return ["(a form)", *in_form(answer.modal, self._names())]
        if answer.message is None:
            return []
        private = [f"(only {self.name} sees this)"] if answer.message.ephemeral else []
        return [*private, *on_discord(answer.message, self._names())]

    async def _until(self, look: Any, what: str) -> Any:
        try:
            return await self._scene.until(look, WITHIN)
        except TimeoutError:
            raise CannotError(f"{self.name} does not see {what}.") from None

    def _messages(self, place: str | None = None) -> Iterator[Message]:
        """What the person sees, what they look at first, then newest first."""
        if place is None and self._looked_at is not None and not self._looked_at.deleted:
            yield self._looked_at
        channels = [self._channel(place)] if place else self._channels()
        seen = [message for channel in channels for message in self._person.visible_messages(channel)]
        yield from sorted(seen, key=lambda each: int(each.id), reverse=True)

    def _channels(self) -> list[Channel]:
        world = self._scene.world
        return [
            self._person.dm_channel,
            *(c for c in world.guild.channels.values() if world.sees(self._person.user, c)),
        ]

    def _channel(self, place: str | None) -> Channel:
        if place is None:
            return next(iter(self._channels()[1:]), self._person.dm_channel)
        for channel in self._channels():
            if channel.name == place.removeprefix("#"):
                return channel
        raise CannotError(f"{self.name} sees no channel {place!r}.")

    def _showing(self, words: str, place: str | None) -> Message | None:
        names = self._names()
        return next(
            (each for each in self._messages(place) if contains(on_discord(each, names), words)), None
        )

    def _button(self, label: str, beside: str | None) -> tuple[Message, Json] | None:
        for message in self._messages():
            if not message.author.bot:
                continue
            for part, text in row_texts(message.components):
                fits = (
                    part["type"] == 2
                    and not part.get("disabled")
                    and labelled(part.get("label") or "", label)
                )
                if fits and (beside is None or contains([text], beside)):
                    return message, part
        return None

    def _menu(self, labels: Sequence[str]) -> tuple[Message, Json] | None:
        for message in self._messages():
            for menu in selects(message):
                offered = [option["label"] for option in menu.options]
                if not menu.disabled and (menu.kind != 3 or all(label in offered for label in labels)):
                    return message, {"custom_id": menu.custom_id, "type": menu.kind}
        return None

    async def _options(self, channel: Channel, path: str, given: dict[str, str]) -> dict[str, object]:
        leaf = find_path(self._person.commands(channel), path, self._person.user.locale)[-1]
        known = {str(option["name"]): option for option in leaf.get("options") or []}
        filled: dict[str, object] = {}
        for name, text in given.items():
            option = known.get(name)
            if option is None:
                raise CannotError(f"/{path} has no option {name!r}; it has {', '.join(known)}.")
            filled[name] = await self._option(channel, path, option, text)
        return filled

    async def _option(self, channel: Channel, path: str, option: Json, text: str) -> object:
        kind = option["type"]
        if option.get("autocomplete"):
            asked = await self._person.autocomplete(channel, path, (str(option["name"]), text))
            offered = (await asked.answered(WITHIN)).choices
            fits = [each["value"] for each in offered if contains([str(each["name"])], text)]
            return fits[0] if fits else text
        if kind == BOOLEAN:
            return text == "yes"
        if kind == INTEGER:
            return int(text)
        return self._named(kind, text)

    def _named(self, kind: int, text: str) -> object:
        """A user, role or channel by name, for the option type that takes one; else the text."""
        if kind == USER:
            return self._member(text)
        if kind == ROLE:
            return self._role(text)
        return self._channel(text) if kind == CHANNEL else text

    def _pointed(self, kind: int, text: str) -> object:
        """A user, role or channel by name, for the menu type that takes one; else the text."""
        if kind == USER_SELECT:
            return self._member(text)
        if kind == ROLE_SELECT:
            return self._role(text)
        return self._channel(text) if kind == CHANNEL_SELECT else text

    def _member(self, name: str) -> object:
        try:
            return self._community.discord[self._community.named(name)]
        except UnknownPersonError as why:
            raise CannotError(str(why)) from why

    def _role(self, name: str) -> object:
        for role in self._scene.world.guild.roles.values():
            if role.name == name.removeprefix("@"):
                return role
        raise CannotError(f"there is no role {name!r}.")

    def _filled(self, form: Modal, answers: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, object]]:
        for label, values in answers.items():
            found = [
                each
                for each in inputs(form)
                if label.casefold() in (each.custom_id.casefold(), each.label.casefold())
            ]
            if not found:
                raise CannotError(
                    f"the form asks no {label!r}, only {', '.join(each.label for each in inputs(form))}."
                )
            each = found[0]
            if each.kind == CHECKBOX:
                yield each.custom_id, values[0] == "yes"
            elif each.kind in (TEXT_INPUT, RADIO):
                yield each.custom_id, values[0]
            else:
                yield each.custom_id, [self._pointed(each.kind, value) for value in values]

    def _names(self) -> Names:
        world = self._scene.world
        guild = world.guild
        known = {user.id: user.display_name for user in world.users.values()}
        known |= {role.id: role.name for role in guild.roles.values()}
        return Names(
            known | {channel.id: channel.name for channel in guild.channels.values()}, self._scene.now()
        )


REFUSALS = (CannotDoError, LookupError, ValueError, TimeoutError)
"""What the stand-in raises for what Discord's client would not let people do."""
