"""Forgetting what was kept long enough."""

from datetime import timedelta

from sqlalchemy import select

from core.audit import AuditRow
from core.clock import StandingClock
from core.leases import LeaseRole
from core.notices.model import OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import Platform
from storage import retention
from storage.tables import inbox
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, identity, notice
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

DAY = timedelta(days=1)
KEPT = {"inbox": 8 * DAY, "outbox": 30 * DAY, "audit": 365 * DAY}


async def test_what_was_kept_long_enough_is_forgotten(database: AnyDatabase, clock: StandingClock) -> None:
    def use(uow: Work) -> None:
        one = uow.people.create(identity(), NOW)[0].id
        uow.people.add_code(one, Platform.DISCORD, f"digest-{clock.at}", clock.at)
        uow.people.add_try(one, clock.at)
        uow.audit.add(AuditRow(clock.at, one, "discord", "a", "b", 1, {}, {}, ""))
        uow.outbox.owe([notice(not_before=clock.at), notice(not_before=clock.at)])
        lease = uow.leases.take(LeaseRole.SEND_DISCORD, "one", timedelta(days=999), clock.at)
        assert lease is not None
        (row,) = uow.queue.claim(Platform.DISCORD, lease, clock.at, 1, HOUR)
        uow.queue.settle(row, Settlement(OutboxStatus.SENT), clock.at)

    for number, age in enumerate((400 * DAY, 31 * DAY, 9 * DAY, 2 * DAY, 0 * DAY)):
        clock.at = NOW - age
        await database.write(use, source="test", key=(Platform.DISCORD, str(number)))
    forgotten = await database.purge(NOW, **KEPT)
    assert forgotten == {"inbox": 3, "outbox": 2, "audit": 1, "link_codes": 4, "link_tries": 4}
    assert await read(database, lambda uow: uow.queue.depth()) == {("discord", "pending"): 5}
    assert set((await database.purge(NOW, **KEPT)).values()) == {0}


async def test_more_than_a_batch_is_forgotten_batch_by_batch(database: AnyDatabase) -> None:
    rows = retention.BATCH * 2 + 7

    def fill(uow: Work) -> None:
        for _ in range(rows):
            uow.audit.add(AuditRow(NOW - 400 * DAY, None, "clock", "a", "b", 1, {}, {}, ""))
        uow.audit.add(AuditRow(NOW, None, "clock", "a", "b", 1, {}, {}, ""))

    await write(database, fill)
    assert (await database.purge(NOW, **KEPT))["audit"] == rows
    assert len((await read(database, lambda uow: uow.audit.recent(1, 9))).items) == 1


async def test_the_answer_to_an_input_is_kept_for_a_day_and_its_key_longer(
    database: AnyDatabase, clock: StandingClock
) -> None:
    async def press(key: str) -> None:
        await database.write(
            lambda _: "what somebody wrote", source="discord", key=(Platform.DISCORD, key), outcome=str
        )

    async def kept() -> list[str]:
        return await read(
            database,
            lambda uow: list(
                uow.scope.connection.execute(select(inbox.c.outcome).order_by(inbox.c.key)).scalars()
            ),
        )

    for number in range(retention.BATCH + 2):
        await press(f"a{number:04}")
    clock.at = NOW + timedelta(hours=1)
    await press("b")
    await database.purge(NOW + timedelta(hours=24, seconds=1), **KEPT)
    assert await kept() == [*[""] * (retention.BATCH + 2), "what somebody wrote"]
    await database.purge(NOW + timedelta(hours=25, seconds=1), **KEPT)
    assert set(await kept()) == {""}
    clock.at = NOW
