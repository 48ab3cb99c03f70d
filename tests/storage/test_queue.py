"""Claim, settle, sweep: what one sender does, and what another must not."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import update

from core.leases import Lease, LeaseRole
from core.notices.model import Notice, OutboxRow, OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import Platform
from storage.tables import outbox
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, notice
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

DISCORD, TELEGRAM = Platform.DISCORD, Platform.TELEGRAM
HOLD = timedelta(seconds=90)
PENDING, SENDING, SENT, DEAD = (
    OutboxStatus.PENDING,
    OutboxStatus.SENDING,
    OutboxStatus.SENT,
    OutboxStatus.DEAD,
)


async def leased(database: AnyDatabase, owner: str = "one") -> Lease:
    lease = await write(database, lambda uow: uow.leases.take(LeaseRole.SEND_DISCORD, owner, HOUR, NOW))
    assert lease is not None
    return lease


async def owe(database: AnyDatabase, *notices: Notice) -> None:
    assert await write(database, lambda uow: uow.outbox.owe(notices)) == len(notices)


async def claim(
    database: AnyDatabase, lease: Lease, limit: int = 10, now: timedelta = timedelta(0)
) -> Sequence[OutboxRow]:
    return await write(database, lambda uow: uow.queue.claim(DISCORD, lease, NOW + now, limit, HOLD))


async def settle(database: AnyDatabase, row: OutboxRow, settlement: Settlement) -> bool:
    return await write(database, lambda uow: uow.queue.settle(row, settlement, NOW + HOUR))


def keys(rows: Sequence[OutboxRow]) -> list[str]:
    return [row.notice.dedupe_key for row in rows]


async def get(database: AnyDatabase, row: OutboxRow) -> OutboxRow:
    found = await read(database, lambda uow: uow.queue.get(row.id))
    assert found is not None
    return found


async def test_a_claim_marks_and_counts(database: AnyDatabase) -> None:
    await owe(database, notice(1))
    lease = await leased(database)
    (row,) = await claim(database, lease)
    assert (row.status, row.attempt, row.lease_owner, row.lease_epoch, row.lease_until) == (
        SENDING,
        1,
        "one",
        lease.epoch,
        NOW + HOLD,
    )
    assert await get(database, row) == row
    assert await claim(database, lease) == []


async def test_the_most_urgent_and_soonest_useless_go_first(database: AnyDatabase) -> None:
    await owe(
        database,
        notice(1),
        notice(2, useful_until=NOW + 2 * HOUR),
        notice(3, useful_until=NOW + HOUR),
        notice(4, priority=9, useful_until=NOW + timedelta(minutes=1)),
        notice(5, priority=0),
        notice(6, not_before=NOW + timedelta(seconds=1)),
        notice(7, platform=TELEGRAM),
    )
    lease = await leased(database)
    assert keys(await claim(database, lease, limit=2)) == ["notice-5", "notice-3"]
    assert keys(await claim(database, lease)) == ["notice-2", "notice-1", "notice-4"]
    assert keys(await claim(database, lease, now=timedelta(seconds=1))) == ["notice-6"]


async def test_one_order_key_sends_one_at_a_time_in_order(database: AnyDatabase) -> None:
    first, second, third = (notice(n, order_key="k") for n in (1, 2, 3))
    await owe(database, first, second, third, notice(4, order_key="other"))
    lease = await leased(database)
    head, other = await claim(database, lease)
    assert keys([head, other]) == ["notice-1", "notice-4"]
    assert await claim(database, lease) == []
    assert await settle(database, head, Settlement(PENDING, not_before=NOW + HOUR, error="later"))
    assert await claim(database, lease) == []
    (again,) = await claim(database, lease, now=HOUR)
    assert keys([again]) == ["notice-1"]
    assert await settle(database, again, Settlement(SENT))
    assert keys(await claim(database, lease)) == ["notice-2"]


async def test_what_is_sent_again_waits_for_what_is_being_sent(database: AnyDatabase) -> None:
    await owe(database, notice(1, order_key="same"), notice(2, order_key="same"))
    lease = await leased(database)
    (older,) = await claim(database, lease)
    assert await settle(database, older, Settlement(DEAD))
    (newer,) = await claim(database, lease)
    assert await write(database, lambda uow: uow.queue.retry(older.id, NOW))
    assert await claim(database, lease) == []
    assert await settle(database, newer, Settlement(SENT))
    assert keys(await claim(database, lease)) == ["notice-1"]


async def test_the_same_order_key_on_another_platform_holds_nothing_up(database: AnyDatabase) -> None:
    await owe(database, notice(1, platform=TELEGRAM, order_key="k"), notice(2, order_key="k"))
    assert keys(await claim(database, await leased(database))) == ["notice-2"]


async def test_a_lease_that_changed_hands_claims_nothing(database: AnyDatabase) -> None:
    await owe(database, notice(1))
    stale = await leased(database)
    await write(database, lambda uow: uow.leases.give_back(stale))
    fresh = await leased(database, "two")
    assert await claim(database, stale) == []
    assert len(await claim(database, fresh)) == 1


async def test_sent_is_stored_with_its_message(database: AnyDatabase) -> None:
    await owe(database, notice(1))
    (row,) = await claim(database, await leased(database))
    assert await settle(database, row, Settlement(SENT, message_id="77"))
    found = await get(database, row)
    assert (found.status, found.message_id, found.sent_at, found.lease_owner, found.attempt) == (
        SENT,
        "77",
        NOW + HOUR,
        None,
        1,
    )
    assert not await settle(database, row, Settlement(DEAD))


async def test_a_wait_gives_the_attempt_back(database: AnyDatabase) -> None:
    await owe(database, notice(1))
    lease = await leased(database)
    (row,) = await claim(database, lease)
    later = Settlement(PENDING, not_before=NOW + HOUR, counted=False, error="rate limited")
    assert await settle(database, row, later)
    found = await get(database, row)
    assert (found.status, found.attempt, found.notice.not_before, found.error) == (
        PENDING,
        0,
        NOW + HOUR,
        "rate limited",
    )


async def test_what_an_attempt_taught_is_kept_for_the_next(database: AnyDatabase) -> None:
    await owe(database, notice(1))
    lease = await leased(database)
    (row,) = await claim(database, lease)
    assert await settle(database, row, Settlement(PENDING, NOW, ambiguous=1, plain=True, new_dest="there"))
    (row,) = await claim(database, lease)
    assert (row.attempt, row.ambiguous, row.plain, row.notice.dest) == (2, 1, True, "there")
    assert await settle(database, row, Settlement(PENDING, NOW))
    (row,) = await claim(database, lease)
    assert (row.ambiguous, row.plain, row.notice.dest) == (1, True, "there")


async def test_a_swept_claim_is_lost(database: AnyDatabase) -> None:
    await owe(database, notice(1))
    lease = await leased(database)
    (row,) = await claim(database, lease)
    assert await write(database, lambda uow: uow.queue.sweep(NOW + HOLD - timedelta(seconds=1))) == 0
    assert await write(database, lambda uow: uow.queue.sweep(NOW + HOLD)) == 1
    found = await get(database, row)
    assert (found.status, found.ambiguous, found.lease_owner) == (PENDING, 1, None)
    assert not await settle(database, row, Settlement(SENT))
    (again,) = await claim(database, lease)
    assert again.attempt == 2
    assert not await settle(database, row, Settlement(SENT))
    assert await settle(database, again, Settlement(SENT))


async def test_release_gives_every_claim_of_a_platform_back(database: AnyDatabase) -> None:
    await owe(database, notice(1), notice(2))
    await claim(database, await leased(database))
    assert await write(database, lambda uow: uow.queue.release(TELEGRAM)) == 0
    assert await write(database, lambda uow: uow.queue.release(DISCORD)) == 2
    assert await read(database, lambda uow: uow.queue.depth()) == {("discord", "pending"): 2}


async def test_a_fact_of_another_version_is_buried_and_holds_nothing_up(database: AnyDatabase) -> None:
    await owe(database, notice(1), notice(2), notice(3))

    def spoil(uow: Work) -> None:
        strange = update(outbox).where(outbox.c.dedupe_key == "notice-1").values(kind="FutureFact")
        other = update(outbox).where(outbox.c.dedupe_key == "notice-2").values(payload={"odd": 1})
        uow.scope.connection.execute(strange)
        uow.scope.connection.execute(other)

    await write(database, spoil)
    assert keys(await claim(database, await leased(database))) == ["notice-3"]
    page = await read(database, lambda uow: uow.queue.listed([DEAD], 1, 9))
    assert keys(page.items) == ["notice-2", "notice-1"]
    assert page.items[1].error == "unknown fact FutureFact"
    assert page.items[0].error is not None
    assert "other fields" in page.items[0].error


async def test_next_is_the_earliest_that_nothing_holds_up(database: AnyDatabase) -> None:
    assert await read(database, lambda uow: uow.queue.next_at(DISCORD)) is None
    await owe(
        database,
        notice(1, order_key="k"),
        notice(2, order_key="k", not_before=NOW + timedelta(seconds=5)),
        notice(3, not_before=NOW + HOUR),
        notice(4, platform=TELEGRAM, not_before=NOW - HOUR),
    )
    assert await read(database, lambda uow: uow.queue.next_at(DISCORD)) == NOW
    (row,) = await claim(database, await leased(database))
    assert await read(database, lambda uow: uow.queue.next_at(DISCORD)) == NOW + HOUR
    await settle(database, row, Settlement(SENT))
    assert await read(database, lambda uow: uow.queue.next_at(DISCORD)) == NOW + timedelta(seconds=5)


async def test_the_oldest_waiting_is_told(database: AnyDatabase) -> None:
    await owe(database, notice(1, not_before=NOW - HOUR), notice(2), notice(3, not_before=NOW + HOUR))
    assert await read(database, lambda uow: uow.queue.oldest_pending(DISCORD, NOW)) == NOW - HOUR
    assert await read(database, lambda uow: uow.queue.oldest_pending(DISCORD, NOW - 2 * HOUR)) is None
    assert await read(database, lambda uow: uow.queue.oldest_pending(TELEGRAM, NOW)) is None


async def test_rows_are_listed_by_state_newest_first_in_pages(database: AnyDatabase) -> None:
    await owe(database, *(notice(n) for n in range(1, 6)))
    for number, row in enumerate(await claim(database, await leased(database))):
        await settle(database, row, Settlement((SENT, DEAD, OutboxStatus.UNCERTAIN)[number % 3]))

    async def listed(*statuses: OutboxStatus, number: int = 1) -> list[str]:
        return keys((await read(database, lambda uow: uow.queue.listed(statuses, number, 2))).items)

    assert await listed(DEAD, OutboxStatus.UNCERTAIN) == ["notice-5", "notice-3"]
    assert await listed(DEAD, OutboxStatus.UNCERTAIN, number=2) == ["notice-2"]
    assert await listed(SENT) == ["notice-4", "notice-1"]
    assert await listed() == []
    assert await read(database, lambda uow: uow.queue.depth()) == {
        ("discord", "dead"): 2,
        ("discord", "uncertain"): 1,
    }


@pytest.mark.parametrize("status", [DEAD, OutboxStatus.UNCERTAIN, OutboxStatus.HELD])
async def test_what_waits_for_an_admin_is_sent_again_or_discarded(
    database: AnyDatabase, status: OutboxStatus
) -> None:
    await owe(database, notice(1), notice(2), notice(3))
    lease = await leased(database)
    first, second, third = await claim(database, lease)
    for row in (first, second):
        await settle(database, row, Settlement(status, ambiguous=1, error="no luck"))
    assert await write(database, lambda uow: uow.queue.retry(first.id, NOW))
    assert not await write(database, lambda uow: uow.queue.retry(first.id, NOW))
    assert not await write(database, lambda uow: uow.queue.retry(third.id, NOW))
    assert await write(database, lambda uow: uow.queue.discard(second.id))
    assert not await write(database, lambda uow: uow.queue.discard(second.id))
    assert (await get(database, second)).status is OutboxStatus.CANCELLED
    (again,) = await claim(database, lease)
    assert (again.id, again.attempt, again.ambiguous, again.error) == (first.id, 1, 0, None)
