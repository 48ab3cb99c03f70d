"""Joins a second beside a REST server that does the same write: Django with two workers (`rest/`).

Ours twice: the core's write alone, and a slash command through the whole bot, as far as the answer that
the stand-in of Discord receives.
"""

import asyncio
import itertools
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import aiohttp
import psutil

from bot.app import App
from bot.config import load
from bot.running import keep_what_is_loaded
from tests.benchmarks import faces, storing, talking
from tests.benchmarks.measuring import Burst, Line, Stopwatch, Turns, microseconds, milliseconds, rotate
from tests.benchmarks.setting import Setting, sqlite

WORKERS = 2
PEOPLE, SESSIONS = 64, 200
SESSIONS_A_TURN = 8
GOAL = "≥ 5 · 8"


class Rest:
    """The REST server, driven over loopback by so many clients at once."""

    def __init__(self, process: asyncio.subprocess.Process, client: aiohttp.ClientSession, url: str) -> None:
        self._master = psutil.Process(process.pid)
        self._client = client
        self._url = url
        self._sessions = iter(range(1, SESSIONS + 1))
        self._keys = itertools.count()

    async def turn(self) -> Burst:
        """Everybody joins so many sessions; CPU is that of the workers."""
        pairs = [
            (session, person)
            for session in itertools.islice(self._sessions, SESSIONS_A_TURN)
            for person in range(PEOPLE)
        ]
        waiting, latencies = iter(pairs), list[float]()
        spent = self._cpu()
        with Stopwatch() as watch:
            await asyncio.gather(
                *(self._one_after_another(waiting, latencies) for _ in range(storing.AT_ONCE))
            )
        return Burst(len(pairs), watch.seconds, self._cpu() - spent, tuple(latencies))

    async def _one_after_another(self, waiting: Iterator[tuple[int, int]], latencies: list[float]) -> None:
        for session, person in waiting:
            began = time.perf_counter()
            await self.join(session, person)
            latencies.append(time.perf_counter() - began)

    async def join(self, session: int, person: int) -> None:
        """Ask for one seat."""
        asked = {"key": f"benchmark-{next(self._keys)}", "user_id": f"user-{person}", "session": session}
        async with self._client.post(self._url, json=asked) as answer:
            if answer.status != 200:
                raise RuntimeError(f"the REST server answered {answer.status}: {await answer.text()}")
            await answer.read()

    def _cpu(self) -> float:
        times = (worker.cpu_times() for worker in self._master.children())
        return sum((float(one.user + one.system) for one in times), 0.0)


@asynccontextmanager
async def _rest(folder: Path) -> AsyncIterator[Rest]:
    """Django under gunicorn with two workers, on a socket that is bound before they start."""
    database = folder / "rest.sqlite3"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.rest.settings",
        "BENCHMARK_REST_DATABASE": str(database),
    }
    run = partial(asyncio.create_subprocess_exec, sys.executable, "-m", env=environment)
    filling = await run("tests.benchmarks.rest.fill", str(PEOPLE), str(SESSIONS))
    if await filling.wait():
        raise RuntimeError("the REST server's file could not be made; `make bench` installs what it needs")
    with socket.create_server(("127.0.0.1", 0), backlog=2 * storing.AT_ONCE) as bound:
        server = await run(
            "gunicorn", "tests.benchmarks.rest.wsgi", "--workers", str(WORKERS), "--bind", f"fd://{bound.fileno()}",
            "--no-control-socket", "--log-level", "warning", pass_fds=[bound.fileno()],
        )  # fmt: skip
        try:
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=storing.AT_ONCE)) as client:
                yield Rest(server, client, f"http://127.0.0.1:{bound.getsockname()[1]}/join")
        finally:
            server.terminate()
            await server.wait()


async def measure(setting: Setting) -> list[Line]:
    """The three in turns; each has a file of its own."""
    async with AsyncExitStack() as stack:
        rest = await stack.enter_async_context(_rest(setting.folder))
        database = await stack.enter_async_context(sqlite(setting.folder / "commands.sqlite3"))
        places = storing.Places(*await database.write(storing.fill, source="benchmark"))
        city = await talking.city(stack, "tests.benchmarks.city")
        app = await _app(stack, city, setting.folder)
        sessions = await app.engine.database.write(partial(faces.fill, city.sides), source="benchmark")
        deeds = await faces.deeds(app, "discord", sessions)
        turns = await rotate(
            {
                "rest": rest.turn,
                "core": partial(storing.together, storing.use_case(database), places),
                "face": partial(faces.turn, city, "discord ours", deeds, storing.AT_ONCE),
            }
        )
    return [
        _line("the core's write / the REST server", turns["core"], turns["rest"]),
        _line("the whole bot, slash command to answer / the REST server", turns["face"], turns["rest"]),
    ]


async def _app(stack: AsyncExitStack, city: talking.City, folder: Path) -> App:
    ours = (city.sides["discord ours"], city.sides["telegram ours"])
    app = App(load(None, talking.settings(*ours, f"sqlite+aiosqlite:///{folder / 'whole.sqlite3'}")))
    await app.start()
    stack.push_async_callback(app.close)
    await app.connected()
    keep_what_is_loaded()
    return app


def _line(name: str, ours: Turns, rest: Turns) -> Line:
    detail = (
        f"{ours.per_second:,.0f}/s against {rest.per_second:,.0f}/s; CPU {microseconds(ours.cpu)} against "
        f"{microseconds(rest.cpu)} of the workers; p99 {milliseconds(ours.latency(99))} against "
        f"{milliseconds(rest.latency(99))}"
    )
    return Line(name, f"{ours.per_second / rest.per_second:.1f}", GOAL, detail)
