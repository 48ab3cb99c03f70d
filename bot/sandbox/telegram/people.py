"""Acting as a person: writing, pressing, uploading, blocking, and seeing what the bot shows.

    ada = standin.person("Ada Example", language_code="en")
    await ada.send("/start")
    menu = await ada.next_message()
    press = await ada.press(menu, label="Join")
    toast = await press.answered()

Nobody sleeps: `next_message`, `changed` and `answered` wait for the event itself, `within` real seconds.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.telegram import state as inside
from bot.sandbox.telegram import text as texts
from bot.sandbox.telegram.call import Upload
from bot.sandbox.telegram.changes import PATIENCE
from bot.sandbox.telegram.html import units
from bot.sandbox.telegram.methods_media import stored_media
from bot.sandbox.telegram.methods_messages import forward_origin
from bot.sandbox.telegram.reading import Button, buttons, labels, plain
from bot.sandbox.telegram.state import Answer, State
from bot.sandbox.telegram.world import Chat, Message, Sight, Status, User

__all__ = ["Button", "Person", "Press", "buttons", "labels", "plain"]

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed."""

    state: State
    record: inside.Press

    @property
    def answer(self) -> Answer | None:
        """Return what the bot has answered so far."""
        return self.record.answer

    async def answered(self, within: float = PATIENCE) -> Answer:
        """Return the toast or alert; `TimeoutError` when the spinner keeps hanging."""
        return await self.state.world.changes.wait_for(lambda: self.record.answer, within)


class Person:
    """One account in a tester's hands."""

    def __init__(self, state: State, user: User) -> None:
        """Take over an account of the world."""
        self.state = state
        self.user = user
        self.id = user.id
        self.chat = state.world.chats[user.id]

    def __repr__(self) -> str:
        return f"Person({self.user.name}, {self.id})"

    async def start(self, payload: str = "") -> Message:
        """Press Start, or open a deep link with its payload; ValueError for one clients do not pass on."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise ValueError(f"a start payload is 1–64 of A–Z a–z 0–9 _ -: {payload!r}")
        return await self.send(f"/start {payload}" if payload else "/start")

    async def open_link(self, url: str) -> Message:
        """Open a `t.me/<bot>?start=…` link; ValueError for any other."""
        match = re.fullmatch(r"https?://t\.me/(\w+)(?:\?start=(.*))?", url)
        if match is None or match.group(1) != self.state.world.bot.username:
            raise ValueError(f"not a link to this bot: {url}")
        return await self.start(match.group(2) or "")

    async def send(self, text: str, chat: Chat | None = None, reply_to: Message | None = None) -> Message:
        """Write text, in the private chat with the bot unless another chat is given."""
        body, entities = texts.trimmed(*texts.cleaned(text, []))
        if not body or units(body) > texts.MAX_TEXT:
            raise ValueError("clients send 1 to 4096 UTF-16 units and split longer texts")
        return self._post(chat, text=body, entities=texts.with_detected(body, entities), reply_to=reply_to)

    async def upload(
        self,
        content: bytes,
        name: str,
        caption: str = "",
        *,
        kind: str = "document",
        chat: Chat | None = None,
    ) -> Message:
        """Send a file, as `document` or as `photo`."""
        media = stored_media(self.state.world, kind, Upload(name, None, content))
        body, entities = texts.trimmed(*texts.cleaned(caption, []))
        entities = texts.with_detected(body, entities)
        return self._post(chat, media=media, text=body or None, entities=entities)

    async def forward(self, message: Message, chat: Chat | None = None) -> Message:
        """Send a message on; its buttons stay behind, as callback buttons do."""
        content = {"text": message.text, "entities": message.entities, "media": message.media}
        return self._post(chat, forward_origin=forward_origin(message), **content)

    async def edit(self, message: Message, text: str) -> Message:
        """Edit one's own message; the bot gets an `edited_message`."""
        if message.sender is not self.user:
            raise ValueError("only one's own messages can be edited")
        before, message.text = message.text, text
        message.entities = texts.with_detected(text, [])
        self.state.world.edited(message, before)
        self.state.deliver(message, "edited_message")
        return message

    async def press(
        self, message: Message, label: str | None = None, data: str | None = None, *, forged: bool = False
    ) -> Press:
        """Press the inline button with this label or data.

        A forged press sends any data, as a tampered client could, or as one does that still shows an old
        keyboard.

        Raises:
            LookupError: no such button, or it only opens a link; the message names the buttons there are.
        """
        if not forged:
            data = self._data_of(message, label, data)
        if data is None:
            raise LookupError("a forged press needs data")
        return Press(self.state, self.state.press(self.user, message, data))

    async def tap(self, label: str, chat: Chat | None = None) -> Message:
        """Tap a button of the reply keyboard, which sends its label; LookupError when it is not there."""
        shown = [entry for row in self.keyboard(chat) for entry in row]
        if label not in shown:
            raise LookupError(f"no {label!r} on the keyboard, only {shown}")
        return await self.send(label, chat)

    def keyboard(self, chat: Chat | None = None) -> list[list[str]]:
        """Return the labels of the reply keyboard under the input field."""
        rows = ((chat or self.chat).keyboard or {}).get("keyboard")
        if not isinstance(rows, list):
            return []
        return [[entry["text"] if isinstance(entry, dict) else str(entry) for entry in row] for row in rows]

    def block(self) -> None:
        """Block the bot."""
        self.chat.blocked = True
        self.state.change_member(self.chat, self.user, self.state.world.bot, Status.KICKED)

    def unblock(self) -> None:
        """Unblock the bot."""
        self.chat.blocked = False
        self.state.change_member(self.chat, self.user, self.state.world.bot, Status.MEMBER)

    def deactivate(self) -> None:
        """Delete one's account at Telegram."""
        self.user.deactivated = True

    def commands(self, chat: Chat | None = None) -> dict[str, str]:
        """Return the menu as this person's client shows it in a chat, by scope and language."""
        menu = self.state.menus.seen_by(self.id, self.user.language_code, chat or self.chat)
        return {str(entry["command"]): str(entry["description"]) for entry in menu}

    def visible(self, chat: Chat | None = None) -> list[Message]:
        """Return the messages of a chat, oldest first; nothing when not in it."""
        chat = chat or self.chat
        return list(chat.messages.values()) if chat.status(self.id).inside else []

    def last(self, chat: Chat | None = None) -> Message:
        """Return the newest message of a chat; LookupError in an empty one."""
        messages = self.visible(chat)
        if not messages:
            raise LookupError("nothing to see")
        return messages[-1]

    def catch_up(self) -> list[Sight]:
        """Take note of everything that was shown so far and return it."""
        sights = list(self._sights)
        self._sights.clear()
        return sights

    async def next_message(
        self,
        where: Callable[[Message], bool] | None = None,
        *,
        chat: Chat | None = None,
        within: float = PATIENCE,
    ) -> Message:
        """Return the next new or edited message shown to this person, from anyone else.

        Earlier ones are passed over when `where` or `chat` does not fit; `TimeoutError` after `within`.
        """
        return await self.state.world.changes.wait_for(lambda: self._next(where, chat), within)

    async def changed(self, message: Message, within: float = PATIENCE) -> Message:
        """Return the message once it has been edited or deleted after what this person took note of."""

        def look() -> Message | None:
            for sight in list(self._sights):
                if sight.message is message and sight.kind != "new":
                    self._sights.remove(sight)
                    return message
            return None

        return await self.state.world.changes.wait_for(look, within)

    @property
    def _sights(self) -> deque[Sight]:
        return self.state.world.sights[self.id]

    def _next(self, where: Callable[[Message], bool] | None, chat: Chat | None) -> Message | None:
        while self._sights:
            sight = self._sights.popleft()
            fits = sight.kind != "deleted" and (chat is None or sight.message.chat is chat)
            if fits and (where is None or where(sight.message)):
                return sight.message
        return None

    def _post(self, chat: Chat | None, **content: object) -> Message:
        chat = chat or self.chat
        if not chat.status(self.id).inside:
            raise ValueError(f"{self.user.name} is not in {chat.title}")
        if chat is self.chat:
            self._open()
        message = self.state.world.post(chat, self.user, **content)
        self.state.deliver(message)
        return message

    def _open(self) -> None:
        """Writing to the bot opens the chat, and unblocks it."""
        if self.chat.blocked:
            self.unblock()
        self.chat.started = True

    def _data_of(self, message: Message, label: str | None, data: str | None) -> str:
        found = [entry for row in buttons(message) for entry in row]
        for button in found:
            if (label is None or button.label == label) and (data is None or button.data == data):
                if button.data is None:
                    does = button.url or button.copies
                    raise LookupError(f"{button.label!r} does not call the bot: {does}")
                return button.data
        raise LookupError(f"no button {label or data!r} on {plain(message)[:60]!r}, only {found}")
