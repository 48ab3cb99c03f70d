"""With a webhook every replica takes updates, whichever of them the balancer chooses (design.md §3)."""

import itertools
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.engines import fresh_postgres
from tests.proofs.process import history
from tests.proofs.process.child import Child
from tests.proofs.process.swarm import Swarm
from tests.proofs.process.town import MINUTE, Town

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(900)]
PATH, SECRET = "/telegram", "a-secret-between-two"
ENOUGH = 20
"""Updates that each replica must have taken."""


class Balancer:
    """Hands each post to the next replica, and to another one when that is gone; has taken off the TLS."""

    def __init__(self) -> None:
        self.replicas: list[Child] = []
        self.taken: Counter[int] = Counter()
        self.url = ""
        self._turns = itertools.count()
        app = web.Application()
        app.router.add_post(PATH, self._pass_on)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)

    async def start(self) -> None:
        """Serve on a free port."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"https://127.0.0.1:{self._runner.addresses[0][1]}{PATH}"

    async def stop(self) -> None:
        """Serve no longer."""
        await self._runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), {**request.headers}
        first = next(self._turns)
        async with aiohttp.ClientSession() as session:
            for turn in range(len(self.replicas)):
                number = (first + turn) % len(self.replicas)
                try:
                    address = self.replicas[number].address + PATH
                    async with session.post(address, data=body, headers=headers) as answer:
                        self.taken[number] += answer.status == 200
                        return web.Response(status=answer.status)
                except (aiohttp.ClientError, OSError):
                    continue
        return web.Response(status=502)


@pytest.fixture
async def balancer() -> AsyncIterator[Balancer]:
    made = Balancer()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def town(postgres_server: str, tmp_path: Path, balancer: Balancer) -> AsyncIterator[Town]:
    url = await fresh_postgres(postgres_server, f"webhook_{tmp_path.name}"[:60].lower())
    made = Town(url, tmp_path)
    made.telegram.webhook.first_pause, made.telegram.webhook.tls = 0.05, False
    made.settings = {
        "MENTORBOT_TELEGRAM__MODE": "webhook",
        "MENTORBOT_TELEGRAM__WEBHOOK_URL": balancer.url,
        "MENTORBOT_TELEGRAM__WEBHOOK_SECRET": SECRET,
    }
    try:
        yield await made.open()
    finally:
        await made.close()


async def test_every_replica_takes_updates_and_one_may_die(town: Town, balancer: Balancer) -> None:
    """The dead one's updates are posted again to the other; nothing has two effects, nothing is lost."""
    balancer.replicas = [await (await town.start(hurry=True)).ready() for _ in range(2)]
    first, second = balancer.replicas
    swarm = Swarm(town, 5)
    swarm.start()
    town.answers(now=True)
    while min(balancer.taken[0], balancer.taken[1]) < ENOUGH:
        await town.move(MINUTE / 6, first, second)
        await town.telegram.settled()
    await first.kill()
    before = balancer.taken[1]
    while balancer.taken[1] < before + ENOUGH:
        await town.move(MINUTE / 6, second)
        await town.telegram.settled()
    await swarm.stop()
    await history.drained(town, second)
    told = await history.check(town, swarm.diaries)
    assert told["answered"] > ENOUGH
    assert await second.stop() == 0
