"""Reminders say the truth of the moment they are sent, or nothing."""

from datetime import timedelta

import pytest

from core.facts import NoticesSummed, ReminderDue, SessionStarting
from core.sessions import announcing, attending, leading
from core.sessions.announcing import SessionChange
from core.sessions.model import Mode
from tests.notices.lesson import HOUR, LINK, MINUTE, START, Lesson


@pytest.fixture
def fact(class_: Lesson) -> ReminderDue:
    return ReminderDue(class_.session.id, START, 3600)


@pytest.fixture
def starting(class_: Lesson) -> SessionStarting:
    return SessionStarting(class_.session.id, START)


async def test_a_learner_reads_when_where_and_the_link(class_: Lesson, fact: ReminderDue) -> None:
    said, buttons = await class_.told(fact, class_.ada)
    assert "Decorators starts" in said
    assert "Online" in said
    assert LINK in said
    assert "Grace Specimen" in said
    assert buttons == ["Enter the meeting", "Details", "Add to calendar", "Leave"]


async def test_a_mentor_reads_how_many_come(class_: Lesson, fact: ReminderDue) -> None:
    said, buttons = await class_.told(fact, class_.mentor)
    assert "1 learner has joined" in said
    assert buttons == ["Details", "Participants", "Change"]


async def test_a_mentor_without_a_link_is_told_to_add_one(class_: Lesson, fact: ReminderDue) -> None:
    await class_.mentor.acts(announcing.edit, class_.session.id, SessionChange(link=""))
    said, _ = await class_.told(fact, class_.mentor)
    assert "no meeting link yet: add one" in said


async def test_a_reminder_that_comes_after_the_start_says_that_it_runs(
    class_: Lesson, fact: ReminderDue
) -> None:
    class_.clock.at = START + 5 * MINUTE
    said, _ = await class_.told(fact, class_.ada)
    assert "Decorators starts now" in said
    assert LINK in said


@pytest.mark.parametrize("late", [HOUR, 2 * HOUR])
async def test_nothing_is_said_after_the_end(class_: Lesson, fact: ReminderDue, late: timedelta) -> None:
    class_.clock.at = START + late
    assert "over" in await class_.pointless(fact, class_.ada)


async def test_nothing_is_said_of_a_cancelled_one(class_: Lesson, fact: ReminderDue) -> None:
    await class_.cancelled()
    assert "cancelled" in await class_.pointless(fact, class_.ada)


async def test_nothing_is_said_of_an_old_time(class_: Lesson, fact: ReminderDue) -> None:
    await class_.mentor.acts(announcing.edit, class_.session.id, SessionChange(start=START + HOUR))
    assert "waits for approval" in await class_.pointless(fact, class_.ada)
    old = ReminderDue(class_.session.id, START - HOUR, 3600)
    await class_.admin.do("approvals")
    await class_.admin.press("Approve", row="Decorators")
    assert "moved" in await class_.pointless(old, class_.ada)


async def test_nothing_is_said_to_whoever_left(class_: Lesson, fact: ReminderDue) -> None:
    await class_.ada.acts(attending.leave, class_.session.id)
    assert "not in this session" in await class_.pointless(fact, class_.ada)


async def test_starting_has_the_link_and_asks_mentors_for_attendance(
    class_: Lesson, starting: SessionStarting
) -> None:
    class_.clock.at = START
    said, buttons = await class_.told(starting, class_.ada)
    assert LINK in said
    assert buttons == ["Enter the meeting", "Details"]
    said, buttons = await class_.told(starting, class_.mentor)
    assert "Afterwards I ask you who came" in said
    assert buttons == ["Enter the meeting", "Attendance", "Details"]


async def test_starting_without_a_link_says_whom_to_ask(class_: Lesson, starting: SessionStarting) -> None:
    await class_.mentor.acts(announcing.edit, class_.session.id, SessionChange(link=""))
    class_.clock.at = START
    said, buttons = await class_.told(starting, class_.ada)
    assert "ask Grace Specimen" in said
    assert buttons == ["Details"]


async def test_on_site_the_place_is_named(class_: Lesson, starting: SessionStarting) -> None:
    change = SessionChange(mode=Mode.OFFLINE, venue="Room 5")
    await class_.mentor.acts(announcing.edit, class_.session.id, change)
    class_.clock.at = START
    said, _ = await class_.told(starting, class_.ada)
    assert "Room 5" in said
    assert LINK not in said


async def test_a_venue_does_not_stand_for_the_link_of_those_who_come_online(
    class_: Lesson, fact: ReminderDue, starting: SessionStarting
) -> None:
    change = SessionChange(mode=Mode.HYBRID, venue="Room 5", link="")
    await class_.mentor.acts(announcing.edit, class_.session.id, change)
    said, _ = await class_.told(fact, class_.mentor)
    assert "no meeting link yet: add one" in said
    class_.clock.at = START
    said, _ = await class_.told(starting, class_.ada)
    assert "ask Grace Specimen" in said
    assert "Room 5" in said


async def test_one_notice_stands_for_many(class_: Lesson) -> None:
    said, _ = await class_.told(NoticesSummed(4), class_.ada)
    assert "stands for 4 reminders" in said
    assert "Decorators" in said
    await class_.mentor.acts(leading.remove_learner, class_.session.id, class_.ada.id)
    assert "nothing comes next" in await class_.pointless(NoticesSummed(4), class_.ada)
