"""The bot as a process of its own: started, killed and started again while the sandbox stays."""

import asyncio
import contextlib
import json
import os
import socket
import sys
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import aiohttp

LINES_KEPT = 400
LAST_WORDS = 12
READY_SECONDS = 30.0
STOP_SECONDS = 15.0
RUN = (sys.executable, "-m", "bot", "run")
Changed = Callable[[], None]


class DidNotStartError(Exception):
    """The bot ended, or said nothing, before it was ready; the message ends with its last words."""


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class BotProcess:
    """`mentorbot run` with its settings in the environment, as an operator would start it."""

    def __init__(self, settings: dict[str, str], changed: Changed, command: Sequence[str] = RUN) -> None:
        self._settings = settings
        self._changed = changed
        self._command = command
        self._port = free_port()
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._web: aiohttp.ClientSession | None = None
        self._spoke = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self.lines: deque[str] = deque(maxlen=LINES_KEPT)
        """The last lines of its log."""
        self.ahead = timedelta(0)
        """How far its clock is ahead of the machine's."""
        self.ready = False

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def exit_code(self) -> int | None:
        """How the last process ended: negative for a signal, None while it runs or before the first."""
        return None if self._process is None else self._process.returncode

    @property
    def url(self) -> str:
        """Where its own HTTP server is."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Start it unless it runs, and wait until it says that it is ready; raises DidNotStartError."""
        async with self._one_at_a_time:
            if not self.alive:
                await self._launch()
                await self._until_ready()
                self._changed()

    async def launch(self) -> None:
        """Start it unless it runs; while a platform is down, it gets ready once that is back."""
        async with self._one_at_a_time:
            if not self.alive:
                await self._launch()

    async def _launch(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MENTORBOT_")}
        environment = {**kept, **self._settings, "MENTORBOT_HTTP__PORT": str(self._port)}
        environment["PYTHONUNBUFFERED"] = "1"
        command = [*self._command, "--movable-clock", str(self.ahead.total_seconds())]
        self._spoke.clear()
        self._process = await asyncio.create_subprocess_exec(
            *command,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # Ctrl-C in the terminal is the sandbox's; it then asks the bot to end.
            start_new_session=True,
        )
        self._reader = asyncio.get_running_loop().create_task(self._read(self._process))
        self._changed()

    async def _until_ready(self) -> None:
        try:
            async with asyncio.timeout(READY_SECONDS):
                while self.alive:
                    await self._spoke.wait()
                    self._spoke.clear()
                    if (await self.get("/healthz"))[0] == 200:
                        self.ready = True
                        return
        except TimeoutError:
            await self.kill()
        raise DidNotStartError("The bot did not start:\n" + "\n".join([*self.lines][-LAST_WORDS:]))

    async def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None and self.alive:
            self._process.kill()
            await self._process.wait()
        self.ready = False
        self._changed()

    async def stop(self) -> None:
        """Ask it to end, and wait; kills it when it does not, or when whoever waits loses patience."""
        if self._process is not None and self.alive:
            self._process.terminate()
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await self._process.wait()
            except (TimeoutError, asyncio.CancelledError):
                await self.kill()
        if self._reader is not None:
            await self._reader
        if self._web is not None:
            await self._web.close()
            self._web = None

    async def set_ahead(self, ahead: timedelta) -> None:
        """Move its clock; a dead process gets the moved clock when it starts."""
        self.ahead = ahead
        if self.alive:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with self._client().post(
                    f"{self.url}/clock", json={"ahead": ahead.total_seconds()}
                ) as answer:
                    await answer.read()

    async def get(self, path: str) -> tuple[int, str]:
        """What its HTTP server says; status 0 when it does not answer."""
        if not self.alive:
            return 0, ""
        try:
            async with self._client().get(f"{self.url}{path}") as answer:
                return answer.status, await answer.text()
        except (aiohttp.ClientError, TimeoutError):
            return 0, ""

    async def health(self) -> dict[str, Any]:
        """What its health page says; empty when it does not answer."""
        _status, text = await self.get("/healthz")
        told: dict[str, Any] = json.loads(text) if text.startswith("{") else {}
        return told

    def _client(self) -> aiohttp.ClientSession:
        if self._web is None:
            self._web = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))
        return self._web

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        if process.stdout is None:
            return
        async for raw in process.stdout:
            self.lines.append(raw.decode(errors="replace").rstrip())
            self._spoke.set()
        await process.wait()
        if process is self._process:
            self.ready = False
        self._spoke.set()
        self._changed()
