"""Sessions: stored, changed under a guard, due."""

from datetime import timedelta
from typing import Any

import pytest

from core.ports import UnitOfWork
from core.sessions.model import Mode, Part, Status
from tests.builders import HOUR, NOW, group, people, session, session_form
from tests.engines import AnyDatabase


async def world(database: AnyDatabase, **changes: Any) -> tuple[int, int, int]:
    """Ids of a group, a mentor and a session."""

    def make(uow: UnitOfWork) -> tuple[int, int, int]:
        group_id, mentor_id = group(uow).id, people(uow, 1)[0]
        return group_id, mentor_id, session(uow, group_id, mentor_id, **changes).id

    return await database.write(make, source="test")


async def test_a_session_reads_as_it_was_added(database: AnyDatabase) -> None:
    group_id, mentor_id, session_id = await world(database, due_at=NOW + HOUR)
    found = await database.read(lambda uow: uow.sessions.get(session_id))
    form = session_form(group_id)
    assert found is not None
    assert (found.title, found.mode, found.starts_at, found.ends_at) == (
        form.title,
        Mode.ONLINE,
        form.starts_at,
        form.ends_at,
    )
    assert (found.group_name, found.mentor_id, found.status, found.version) == (
        "Python",
        mentor_id,
        Status.SCHEDULED,
        1,
    )
    assert (found.due_at, found.seats, found.taken, found.decided_by) == (NOW + HOUR, 5, 0, None)
    assert found.starts_at.utcoffset() == timedelta(0)
    place = await database.read(lambda uow: uow.sessions.participant(session_id, mentor_id))
    assert place is not None
    assert place.part is Part.MENTOR


@pytest.mark.parametrize("number", range(3))
async def test_smoke(database: AnyDatabase, number: int) -> None:
    await world(database)
