"""What tests of notices share."""

import pytest

from core.clock import StandingClock
from core.programme import Programme
from storage.sqlite import SqliteDatabase
from tests.commands.town import Town
from tests.notices.lesson import Lesson, lesson


@pytest.fixture
def town(sqlite: SqliteDatabase, clock: StandingClock, programme: Programme) -> Town:
    """An empty town: no group, nobody known."""
    return Town(sqlite, clock, programme)


@pytest.fixture
async def class_(town: Town) -> Lesson:
    """A session with people in it."""
    return await lesson(town)
