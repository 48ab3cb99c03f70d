"""500 people at once on both engines, judged afterwards (trust.md §4 G2); two controls must be caught.

Five seeds on each engine: in a usual run 10,000 commands in all, of which SQLite takes more, being quicker;
in `make prove` 10,000 on each. The seed draws who does what; which of those at once comes first is the
machine's affair, so a run does not repeat exactly.
"""

import asyncio

import pytest

from core.clock import StandingClock
from storage.postgres import PostgresDatabase
from tests.engines import AnyDatabase
from tests.proofs.judging import judge
from tests.proofs.naive import claim_naively, join_naively
from tests.proofs.sizes import size
from tests.proofs.swarm import AT_ONCE, Swarm, overhear

SEEDS = (20_310_304, 7, 1_234, 86_028_157, 500)
ON_SQLITE, ON_POSTGRES = size(1_500, 2_000), size(500, 2_000)
ROUNDS = 20
"""How often the controls may try; the first round nearly always does it."""


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_swarm_breaks_no_promise(
    database: AnyDatabase, clock: StandingClock, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    swarm = Swarm(database, clock, seed)
    overhear(swarm, monkeypatch)
    await swarm.begin()
    commands = ON_POSTGRES if isinstance(database, PostgresDatabase) else ON_SQLITE
    await swarm.run(commands)
    assert await judge(swarm) == [], f"seed {seed}"
    assert len(swarm.history) == commands


@pytest.mark.postgres
async def test_a_naive_join_is_caught(
    postgres: PostgresDatabase, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    swarm = Swarm(postgres, clock, seed=1)
    overhear(swarm, monkeypatch)
    await swarm.begin()
    join_naively(monkeypatch)
    swarm.only("session join", sessions=1)
    for _ in range(ROUNDS):
        await swarm.run(AT_ONCE)
        if any("(I1)" in one for one in await judge(swarm)):
            return
    pytest.fail("two people took one seat, and nobody saw it")


@pytest.mark.postgres
async def test_a_naive_claim_is_caught(
    postgres: PostgresDatabase, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    swarm = Swarm(postgres, clock, seed=1)
    await swarm.begin()
    claim_naively(monkeypatch)
    for _ in range(ROUNDS):
        await asyncio.gather(*(swarm.send() for _ in range(16)))
        if any("claimed twice" in one for one in swarm.claims.wrong):
            return
    pytest.fail("two senders claimed one notice, and nobody saw it")
