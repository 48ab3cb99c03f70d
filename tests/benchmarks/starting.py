"""From the start of the process to both platforms connected, and what it then holds in memory."""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import psutil

from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.telegram.server import TelegramStandIn
from core.clock import SystemClock
from tests.benchmarks import load
from tests.benchmarks.lists import SMALL, loaded
from tests.benchmarks.measuring import ROUNDS, Line
from tests.benchmarks.setting import Setting

SAYS = "print('ready', flush=True); input()"
LIBRARIES = "import aiohttp, apscheduler, discord, pydantic, sqlalchemy, structlog, telegram"
WITHIN = 60.0
NOT_TAKEN = ("MENTORBOT_", "PYTHONDONTWRITEBYTECODE")
"""The modules lie compiled beside their sources, as `make run` leaves them; the warm-up turn sees to it."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start."""

    seconds: float
    cpu: float
    megabytes: float
    """Resident memory when it was ready."""


async def measure(setting: Setting) -> list[Line]:
    """An empty interpreter, the libraries alone, and the bot, in turns."""
    path = await loaded(setting, load.Size(SMALL, setting.places))
    async with AsyncExitStack() as stack:
        discord, telegram = DiscordStandIn(SystemClock().now), TelegramStandIn(SystemClock().now)
        discord.limits.relax()
        telegram.limits.enforce = False
        for standin in (discord, telegram):
            await standin.start()
            stack.push_async_callback(standin.stop)
        settings = {
            "MENTORBOT_DISCORD__TOKEN": discord.token,
            "MENTORBOT_DISCORD__API_URL": discord.api_url,
            "MENTORBOT_TELEGRAM__TOKEN": telegram.token,
            "MENTORBOT_TELEGRAM__API_URL": telegram.api_url,
            "MENTORBOT_DATABASE__URL": f"sqlite+aiosqlite:///{path}",
            "MENTORBOT_HTTP__PORT": "0",
        }
        commands = {
            "an empty interpreter": ("-c", SAYS),
            "only importing the libraries": ("-c", f"{LIBRARIES}; {SAYS}"),
            "the bot: both platforms connected": ("-m", "bot", "run"),
        }
        starts: dict[str, list[Start]] = {name: [] for name in commands}
        for turn in range(ROUNDS + 1):
            for name, command in commands.items():
                start = await _start(command, settings)
                if turn:
                    starts[name].append(start)
    return [_line(name, starts[name]) for name in commands]


def _line(name: str, starts: Sequence[Start]) -> Line:
    ours = name.startswith("the bot")
    seconds = [one.seconds for one in starts]
    wall, cpu, megabytes = (
        statistics.median(getattr(one, what) for one in starts) for what in ("seconds", "cpu", "megabytes")
    )
    goal = "≤ 1.0 s · 0.6 s; ≤ 130 MB · 100 MB" if ours else ""
    detail = f"CPU {cpu:.2f} s; {min(seconds):.2f} to {max(seconds):.2f} s"
    if ours:
        detail += f"; {load.PEOPLE:,} people in the file"
    return Line(name, f"{wall:.2f} s, {megabytes:.0f} MB", goal, detail)


async def _start(command: Sequence[str], settings: dict[str, str]) -> Start:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_TAKEN)}
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, env=kept | settings, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        async with asyncio.timeout(WITHIN):
            await _ready(process)
        seconds = time.perf_counter() - began
        watched = psutil.Process(process.pid)
        times = watched.cpu_times()
        return Start(seconds, times.user + times.system, watched.memory_info().rss / 1_000_000)
    finally:
        process.terminate()
        await process.communicate()


async def _ready(process: asyncio.subprocess.Process) -> None:
    """Read what it says until it says that."""
    assert process.stdout is not None
    said = []
    while line := await process.stdout.readline():
        said.append(line.decode())
        if "ready" in said[-1]:
            return
    raise RuntimeError("it ended before it was ready:\n" + "".join(said[-12:]))
