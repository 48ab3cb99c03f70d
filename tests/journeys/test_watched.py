"""Admins are told of what many notices have in common at once, and every morning of what waits for them."""

from sqlalchemy import update

from bot.watching import MANY_DEAD
from core.notices.model import OutboxStatus
from storage.tables import outbox
from storage.unit_of_work import Work
from tests.builders import notice
from tests.journeys.world import World

MANY, MORNING = "Many notices were given up within an hour", "wait for your decision"


async def give_up(world: World, *numbers: int) -> None:
    """Notices that turned out to be undeliverable just now, long after they were due."""
    now = world.clock.now()

    def act(uow: Work) -> None:
        uow.outbox.owe([notice(number) for number in numbers])
        keys = [notice(number).dedupe_key for number in numbers]
        given_up = update(outbox).where(outbox.c.dedupe_key.in_(keys))
        uow.scope.connection.execute(given_up.values(status=OutboxStatus.DEAD, settled_at=now))

    await world.app.engine.database.write(act, source="test")  # type: ignore[arg-type]  # storage's own unit of work


async def look(world: World, **later: float) -> None:
    await world.move(**later)
    await world.app.watch.look()
    await world.app.caught_up()


async def test_more_than_five_given_up_within_an_hour_are_told_once(world: World) -> None:
    admin = world.on_discord("Margo Admin", admin=True)
    await world.open()
    await admin.do("home")
    await give_up(world, *range(MANY_DEAD))
    await look(world)
    assert MANY not in admin.sees()
    await give_up(world, MANY_DEAD)
    await look(world)
    await look(world, minutes=1)
    assert admin.sees().count(MANY) == 1
    await look(world, hours=2)
    assert admin.sees().count(MANY) == 1


async def test_every_morning_tells_what_waits(world: World) -> None:
    """The world begins at nine in the morning; the first look is before anything was given up."""
    admin = world.on_telegram("Tilda Admin", admin=True)
    await world.open()
    await admin.do("home")
    await look(world)
    await give_up(world, 1, 2)
    await look(world, hours=1)
    assert MORNING not in admin.sees()
    await look(world, hours=21)
    assert MORNING not in admin.sees()
    await look(world, hours=1)
    assert f"2 notices {MORNING}" in admin.sees()
    await world.restart_bot()
    await look(world, hours=1)
    assert admin.sees().count(MORNING) == 1
    await look(world, days=1)
    assert admin.sees().count(MORNING) == 2
