"""What is played on: both stand-ins with the people in them, the bot, and the one clock of everything."""

from datetime import datetime, timedelta

from bot.sandbox.child import BotProcess
from bot.sandbox.community import FOUNDED, Community, found
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.stream import Stream
from bot.sandbox.telegram.server import TelegramStandIn
from bot.sandbox.tour import Tour
from core.clock import MovableClock

BEHIND = timedelta(milliseconds=500)
"""How far behind the next event the clock is put, so that it is surely due."""


class Stage:
    """What the page and the scripts act on."""

    def __init__(self, begins: datetime | None) -> None:
        self.clock = MovableClock()
        if begins is not None:
            self.clock.move(begins - self.clock.now())
        self.began_ahead = self.clock.ahead
        self._founding = True
        self.discord = DiscordStandIn(self._now)
        self.telegram = TelegramStandIn(self._now)
        self.community: Community = found(self.discord, self.telegram)
        self._founding = False
        self.telegram.world.count_on(int(self.clock.now().timestamp() - FOUNDED.timestamp()))
        self.stream = Stream(self.discord, self.telegram)
        self.tour = Tour(self.discord, self.telegram, self.stream.changed)
        self.bot = BotProcess({}, self.stream.changed)

    def _now(self) -> datetime:
        return FOUNDED if self._founding else self.clock.now()

    async def move(self, by: timedelta) -> None:
        """Move the clock of everything at once."""
        self.clock.move(by)
        await self.bot.set_ahead(self.clock.ahead)
        self.stream.changed()

    async def to_next(self) -> timedelta | None:
        """How far it is to what the bot does next by itself, as its health page says; None: nothing is."""
        due = (await self.bot.health()).get("seconds_to_next")
        return None if due is None else timedelta(seconds=max(0.0, float(due))) + BEHIND
