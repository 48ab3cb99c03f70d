"""People of a story: the same verbs on both platforms, each done as one does it there."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from bot.sandbox.discord import people as discord_people
from bot.sandbox.discord import reading as discord_reading
from bot.sandbox.discord.interaction import Interaction
from bot.sandbox.discord.records import Channel
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.telegram import people as telegram_people
from bot.sandbox.telegram.reading import labels, plain
from bot.sandbox.telegram.server import TelegramStandIn
from bot.sandbox.telegram.world import Message

CONFIRM = "Confirm"
SKIP = "Skip"
Answers = Mapping[str, Any]
Pause = Callable[[], Awaitable[None]]


async def nothing() -> None:
    """Go on at once."""


class Player(Protocol):
    """Somebody who takes part in a story."""

    name: str
    pause: Pause
    """What happens before each answer to a question: a restart, for instance."""

    async def do(self, command: str, answers: Answers | None = None, *, confirm: bool = True) -> str:
        """Give a command with its answers, in the order in which they are asked; what one reads then."""
        ...

    async def press(self, label: str, answers: Answers | None = None, *, near: str = "") -> str:
        """Press a button of the newest message that has it (and says `near`); what one reads then."""
        ...

    async def told(self, text: str) -> str:
        """Wait for a message of the bot, unasked for, that says this."""
        ...

    def sees(self) -> str:
        """Everything in view."""
        ...


class DiscordPlayer:
    """Plays on Discord: slash commands, forms, buttons."""

    def __init__(
        self, standin: DiscordStandIn, person: discord_people.Person, channel: Channel | None = None
    ) -> None:
        self.standin = standin
        self.person = person
        self.channel = channel
        self.name = person.user.display_name
        self.pause: Pause = nothing

    async def do(self, command: str, answers: Answers | None = None, *, confirm: bool = True) -> str:
        given = {name: value for name, value in (answers or {}).items() if value is not None}
        options = {name: value for name, value in given.items() if not isinstance(value, list)}
        interaction = await self.person.slash(self.channel, command, options)
        return await self._finish(interaction, given, confirm=confirm)

    async def press(self, label: str, answers: Answers | None = None, *, near: str = "") -> str:
        message = self._with_button(label, near)
        interaction = await self.person.press(message, custom_id=self._custom_id(message, label, near))
        return await self._finish(interaction, dict(answers or {}), confirm=True)

    async def told(self, text: str) -> str:
        return discord_reading.texts(await self.person.receives_dm(text))

    def sees(self) -> str:
        return "\n\n".join(discord_reading.texts(message) for message in self._messages())

    async def _finish(self, interaction: Interaction, answers: dict[str, Any], *, confirm: bool) -> str:
        for _ in range(6):
            answer = await interaction.answered()
            if answer.kind == "modal" and answer.modal is not None:
                await self.pause()
                names = {one.custom_id for one in discord_reading.inputs(answer.modal)}
                values = {name: _typed(value) for name, value in answers.items() if name in names}
                interaction = await self.person.submit(answer.modal, values)
                continue
            assert answer.message is not None, (answer.kind, interaction.data)
            found = [one.label for one in discord_reading.buttons(answer.message)]
            step = next((one for one in (CONFIRM, "Continue") if one in found), None)
            if step is None or not confirm:
                return discord_reading.texts(answer.message)
            await self.pause()
            interaction = await self.person.press(answer.message, label=step)
        raise AssertionError("the form never ended")

    def newest(self) -> Any:
        """The newest message of the bot in view."""
        return self._messages()[-1]

    def _messages(self) -> list[Any]:
        seen = [*self.person.visible_messages(self.channel), *self.person.dms()]
        return sorted(
            (one for one in seen if one.author.bot and not one.deleted), key=lambda one: int(one.id)
        )

    def _with_button(self, label: str, near: str) -> Any:
        for message in reversed(self._messages()):
            if any(
                one.label == label for one in discord_reading.buttons(message)
            ) and near in discord_reading.texts(message):
                return message
        raise AssertionError(f"{self.name} sees no button {label!r} near {near!r} in:\n{self.sees()}")

    def _custom_id(self, message: Any, label: str, near: str) -> str:
        """The button in the section that says `near`, else the first of that label."""
        wanted = [one for one in discord_reading.buttons(message) if one.label == label]
        if near and len(wanted) > 1:
            for part in discord_reading.parts(message):
                accessory = part.get("accessory") or {}
                said = " ".join(str(one.get("content", "")) for one in part.get("components", ()))
                if near in said and accessory.get("label") == label:
                    return str(accessory["custom_id"])
        return str(wanted[0].custom_id)


def _typed(value: Any) -> Any:
    """Numbers are typed into a form."""
    return str(value) if isinstance(value, int) else value


class TelegramPlayer:
    """Plays on Telegram: one question at a time, buttons under one message."""

    def __init__(
        self, standin: TelegramStandIn, person: telegram_people.Person, names: Mapping[str, str]
    ) -> None:
        self.standin = standin
        self.person = person
        self.name = person.user.name
        self.pause: Pause = nothing
        self._names = names
        """Telegram's short name of each command."""

    async def do(self, command: str, answers: Answers | None = None, *, confirm: bool = True) -> str:
        self.person.catch_up()
        await self.person.send(f"/{self._names[command]}")
        return await self._finish(await self._answer(), list((answers or {}).values()), confirm=confirm)

    async def press(self, label: str, answers: Answers | None = None, *, near: str = "") -> str:
        message, found = self._with_button(label, near)
        self.person.catch_up()
        press = await self.person.press(message, label=found)
        toast = (await press.answered()).text or ""
        said = await self._finish(await self._answer(), list((answers or {}).values()), confirm=True)
        return f"{toast}\n{said}"

    async def told(self, text: str) -> str:
        for message in reversed(self.person.visible()):
            if text in plain(message):
                return plain(message)
        return plain(await self.person.next_message(lambda one: text in plain(one), within=10))

    def sees(self) -> str:
        return "\n\n".join(plain(message) for message in self.person.visible())

    def newest(self) -> Message:
        """The newest message of the bot."""
        return [one for one in self.person.visible() if one.sender.is_bot][-1]

    async def _answer(self) -> Message:
        """The message that the bot now shows: the newest it sent or edited, with buttons before others."""
        await self.standin.settled(within=15)
        seen = [
            one.message
            for one in self.person.catch_up()
            if one.message.sender.is_bot and not one.message.deleted
        ]
        asking = [one for one in seen if one.inline_rows]
        return (asking or seen or [self.person.last()])[-1]

    async def _finish(self, message: Message, answers: list[Any], *, confirm: bool) -> str:
        for _ in range(40):
            found = labels(message)
            if confirm or answers:
                await self.pause()
            if confirm and any(CONFIRM in one for one in found):
                message = await self._pressed(message, next(one for one in found if CONFIRM in one))
            elif any(one == "Cancel" or one.endswith(" Cancel") for one in found) and answers:
                message = await self._say(message, answers.pop(0), found)
            else:
                return plain(message)
        raise AssertionError("the questions never ended")

    async def _say(self, message: Message, answer: Any, found: list[str]) -> Message:
        if answer is None:
            return await self._pressed(message, next(one for one in found if SKIP in one))
        if isinstance(answer, list):
            for one in answer:
                message = await self._pressed(
                    message, next(label for label in labels(message) if str(one) in label)
                )
            return await self._pressed(message, next(label for label in labels(message) if "Done" in label))
        match = next((one for one in found if one == str(answer) or one.endswith(f" {answer}")), None)
        if match is not None:
            return await self._pressed(message, match)
        self.person.catch_up()
        await self.person.send(str(answer))
        return await self._answer()

    async def _pressed(self, message: Message, label: str) -> Message:
        self.person.catch_up()
        await self.person.press(message, label=label)
        return await self._answer()

    def _with_button(self, label: str, near: str) -> tuple[Message, str]:
        for message in reversed(self.person.visible()):
            if near not in plain(message):
                continue
            for one in labels(message):
                if one == label or one.endswith(f" {label}"):
                    return message, one
        raise AssertionError(f"{self.name} sees no button {label!r} near {near!r} in:\n{self.sees()}")
