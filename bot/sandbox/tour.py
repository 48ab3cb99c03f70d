"""The guided tour: ticks its steps off by what the bot shows on the stand-ins, and by nothing else."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.story import STORY, TourStep
from bot.sandbox.telegram.server import TelegramStandIn
from bot.sandbox.telegram.world import Message
from bot.sandbox.visible import Names, on_discord, on_telegram


class Tour:
    """What of the story has been done since `begin`."""

    def __init__(
        self,
        discord: DiscordStandIn,
        telegram: TelegramStandIn,
        changed: Callable[[], None],
        story: Iterable[TourStep] = STORY,
    ) -> None:
        self._discord = discord
        self._telegram = telegram
        self._changed = changed
        self._story = tuple(story)
        self.done: set[str] = set()
        self._watching: list[asyncio.Task[None]] = []

    def state(self) -> list[dict[str, Any]]:
        """The steps for the page, each with whether it is done."""
        return [
            {
                "key": step.key,
                "title": step.title,
                "what": step.what,
                "who": step.who,
                "platform": step.platform,
                "begin": step.begin,
                "clock": step.clock,
                "done": step.key in self.done,
            }
            for step in self._story
        ]

    def begin(self) -> None:
        """Watch from now on."""
        loop = asyncio.get_running_loop()
        self._watching = [
            loop.create_task(self._watch_discord(), name="tour on discord"),
            loop.create_task(self._watch_telegram(), name="tour on telegram"),
        ]

    async def close(self) -> None:
        """Stop watching."""
        for task in self._watching:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def saw(self, lines: list[str]) -> None:
        """Take note of what the bot has shown somebody."""
        text = "\n".join(lines)
        seen = {step.key for step in self._story if step.key not in self.done and step.sign.search(text)}
        if seen:
            self.done |= seen
            self._changed()

    async def _watch_discord(self) -> None:
        changes = self._discord.bell.listen()
        try:
            while True:
                change = await changes.get()
                if change["type"] in ("message", "message_update"):
                    self._look_at(change["channel_id"], change["message_id"])
        finally:
            self._discord.bell.forget(changes)

    def _look_at(self, channel_id: str, message_id: str) -> None:
        channel = self._discord.world.channels.get(channel_id)
        message = channel.messages.get(message_id) if channel else None
        if message is not None and message.author.bot:
            self.saw(on_discord(message, Names({}, self._discord.now())))

    async def _watch_telegram(self) -> None:
        changes = self._telegram.world.changes
        last = changes.last_number
        while True:
            notes = await changes.wait_for(partial(changes.since, last), None)
            for note in notes:
                message = note.facts.get("message")
                if isinstance(message, Message) and message.sender.is_bot and not message.deleted:
                    self.saw(on_telegram(message, self._telegram.world.now()))
            last = notes[-1].number
