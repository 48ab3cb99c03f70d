"""A machine on which things go wrong: its clock jumps, its disk takes nothing (trust.md §2: 41, 49)."""

import asyncio
from datetime import timedelta

import pytest

from bot import running, watching
from bot.app import App
from bot.config import load
from bot.steadiness import HOLD, Steadiness
from bot.watchdog import HUNG
from storage.sqlite import SqliteDatabase
from tests.journeys.test_story import reminders, until_somebody_has_joined, usual
from tests.journeys.world import GROUP, World

SHUT, WRITABLE = "PRAGMA query_only = ON", "PRAGMA query_only = OFF"


def shut(app: App, how: str = SHUT) -> None:
    """The disk takes nothing from now on; or again."""
    database = app.engine.database
    assert isinstance(database, SqliteDatabase)
    assert database._raw is not None
    database._raw.execute(how)


async def test_a_clock_that_is_wrong_for_less_than_a_minute_reminds_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody sets the machine's clock two days ahead by mistake, and back; then it really is that day."""
    steady = [0.0]
    monkeypatch.setattr("bot.app.Steadiness", lambda: Steadiness(world.base, lambda: steady[0]))
    cast = usual(world)
    await until_somebody_has_joined(world, cast)
    before, wrong = reminders(cast.learner), timedelta(days=1, hours=6)
    world.base.at += wrong
    await world.app.caught_up()
    assert reminders(cast.learner) == before
    world.base.at -= wrong
    steady[0] += HOLD / 2
    await world.app.caught_up()
    await world.app.watch.look()
    steady[0] += HOLD
    await world.app.caught_up()
    assert reminders(cast.learner) == before
    assert "The clock of the machine jumped" in cast.admin.sees()
    steady[0] += wrong.total_seconds()
    world.base.at += wrong
    await world.app.caught_up()
    assert reminders(cast.learner) == before + 1


async def test_while_nothing_can_be_stored_people_are_answered_and_told_so(world: World) -> None:
    admin = world.on_discord("Margo Admin", admin=True)
    ada = world.on_telegram("Ada Example")
    await world.open()
    await admin.do("group create", {"name": GROUP, "description": "Everything about Python"})
    await ada.do("home")
    shut(world.app)
    assert "Nothing can be saved at the moment" in await admin.do("group join", {"group": GROUP})
    assert GROUP in await ada.do("group list")
    shut(world.app, WRITABLE)
    assert "Nothing can be saved" not in await admin.do("group join", {"group": GROUP})


async def test_a_disk_that_stays_shut_ends_the_process_with_its_own_code(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHUT_FOR", 0.0)
    apps: list[App] = []

    class Watched(App):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]  # handed on as they are
            apps.append(self)

    monkeypatch.setattr(running, "App", Watched)
    await world.discord.start()
    await world.telegram.start()
    serving = asyncio.ensure_future(running.serve(load(None, world.settings())))
    await world.discord.connected(within=20)
    shut(apps[0])
    with pytest.raises(Exception, match="readonly"):
        await apps[0].engine.database.write(lambda uow: uow.people.set_admin(1, admin=True), source="test")
    await apps[0].watch.look()
    assert await serving == HUNG
    await world.start_bot()
