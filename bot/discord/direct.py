"""What somebody writes to the bot in private: the answer to an open question, if there is one."""

import discord
import structlog

from bot.dialog.incoming import Incoming, Place, Typed
from bot.dialog.kinds import Uploaded
from bot.discord.answering import Late
from bot.discord.interactions import LARGEST_UPLOAD, Engine, message_of
from bot.logs import correlated
from core.people.model import Identity, Platform

log = structlog.get_logger(__name__)


class DirectMessages:
    """Answers direct messages; Discord gives their content without the intent for it."""

    def __init__(self, engine: Engine, tell: Late) -> None:
        self._engine = engine
        self._tell = tell

    async def handle(self, message: discord.Message) -> None:
        """Answer one message; never raises but on cancellation."""
        with correlated(f"m{message.id}"):
            try:
                await self._answer(message)
            except Exception:
                log.exception("direct_message_failed")

    async def _answer(self, message: discord.Message) -> None:
        author, channel = message.author, str(message.channel.id)
        identity = Identity(Platform.DISCORD, str(author.id), author.display_name, author.name)
        what = Typed(message.content, await _file(message))
        reply = await self._engine.handle(
            Incoming(f"m{message.id}", identity, Place(channel, private=True), what)
        )
        sealer = self._engine.sealer(reply.person_id)
        told = message_of(reply, sealer)
        await sealer.keep()
        await self._tell(str(author.id), channel, told, f"re-{message.id}")


async def _file(message: discord.Message) -> Uploaded | None:
    if not message.attachments:
        return None
    first = message.attachments[0]
    data = await first.read() if first.size <= LARGEST_UPLOAD else b""
    return Uploaded(first.filename, first.size, data)
