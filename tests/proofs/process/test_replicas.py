"""Several processes on one PostgreSQL: one leads, another takes over, nothing happens twice.

One town, in which leaders die, or are stopped and resumed, one after the other; judged afterwards.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.leases import LeaseRole
from core.people.model import Platform
from tests.engines import fresh_postgres
from tests.proofs.process import history
from tests.proofs.process.child import PATIENCE, Child
from tests.proofs.process.swarm import Swarm
from tests.proofs.process.town import MINUTE, Town
from tests.proofs.sizes import FULL, size

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(1800)]
SEED = 1
TAKEOVER = timedelta(seconds=20)
STOPPED = size(0, 60)
"""Seconds for which the first of the stopped leaders sleeps at least: longer than any lease."""
FACES = {LeaseRole.DISCORD_GATEWAY: Platform.DISCORD, LeaseRole.TELEGRAM_POLL: Platform.TELEGRAM}
SERVING = {*FACES, LeaseRole.SEND_DISCORD, LeaseRole.SEND_TELEGRAM}
"""The clock's lease is taken when something is due."""
LOOK_AGAIN = 0.25
"""The database rings no bell."""
STEP, STEPS, STEP_EVERY = MINUTE / 3, 6, 0.4
"""Moves of the programme's clock between two deaths: longer, together, than a claim lasts."""


@pytest.fixture
async def town(postgres_server: str, tmp_path: Path) -> AsyncIterator[Town]:
    url = await fresh_postgres(postgres_server, f"replicas_{tmp_path.name}"[:60].lower())
    made = Town(url, tmp_path, near=size(12, 60))
    try:
        yield await made.open()
    finally:
        for child in made.children:
            child.signal(signal.SIGCONT)
        await made.close()


class Replicas:
    """The processes of one town; which of them serves what is read off their leases."""

    def __init__(self, town: Town, *, hurry: bool) -> None:
        self.town = town
        self.hurry = hurry
        self.alive: list[Child] = []
        self._by_owner: dict[str, Child] = {}

    async def join(self) -> None:
        """One more process, which stands by if another leads."""
        owner = f"replica-{len(self._by_owner)}"
        child = await self.town.start(hurry=self.hurry, PROOF_OWNER=owner)
        self._by_owner[owner] = child
        self.alive.append(await child.ready())

    async def holders(self) -> dict[LeaseRole, Child]:
        """Who has which lease that lasts; on the machine's clock, as the server's is."""
        leases = await self.town.look(lambda work: work.leases.all())
        now = self.town.clock.now() - self.town.clock.ahead
        return {one.role: self._by_owner[one.owner] for one in leases if one.until > now}

    async def serving(self) -> dict[LeaseRole, Child]:
        """Wait until everything is held by who lives and both platforms are served."""
        ends = asyncio.get_running_loop().time() + 4 * PATIENCE
        while True:
            holders = await self.holders()
            if await self._served(holders):
                return holders
            assert asyncio.get_running_loop().time() < ends, [child.told() for child in self.alive]
            await asyncio.sleep(LOOK_AGAIN)

    async def _served(self, holders: dict[LeaseRole, Child]) -> bool:
        led = set(holders) >= SERVING and all(holders[role] in self.alive for role in SERVING)
        return led and all([await holders[role].serves(face) for role, face in FACES.items()])

    async def live(self) -> None:
        """People act, time passes."""
        self.town.answers(now=True)
        for _ in range(STEPS):
            await self.town.move(STEP, *self.alive)
            await asyncio.sleep(STEP_EVERY)

    async def end(self, swarm: Swarm, *, late: bool) -> dict[str, int]:
        """Everybody ends what they have begun; then the judgement."""
        await self.town.move(MINUTE, *self.alive)
        await swarm.stop()
        await history.drained(self.town, *self.alive)
        told = await history.check(self.town, swarm.diaries, late=late)
        assert told["answered"]
        return told


@pytest.fixture
async def swarm(town: Town) -> Swarm:
    made = Swarm(town, SEED)
    made.start()
    return made


async def test_leaders_are_killed_and_others_take_over(town: Town, swarm: Swarm) -> None:
    """With the leases of production: the takeover is measured, on the machine's clock."""
    replicas = Replicas(town, hurry=False)
    for _ in range(size(2, 3)):
        await replicas.join()
    longest = timedelta(0)
    for number in range(size(1, 20)):
        leader = (await replicas.serving())[list(FACES)[number % 2]]
        await replicas.live()
        replicas.alive.remove(leader)
        await leader.kill()
        died = town.clock.now()
        town.answers(now=False)
        if number:
            await replicas.join()
        await replicas.serving()
        longest = max(longest, town.clock.now() - died)
    assert longest < TAKEOVER
    await report(f"{number + 1} leaders killed, taken over within {longest}", replicas, swarm, late=False)


async def test_leaders_that_were_stopped_do_nothing_stale(town: Town, swarm: Swarm) -> None:
    """Stopped at their work, resumed when another leads: what they were about to send they do not send."""
    replicas = Replicas(town, hurry=True)
    for _ in range(size(2, 3)):
        await replicas.join()
    sent: dict[int, str] = {}
    for number in range(size(1, 20)):
        leader = (await replicas.serving())[list(FACES)[number % 2]]
        await replicas.live()
        replicas.alive.remove(leader)
        leader.signal(signal.SIGSTOP)
        town.answers(now=False)
        await replicas.serving()
        await replicas.live()
        if number == 0:
            await asyncio.sleep(STOPPED)
        rows = (await town.look(history.record)).rows
        sent |= {row.id: row.message_id for row in rows if row.sent_at is not None}
        leader.signal(signal.SIGCONT)
        replicas.alive.append(leader)
    await report(f"{number + 1} leaders stopped and resumed", replicas, swarm, late=True)
    rows = (await town.look(history.record)).rows
    assert {row.id: row.message_id for row in rows if row.id in sent} == sent
    for child in replicas.alive:
        assert await child.stop() == 0


async def report(what: str, replicas: Replicas, swarm: Swarm, *, late: bool) -> None:
    """Judge, and say what there was for docs/proofs.md."""
    await replicas.serving()
    told = await replicas.end(swarm, late=late)
    if FULL:
        print(f"{what}: seed {SEED}, {told}")  # noqa: T201 the summary of `make prove`
