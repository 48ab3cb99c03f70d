"""A broken promise is told on a live database, a promise in order is not (trust.md §4)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, delete, insert, text, update

from core.audit import AuditOutcome, AuditRow
from core.facts import ReminderDue, SessionCancelled
from core.leases import LeaseRole
from core.notices.model import OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import Platform
from core.sessions.model import Part, Status
from storage.sqlite import SqliteDatabase
from storage.tables import (
    account_roles,
    accounts,
    audit,
    outbox,
    participants,
    people,
    person_words,
    sessions,
)
from storage.unit_of_work import Work
from storage.verify import broken, verify
from tests.builders import HOUR, NOW, identity, notice
from tests.builders import session as new_session
from tests.engines import AnyDatabase
from tests.storage.asking import World, read, world

MINUTE = timedelta(minutes=1)
START = NOW + HOUR
REMINDED, CALLED_OFF, OTHER = 1, 2, 3
"""The notices of `lived_in`, by id."""


async def lived_in(database: AnyDatabase) -> World:
    """A world in which all is well; everything in it was one input."""
    made = await world(database, seats=3, starts_at=START, ends_at=START + HOUR)

    def live(uow: Work) -> None:
        for one in made.learners:
            uow.sessions.take_seat(made.session, one, NOW)
        uow.sessions.free_seat(made.session, made.learners[0], NOW)
        uow.people.create(identity(role_ids=frozenset({"1", "2"})), NOW)
        uow.audit.add(_entry("session.announce", made, {}, {"status": "SCHEDULED", "version": 1}))
        to = {"person_id": made.learners[1], "account_id": made.learners[1], "session_id": made.session}
        reminder = ReminderDue(made.session, START, 3600)
        uow.outbox.owe(
            [
                notice(1, reminder, order_key="chat", useful_until=START, **to),
                notice(2, SessionCancelled(made.session, "ill"), order_key="chat", **to),
                notice(3),
            ]
        )
        lease = uow.leases.take(LeaseRole.SEND_DISCORD, "one", HOUR, NOW)
        assert lease is not None
        for message_id in ("999", "1000"):
            row = uow.queue.claim(Platform.DISCORD, lease, NOW, 1, HOUR)[0]
            uow.queue.settle(row, Settlement(OutboxStatus.SENT, message_id=message_id), NOW)
        uow.queue.claim(Platform.DISCORD, lease, NOW, 1, HOUR)

    await database.write(live, source="test", key=(Platform.DISCORD, "input-1"))
    return made


def _entry(action: str, made: World, before: dict[str, Any], after: dict[str, Any], **more: Any) -> AuditRow:
    told: dict[str, Any] = {"source": "discord", "correlation": "input-1"} | more
    actor = told.pop("actor", made.mentor)
    return AuditRow(
        NOW, actor, told["source"], action, "session", made.session, before, after, told["correlation"]
    )


def _log(*entries: tuple[str, dict[str, Any], dict[str, Any]], **more: Any) -> Callable[[World], Executable]:
    """Have the log say so."""

    def breach(made: World) -> Executable:
        rows = [_entry(action, made, before, after, **more) for action, before, after in entries]
        return insert(audit).values(
            [
                {
                    "at": row.at,
                    "actor_id": row.actor_id,
                    "source": row.source,
                    "action": row.action,
                    "object_kind": row.object_kind,
                    "object_id": row.object_id,
                    "before": dict(row.before),
                    "after": dict(row.after),
                    "correlation": row.correlation,
                    "outcome": AuditOutcome.DONE,
                }
                for row in rows
            ]
        )

    return breach


def _of_notice(number: int, **values: Any) -> Callable[[World], Executable]:
    return lambda made: update(outbox).where(outbox.c.id == number).values(**values)


_ONE_NOTICE: dict[str, Any] = {
    "session_id": None,
    "kind": "SessionCancelled",
    "correlation": "input-1",
    "account_id": 4,
    "payload": {"a": 1},
}
"""What is said of one notice to one account."""


def _erased(made: World) -> Executable:
    return update(people).where(people.c.id == made.learners[0]).values(erased_at=NOW, name="")


async def test_a_world_in_order_breaks_no_promise(database: AnyDatabase) -> None:
    await lived_in(database)
    assert await read(database, broken) == []
    assert await verify(database) == []


SCHEDULED, CANCELLED = {"status": "SCHEDULED", "version": 1}, {"status": "CANCELLED", "version": 2}
JOIN = ("session.join", {"taken": 1}, {"taken": 2, "person": 7})
BREACHES: dict[str, tuple[Callable[[World], Executable], ...]] = {
    "counts 1 seats taken, but 2 learners have a place (I1)": (
        lambda made: update(sessions).values(taken=1),
    ),
    "no place for the mentor who leads it (I2)": (
        lambda made: delete(participants).where(participants.c.part == Part.MENTOR),
    ),
    "went from CANCELLED to SCHEDULED (I3)": (
        lambda made: update(sessions).values(version=2),
        _log(("session.edit", CANCELLED, SCHEDULED)),
    ),
    "has version 2, but the log tells of 0 changes (I4)": (lambda made: update(sessions).values(version=2),),
    "names nobody who did it (I4)": (_log(("session.join", {}, {}), actor=None),),
    "was decided by its own mentor (I4)": (
        lambda made: update(sessions).values(version=2),
        _log(("session.verify", {"status": "PENDING_APPROVAL"}, {"status": "SCHEDULED"})),
    ),
    "is owed 2 times to one account (I5)": (
        _of_notice(CALLED_OFF, **_ONE_NOTICE),
        _of_notice(OTHER, **_ONE_NOTICE),
    ),
    "was called off, and person 4 is not told (I5)": (
        lambda made: update(sessions).values(version=2, status=Status.CANCELLED),
        _log(("session.cancel", SCHEDULED, CANCELLED)),
    ),
    "but its claim lapsed at": (
        lambda made: (
            update(outbox)
            .where(outbox.c.status == OutboxStatus.SENDING)
            .values(lease_until=NOW - timedelta(minutes=1))
        ),
    ),
    "which does not take place (I8)": (
        lambda made: update(sessions).values(status=Status.CANCELLED),
        _of_notice(REMINDED, status=OutboxStatus.PENDING, sent_at=None, settled_at=None, attempt=0),
    ),
    "when it was called off (I8)": (
        lambda made: update(sessions).values(version=2),
        lambda made: delete(participants).where(participants.c.person_id == made.learners[2]),
        lambda made: update(sessions).values(taken=1),
        _log(("session.cancel", SCHEDULED, CANCELLED)),
        _of_notice(REMINDED, sent_at=NOW + 2 * MINUTE),
    ),
    "arrived before an older one of chat (I9)": (_of_notice(REMINDED, message_id="1001"),),
    "was owed at 2031-03-04 11:59": (_of_notice(REMINDED, created_at=NOW - MINUTE),),
    "sent at 2031-03-04 13:02": (_of_notice(REMINDED, sent_at=START + 2 * MINUTE),),
    "who was merged into another (I12)": (
        lambda made: update(people).where(people.c.id == made.learners[0]).values(merged_into=made.mentor),
    ),
    "the Discord roles it is found by (I12)": (lambda made: delete(account_roles),),
    "did session.join to session 1 2 times (I13)": (_log(JOIN, JOIN),),
    "can still be told by name (I14)": (
        lambda made: update(people).where(people.c.id == made.learners[0]).values(erased_at=NOW),
        lambda made: (
            update(accounts).where(accounts.c.person_id == made.learners[0]).values(name="", username=None)
        ),
    ),
    "words of theirs are still kept (I14)": (
        _erased,
        lambda made: delete(person_words).where(person_words.c.person_id == made.learners[0]),
    ),
    "its time of settling says otherwise (I16)": (_of_notice(REMINDED, settled_at=None),),
}


@pytest.mark.parametrize("sentence", sorted(BREACHES))
async def test_a_broken_promise_is_told(database: AnyDatabase, sentence: str) -> None:
    made = await lived_in(database)

    def breach(uow: Work) -> None:
        for statement in BREACHES[sentence]:
            uow.scope.connection.execute(statement(made))

    await database.write(breach, source="test")
    told = await read(database, broken)
    assert len(told) == 1, told
    assert sentence in told[0]


async def test_what_is_as_it_should_be_after_a_cancellation_is_not_told(database: AnyDatabase) -> None:
    """The learner who was told, the mentor who did it, and a reminder that was on its way."""
    made = await lived_in(database)

    def call_off(uow: Work) -> None:
        run = uow.scope.connection.execute
        run(delete(participants).where(participants.c.person_id == made.learners[2]))
        run(update(sessions).values(version=2, taken=1, status=Status.CANCELLED))
        run(_log(("session.cancel", SCHEDULED, CANCELLED))(made))
        run(_of_notice(REMINDED, sent_at=NOW + MINUTE)(made))

    await database.write(call_off, source="test")
    assert await read(database, broken) == []


async def test_what_the_bot_tells_by_itself_may_be_the_same_another_day(database: AnyDatabase) -> None:
    made = await lived_in(database)
    values = {
        "session_id": None,
        "kind": "Alert",
        "correlation": "watch",
        "account_id": 4,
        "payload": {"a": 1},
    }

    def alert(uow: Work) -> None:
        for number in (CALLED_OFF, OTHER):
            uow.scope.connection.execute(_of_notice(number, **values)(made))

    await database.write(alert, source="test")
    assert await read(database, broken) == []


async def test_a_notice_that_an_admin_sent_again_may_come_later(database: AnyDatabase) -> None:
    made = await lived_in(database)
    again = AuditRow(NOW, made.mentor, "discord", "outbox.retry", "notice", REMINDED, {}, {}, "input-2")

    def send_again(uow: Work) -> None:
        uow.scope.connection.execute(_of_notice(REMINDED, message_id="1001")(made))
        uow.audit.add(again)

    await database.write(send_again, source="test")
    assert await read(database, broken) == []


@pytest.mark.parametrize(
    "damage", ["UPDATE audit SET after = '{'", "ALTER TABLE audit RENAME COLUMN before TO befora"]
)
async def test_what_cannot_be_asked_of_a_damaged_file_is_told(sqlite: SqliteDatabase, damage: str) -> None:
    await lived_in(sqlite)
    await sqlite.write(lambda uow: uow.scope.connection.execute(text(damage)), source="test")
    told = await read(sqlite, broken)
    assert told
    assert all("The file is damaged" in one for one in told)


async def test_overlapping_sessions_of_one_mentor_are_told(database: AnyDatabase) -> None:
    made = await lived_in(database)
    await database.write(
        lambda uow: new_session(
            uow, made.group, made.mentor, title="At the same time", starts_at=START, ends_at=START + HOUR
        ),
        source="test",
    )
    (told,) = await read(database, broken)
    assert "overlap (I15)" in told


async def test_the_database_itself_refuses_what_no_code_may_do(database: AnyDatabase) -> None:
    made = await lived_in(database)
    for statement in (
        update(sessions).values(taken=4),
        update(sessions).values(taken=-1),
        update(sessions).values(seats=0),
        update(sessions).values(seats=501, taken=2),
        update(sessions).values(ends_at=START),
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
            await database.write(lambda uow, run=statement: uow.scope.connection.execute(run), source="test")  # type: ignore[misc]  # bound at once
    assert await read(database, broken) == []
