"""The sandbox: stand-ins of both platforms, the page, and the bot as a child process, on one address."""

import asyncio
import contextlib
import errno
import json
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.sandbox import guard
from bot.sandbox.child import RUN, BotProcess, DidNotStartError
from bot.sandbox.opening import open_programme, see_arrivals
from bot.sandbox.page import Page
from bot.sandbox.performing import StepFailedError, perform
from bot.sandbox.script import Script, ScriptError, read_script
from bot.sandbox.stage import Stage

HOST = "127.0.0.1"
CANNOT_DO, BAD_SCRIPT, CANNOT_START, PORT_TAKEN = 1, 2, 3, 4
UPLOADS = 64 * 1024 * 1024


class PortTakenError(Exception):
    """Somebody else listens there; the message says what to do."""


class Sandbox(Stage):
    """The stage as one needs it to play the programme on one machine: served, with the bot running."""

    def __init__(
        self, port: int, database: Path, *, begins: datetime | None = None, command: Sequence[str] = RUN
    ) -> None:
        """Play on a port (0: any free one); `begins` is the time at which the clock starts, else now."""
        super().__init__(begins)
        self.port = port
        self.database = database
        self.fresh = not database.exists()
        """Whether nobody has done anything here before."""
        self._command = command
        self._runner: web.AppRunner | None = None
        self._settling: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.port}"

    async def start(self) -> None:
        """Serve, then start the bot; raises PortTakenError or DidNotStartError."""
        self._runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=0.5
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self.port).start()
        except OSError as error:
            why = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            another = f"Choose another with --port, such as --port {self.port % 65535 + 1}."
            raise PortTakenError(f"Port {self.port} of {HOST} {why}. {another}") from error
        self.port = self._runner.addresses[0][1]
        self.bot = BotProcess(self._settings(), self.stream.changed, self._command)
        self.bot.ahead = self.clock.ahead
        await self.bot.start()

    async def close(self) -> None:
        """Stop the bot, then everything else."""
        if self._settling is not None:
            self._settling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._settling
        await self.bot.stop()
        await self.tour.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def begin_tour(self) -> None:
        """Watch for the steps of the tour, once everybody has been told of the opening."""
        self._settling = asyncio.get_running_loop().create_task(self._begin_tour(), name="begin the tour")

    async def _begin_tour(self) -> None:
        if self.fresh:
            # What did not arrive is seen on the page; it is no reason to do without the tour.
            with contextlib.suppress(StepFailedError):
                await see_arrivals(self)
        self.tour.begin()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=UPLOADS, middlewares=[guard.only_here])
        app.on_response_prepare.append(guard.add_headers)
        Page(self).add_to(app)
        app.add_subapp("/discord/", self.discord.application())
        app.add_subapp("/telegram/", self.telegram.application())
        app.on_shutdown.append(self.stream.close)
        return app

    def _settings(self) -> dict[str, str]:
        """How an operator would point the bot at these stand-ins: by the documented variables alone."""
        return {
            "MENTORBOT_COMMUNITY__NAME": "Example Mentors",
            "MENTORBOT_DISCORD__TOKEN": self.discord.token,
            "MENTORBOT_DISCORD__API_URL": f"{self.address}/discord/api/v10",
            "MENTORBOT_TELEGRAM__TOKEN": self.telegram.token,
            "MENTORBOT_TELEGRAM__API_URL": f"{self.address}/telegram/bot",
            "MENTORBOT_DATABASE__URL": f"sqlite+aiosqlite:///{self.database.absolute()}",
            "MENTORBOT_ADMINS__DISCORD_USER_IDS": json.dumps([int(self.community.admin_discord_id)]),
            "MENTORBOT_ADMINS__TELEGRAM_USER_IDS": json.dumps([int(self.community.admin_telegram_id)]),
            "MENTORBOT_PEOPLE__COMMANDS_PER_MINUTE": "600",
            "MENTORBOT_CONFIG": "",
        }


async def play(port: int, db: Path | None, *, reset: bool, open_page: bool, script: Path | None) -> int:
    """Run the sandbox until Ctrl-C, or play a script and end; returns the exit code."""
    loop = asyncio.get_running_loop()
    playing = loop.create_task(_play(port, db, reset=reset, open_page=open_page, script=script))
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, playing.cancel)
    try:
        return await playing
    except asyncio.CancelledError:
        print("Ended.", flush=True)  # noqa: T201 the command line's own words
        return 0
    except ScriptError as why:
        return _complain(why, BAD_SCRIPT)
    except PortTakenError as why:
        return _complain(why, PORT_TAKEN)
    except DidNotStartError as why:
        return _complain(why, CANNOT_START)
    except StepFailedError as why:
        return _complain(why, CANNOT_DO)


def _complain(why: Exception, code: int) -> int:
    print(why, file=sys.stderr, flush=True)  # noqa: T201 the command line's own words
    return code


async def _play(port: int, db: Path | None, *, reset: bool, open_page: bool, script: Path | None) -> int:
    steps = read_script(script) if script else None
    with tempfile.TemporaryDirectory(prefix="mentorbot-") as folder:
        database = db or Path(folder) / "sandbox.sqlite3"
        if reset:
            for suffix in ("", "-wal", "-shm", "-journal", ".lock"):
                database.with_name(database.name + suffix).unlink(missing_ok=True)
        sandbox = Sandbox(0 if steps else port, database, begins=steps.begins if steps else None)
        try:
            await _run(sandbox, steps, open_page=open_page)
        finally:
            await sandbox.close()
    return 0


async def _run(sandbox: Sandbox, script: Script | None, *, open_page: bool) -> None:
    await sandbox.start()
    if sandbox.fresh:
        await open_programme(sandbox)
    if script is not None:
        await perform(sandbox, script, print)
        return
    sandbox.begin_tour()
    print(f"The sandbox is ready: {sandbox.address}", flush=True)  # noqa: T201 the command line's own words
    print("Ctrl-C ends it.", flush=True)  # noqa: T201 the command line's own words
    if open_page:
        webbrowser.open(sandbox.address)
    await asyncio.Event().wait()
