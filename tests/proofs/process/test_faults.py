"""Between platforms that fail in every way, what is owed arrives (trust.md §4 G11, G13)."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.discord.faults import Fault
from bot.sandbox.telegram.faults import FaultKind
from core.notices.model import OutboxStatus
from core.people.model import Platform
from tests.proofs.process import history
from tests.proofs.process.child import Child
from tests.proofs.process.swarm import Swarm
from tests.proofs.process.town import MINUTE, NEAR, Town

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]
SOAK = bool(os.environ.get("MENTORBOT_SOAK"))
ROUNDS, ROUND = (600, 3.0) if SOAK else (24, 1.0)
"""A smoke of a second each, or half an hour in `make soak`; and seconds of a round."""
STEP = timedelta(0) if SOAK else MINUTE / 3
"""By which the programme's clock is moved in a round. In the soak it is the machine's, as in production, so
that lateness is what people wait; in the smoke a claim lasts a few steps, and a send ends within that."""
SESSIONS, FIRST, APART = (100, 17 * MINUTE, MINUTE / 2) if SOAK else (12, NEAR, 6 * MINUTE)
"""So many begin, from then on, so far apart: in half an hour of the soak each is reminded of or begins."""
BREATH = (4.0, 12.0) if SOAK else (1.0, 3.0)
"""People who act do not flood: Discord takes a change of a card a second, and one refusal in ten for a chat
that is written to all the time stops it."""
OUTAGE = range(100, 200) if SOAK else range(2, 8)
"""The rounds in which one platform cannot be reached at all."""
HANGING = 60.0 if SOAK else 1.0
"""Seconds that an answer which is lost keeps the connection open: in the soak longer than anybody waits."""
PAUSE, IN_FLIGHT = 3.0, 1.0
"""Seconds of a 429, and how long a request may have been on its way by then on a busy machine."""
CATCHING_UP = 3 * MINUTE if SOAK else 10 * MINUTE
"""After an outage, what waited goes out first."""
LATE = 60.0
"""Seconds within which ninety-nine notices of a hundred arrive."""
GROWTH = 1.10


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    url = f"sqlite+aiosqlite:///{tmp_path}/mentorbot.sqlite3"
    made = Town(url, tmp_path, near=SESSIONS, first=FIRST, apart=APART)
    try:
        yield await made.open()
    finally:
        await made.close()


def enforce_limits(town: Town) -> None:
    """Both platforms' own, so that breaches are seen."""
    town.telegram.limits.enforce = True
    town.discord.limits.enabled = town.discord.limits.dm_limited = True
    town.discord.limits.in_flight_seconds = IN_FLIGHT


def order_faults(town: Town) -> None:
    """10 % 429, 5 % 5xx, 3 % lost answers (half of them after acceptance), 1 % resets."""
    messages = "POST /channels/*"
    for kind, chance in (
        ("429", 0.10),
        ("5xx", 0.05),
        ("timeout_before", 0.015),
        ("timeout_after", 0.015),
        ("reset", 0.01),
    ):
        town.discord.faults.order(
            Fault(kind, messages, probability=chance, retry_after=PAUSE, seconds=HANGING)  # type: ignore[arg-type]  # of the list above
        )
    for what, chance in (
        (FaultKind.RATE_LIMIT, 0.10),
        (FaultKind.SERVER_ERROR, 0.05),
        (FaultKind.HANG_BEFORE, 0.015),
        (FaultKind.HANG_AFTER, 0.015),
        (FaultKind.RESET_BEFORE, 0.01),
    ):
        seconds = PAUSE if what is FaultKind.RATE_LIMIT else HANGING
        town.telegram.faults.add(what, "sendMessage", chance=chance, seconds=seconds)


def memory(child: Child) -> tuple[int, int]:
    """Kilobytes held, and files open."""
    status = Path(f"/proc/{child.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found is not None
    return int(found[1]), len(list(Path(f"/proc/{child.process.pid}/fd").iterdir()))


async def held(child: Child) -> tuple[int, int, int]:
    """Kilobytes, open files, and tasks of the event loop."""
    _, figures = await child.get("/metrics")
    tasks = re.search(r"^mentorbot_tasks (\d+)", figures, re.MULTILINE)
    assert tasks is not None
    return *memory(child), int(tasks[1])


@pytest.mark.parametrize("struck", list(Platform))
async def test_everything_useful_arrives_through_faults_and_an_outage(town: Town, struck: Platform) -> None:
    child = await (await town.start()).ready()
    # A hundred sessions announced at once are a hundred cards in one channel: Discord takes one a second.
    await history.drained(town, child, step=STEP)
    enforce_limits(town)
    order_faults(town)
    swarm = Swarm(town, 3, BREATH)
    swarm.start()
    town.answers(now=True)
    begun = await held(child)
    outage, instants = None, []
    for number in range(ROUNDS):
        if number in {OUTAGE.start, OUTAGE.stop}:
            instants.append(town.clock.now())
        if number == OUTAGE.start:
            outage = strike(town, struck)
        if number == OUTAGE.stop and outage is not None:
            outage()
        if number % 3 == 1:
            town.discord.faults.strike_gateway("drop")
        await town.move(STEP, child)
        await asyncio.sleep(ROUND)
    await swarm.stop()
    town.discord.faults.clear()
    town.telegram.faults.clear()
    await history.drained(town, child, within=150, step=STEP)
    told = await history.check(town, swarm.diaries)
    rows = (await town.look(history.record)).rows
    hurt = [row for row in rows if row.status is OutboxStatus.UNCERTAIN]
    assert len(hurt) <= max(2, len(rows) * 0.02), hurt
    assert town.discord.limits.breaches == []
    assert town.telegram.limits.breaches == 0
    assert len(child.said("platform_down")) <= 2 * (1 + len(child.said("platform_back")))
    ended = await held(child)
    begin, end = instants
    late = history.lateness(rows, struck, begin, end + CATCHING_UP)
    if SOAK:
        print(f"{struck} struck: {told}, memory, files and tasks {begun} → {ended}, late {late}")  # noqa: T201 - its summary
    for kind, before, after in zip(("files", "tasks"), begun[1:], ended[1:], strict=True):
        assert after <= before + 20, f"{kind} are left"
    if SOAK:
        assert late["p99"] <= LATE, late
        assert ended[0] <= begun[0] * GROWTH + 20_000, "memory grows"
    assert await child.stop() == 0


def strike(town: Town, platform: Platform) -> Callable[[], None]:
    """One platform answers nothing but errors; returns what ends that."""
    if platform is Platform.DISCORD:
        fault = town.discord.faults.order(Fault("5xx", "POST /channels/*", status=503))
        return lambda: town.discord.faults.lift(fault)
    down = town.telegram.faults.add(FaultKind.SERVER_ERROR, "*", status=502)
    town.telegram.faults.ordered.insert(0, town.telegram.faults.ordered.pop())
    return lambda: town.telegram.faults.ordered.remove(down)


async def test_after_a_week_away_nobody_is_told_twice_of_one_session(town: Town) -> None:
    child = await (await town.start()).ready()
    await history.drained(town, child)
    before = {row.id for row in (await town.look(history.record)).rows}
    await child.kill()
    town.clock.move(timedelta(days=7))
    child = await (await town.start()).ready()
    opened = await town.discord_actors[0].slash(town.lobby, "session browse", {})
    assert (await opened.answered()).kind == "message"
    await history.drained(town, child)
    found = await town.look(history.record)
    told = [
        (row.person_id, row.session_id, row.kind)
        for row in found.rows
        if row.id not in before and row.kind in history.REMINDS
    ]
    assert len({key[:2] for key in told}) == len(told)
    assert await town.broken() == []
    assert await child.stop() == 0
