"""A fan-out on both platforms at once against their limits, and whether answers suffer while it runs.

The platforms and the people live in another process (crowd.py) and count who goes too fast.
"""

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from typing import Any

from bot.app import App
from bot.config import load
from bot.running import keep_what_is_loaded
from core.clock import SystemClock
from core.groups.model import LinkKind
from core.people import service as people
from core.people.model import Identity, Platform
from core.ports import UnitOfWork
from core.sessions import announcing
from core.sessions.model import Status
from tests import builders
from tests.benchmarks import talking
from tests.benchmarks.measuring import ROUNDS, Line, milliseconds, percentile
from tests.benchmarks.setting import Setting

TOLD = {"discord": 400, "telegram": 215}
"""Notices of one fan-out: eight seconds of each platform's limit, less Telegram's answers meanwhile."""
DEEDS, EVERY = 40, 0.2
"""Commands on each platform in one turn, and the seconds between them."""
LIMITS = {"discord": 50, "telegram": 30}
JOINED = 20
"""Sessions to be joined, in which nobody is yet."""
WHAT = "/sessions"
"""What is written on Telegram: a command that is answered with a new message, which the limit counts."""
WHILE = {False: "alone", True: "during"}
Turn = dict[str, dict[str, Any]]


async def measure(setting: Setting) -> list[Line]:
    """A mentor cancels a session that very many have joined; others type commands with and without that."""
    async with AsyncExitStack() as stack:
        city = await talking.city(stack, "tests.benchmarks.crowd")
        database = f"sqlite+aiosqlite:///{setting.folder / 'fanout.sqlite3'}"
        app = App(load(None, talking.settings(city.sides["discord"], city.sides["telegram"], database)))
        await app.start()
        stack.push_async_callback(app.close)
        await app.connected()
        keep_what_is_loaded()
        town = await app.engine.database.write(partial(_fill, city.sides), source="benchmark")
        turns: dict[str, list[Turn]] = {name: [] for name in WHILE.values()}
        for number in range(ROUNDS + 1):
            for fanning, name in WHILE.items():
                turn = await _turn(app, city, town, fanning=fanning)
                if number:
                    turns[name].append(turn)
    return [line for face in LIMITS for line in _lines(face, turns)]


class Town:
    """Sessions to be cancelled, and others to be joined."""

    def __init__(self, mentor: Identity, full: list[int], empty: list[int]) -> None:
        self.mentor = mentor
        self.full = iter(full)
        self.joined: Iterator[str] = (str(session) for session in empty for _ in range(DEEDS))


def _fill(sides: dict[str, dict[str, Any]], uow: UnitOfWork) -> Town:
    """Those who are told have places in the sessions that will be cancelled."""
    now = SystemClock().now()
    group = builders.group(uow)
    told = [
        _person(uow, face, user, group.id, chat)
        for face, most in TOLD.items()
        for user, chat in itertools.islice(sides[face]["told"].items(), most)
    ]
    for face in LIMITS:
        for user in sides[face]["acting"]:
            _person(uow, face, user, group.id)
    mentor = Identity(Platform.DISCORD, "1", "Mentor", None, None)
    leads = people.actor(uow, mentor, now).id
    full = [_session(uow, group.id, leads, number) for number in range(ROUNDS + 1)]
    for session in full:
        for person in told:
            uow.sessions.take_seat(session, person, now)
    empty = [_session(uow, group.id, leads, number) for number in range(ROUNDS + 1, ROUNDS + 1 + JOINED)]
    return Town(mentor, full, empty)


def _person(uow: UnitOfWork, face: str, user: str, group_id: int, chat: str | None = None) -> int:
    now = SystemClock().now()
    actor = people.actor(uow, Identity(Platform(face), user, f"Person {user}", None, None), now)
    uow.groups.set_link(group_id, actor.id, LinkKind.LEARNER, active=True, now=now)
    if chat is not None:
        uow.people.set_dm_channel(actor.account.id, chat)
    return actor.id


def _session(uow: UnitOfWork, group_id: int, mentor_id: int, number: int) -> int:
    first = (SystemClock().now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    starts = first + 2 * number * builders.HOUR
    made = builders.session(
        uow, group_id, mentor_id, Status.SCHEDULED, None,
        title=f"Session {number}", starts_at=starts, ends_at=starts + builders.HOUR, seats=None,
    )  # fmt: skip
    return made.id


async def _turn(app: App, city: talking.City, town: Town, *, fanning: bool) -> Turn:
    """Commands at a steady pace for eight seconds, with a fan-out or without one."""
    joined = list(itertools.islice(town.joined, DEEDS))
    order = {
        face: {"deeds": what, "every": EVERY, "notices": TOLD[face] if fanning else 0}
        for face, what in {"discord": joined, "telegram": [WHAT] * DEEDS}.items()
    }
    if not fanning:
        return await city.ask(order)
    watching = asyncio.get_running_loop().create_task(city.ask(order))
    await _cancel(app, town)
    return await watching


async def _cancel(app: App, town: Town) -> None:
    now, session = app.clock.now(), next(town.full)

    def act(uow: UnitOfWork) -> None:
        announcing.cancel(uow, people.actor(uow, town.mentor, now), now, session, "The mentor is ill.")

    await app.engine.database.write(act, source="benchmark")


def _lines(face: str, turns: dict[str, list[Turn]]) -> list[Line]:
    during = [turn[face] for turn in turns["during"]]
    name, limit = face.capitalize(), LIMITS[face]
    rates = {
        what: percentile([(one[what] - 1) / one["seconds"] for one in during], 50)
        for what in ("notices", "within")
    }
    # Discord leaves answers to interactions out of its limit; on Telegram they are messages like others.
    rate = rates["notices" if face == "discord" else "within"]
    return [
        Line(
            f"{name}: messages a second / the platform's {limit}",
            f"{rate / limit:.3f}",
            "≥ 0.95 · 0.99",
            f"{rate:.2f}/s, {rates['notices']:.2f}/s of them notices; {TOLD[face]} notices a turn",
        ),
        Line(
            f"{name}: breaches",
            str(during[-1]["breaches"]),
            "0",
            f"sent into a pause the stand-in had asked for; it asked {during[-1]['refused']} times",
        ),
        _waited(name, face, turns),
    ]


def _waited(name: str, face: str, turns: dict[str, list[Turn]]) -> Line:
    late = {which: [one for turn in some for one in turn[face]["latencies"]] for which, some in turns.items()}
    p50, p99 = (
        " / ".join(milliseconds(percentile(late[which], percent)) for which in ("during", "alone"))
        for percent in (50, 99)
    )
    return Line(
        f"{name}: first answer while it runs / without",
        f"p50 {p50}",
        "unhurt",
        f"p99 {p99}; {len(late['during'])} commands each, one in {EVERY} s",
    )
