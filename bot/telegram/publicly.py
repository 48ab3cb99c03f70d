"""The engine's reply to what was said in a group: what is private goes to the private chat."""

from telegram.error import BadRequest, Forbidden

from bot.dialog.asking import Asking, Do, Step
from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Invoke
from bot.dialog.replies import Reply, Toast
from bot.dialog.view import Press, View
from bot.dialog.wording import Words
from bot.telegram import render
from bot.telegram.answering import Answering
from bot.telegram.errors import nobody_there
from bot.telegram.keyboards import link
from bot.telegram.markup import Markup
from bot.telegram.message import Message
from bot.telegram.outlet import Outlet, Where
from bot.telegram.pressing import Spinner
from bot.telegram.updates import Anonymous, Input, Origin


class Publicly:
    """Answers in groups as little as possible: Telegram shows nothing to one member alone."""

    def __init__(self, engine: Engine, outlet: Outlet, answering: Answering, username: str) -> None:
        self._engine = engine
        self._outlet = outlet
        self._answering = answering
        self._username = username

    async def give(self, given: Input, reply: Reply, spinner: Spinner | None) -> None:
        """Show a reply to somebody in a group. Raises TelegramError."""
        origin, body = given.origin, reply.body
        if isinstance(body, Toast):
            await self._remark(origin, body, reply, spinner)
            return
        message = await self._answering.message(body, reply, origin)
        if isinstance(body, View) and not body.private:
            if spinner is not None:
                await spinner.stop()
            await self._outlet.send(_here(origin), message)
            return
        try:
            await self._answering.show(origin, reply, message)
        except (Forbidden, BadRequest) as error:
            if isinstance(error, BadRequest) and not nobody_there(error):
                raise
            await self._unheard(given, reply, spinner)
            return
        await self._point(origin, reply, spinner)

    async def refuse(self, somebody: Anonymous, words: Words) -> None:
        """Tell somebody without a face that we cannot know them (trust.md §5). Raises TelegramError."""
        where = Where(somebody.chat_id, somebody.thread_id, somebody.message_id)
        await self._outlet.send(where, render.remark(words.say("telegram-anonymous"), words))

    async def _remark(self, origin: Origin, toast: Toast, reply: Reply, spinner: Spinner | None) -> None:
        if spinner is not None:
            await spinner.stop(Markup(reply.words).text(toast.text).plain)
        elif toast.text:
            await self._outlet.send(_here(origin), render.remark(toast.text, reply.words))

    async def _point(self, origin: Origin, reply: Reply, spinner: Spinner | None) -> None:
        """Say in the group, shortly, where the answer is."""
        asked = isinstance(reply.body, Asking)
        words = reply.words
        where = words.say("telegram-asked-in-private" if asked else "telegram-told-in-private")
        if spinner is not None:
            title = "" if asked or not isinstance(reply.body, View) else _plain(reply.body.title, words)
            await spinner.stop(f"{title}\n{_plain(where, words)}".strip())
            return
        button = link(words.label("telegram-open-chat"), f"https://t.me/{self._username}")
        message = Message(Markup(words, public=True).text(where), ([button],))
        await self._outlet.send(_here(origin), message)

    async def _unheard(self, given: Input, reply: Reply, spinner: Spinner | None) -> None:
        """The bot may not write to this person yet: a link opens the chat and goes on there."""
        words, url = reply.words, await self._link(given, reply)
        if spinner is not None:
            said = reply.body.title if isinstance(reply.body, View) else ()
            lines = (said, *reply.body.lines) if isinstance(reply.body, View) else ()
            remark = "\n".join(_plain(line, words) for line in lines)
            # Telegram takes such a link without its scheme only.
            opened = url.removeprefix("https://") if isinstance(reply.body, Asking) else None
            await spinner.stop(remark, url=opened)
            return
        button = link(words.label("telegram-open-chat"), url)
        first = Markup(words, public=True).text(words.say("telegram-start-first"))
        await self._outlet.send(_here(given.origin), Message(first, ([button],)))

    async def _link(self, given: Input, reply: Reply) -> str:
        """A deep link to where the conversation stopped."""
        what: Press | Step | None = None
        if isinstance(reply.body, Asking):
            what = Step(reply.body.draft_id, reply.body.version, Do.OPEN)
        elif isinstance(given.what, Invoke) and given.what.command in self._engine.registry.commands:
            what = Press(given.what.command, given.what.answers)
        if what is None:
            return f"https://t.me/{self._username}"
        sealer = self._engine.sealer(reply.person_id)
        token = sealer.seal(what)
        await sealer.keep()
        return f"https://t.me/{self._username}?start={token}"


def _here(origin: Origin) -> Where:
    """In the group, as an answer to the command."""
    return Where(origin.chat_id, origin.thread_id, None if origin.pressed else origin.message_id)


def _plain(text: object, words: Words) -> str:
    return Markup(words).text(text).plain if isinstance(text, tuple) else ""
