"""Other reminders are set: what is still to come is armed anew, and nothing is reminded of twice."""

from datetime import timedelta
from typing import Any

import pytest

from core.facts import ReminderDue, SessionStarting
from core.programme import Programme
from core.sessions import arming
from core.sessions.model import Armed, Status
from tests.services.test_ticking import ready
from tests.services.world import DAY, HOUR, MINUTE, START, World

SECOND = timedelta(seconds=1)


def waiting(world: World) -> list[Armed]:
    """What a look finds to be stale."""
    found = world.uow.arming.ahead(world.now, 0, 9)
    return [one for one in found if arming.is_stale(one, world.uow.programme, world.now)]


def change(world: World, *reminders: timedelta, **values: Any) -> None:
    """The operator sets these and starts the bot anew."""
    rows = world.memory
    world.programme(reminders=reminders, **values)
    assert world.memory is rows
    arming.rearm(world.uow, world.now, waiting(world))


def reminded(world: World) -> list[timedelta]:
    """How long before the start the learner was reminded, in order, until the session started."""
    found = []
    while (due := world.uow.sessions.next_due()) is not None and due < START:
        world.tick(due)
        found += [timedelta(seconds=one.ahead) for one in world.facts(ReminderDue)]
        world.memory.rows.clear()
    return found[::2]


def test_a_reminder_that_is_still_to_come_is_added(world: World) -> None:
    session, _, _ = ready(world)
    change(world, 2 * DAY, DAY, HOUR)
    assert world.session(session).due_at == START - 2 * DAY
    assert world.session(session).version == session.version, "the card says nothing new"
    assert reminded(world) == [2 * DAY, DAY, HOUR]


def test_one_whose_instant_has_passed_is_not_sent_and_none_is_sent_twice(world: World) -> None:
    ready(world)
    world.tick(START - DAY)
    world.memory.rows.clear()
    world.now = START - DAY + MINUTE
    change(world, 2 * DAY, DAY, DAY - SECOND, 2 * HOUR)
    assert reminded(world) == [2 * HOUR]


def test_one_that_was_taken_away_rings_no_more(world: World) -> None:
    session, _, _ = ready(world)
    change(world)
    assert world.session(session).due_at == START
    world.tick(START)
    assert world.facts(ReminderDue) == []
    assert world.facts(SessionStarting)


def test_what_is_due_already_is_left_to_the_tick(world: World) -> None:
    session, _, _ = ready(world)
    world.now = START - DAY
    change(world, 2 * DAY, DAY, HOUR)
    assert world.session(session).due_at == START - DAY
    assert reminded(world) == [DAY, HOUR]


def test_a_tick_meanwhile_is_not_undone(world: World) -> None:
    """The look read its clock a moment before the tick did what was due."""
    session, _, _ = ready(world)
    world.programme(reminders=(DAY + SECOND, DAY, HOUR))
    world.now = START - DAY - 2 * SECOND
    found = waiting(world)
    before = world.now
    world.tick(START - DAY)
    arming.rearm(world.uow, before, found)
    assert world.session(session).due_at == START - HOUR


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.SCHEDULED])
def test_only_a_session_that_is_to_come_has_reminders(world: World, status: Status) -> None:
    armed = Armed(1, status, START, START + HOUR, START)
    assert not arming.is_stale(armed, world.uow.programme, world.now)


def test_the_order_and_the_unit_in_which_reminders_are_named_do_not_matter() -> None:
    one = Programme(reminders=(HOUR, DAY, 60 * MINUTE))
    assert arming.spelled(one) == arming.spelled(Programme(reminders=(DAY, HOUR))) == "86400,3600"
    assert arming.spelled(Programme(reminders=())) == ""
