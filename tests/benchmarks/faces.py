"""A join end to end on both faces, beside an empty handler on the same library and transport.

The platforms and the people live in another process (city.py): CPU time here is the bot's alone.
"""

import gc
import itertools
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from typing import Any

from bot.app import App
from bot.config import load
from bot.dialog.view import Press
from bot.discord.client import point_at
from bot.running import COLLECTED_AFTER, keep_what_is_loaded
from core.clock import SystemClock
from core.groups.model import LinkKind
from core.people import service as people
from core.people.model import Identity, Platform
from core.ports import UnitOfWork
from core.sessions.model import Status
from tests import builders
from tests.benchmarks import empty, talking
from tests.benchmarks.measuring import Burst, Line, Stopwatch, Turns, microseconds, milliseconds, rotate
from tests.benchmarks.setting import Setting
from tests.benchmarks.talking import City

SESSIONS_A_TURN = 8
AT_ONCE = 64
FEWER_AT_ONCE = 50
SESSIONS = 200
BEFORE_FIRST = timedelta(days=3)
FACES = ("discord", "telegram")
AS_PYTHON_HAS_IT = gc.get_threshold()
"""When garbage is looked for is ours to set; the others run as Python comes."""


async def measure(setting: Setting) -> list[Line]:
    """Discord by slash command, Telegram by button; then how long the first answer takes at 50 at once."""
    async with AsyncExitStack() as stack:
        city = await talking.city(stack, "tests.benchmarks.city")
        await stack.enter_async_context(empty.discord_bot(**_login(city, "discord empty")))
        await stack.enter_async_context(empty.telegram_bot(**_login(city, "telegram empty")))
        await stack.enter_async_context(empty.telegram_calls(**_login(city, "telegram calls")))
        database = f"sqlite+aiosqlite:///{setting.folder / 'faces.sqlite3'}"
        ours = (city.sides["discord ours"], city.sides["telegram ours"])
        app = App(load(None, talking.settings(*ours, database)))
        await app.start()
        stack.push_async_callback(app.close)
        await app.connected()
        keep_what_is_loaded()
        sessions = await app.engine.database.write(partial(fill, city.sides), source="benchmark")
        for side in city.sides:
            await city.ask({"side": side, "ready": True})
        lines = []
        for face in FACES:
            joining = await deeds(app, face, sessions)
            turns = await _turns(city, face, joining)
            fewer = await turn(city, f"{face} ours", joining, FEWER_AT_ONCE)
            lines += _lines(face, turns, fewer)
    return lines


def _login(city: City, side: str) -> dict[str, str]:
    return {name: city.sides[side][name] for name in ("token", "api_url")}


def fill(sides: dict[str, dict[str, Any]], uow: UnitOfWork) -> list[int]:
    """Everybody is in one group, and it has sessions that do not overlap."""
    now = SystemClock().now()
    group, mentor = builders.group(uow), builders.person(uow)
    for platform in Platform:
        for number, user_id in enumerate(sides[f"{platform.value} ours"]["people"]):
            identity = Identity(platform, user_id, f"Learner {number}", None, None)
            actor = people.actor(uow, identity, now)
            uow.groups.set_link(group.id, actor.id, LinkKind.LEARNER, active=True, now=now)
    first = (now + BEFORE_FIRST).replace(minute=0, second=0, microsecond=0)
    made = []
    for number in range(SESSIONS):
        starts = first + 2 * number * builders.HOUR
        session = builders.session(
            uow, group.id, mentor.id, Status.SCHEDULED, None,
            title=f"Session {number}", starts_at=starts, ends_at=starts + builders.HOUR, seats=500,
        )  # fmt: skip
        made.append(session.id)
    return made


async def deeds(app: App, face: str, sessions: list[int]) -> Iterator[str]:
    """What is joined, one after the other: by its id, or by its button's data."""
    if face == "discord":
        return iter([str(session) for session in sessions])
    sealer = app.engine.sealer(None)
    return iter([sealer.seal(Press("session join", {"session": session})) for session in sessions])


async def _turns(city: City, face: str, joining: Iterator[str]) -> dict[str, Turns]:
    endless = itertools.cycle(map(str, range(1, SESSIONS)))
    others = [side for side in city.sides if side.startswith(face) and not side.endswith("ours")]
    contenders = {side.split()[1]: partial(turn, city, side, endless, AT_ONCE) for side in others}
    return await rotate(contenders | {"ours": partial(turn, city, f"{face} ours", joining, AT_ONCE)})


async def turn(city: City, side: str, joining: Iterator[str], at_once: int) -> Burst:
    """Everybody joins so many sessions; CPU is this process's, the clock runs in the other one."""
    gc.set_threshold(*(COLLECTED_AFTER if side.endswith("ours") else AS_PYTHON_HAS_IT))
    if side.startswith("discord"):
        point_at(city.sides[side]["api_url"])
    chosen = list(itertools.islice(joining, SESSIONS_A_TURN))
    pairs = [(person, what) for what in chosen for person in range(at_once)]
    with Stopwatch() as watch:
        said = await city.ask({"side": side, "deeds": pairs, "at_once": at_once})
    return Burst(len(pairs), said["seconds"], watch.cpu_seconds, tuple(said["latencies"]))


def _lines(face: str, turns: dict[str, Turns], fewer: Burst) -> list[Line]:
    ours, bare = turns["ours"], turns["empty"]
    name = face.capitalize()
    calls = f"; {microseconds(turns['calls'].cpu)} for its calls alone" if "calls" in turns else ""
    waited = Turns([fewer])
    return [
        Line(
            f"{name}: join / empty handler, by CPU of the bot's process",
            f"{bare.cpu / ours.cpu:.2f}",
            "≥ 0.60 · 0.80",
            f"{microseconds(ours.cpu)} against {microseconds(bare.cpu)}{calls}; "
            f"{1 / ours.cpu:,.0f} a CPU second",
        ),
        Line(
            f"{name}: the same by wall clock, against the stand-in on the other processor",
            f"{ours.per_second / bare.per_second:.2f}",
            "≥ 0.60 · 0.80",
            f"{ours.per_second:,.0f}/s against {bare.per_second:,.0f}/s; "
            f"p99 {milliseconds(ours.latency(99))} against {milliseconds(bare.latency(99))}",
        ),
        Line(
            f"{name}: first answer, {FEWER_AT_ONCE} at once",
            f"p99 {milliseconds(waited.latency(99))}",
            "≤ 1 s",
            f"p50 {milliseconds(waited.latency(50))}",
        ),
    ]
