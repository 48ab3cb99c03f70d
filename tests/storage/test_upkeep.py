"""Forgetting what was kept long enough, and finding broken promises."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from core.audit import AuditRow
from core.clock import StandingClock
from core.leases import LeaseRole
from core.notices.model import OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import Platform
from core.sessions.model import Part
from storage import retention
from storage.tables import account_roles, accounts, outbox, participants, people, sessions
from storage.unit_of_work import Work
from storage.verify import broken, verify
from tests.builders import HOUR, NOW, identity, notice
from tests.builders import session as new_session
from tests.engines import AnyDatabase
from tests.storage.asking import World, read, world, write

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


async def lived_in(database: AnyDatabase) -> World:
    """A world in which all is well."""
    made = await world(database, seats=3)

    def live(uow: Work) -> None:
        for one in made.learners:
            uow.sessions.take_seat(made.session, one, NOW)
        uow.sessions.free_seat(made.session, made.learners[0], NOW)
        uow.people.create(identity(role_ids=frozenset({"1", "2"})), NOW)
        uow.outbox.owe([notice(1), notice(2)])
        lease = uow.leases.take(LeaseRole.SEND_DISCORD, "one", HOUR, NOW)
        assert lease is not None
        row, _ = uow.queue.claim(Platform.DISCORD, lease, NOW, 2, HOUR)
        uow.queue.settle(row, Settlement(OutboxStatus.SENT), NOW)

    await write(database, live)
    return made


async def test_a_world_in_order_breaks_no_promise(database: AnyDatabase) -> None:
    await lived_in(database)
    assert await read(database, broken) == []
    assert await verify(database) == []


def _unswept(made: World) -> Any:
    return (
        update(outbox)
        .where(outbox.c.status == OutboxStatus.SENDING)
        .values(lease_until=NOW - timedelta(minutes=1))
    )


def _merged(made: World) -> Any:
    return update(people).where(people.c.id == made.learners[0]).values(merged_into=made.mentor)


def _remembered(made: World) -> Any:
    return update(people).where(people.c.id == made.learners[0]).values(erased_at=NOW)


BREACHES = {
    "counts 1 seats taken, but 2 learners": lambda made: update(sessions).values(taken=1),
    "no place for the mentor": lambda made: delete(participants).where(participants.c.part == Part.MENTOR),
    "time of settling": lambda made: update(outbox).values(settled_at=None),
    "was not swept": _unswept,
    "merged into another": _merged,
    "Discord roles": lambda made: delete(account_roles),
    "can still be told by name": _remembered,
}


@pytest.mark.parametrize("sentence", sorted(BREACHES))
async def test_a_broken_promise_is_told(database: AnyDatabase, sentence: str) -> None:
    made = await lived_in(database)
    breach = BREACHES[sentence](made)
    await write(database, lambda uow: uow.scope.connection.execute(breach))
    told = await read(database, broken)
    assert len(told) == 1
    assert sentence in told[0]


async def test_overlapping_sessions_of_one_mentor_are_told(database: AnyDatabase) -> None:
    made = await lived_in(database)
    await write(database, lambda uow: new_session(uow, made.group, made.mentor, title="At the same time"))
    (told,) = await read(database, broken)
    assert "overlap (I15)" in told


async def test_the_database_itself_refuses_what_no_code_may_do(database: AnyDatabase) -> None:
    made = await lived_in(database)
    for statement in (
        update(sessions).values(taken=4),
        update(sessions).values(taken=-1),
        update(sessions).values(seats=0),
        update(sessions).values(seats=501, taken=2),
        update(sessions).values(ends_at=NOW),
        update(participants).values(rating=6),
        update(participants).values(minutes=0),
        insert(participants).values(
            session_id=made.session, person_id=404, part="MENTEE", attendance="INVITED", joined_at=NOW
        ),
        insert(accounts).values(
            person_id=made.mentor, platform="discord", user_id="1", name="", role_ids=[], reachable=True
        ),
    ):
        with pytest.raises(Exception, match=r"(?i)constraint"):
            await write(database, lambda uow, run=statement: uow.scope.connection.execute(run))  # type: ignore[misc]  # bound at once
    assert await read(database, broken) == []
