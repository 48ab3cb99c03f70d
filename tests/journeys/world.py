"""Both stand-ins, the composed bot between them, and a clock that the story moves."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App
from bot.config import load
from bot.dialog.command import REGISTRY
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.telegram.server import TelegramStandIn
from core.clock import MovableClock, StandingClock
from tests.journeys.players import DiscordPlayer, Player, TelegramPlayer

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""
GROUP = "Python circle"
SPECS = Path(__file__).parents[3] / "shared" / "specs"


def spec(name: str) -> Path | None:
    """The published description, where it lies beside the checkout (as in CI)."""
    path = SPECS / name
    return path if path.exists() else None


class World:
    """Everything a story happens in."""

    def __init__(self, database_url: str) -> None:
        self.base = StandingClock(BEGIN)
        self.clock = MovableClock(self.base)
        self.discord = DiscordStandIn(self.clock.now, spec=spec("discord-openapi.json"))
        self.discord.limits.relax()
        self.telegram = TelegramStandIn(self.clock.now, spec=spec("telegram-bot-api.json"))
        self.telegram.limits.enforce = False
        self.role = self.discord.world.add_role(GROUP)
        self.channel = self.discord.world.add_channel("python-circle")
        self.lobby = self.discord.world.add_channel("lobby")
        self._database_url = database_url
        self._admins: dict[str, list[int]] = {"DISCORD": [], "TELEGRAM": []}
        self.people: dict[str, Player] = {}
        self.names = {command.name: command.telegram for command in REGISTRY}
        self.app: App

    def on_discord(self, name: str, *, admin: bool = False) -> DiscordPlayer:
        """Somebody who lives on Discord."""
        person = self.discord.add_person(name)
        if admin:
            person.become_admin()
            self._admins["DISCORD"].append(int(person.id))
        return DiscordPlayer(self.discord, person, self.lobby)

    def on_telegram(self, name: str, *, admin: bool = False) -> TelegramPlayer:
        """Somebody who lives on Telegram."""
        person = self.telegram.person(name, started=True)
        if admin:
            self._admins["TELEGRAM"].append(person.id)
        return TelegramPlayer(self.telegram, person, self.names)

    async def open(self) -> None:
        """Serve both platforms, then start the bot."""
        self.chat = self.telegram.group(GROUP, list(self.telegram.people.values()))
        await self.discord.start()
        await self.telegram.start()
        await self.start_bot()

    async def start_bot(self) -> None:
        """A new process, as far as the bot can tell: nothing is kept but the database."""
        self.app = App(load(None, self.settings()), self.clock)
        await self.app.start()
        await self.app.connected()

    async def restart_bot(self) -> None:
        """Stop and start again."""
        await self.app.close()
        await self.start_bot()

    async def close(self) -> None:
        """End everything; the stand-ins tell what the bot did wrong."""
        await self.app.close()
        await self.discord.stop()
        await self.telegram.stop()

    async def move(self, **step: float) -> None:
        """Let time pass, and everything that becomes due happen."""
        self.clock.move(timedelta(**step))
        await self.app.caught_up()

    async def move_to(self, at: datetime) -> None:
        """Let time pass until an instant."""
        await self.move(seconds=(at - self.clock.now()).total_seconds())

    def wall(self, at: datetime) -> str:
        """An instant as people here type it (the community lives in UTC)."""
        return at.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M")

    def settings(self) -> dict[str, str]:
        """What the operator has set, as environment variables."""
        return {
            "MENTORBOT_DISCORD__TOKEN": self.discord.token,
            "MENTORBOT_DISCORD__API_URL": self.discord.api_url,
            "MENTORBOT_TELEGRAM__TOKEN": self.telegram.token,
            "MENTORBOT_TELEGRAM__API_URL": self.telegram.api_url,
            "MENTORBOT_DATABASE__URL": self._database_url,
            "MENTORBOT_HTTP__PORT": "0",
            "MENTORBOT_PEOPLE__COMMANDS_PER_MINUTE": "10000",
            "MENTORBOT_ADMINS__DISCORD_USER_IDS": json.dumps(self._admins["DISCORD"]),
            "MENTORBOT_ADMINS__TELEGRAM_USER_IDS": json.dumps(self._admins["TELEGRAM"]),
        }
