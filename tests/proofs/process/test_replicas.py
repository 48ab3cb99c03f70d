"""Several processes on one PostgreSQL: one leads, another takes over, nothing happens twice."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.leases import LeaseRole
from core.notices.model import OutboxStatus
from tests.engines import fresh_postgres
from tests.proofs.process import history
from tests.proofs.process.child import PATIENCE, Child
from tests.proofs.process.swarm import Swarm
from tests.proofs.process.town import MINUTE, Town
from tests.proofs.sizes import size

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(900)]
TAKEOVER = timedelta(seconds=20)
ROLES = set(LeaseRole)


@pytest.fixture
async def town(postgres_server: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    url = await fresh_postgres(postgres_server, f"replicas_{tmp_path.name}"[:60].lower())
    made = Town(url, tmp_path)
    try:
        yield await made.open()
    finally:
        for child in made.children:
            child.signal(signal.SIGCONT)
        await made.close()


async def owners(town: Town) -> dict[LeaseRole, str]:
    """Who has each lease."""
    held = await town.look(lambda work: work.leases.all())
    return {lease.role: lease.owner for lease in held}


async def leads(town: Town, child: Child) -> None:
    """Wait until this process serves both platforms."""
    await child.says("telegram_started")
    await child.says("discord_connected")


async def test_the_leader_is_killed_and_another_takes_over(town: Town) -> None:
    """With the leases of production: the takeover is measured, on the machine's clock."""
    first = await (await town.start()).ready()
    others = [await (await town.start()).ready() for _ in range(size(1, 2))]
    await leads(town, first)
    assert not any(other.said("telegram_started") for other in others)
    swarm = Swarm(town, 1)
    swarm.start()
    town.answers(now=True)
    await town.move(2 * MINUTE, first, *others)
    await first.kill()
    town.answers(now=False)
    died = town.clock.now()
    waiting = [asyncio.ensure_future(leads(town, other)) for other in others]
    done, late = await asyncio.wait(waiting, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    for one in late:
        one.cancel()
    assert done
    await next(iter(done))
    assert town.clock.now() - died < TAKEOVER
    town.answers(now=True)
    await town.move(MINUTE, *others)
    await swarm.stop()
    await history.drained(town, *others)
    told = await history.check(town, swarm.diaries)
    assert told["deeds"]


async def test_a_leader_that_was_stopped_does_nothing_stale(town: Town) -> None:
    """Stopped while it sends, resumed when another leads: what it was about to send it does not send."""
    first = await (await town.start(hurry=True)).ready()
    second = await (await town.start(hurry=True)).ready()
    await leads(town, first)
    await town.move(3 * MINUTE, first, second)
    first.signal(signal.SIGSTOP)
    before = await owners(town)
    await leads(town, second)
    await town.move(timedelta(seconds=10), second)
    await history.drained(town, second)
    after = await owners(town)
    assert all(before[role] != after[role] for role in ROLES & set(after) - {LeaseRole.TICK})
    sent = {row.id: row.message_id for row in (await town.look(history.record)).rows}
    first.signal(signal.SIGCONT)
    await town.move(8 * MINUTE, second)
    await history.drained(town, second)
    rows = (await town.look(history.record)).rows
    assert {row.id: row.message_id for row in rows if row.id in sent} == sent
    ended = {row.status for row in rows}
    assert ended <= {OutboxStatus.SENT, OutboxStatus.CANCELLED, OutboxStatus.EXPIRED}, ended
    await history.check(town, [])
    assert await second.stop() == 0
    assert await first.stop() == 0
