"""The sandbox: stand-ins of both platforms, the page, and the bot as a child process, on one address."""

import asyncio
import contextlib
import json
import signal
import sys
import tempfile
import webbrowser
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from bot.sandbox.child import BotProcess
from bot.sandbox.community import FOUNDED, Community, found
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.page import Page
from bot.sandbox.telegram.server import TelegramStandIn
from core.clock import MovableClock

HOST = "127.0.0.1"
PORT_TAKEN = 4


class Sandbox:
    """Everything one needs to play the programme on one machine."""

    def __init__(self, port: int, database: Path) -> None:
        self.clock = MovableClock()
        self._founding = True
        self.discord = DiscordStandIn(self._now)
        self.telegram = TelegramStandIn(self._now)
        self.community: Community = found(self.discord, self.telegram)
        self._founding = False
        self.port = port
        self._database = database
        self._runner: web.AppRunner | None = None
        self.bot: BotProcess
        self.page = Page(self)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.port}"

    def _now(self) -> datetime:
        return FOUNDED if self._founding else self.clock.now()

    async def start(self) -> None:
        """Serve, then start the bot; raises OSError when the port is taken."""
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self.port).start()
        self.port = self._runner.addresses[0][1]
        self.bot = BotProcess(self._settings(), self.page.changed)
        await self.bot.start()

    async def close(self) -> None:
        """Stop the bot, then everything else."""
        if hasattr(self, "bot"):
            await self.bot.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def move(self, by: timedelta) -> None:
        """Move the clock of everything at once."""
        self.clock.move(by)
        await self.bot.set_ahead(self.clock.ahead)
        self.page.changed()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        self.page.add_to(app)
        app.add_subapp("/discord/", self.discord.application())
        app.add_subapp("/telegram/", self.telegram.application())
        return app

    def _settings(self) -> dict[str, str]:
        """How an operator would point the bot at these stand-ins: by the documented variables alone."""
        return {
            "MENTORBOT_COMMUNITY__NAME": "Example Mentors",
            "MENTORBOT_DISCORD__TOKEN": self.discord.token,
            "MENTORBOT_DISCORD__API_URL": f"{self.address}/discord/api/v10",
            "MENTORBOT_TELEGRAM__TOKEN": self.telegram.token,
            "MENTORBOT_TELEGRAM__API_URL": f"{self.address}/telegram/bot",
            "MENTORBOT_DATABASE__URL": f"sqlite+aiosqlite:///{self._database.absolute()}",
            "MENTORBOT_ADMINS__DISCORD_USER_IDS": json.dumps([int(self.community.admin_discord_id)]),
            "MENTORBOT_ADMINS__TELEGRAM_USER_IDS": json.dumps([int(self.community.admin_telegram_id)]),
            "MENTORBOT_PEOPLE__COMMANDS_PER_MINUTE": "600",
            "MENTORBOT_CONFIG": "",
        }


async def play(port: int, db: Path | None, *, reset: bool, open_page: bool, script: Path | None) -> int:
    """Run the sandbox until Ctrl-C, or play a script and end; returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="mentorbot-") as folder:
        database = db or Path(folder) / "sandbox.sqlite3"
        if reset:
            for leftover in database.parent.glob(database.name + "*"):
                leftover.unlink()
        sandbox = Sandbox(0 if script else port, database)
        try:
            return await _run(sandbox, open_page=open_page, script=script)
        except OSError as error:
            print(
                f"Port {port} of {HOST} cannot be used ({error.strerror}). Choose another: --port 8766",
                file=sys.stderr,
            )  # noqa: T201 the command line's own words
            return PORT_TAKEN
        finally:
            await sandbox.close()


async def _run(sandbox: Sandbox, *, open_page: bool, script: Path | None) -> int:
    from bot.sandbox.opening import open_programme

    await sandbox.start()
    await open_programme(sandbox)
    if script is not None:
        from bot.sandbox.script import perform

        return await perform(sandbox, script)
    print(f"The sandbox is ready: {sandbox.address}   (Ctrl-C ends it)", flush=True)  # noqa: T201 the command line's own words
    if open_page:
        webbrowser.open(sandbox.address)
    await _until_interrupted()
    return 0


async def _until_interrupted() -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(name, ended.set)
    await ended.wait()
