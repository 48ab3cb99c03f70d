"""What the parrot does on Telegram: a command for each thing the page has to show."""

import asyncio

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, TelegramError

from tests.sandbox.parrot_discord import png

HTML = """<b>A card</b> with <i>italic</i>, <u>underlined</u>, <s>struck</s>, <code>code</code>
<blockquote>A quotation</blockquote>
<tg-spoiler>hidden</tg-spoiler> <a href="https://example.org/a">a link</a> /help
<tg-time unix="1767258000" format="wDt">1 January 2026, 9:00 UTC</tg-time>
<pre>1 &lt; 2</pre>"""


USUAL = [
    BotCommand("start", "Say hello"),
    BotCommand("card", "A card"),
    BotCommand("photo", "A picture"),
]


def keyboard(presses: int = 0) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("Approve", callback_data="alert", style="success"),
                InlineKeyboardButton("Reject", callback_data="toast", style="danger"),
                InlineKeyboardButton(f"Pressed {presses}", callback_data=f"count {presses}", style="primary"),
            ],
            [
                InlineKeyboardButton("Docs", url="https://example.org/docs"),
                InlineKeyboardButton("Copy", copy_text=CopyTextButton("copied words")),
                InlineKeyboardButton("Start again", url="https://t.me/mentorbot?start=again"),
            ],
            [InlineKeyboardButton(str(day), callback_data="toast") for day in range(1, 8)],
        ]
    )


class TelegramParrot:
    """Answers what is written to it."""

    def __init__(self, bot: Bot, admins: list[int]) -> None:
        self._bot = bot
        self._admins = admins
        self.shown = asyncio.Event()

    async def run(self) -> None:
        async with self._bot:
            await self._bot.set_my_commands(USUAL)
            await self._bot.set_my_description("I repeat what you say.")
            self.shown.set()
            offset = 0
            while True:
                for update in await self._updates(offset):
                    offset = update.update_id + 1
                    await self._answer_at_last(update)

    async def _updates(self, offset: int) -> tuple[Update, ...]:
        try:
            return await self._bot.get_updates(offset=offset, timeout=20)
        except TelegramError:
            # What a real bot would wait for here, the tests do not need: a fault is lifted soon.
            await asyncio.sleep(0.2)
            return ()

    async def _set_menu_of(self, chat: int) -> None:
        """An admin has one command more, as soon as they have started the bot."""
        if chat in self._admins:
            more = [*USUAL, BotCommand("approvals", "What waits for you")]
            await self._bot.set_my_commands(more, scope=BotCommandScopeChat(chat))

    async def _answer_at_last(self, update: Update) -> None:
        """Try until it works; what Telegram will never take is given up."""
        while True:
            try:
                return await self._answer(update)
            except BadRequest:
                return None
            except TelegramError:
                await asyncio.sleep(0.2)

    async def _answer(self, update: Update) -> None:
        if update.callback_query is not None:
            await self._press(update)
        elif update.message is not None and update.message.text:
            await self._say(update.message.chat_id, update.message.text)
        elif update.message is not None and (update.message.document or update.message.photo):
            await self._bot.send_message(update.message.chat_id, "Got it.")

    async def _press(self, update: Update) -> None:
        query = update.callback_query
        if query is None or query.data is None or query.message is None:
            return
        word, _, number = query.data.partition(" ")
        if word == "alert":
            await query.answer("Approved. Everyone is told.", show_alert=True)
        elif word == "toast":
            await query.answer("Nothing happens here")
        elif word == "count":
            await query.answer()
            await query.edit_message_reply_markup(keyboard(int(number) + 1))

    async def _say(self, chat: int, text: str) -> None:
        word, _, rest = text.partition(" ")
        if word == "/card":
            await self._bot.send_message(chat, HTML, parse_mode="HTML", reply_markup=keyboard())
        elif word == "/photo":
            await self._bot.send_photo(chat, png(320, 120), caption="A <b>slope</b>", parse_mode="HTML")
            await self._bot.send_document(chat, b"BEGIN:VCALENDAR", filename="dates.ics", caption="Dates")
        else:
            await self._bot.send_message(chat, f"{word} {rest}".strip())
        if word == "/start":
            await self._set_menu_of(chat)
