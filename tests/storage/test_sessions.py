"""Sessions: stored, changed under a guard, due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.errors import Conflict
from core.sessions.model import Mode, Part, Session, SessionForm, Status
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, session, session_form
from tests.engines import AnyDatabase
from tests.storage.asking import member, read, world, write


async def test_a_session_reads_as_it_was_added(database: AnyDatabase) -> None:
    made = await world(database, due_at=NOW + HOUR)
    found = await read(database, lambda uow: uow.sessions.get(made.session))
    form = session_form(made.group)
    assert found is not None
    stored = {name: getattr(found, name) for name in SessionForm.__dataclass_fields__}
    assert SessionForm(**stored) == form
    assert (found.mentor_id, found.status, found.version) == (made.mentor, Status.SCHEDULED, 1)
    assert found.group_name == "Python"
    assert found.mentor_name.startswith("Person ")
    assert (found.due_at, found.taken, found.decided_by, found.created_at) == (NOW + HOUR, 0, None, NOW)
    assert found.starts_at.utcoffset() == timedelta(0)


async def test_its_mentor_takes_part_and_takes_no_seat(database: AnyDatabase) -> None:
    made = await world(database)
    place = await read(database, lambda uow: uow.sessions.participant(made.session, made.mentor))
    found = await read(database, lambda uow: uow.sessions.get(made.session))
    assert place is not None
    assert found is not None
    assert (place.part, found.taken) == (Part.MENTOR, 0)


async def test_what_does_not_exist_is_none(database: AnyDatabase) -> None:
    assert await read(database, lambda uow: uow.sessions.get(404)) is None
    assert await read(database, lambda uow: uow.sessions.next_due()) is None


async def test_an_edit_is_stored_once_a_version(database: AnyDatabase) -> None:
    made = await world(database)
    form = session_form(made.group, title="Reading tests aloud", mode=Mode.OFFLINE, link=None, venue="Room 1")

    async def save(version: int) -> bool:
        return await write(
            database, lambda uow: uow.sessions.save(made.session, form, Status.SCHEDULED, None, version)
        )

    assert await save(1)
    assert not await save(1)
    found = await read(database, lambda uow: uow.sessions.get(made.session))
    assert found is not None
    assert (found.title, found.venue, found.link, found.version) == (form.title, "Room 1", None, 2)


async def test_an_edited_title_is_found_by_its_new_words(database: AnyDatabase) -> None:
    made = await world(database)
    form = session_form(made.group, title="Naming things")
    await write(database, lambda uow: uow.sessions.save(made.session, form, Status.SCHEDULED, None, 1))

    within = await member(database, made.group)

    async def found(text: str) -> list[int]:
        page = await read(database, lambda uow: uow.sessions.browse(within, NOW, text, None, 1, 9))
        return [one.id for one in page.items]

    assert await found("naming") == [made.session]
    assert await found("reading") == []


async def test_seats_are_never_saved_below_those_taken(database: AnyDatabase) -> None:
    made = await world(database)

    def join(uow: Work) -> None:
        for person_id in made.learners:
            assert uow.sessions.take_seat(made.session, person_id, NOW)

    await write(database, join)

    async def save(seats: int | None) -> bool:
        form = session_form(made.group, seats=seats)
        found = await read(database, lambda uow: uow.sessions.get(made.session))
        assert found is not None
        return await write(
            database, lambda uow: uow.sessions.save(made.session, form, Status.SCHEDULED, None, found.version)
        )

    assert not await save(2)
    assert await save(3)
    assert await save(None)


async def test_going_back_to_approval_forgets_the_decision(database: AnyDatabase) -> None:
    made = await world(database, status=Status.PENDING_APPROVAL)

    def decide(uow: Work) -> bool:
        return uow.sessions.move(
            made.session,
            Status.PENDING_APPROVAL,
            Status.SCHEDULED,
            due_at=NOW,
            reason="Welcome",
            decided_by=made.learners[0],
            decided_at=NOW,
        )

    assert await write(database, decide)
    found = await read(database, lambda uow: uow.sessions.get(made.session))
    assert found is not None
    assert (found.decided_by, found.decided_at, found.reason) == (made.learners[0], NOW, "Welcome")
    assert found.decided_by_name is not None
    form = session_form(made.group, title="Another")
    seen = found.version
    await write(
        database, lambda uow: uow.sessions.save(made.session, form, Status.PENDING_APPROVAL, None, seen)
    )
    found = await read(database, lambda uow: uow.sessions.get(made.session))
    assert found is not None
    assert (found.decided_by, found.decided_at, found.reason, found.due_at) == (None, None, None, None)


async def test_a_move_is_guarded_and_keeps_the_decision(database: AnyDatabase) -> None:
    made = await world(database, status=Status.PENDING_APPROVAL)

    async def move(expected: Status, status: Status, **more: Any) -> bool:
        return await write(
            database,
            lambda uow: uow.sessions.move(made.session, expected, status, due_at=None, **more),
        )

    assert await move(Status.PENDING_APPROVAL, Status.SCHEDULED, decided_by=made.mentor, decided_at=NOW)
    assert not await move(Status.PENDING_APPROVAL, Status.REJECTED, reason="Too late")
    assert await move(Status.SCHEDULED, Status.IN_PROGRESS)
    found = await read(database, lambda uow: uow.sessions.get(made.session))
    assert found is not None
    assert (found.status, found.reason, found.decided_by, found.version) == (
        Status.IN_PROGRESS,
        None,
        made.mentor,
        3,
    )


async def test_what_is_due_comes_earliest_first_and_is_taken_once(database: AnyDatabase) -> None:
    made = await world(database, due_at=NOW + 2 * HOUR)

    def more(uow: Work) -> list[int]:
        times = [NOW + HOUR, None, NOW + 3 * HOUR]
        return [
            session(uow, made.group, made.mentor, title=f"No. {n}", due_at=due).id
            for n, due in enumerate(times)
        ]

    first, _, third = await write(database, more)
    assert await read(database, lambda uow: list(uow.sessions.due(NOW + 2 * HOUR, 10))) == [
        first,
        made.session,
    ]
    assert await read(database, lambda uow: list(uow.sessions.due(NOW + 9 * HOUR, 2))) == [
        first,
        made.session,
    ]
    assert await read(database, lambda uow: uow.sessions.next_due()) == NOW + HOUR
    assert await write(database, lambda uow: uow.sessions.set_due(first, NOW + HOUR, None))
    assert not await write(database, lambda uow: uow.sessions.set_due(first, NOW + HOUR, None))
    assert await read(database, lambda uow: list(uow.sessions.due(NOW + 9 * HOUR, 9))) == [
        made.session,
        third,
    ]


async def test_a_deleted_session_takes_its_places_along_and_its_number_is_not_used_again(
    database: AnyDatabase,
) -> None:
    made = await world(database)
    await write(database, lambda uow: uow.sessions.delete(made.session))
    assert await read(database, lambda uow: uow.sessions.participant(made.session, made.mentor)) is None
    again = await write(database, lambda uow: session(uow, made.group, made.mentor))
    assert again.id != made.session


async def test_the_same_session_is_found_whatever_its_case(database: AnyDatabase) -> None:
    made = await world(database)
    form = session_form(made.group)

    async def same(title: str) -> int | None:
        found = await read(database, lambda uow: uow.sessions.same(made.mentor, title, form.starts_at))
        return found.id if found else None

    assert await same(form.title.upper()) == made.session
    assert await same("Something else") is None
    await write(
        database,
        lambda uow: uow.sessions.move(made.session, Status.SCHEDULED, Status.CANCELLED, due_at=None),
    )
    assert await same(form.title) is None


async def test_no_second_session_of_one_title_and_start_is_stored(database: AnyDatabase) -> None:
    made = await world(database)
    with pytest.raises(Conflict):
        await write(database, lambda uow: session(uow, made.group, made.mentor))


@pytest.mark.parametrize(
    ("start", "end", "clash"), [(-2, -1, False), (-1, 1, True), (0, 1, True), (1, 2, False)]
)
async def test_overlapping_sessions_share_time(
    database: AnyDatabase, start: int, end: int, clash: bool
) -> None:
    made = await world(database)
    form = session_form(made.group)
    begins, ends = form.starts_at + start * HOUR, form.starts_at + end * HOUR
    found = await read(database, lambda uow: uow.sessions.overlapping(made.mentor, begins, ends, None))
    assert (found is not None) == clash
    itself = await read(
        database, lambda uow: uow.sessions.overlapping(made.mentor, begins, ends, made.session)
    )
    assert itself is None


async def test_instants_keep_their_microseconds(database: AnyDatabase) -> None:
    made = await world(database)
    exact = NOW + timedelta(days=400, microseconds=1)
    form = replace(session_form(made.group), starts_at=exact, ends_at=exact + HOUR)
    await write(database, lambda uow: uow.sessions.save(made.session, form, Status.SCHEDULED, exact, 1))
    found = await read(database, lambda uow: uow.sessions.get(made.session))
    assert found is not None
    assert (found.starts_at, found.due_at) == (exact, exact)


async def test_an_hour_that_clocks_repeat_is_two(database: AnyDatabase) -> None:
    made = await world(database)
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"))
    for half_past in (first, first.replace(fold=1)):
        at = half_past.astimezone(UTC)
        form = session_form(made.group, title=f"At {at}", starts_at=half_past, ends_at=at + HOUR)
        stored = await write(database, partial(_stored, form=form, mentor_id=made.mentor))
        assert stored.starts_at == at


def _stored(uow: Work, form: SessionForm, mentor_id: int) -> Session:
    return uow.sessions.add(form, mentor_id, Status.SCHEDULED, None, NOW)


async def test_an_instant_without_a_zone_is_refused(database: AnyDatabase) -> None:
    made = await world(database)
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a time zone"):
        await write(database, lambda uow: uow.sessions.set_due(made.session, NOW, naive))
