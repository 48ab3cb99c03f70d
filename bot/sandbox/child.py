"""The bot as a process of its own: started, killed and started again while the sandbox stays."""

import asyncio
import contextlib
import os
import socket
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import aiohttp

LINES_KEPT = 400
READY_SECONDS = 30.0
Changed = Callable[[], None]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class BotProcess:
    """`mentorbot run` with its settings in the environment, as an operator would start it."""

    def __init__(self, settings: dict[str, str], changed: Changed, log: Path | None = None) -> None:
        self._settings = settings
        self._changed = changed
        self._log = log
        self._port = free_port()
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.lines: list[str] = []
        """The last lines of its log."""
        self.ahead = timedelta(0)

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def url(self) -> str:
        """Where its own HTTP server is."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Start it and wait until it says that it is ready; raises RuntimeError with its last words."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MENTORBOT_")}
        environment = {**kept, **self._settings, "MENTORBOT_HTTP__PORT": str(self._port)}
        command = [sys.executable, "-m", "bot", "run", "--movable-clock", str(self.ahead.total_seconds())]
        self._process = await asyncio.create_subprocess_exec(
            *command, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        self._reader = asyncio.get_running_loop().create_task(self._read(self._process))
        self._changed()
        await self._until_ready()
        self._changed()

    async def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None and self.alive:
            self._process.kill()
            await self._process.wait()
        self._changed()

    async def stop(self) -> None:
        """Ask it to end, and wait."""
        if self._process is not None and self.alive:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), 15)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        if self._reader is not None:
            await self._reader

    async def set_ahead(self, ahead: timedelta) -> None:
        """Move its clock; a dead process gets the moved clock when it starts."""
        self.ahead = ahead
        if self.alive:
            with contextlib.suppress(aiohttp.ClientError):
                async with aiohttp.ClientSession() as web:
                    await web.post(f"{self.url}/clock", json={"ahead": ahead.total_seconds()})

    async def get(self, path: str) -> tuple[int, str]:
        """What its HTTP server says; status 0 when it does not answer."""
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as web,
                web.get(f"{self.url}{path}") as answer,
            ):
                return answer.status, await answer.text()
        except (aiohttp.ClientError, TimeoutError):
            return 0, ""

    async def _until_ready(self) -> None:
        async with asyncio.timeout(READY_SECONDS):
            while self.alive:
                status, _ = await self.get("/healthz")
                if status == 200:
                    return
                await asyncio.sleep(0.05)
        raise RuntimeError("The bot did not start:\n" + "\n".join(self.lines[-20:]))

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        if process.stdout is None:
            return
        async for raw in process.stdout:
            line = raw.decode(errors="replace").rstrip()
            self.lines = [*self.lines[-LINES_KEPT:], line]
            if self._log is not None:
                with self._log.open("a") as log:
                    log.write(line + "\n")
        self._changed()
