"""Killed at every step and at random, nothing that was answered or owed is lost (trust.md §2 rows 25–28)."""

import asyncio
import contextlib
import random
import signal
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.engines import fresh_postgres
from tests.proofs.process import history
from tests.proofs.process.child import PATIENCE, Child
from tests.proofs.process.swarm import Swarm
from tests.proofs.process.town import MINUTE, Town
from tests.proofs.sizes import FULL, size

RUNNING = (
    "input-before-record",
    "input-after-record",
    "input-after-change",
    "input-before-commit",
    "input-after-commit",
    "answer-before",
    "answer-after",
    "offset-before",
    "claim-before",
    "claim-after",
    "claim-committed",
    "send-before",
    "send-after",
    "settle-before",
    "settle-after",
    "settle-committed",
    "tick-before",
    "tick-inside",
    "tick-committed",
    "lease-taken",
)
STEP = MINUTE / 3
"""Of the programme's time. A claim lasts some of them: what is being sent must not look as if it had been
forgotten, and what was cut off is sent again before Discord has forgotten its nonce."""
MOVES, MOVE_EVERY = 150, 0.25
LONGEST, LEADING = 1.5, 0.8
"""Seconds that a life lasts at most before it is killed at random, and how often they are counted from when
both platforms are served; the other times from the start, while it connects."""
SEED = 20260302
SESSIONS = size(12, 120)
"""Enough for the clock to find something due until the last death."""
FEW = 7
"""Deaths in a usual test run; `make prove` dies five times at each step."""
MOST = {"input": 20, "answer": 20, "offset": 5, "claim": 5, "send": 12, "settle": 12, "tick": 2, "lease": 4}
"""Up to which passage of a step the bot lives."""
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


async def address(request: pytest.FixtureRequest, engine: str, folder: Path) -> str:
    """An empty database."""
    if engine == "sqlite":
        return f"sqlite+aiosqlite:///{folder}/mentorbot.sqlite3"
    return await fresh_postgres(request.getfixturevalue("postgres_server"), f"killed_{uuid.uuid4().hex[:12]}")


@pytest.fixture
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    made = Town(await address(request, request.param, tmp_path), tmp_path, near=SESSIONS)
    try:
        yield await made.open()
    finally:
        await made.close()


async def survive(town: Town, deaths: list[tuple[str, int]], *, hurry: bool) -> dict[str, int]:
    """Live through these deaths, each at the n-th passage of a point, then in peace; judged afterwards."""
    swarm = Swarm(town, SEED)
    swarm.start()
    for point, passage in deaths:
        child = await town.start(point=point, passage=passage, hurry=hurry)
        await until_dead(town, child)
        assert child.said("dying"), (point, passage, child.told())
    return await in_peace(town, swarm, hurry=hurry)


async def in_peace(town: Town, swarm: Swarm, *, hurry: bool) -> dict[str, int]:
    """One last run in which everything comes to its end; then the judgement."""
    child = await (await town.start(hurry=hurry)).leads()
    town.answers(now=True)
    await town.move(STEP, child)
    await swarm.stop()
    await history.drained(town, child)
    told = await history.check(town, swarm.diaries)
    assert await child.stop() == 0
    return {"kills": len(town.children) - 1, **told}


async def until_dead(town: Town, child: Child) -> None:
    """Let people act and time pass until it has killed itself."""
    with contextlib.suppress(AssertionError, OSError, aiohttp.ClientError):
        await child.leads()
        town.answers(now=True)
        for _ in range(MOVES):
            await town.move(STEP, child)
            with contextlib.suppress(AssertionError):
                await child.end(MOVE_EVERY)
                break
    # A poller whose predecessor was killed may have to wait until the platform has noticed.
    with contextlib.suppress(AssertionError):
        await child.end(2 * PATIENCE)
    await child.kill()
    town.answers(now=False)
    await town.lapse()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("town", ENGINES, indirect=True)
async def test_killed_at_named_steps(town: Town, record_testsuite_property: Any) -> None:
    dice = random.Random(SEED)  # noqa: S311 seeded, so that it repeats
    deaths = [(point, dice.randint(1, MOST[point.split("-")[0]])) for point in RUNNING for _ in range(5)]
    dice.shuffle(deaths)
    told = await survive(town, deaths[: size(FEW, len(deaths))], hurry=town.url.startswith("postgres"))
    report(record_testsuite_property, "named steps", town, told)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("town", ENGINES, indirect=True)
async def test_killed_at_random(town: Town, record_testsuite_property: Any) -> None:
    """From outside, at instants that nobody has chosen."""
    dice = random.Random(SEED)  # noqa: S311 seeded, so that it repeats
    swarm = Swarm(town, SEED)
    swarm.start()
    hurry = town.url.startswith("postgres")
    for _ in range(size(4, 200)):
        await (await town.start(hurry=hurry)).ready()
        await some_life(town, dice.uniform(0, LONGEST), leading=dice.random() < LEADING)
    told = await in_peace(town, swarm, hurry=hurry)
    report(record_testsuite_property, "at random", town, told)


async def some_life(town: Town, seconds: float, *, leading: bool) -> None:
    """Let people act and time pass for so long; then it is killed, wherever it is."""
    child = town.children[-1]
    if leading:
        await child.leads()
    town.answers(now=True)
    ends = asyncio.get_running_loop().time() + seconds
    while (left := ends - asyncio.get_running_loop().time()) > 0:
        await town.move(STEP / 2, child)
        await asyncio.sleep(min(left, MOVE_EVERY))
    await child.kill()
    town.answers(now=False)
    await town.lapse()


@pytest.mark.slow
@pytest.mark.parametrize("passage", [1, 9, 60] if not FULL else range(1, 61, 4))
@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_killed_while_migrating(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str, passage: int
) -> None:
    """All of the schema or nothing of it: what was killed half way begins anew."""
    town = Town(await address(request, engine, tmp_path), tmp_path)
    deadly = {"PROOF_POINT": "migration", "PROOF_PASSAGE": str(passage)}
    first = await Child.start(town.database_alone() | deadly, "migrate")
    assert await first.end() == -signal.SIGKILL, first.told()
    second = await Child.start(town.database_alone(), "migrate")
    assert await second.end() == 0, second.told()
    assert await town.broken() == []


@pytest.mark.slow
@pytest.mark.parametrize("point", ["backup-before-mark", "backup-before-rename"])
async def test_killed_while_backing_up(tmp_path: Path, point: str) -> None:
    """A backup is there whole or not at all, and the next one succeeds."""
    town = Town(f"sqlite+aiosqlite:///{tmp_path}/mentorbot.sqlite3", tmp_path)
    await (await Child.start(town.database_alone(), "migrate")).end()
    target = tmp_path / "copy.sqlite3"
    first = await Child.start(town.database_alone() | {"PROOF_POINT": point}, "backup", str(target))
    assert await first.end() == -signal.SIGKILL, first.told()
    assert not target.exists()
    second = await Child.start(town.database_alone(), "backup", str(target))
    assert await second.end() == 0, second.told()
    assert target.exists()
    assert await town.broken() == []


def report(record: Any, what: str, town: Town, told: dict[str, int]) -> None:
    """For docs/proofs.md."""
    engine = "PostgreSQL" if town.url.startswith("postgres") else "SQLite"
    record(f"killed {what} on {engine}", f"seed {SEED}, {told}")
    if FULL:
        print(f"killed {what} on {engine}: seed {SEED}, {told}")  # noqa: T201 the summary of `make prove`
