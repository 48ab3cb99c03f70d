"""One run of the bot in a process of its own: started, watched through its log, killed."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import aiohttp

from core.people.model import Platform

ROOT = Path(__file__).parents[3]
LAUNCH = ("-m", "tests.proofs.process.launch")
PATIENCE = 30.0
"""Seconds that anything a child does may take on a busy machine; nothing waits for it to pass."""


class Child:
    """A process that was started here; `log` holds what it has said so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log: list[dict[str, Any]] = []
        self._news = asyncio.Condition()
        self._reading = asyncio.get_running_loop().create_task(self._read())

    @classmethod
    async def start(
        cls, environment: Mapping[str, str], *arguments: str, module: Sequence[str] = LAUNCH
    ) -> "Child":
        """Start the bot with nothing but this environment."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *module,
            *arguments,
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
            cwd=environment["PROOF_FOLDER"],
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            limit=2**20,
        )
        return cls(process)

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            try:
                said = json.loads(line)
            except ValueError:
                said = {"event": line.decode(errors="replace").rstrip()}
            async with self._news:
                self.log.append(said if isinstance(said, dict) else {"event": str(said)})
                self._news.notify_all()
        await self.process.wait()
        async with self._news:
            self._news.notify_all()

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.process.returncode is not None

    def said(self, event: str) -> list[dict[str, Any]]:
        """Every line of its log with this event."""
        return [line for line in self.log if line.get("event") == event]

    async def says(self, event: str, within: float = PATIENCE, *, times: int = 1) -> dict[str, Any]:
        """Wait for a line of its log; AssertionError with the log when it ends or stays silent."""
        async with self._news:
            try:
                async with asyncio.timeout(within):
                    await self._news.wait_for(lambda: len(self.said(event)) >= times or self.ended)
            except TimeoutError:
                pass
        assert len(self.said(event)) >= times, f"no {event!r} in:\n{self.told()}"
        return self.said(event)[times - 1]

    def told(self) -> str:
        """Its log, to be read."""
        return "\n".join(json.dumps(line, default=str)[:1500] for line in self.log[-60:])

    async def ready(self) -> "Child":
        """Wait until every face is connected (or stands by)."""
        await self.says("ready")
        return self

    async def leads(self, *, times: int = 1) -> "Child":
        """Wait until it serves both platforms, for the n-th time of its life."""
        await self.ready()
        await self.says("telegram_started", times=times)
        await self.says("discord_connected", times=times)
        return self

    @property
    def address(self) -> str:
        """Where it serves health and figures."""
        return f"http://127.0.0.1:{self.said('ready')[0]['http_port']}"

    async def get(self, path: str) -> tuple[int, str]:
        """Ask its HTTP server."""
        async with aiohttp.ClientSession() as session, session.get(self.address + path) as answer:
            return answer.status, await answer.text()

    async def serves(self, platform: Platform) -> bool:
        """Whether it is connected to this platform now."""
        _, told = await self.get("/healthz")
        return bool(json.loads(told)["faces"][platform.value] == "connected")

    async def move_clock(self, ahead: float) -> None:
        """Set its clock so many seconds ahead of the machine's."""
        url, told = f"{self.address}/clock", {"ahead": ahead}
        async with aiohttp.ClientSession() as session, session.post(url, json=told) as answer:
            assert answer.status == 200

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if not self.ended:
            self.process.send_signal(number)

    async def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        await self.end()

    async def end(self, within: float = PATIENCE) -> int:
        """Wait until it has ended; its exit code, negative for a signal."""
        try:
            async with asyncio.timeout(within):
                await asyncio.shield(self._reading)
        except TimeoutError:
            raise AssertionError(f"it has not ended:\n{self.told()}") from None
        assert self.process.returncode is not None
        return self.process.returncode

    async def stop(self) -> int:
        """SIGTERM, and wait."""
        self.signal(signal.SIGTERM)
        return await self.end()
