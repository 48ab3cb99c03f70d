"""Playing somebody on Telegram: writing, pressing buttons, opening links, through the stand-in's people."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from bot.sandbox.community import Community
from bot.sandbox.seats import WITHIN, CannotError, Seat, contains, labelled
from bot.sandbox.telegram.people import Press
from bot.sandbox.telegram.reading import Button, buttons
from bot.sandbox.telegram.world import Chat, Message
from bot.sandbox.visible import on_telegram

Found = TypeVar("Found")


class TelegramSeat(Seat):
    """One person on Telegram."""

    def __init__(self, name: str, community: Community) -> None:
        super().__init__(name)
        self._community = community
        self._standin = community.on_telegram
        self._person = community.telegram[name]
        self._looked_at: Message | None = None

    async def write(self, text: str, place: str | None) -> list[str]:
        """Send a command or a message, and wait for what the bot shows."""
        chat = self._chat(place)
        self._person.catch_up()
        await self._person.send(text, chat)
        return await self._shown(chat)

    async def press(self, label: str, beside: str | None) -> list[str]:
        """Press a button on what the person looks at, else on the newest message that has it."""
        message, button = await self._until(lambda: self._button(label, beside), f"a button “{label}”")
        self._person.catch_up()
        press = await self._person.press(message, data=button.data)
        return await self._shown(message.chat, press, message)

    async def pick(self, labels: Sequence[str]) -> list[str]:
        """Press the buttons with these labels, one after the other."""
        lines: list[str] = []
        for label in labels:
            lines = await self.press(label, None)
        return lines

    async def submit(self, answers: dict[str, tuple[str, ...]]) -> list[str]:
        """Telegram has no forms: questions are answered one by one."""
        del answers
        raise CannotError("there are no forms on Telegram; answer with: says “…”.")

    async def see(self, words: str, place: str | None) -> list[str]:
        """Wait until something visible contains these words; it is what the person looks at from then on."""
        self._looked_at = await self._until(
            lambda: self._showing(words, place), f"anything that says “{words}”"
        )
        return self._lines(self._looked_at)

    def sees(self, words: str, place: str | None) -> bool:
        """Whether something visible contains these words now."""
        return self._showing(words, place) is not None

    async def open(self, what: str) -> list[str]:
        """Open a link to the bot."""
        self._person.catch_up()
        url = what
        if not what.startswith("http"):
            _message, button = await self._until(lambda: self._button(what, None), f"a link “{what}”")
            url = str(button.url)
        await self._person.open_link(url)
        return await self._shown(self._person.chat)

    def looks_at(self) -> list[str]:
        """The message last shown."""
        return [] if self._looked_at is None else self._lines(self._looked_at)

    async def _shown(
        self, chat: Chat, press: Press | None = None, pressed: Message | None = None
    ) -> list[str]:
        """Wait for the next message in a chat, for a change of what was pressed, or for a toast."""

        def look() -> bool:
            if press is None:
                return bool(self._news(chat, pressed))
            return press.answer is not None and bool(press.answer.text or self._news(chat, pressed))

        await self._until(look, "any answer of the bot")
        news = self._news(chat, pressed)
        self._person.catch_up()
        if news:
            self._looked_at = max(news, key=lambda message: (message.date, message.id))
        toast = press.answer.text if press is not None and press.answer is not None else None
        told = [line for message in news for line in self._lines(message)]
        return [f"({toast})", *told] if toast else told

    def _news(self, chat: Chat, pressed: Message | None) -> list[Message]:
        """What the bot has shown there: new messages, and what became of the one with the pressed button.

        What reaches a group meanwhile, such as a card, is no answer to what somebody does in private.
        """
        sights = self._standin.world.sights[self._person.id]
        shown = [
            sight.message
            for sight in sights
            if sight.message.sender.is_bot and (sight.kind == "new" or sight.message is pressed)
        ]
        return [each for each in dict.fromkeys(shown) if each.chat is chat and not each.deleted]

    def _lines(self, message: Message) -> list[str]:
        return on_telegram(message, self._standin.world.now())

    async def _until(self, look: Callable[[], Found | None], what: str) -> Found:
        try:
            return await self._standin.wait_for(look, WITHIN)
        except TimeoutError:
            raise CannotError(f"{self.name} does not see {what}.") from None

    def _chat(self, place: str | None) -> Chat:
        if place is None:
            return self._person.chat
        if place not in self._community.chats:
            raise CannotError(f"there is no chat {place!r}; there are {', '.join(self._community.chats)}.")
        return self._community.chats[place].chat

    def _messages(self, place: str | None = None) -> Iterator[Message]:
        """What the person sees: what they look at, then newest first, the private chat before groups."""
        if place is None and self._looked_at is not None and not self._looked_at.deleted:
            yield self._looked_at
        chats = (
            [self._chat(place)]
            if place
            else [self._person.chat, *(g.chat for g in self._community.chats.values())]
        )
        for chat in chats:
            yield from reversed(self._person.visible(chat))

    def _showing(self, words: str, place: str | None) -> Message | None:
        return next((each for each in self._messages(place) if contains(self._lines(each), words)), None)

    def _button(self, label: str, beside: str | None) -> tuple[Message, Button] | None:
        for message in self._messages():
            for button in (each for row in buttons(message) for each in row):
                if labelled(button.label, label) and (beside is None or _beside(message, button, beside)):
                    return message, button
        return None


def _beside(message: Message, button: Button, words: str) -> bool:
    """Whether the row a button is numbered for says these words: “2 · Join” belongs to “2. Type hints”."""
    number = button.label.partition(" ")[0]
    blocks = (message.text or "").split("\n\n")
    return any(block.startswith(f"{number}. ") and contains([block], words) for block in blocks) or (
        not number.isdecimal() and contains([message.text or ""], words)
    )
