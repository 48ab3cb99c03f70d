"""Drafts, tokens, leases, the audit log: what running needs."""

from datetime import timedelta

import pytest

from core.audit import AuditOutcome, AuditRow
from core.clock import StandingClock
from core.drafts import DraftKey
from core.leases import Lease, LeaseRole
from core.people.model import Platform
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

KEY = DraftKey(Platform.TELEGRAM, "-100", "42")
ANSWERS = {"title": "Zoë’s “session”", "seats": 5, "public": True, "groups": [1, 2], "link": None}
ROLE = LeaseRole.TICK


async def test_a_draft_is_filled_in_step_by_step(database: AnyDatabase) -> None:
    made = await write(
        database, lambda uow: uow.drafts.start(KEY, "session create", ANSWERS, "link", NOW + HOUR)
    )
    assert (made.key, made.command, made.answers, made.asking, made.version, made.message_id) == (
        KEY,
        "session create",
        ANSWERS,
        "link",
        1,
        None,
    )
    assert await read(database, lambda uow: uow.drafts.open_for(KEY)) == made
    more = ANSWERS | {"link": "https://example.org"}
    assert await write(database, lambda uow: uow.drafts.save(made.id, 1, more, None, NOW + 2 * HOUR))
    assert not await write(database, lambda uow: uow.drafts.save(made.id, 1, ANSWERS, "link", NOW))
    await write(database, lambda uow: uow.drafts.set_message(made.id, "77"))
    found = await read(database, lambda uow: uow.drafts.get(made.id))
    assert found is not None
    assert (found.answers, found.asking, found.version, found.message_id, found.expires_at) == (
        more,
        None,
        2,
        "77",
        NOW + 2 * HOUR,
    )
    assert await write(database, lambda uow: uow.drafts.end(made.id))
    assert not await write(database, lambda uow: uow.drafts.end(made.id))
    assert await read(database, lambda uow: uow.drafts.open_for(KEY)) is None


async def test_a_new_draft_replaces_the_old_under_another_number(database: AnyDatabase) -> None:
    first = await write(database, lambda uow: uow.drafts.start(KEY, "a", {}, None, NOW))
    second = await write(database, lambda uow: uow.drafts.start(KEY, "b", {}, None, NOW))
    assert second.id != first.id
    assert await read(database, lambda uow: uow.drafts.get(first.id)) is None
    await write(database, lambda uow: uow.drafts.end(second.id))
    third = await write(database, lambda uow: uow.drafts.start(KEY, "c", {}, None, NOW))
    assert third.id not in {first.id, second.id}


async def test_what_expired_is_forgotten(database: AnyDatabase) -> None:
    def make(uow: Work) -> None:
        uow.drafts.start(KEY, "a", {}, None, NOW)
        uow.drafts.start(DraftKey(Platform.DISCORD, "1", "2"), "b", {}, None, NOW + HOUR)
        uow.drafts.keep_token("old", "payload", NOW, None)
        uow.drafts.keep_token("young", "payload", NOW, None)
        uow.drafts.keep_token("young", "payload", NOW + HOUR, None)

    await write(database, make)
    assert await write(database, lambda uow: uow.drafts.purge(NOW)) == 2
    assert await read(database, lambda uow: uow.drafts.open_for(KEY)) is None
    assert await read(database, lambda uow: [uow.drafts.token(one) for one in ("old", "young")]) == [
        None,
        "payload",
    ]


async def take(database: AnyDatabase, owner: str, hold: timedelta = HOUR) -> Lease | None:
    return await write(database, lambda uow: uow.leases.take(ROLE, owner, hold, NOW))


async def test_a_lease_is_held_by_one_and_renewed_by_them(database: AnyDatabase) -> None:
    first = await take(database, "one")
    assert first is not None
    assert first.epoch == 1
    assert await take(database, "two") is None
    again = await take(database, "one")
    assert again is not None
    assert (again.epoch, again.until >= first.until) == (1, True)
    assert await read(database, lambda uow: list(uow.leases.all())) == [again]


async def test_a_lease_given_back_changes_hands_with_a_new_epoch(database: AnyDatabase) -> None:
    first = await take(database, "one")
    assert first is not None
    await write(database, lambda uow: uow.leases.give_back(first))
    second = await take(database, "two")
    assert second is not None
    assert second.epoch == 2
    await write(database, lambda uow: uow.leases.give_back(first))
    assert await take(database, "one") is None


async def test_a_lapsed_lease_is_free_by_our_clock_on_sqlite(sqlite: SqliteDatabase) -> None:
    await take(sqlite, "one")
    later = NOW + HOUR
    taken = await write(sqlite, lambda uow: uow.leases.take(ROLE, "two", HOUR, later))
    assert taken is not None
    assert (taken.epoch, taken.until) == (2, later + HOUR)


@pytest.mark.postgres
async def test_the_servers_clock_decides_on_postgres(
    postgres: PostgresDatabase, clock: StandingClock
) -> None:
    await take(postgres, "one")
    clock.at = NOW + timedelta(days=1000)
    assert await write(postgres, lambda uow: uow.leases.take(ROLE, "two", HOUR, clock.at)) is None
    short = await write(postgres, lambda uow: uow.leases.take(ROLE, "one", timedelta(0), clock.at))
    assert short is not None
    taken = await write(postgres, lambda uow: uow.leases.take(ROLE, "two", HOUR, NOW))
    assert taken is not None
    assert taken.epoch == 2


async def test_the_audit_log_is_read_newest_first(database: AnyDatabase) -> None:
    rows = [
        AuditRow(
            at=NOW + number * HOUR,
            actor_id=None if number == 0 else number,
            source="discord",
            action="session.join",
            object_kind="session",
            object_id=7,
            before={"taken": number, "full": False, "note": None},
            after={"taken": number + 1, "name": "Zoë"},
            correlation=f"input-{number}",
            outcome=AuditOutcome.DENIED if number == 2 else AuditOutcome.DONE,
        )
        for number in range(3)
    ]

    def add(uow: Work) -> None:
        for row in rows:
            uow.audit.add(row)

    await write(database, add)
    page = await read(database, lambda uow: uow.audit.recent(1, 2))
    assert (list(page.items), page.more) == (rows[:0:-1], True)
    assert list((await read(database, lambda uow: uow.audit.recent(2, 2))).items) == rows[:1]


async def test_how_often_somebody_did_something_lately(database: AnyDatabase) -> None:
    def row(
        hours: int, actor: int = 1, action: str = "a", outcome: AuditOutcome = AuditOutcome.DONE
    ) -> AuditRow:
        at = NOW + hours * HOUR
        return AuditRow(at, actor, "test", action, "thing", 1, {}, {}, "", outcome)

    def add(uow: Work) -> None:
        others = [row(4, actor=2), row(4, action="b"), row(4, outcome=AuditOutcome.DENIED)]
        for one in [row(1), row(3), row(2), row(0), *others]:
            uow.audit.add(one)

    await write(database, add)
    found = await read(database, lambda uow: uow.audit.lately(1, "a", NOW, 2))
    assert found == [NOW + 3 * HOUR, NOW + 2 * HOUR]
    assert len(await read(database, lambda uow: uow.audit.lately(1, "a", NOW, 9))) == 3
