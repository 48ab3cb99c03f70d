"""The engine's reply in a private chat: in place of what was pressed, or as a new message."""

import asyncio
from collections import OrderedDict

from bot.dialog.asking import Asking
from bot.dialog.dispatch import Engine
from bot.dialog.replies import Reply, Toast
from bot.dialog.view import View
from bot.telegram import asking, render
from bot.telegram.groups import Groups
from bot.telegram.markup import Markup
from bot.telegram.message import Message
from bot.telegram.outlet import Outlet, Where
from bot.telegram.pressing import Spinner
from bot.telegram.updates import Origin

CHATS_REMEMBERED = 5_000


class Answering:
    """Shows replies; keeps at most one question with buttons in a chat."""

    def __init__(self, engine: Engine, outlet: Outlet, groups: Groups) -> None:
        self._engine = engine
        self._outlet = outlet
        self._groups = groups
        self._asked: OrderedDict[int, int] = OrderedDict()
        """The open question of a chat; forgotten in a restart, which costs a stale keyboard at most."""

    async def give(self, origin: Origin, reply: Reply, spinner: Spinner | None) -> None:
        """Show a reply where the person is alone with the bot. Raises TelegramError."""
        body = reply.body
        if isinstance(body, Toast):
            await self._remark(origin, body, reply, spinner)
            return
        message = await self.message(body, reply, origin)
        if spinner is None:
            await self.show(origin, reply, message)
        else:
            await asyncio.gather(spinner.stop(), self.show(origin, reply, message))

    async def message(self, body: View | Asking, reply: Reply, origin: Origin) -> Message:
        """A reply as a message, with the rows behind its buttons stored."""
        public = isinstance(body, View) and not body.private
        sealer = self._engine.sealer(None if public else reply.person_id)
        if isinstance(body, View):
            message = render.message(body, reply.words, sealer)
        else:
            places = self._groups.of(origin.identity.user_id)
            message = asking.message(body, reply.words, sealer, self._engine.clock.now(), places)
        await sealer.keep()
        return message

    async def show(self, origin: Origin, reply: Reply, message: Message) -> None:
        """Show a message in the person's private chat and tidy up behind it. Raises TelegramError."""
        body, where = reply.body, Where(origin.user_chat)
        if origin.private and _in_place(origin, reply, message):
            shown = origin.message_id or 0
            if not await self._outlet.edit(where, shown, message):
                shown = await self._outlet.send(where, message)
            await self._tidy(origin.user_chat, reply, shown)
        else:
            tidying = self._tidy(origin.user_chat, reply, None)
            shown, _ = await asyncio.gather(self._outlet.send(where, message), tidying)
        if isinstance(body, Asking):
            self._remember(origin.user_chat, shown)
            if body.message_id != str(shown):
                await self._engine.shown(body.draft_id, str(shown))

    async def _remark(self, origin: Origin, toast: Toast, reply: Reply, spinner: Spinner | None) -> None:
        text = Markup(reply.words).text(toast.text).plain
        seen = await spinner.stop(text) if spinner is not None else not text
        if not seen:
            sealer = self._engine.sealer(reply.person_id)
            message = render.remark(toast.text, reply.words, toast.actions, sealer)
            await sealer.keep()
            await self._outlet.send(Where(origin.user_chat), message)

    async def _tidy(self, chat_id: int, reply: Reply, shown: int | None) -> None:
        """Take the buttons of the question that was answered, or that is asked no more."""
        fresh = isinstance(reply.body, Asking) and reply.body.message_id is None
        old = int(reply.asked_in) if reply.asked_in else self._asked.get(chat_id) if fresh else None
        if old is None:
            return
        if self._asked.get(chat_id) == old:
            del self._asked[chat_id]
        if old != shown:
            await self._outlet.strip(chat_id, old)

    def _remember(self, chat_id: int, message_id: int) -> None:
        self._asked[chat_id] = message_id
        self._asked.move_to_end(chat_id)
        if len(self._asked) > CHATS_REMEMBERED:
            self._asked.popitem(last=False)


def _in_place(origin: Origin, reply: Reply, message: Message) -> bool:
    """Whether an answer takes the place of the pressed message.

    A card stays when it starts a conversation or is refused something: it is still of use, unless the
    conversation ends with the same card anew.
    """
    if not origin.pressed or origin.pressed_media or message.has_media:
        return False
    body = reply.body
    if isinstance(body, Asking):
        return body.message_id is not None or body.replaces
    return not (isinstance(body, View) and body.refused and reply.asked_in is None)
