"""An admin stops what does harm; everybody hears of it, and it goes on where it stopped."""

import pytest
from aiohttp import ClientSession

from core.facts import OperationAlert
from core.notices import service
from core.notices.model import OutboxStatus
from core.people.model import Platform
from tests.journeys.players import Player
from tests.journeys.test_story import found_group, usual
from tests.journeys.world import GROUP, World

PAUSED = "An admin has paused all changes"


async def seen(world: World, path: str) -> str:
    url = f"http://127.0.0.1:{world.app.http.port}{path}"
    async with ClientSession() as client, client.get(url) as answer:
        return await answer.text()


async def owe(world: World) -> None:
    """A notice to every admin, on every platform."""
    fact, now = OperationAlert("channel-gone", "python-circle"), world.clock.now()
    await world.app.engine.database.write(
        lambda uow: service.tell(uow, fact, uow.people.admins(), now), source="clock"
    )
    await world.app.caught_up()


def on(world: World, platform: Platform, name: str, *, admin: bool = False) -> Player:
    if platform is Platform.DISCORD:
        return world.on_discord(name, admin=admin)
    return world.on_telegram(name, admin=admin)


@pytest.mark.parametrize("platform", Platform)
async def test_nothing_is_changed_while_all_changes_are_paused(world: World, platform: Platform) -> None:
    cast = usual(world)
    boss, learner = on(world, platform, "Bo Boss", admin=True), on(world, platform, "Lea Learner")
    await world.open()
    await found_group(world, cast)
    assert "Nothing is paused" in await boss.do("admin pause")
    assert "Paused: all changes" in await boss.press("Pause changes")
    assert PAUSED in await learner.do("group join", {"group": GROUP})
    assert PAUSED in await boss.do("group create", {"name": "Rust"})
    assert GROUP in await learner.do("group show", {"group": GROUP})
    assert "Paused by an admin: all changes" in await learner.do("home")
    assert '"paused": ["read-only"]' in await seen(world, "/healthz")
    assert 'mentorbot_paused{what="read-only"} 1.0' in await seen(world, "/metrics")
    await world.restart_bot()
    assert PAUSED in await learner.do("group join", {"group": GROUP})
    await boss.do("home")
    assert "Paused: all changes" in await boss.press("Pause and resume")
    assert "Nothing is paused" in await boss.press("Resume changes")
    assert GROUP in await learner.do("group join", {"group": GROUP})
    assert "Paused" not in await learner.do("home")
    audit = await boss.do("admin audit")
    assert "switch.resume" in audit
    assert "switch.pause" in audit


@pytest.mark.parametrize("platform", Platform)
async def test_a_paused_platform_sends_later_what_is_owed(world: World, platform: Platform) -> None:
    other = next(one for one in Platform if one is not platform)
    boss, waits = on(world, other, "Bo Boss", admin=True), on(world, platform, "Will Waits", admin=True)
    await world.open()
    name = platform.value.capitalize()
    await waits.do("home")
    await boss.do("admin pause")
    assert f"Paused: {name}" in await boss.press(f"Pause {name}")
    await owe(world)
    assert await boss.told("python-circle")
    assert "python-circle" not in waits.sees()
    waiting = await world.app.engine.database.read(lambda uow: uow.queue.depth())
    assert waiting == {(platform.value, OutboxStatus.PENDING.value): 1}
    assert f'"paused": ["{platform.value}"]' in await seen(world, "/healthz")
    figures = await seen(world, "/metrics")
    assert f'mentorbot_outbox_rows{{platform="{platform.value}",status="pending"}} 1.0' in figures
    assert f"Paused by an admin: {name}" in await waits.do("home")
    assert "Nothing is paused" in await boss.press(f"Resume {name}")
    await world.app.caught_up()
    assert await waits.told("python-circle")
    assert await world.app.engine.database.read(lambda uow: uow.queue.depth()) == {}
