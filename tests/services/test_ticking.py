"""What the clock does with sessions (rules.md §5, §9; trust.md §2 rows 59, 60, 88; §3.7–3.8)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from core.errors import Conflict
from core.facts import (
    AttendanceWanted,
    FeedbackWanted,
    NoticesSummed,
    ReminderDue,
    SessionCardChanged,
    SessionDecided,
    SessionStarting,
)
from core.notices.model import Category, OutboxStatus
from core.people.model import Actor
from core.sessions import announcing, attending, ticking
from core.sessions.announcing import SessionChange
from core.sessions.model import Session, Status
from tests.services.world import DAY, HOUR, MINUTE, START, World

SECOND = timedelta(seconds=1)


def ready(world: World, learners: int = 1, **values: Any) -> tuple[Session, Actor, list[Actor]]:
    group = world.group(channel="77")
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group, **values)
    joined = [world.learner(f"Lia Learner {n}", group) for n in range(learners)]
    world.join(session, *joined)
    world.forget()
    return session, mentor, joined


def test_a_whole_life_in_order(world: World) -> None:
    session, mentor, (learner,) = ready(world)
    everyone = [mentor.id, learner.id]
    life: list[tuple[datetime, Status]] = []
    while (due := world.uow.sessions.next_due()) is not None:
        world.tick(due)
        life.append((due, world.session(session).status))
        world.attended(session, *([learner] if due == START else []))

    assert life == [
        (START - DAY, Status.SCHEDULED),
        (START - HOUR, Status.SCHEDULED),
        (START - 15 * MINUTE, Status.SCHEDULED),
        (START, Status.IN_PROGRESS),
        (START + HOUR, Status.COMPLETED),
    ]
    reminders = world.rows(ReminderDue, OutboxStatus.PENDING, OutboxStatus.CANCELLED)
    ahead = [row.notice.fact.ahead for row in reminders]  # type: ignore[attr-defined]  # reminders
    assert ahead == [86400, 86400, 3600, 3600, 900, 900]
    assert world.told(SessionStarting) == everyone
    assert world.told(AttendanceWanted) == [mentor.id]
    assert world.told(FeedbackWanted) == [learner.id]
    assert [row.action for row in world.audited()] == ["session.start", "session.end"]
    assert {row.actor_id for row in world.audited()} == {None}
    assert world.notices(SessionCardChanged)


def test_nothing_is_due_before_its_time_and_nothing_twice(world: World) -> None:
    session, _, _ = ready(world)
    ticking.tick(world.uow, session.id, START - DAY - SECOND)
    assert world.memory.rows == {}
    for _ in range(3):
        ticking.tick(world.uow, session.id, START - DAY)
    assert len(world.rows(ReminderDue)) == 2
    assert world.session(session).due_at == START - HOUR


def test_a_nearer_reminder_replaces_one_that_was_not_sent(world: World) -> None:
    _, mentor, (learner,) = ready(world)
    world.tick(START - DAY)
    world.tick(START - HOUR)
    assert [row.notice.fact.ahead for row in world.rows(ReminderDue)] == [3600, 3600]  # type: ignore[attr-defined]  # reminders
    assert len(world.rows(ReminderDue, OutboxStatus.CANCELLED)) == 2
    world.tick(START)
    assert world.told(ReminderDue) == []
    assert world.told(SessionStarting) == [mentor.id, learner.id]


@pytest.mark.parametrize(
    ("back", "ahead"),
    [
        (START - 4 * HOUR, 86400),
        (START - 3 * HOUR, 86400),
        (START - 3 * HOUR + SECOND, None),
        (START - HOUR, 3600),
        (START - 16 * MINUTE, 3600),
        (START - 15 * MINUTE, 900),
        (START - SECOND, 900),
    ],
)
def test_after_downtime_only_the_nearest_useful_reminder(
    world: World, back: datetime, ahead: int | None
) -> None:
    ready(world)
    world.tick(back)
    expected = [] if ahead is None else [ahead, ahead]
    assert [row.notice.fact.ahead for row in world.rows(ReminderDue)] == expected  # type: ignore[attr-defined]  # reminders


@pytest.mark.parametrize(
    ("back", "starting"), [(START, 2), (START + 10 * MINUTE, 2), (START + 10 * MINUTE + SECOND, 0)]
)
def test_starting_is_told_while_it_is_of_use(world: World, back: datetime, starting: int) -> None:
    session, _, _ = ready(world)
    world.tick(back)
    assert len(world.rows(SessionStarting)) == starting
    assert world.rows(ReminderDue) == []
    assert world.session(session).status is Status.IN_PROGRESS


def test_a_long_downtime_walks_the_states_in_order(world: World) -> None:
    session, mentor, (learner,) = ready(world)
    world.tick(START + DAY)
    assert [(row.before["status"], row.after["status"]) for row in world.audited()] == [
        ("SCHEDULED", "IN_PROGRESS"),
        ("IN_PROGRESS", "COMPLETED"),
    ]
    assert world.session(session).status is Status.COMPLETED
    assert world.session(session).due_at is None
    assert world.told(AttendanceWanted) == [mentor.id]
    assert world.told(FeedbackWanted) == [], "nobody was marked"
    assert learner.id not in world.told(SessionStarting)


def test_without_learners_nobody_is_asked_who_came(world: World) -> None:
    ready(world, learners=0)
    world.tick(START + HOUR)
    assert world.told(AttendanceWanted) == []


def test_what_nobody_approved_is_rejected_at_its_start(world: World) -> None:
    group = world.group(channel="77")
    mentor = world.mentor("Mia Mentor", group)
    session = world.announced(mentor, group)
    world.forget()
    world.tick(START - SECOND)
    assert world.session(session).status is Status.PENDING_APPROVAL
    world.tick(START)
    after = world.session(session)
    assert (after.status, after.reason, after.decided_by) == (Status.REJECTED, "not approved in time", None)
    assert world.told(SessionDecided) == [mentor.id]
    assert world.facts(SessionDecided)[0].reason == "not approved in time"
    assert world.notices(SessionCardChanged) == []
    assert [row.action for row in world.audited()] == ["session.expire"]


def test_those_who_joined_hear_that_a_moved_session_was_not_approved(world: World) -> None:
    session, mentor, (learner,) = ready(world)
    announcing.edit(world.uow, mentor, world.now, session.id, SessionChange(start=START + HOUR))
    world.forget()
    world.tick(START + HOUR)
    assert world.told(SessionDecided) == [mentor.id, learner.id]
    assert world.told(SessionStarting) == []
    assert world.told(ReminderDue) == []


def test_a_cancelled_session_is_never_told_of_again(world: World) -> None:
    session, mentor, _ = ready(world)
    announcing.cancel(world.uow, mentor, world.now, session.id, "Ill")
    world.forget()
    ticking.tick(world.uow, session.id, START)
    assert world.memory.rows == {}
    assert world.session(session).status is Status.CANCELLED


def test_those_who_left_are_not_reminded(world: World) -> None:
    session, mentor, (first, second) = ready(world, learners=2)
    attending.leave(world.uow, first, world.now, session.id)
    world.tick(START - DAY)
    assert world.told(ReminderDue) == [mentor.id, second.id]


def test_reminders_follow_the_settings(world: World) -> None:
    world.programme(reminders=(timedelta(seconds=20), timedelta(seconds=10)))
    ready(world)
    world.tick(START - timedelta(seconds=20))
    assert [row.notice.fact.ahead for row in world.rows(ReminderDue)] == [20, 20]  # type: ignore[attr-defined]  # reminders
    assert {row.notice.category for row in world.rows(ReminderDue)} == {Category.MINUTES_BEFORE}
    world.tick(START - timedelta(seconds=5))
    assert [row.notice.fact.ahead for row in world.rows(ReminderDue)] == [10, 10]  # type: ignore[attr-defined]  # reminders


def test_without_reminders_only_the_start_is_told(world: World) -> None:
    world.programme(reminders=())
    session, _, _ = ready(world)
    assert session.due_at == START
    world.tick(START)
    assert len(world.rows(SessionStarting)) == 2


def test_settings_that_changed_arm_it_anew(world: World) -> None:
    session, _, _ = ready(world)
    world.programme(reminders=(30 * MINUTE,))
    world.tick(START - DAY)
    assert world.rows(ReminderDue) == []
    assert world.session(session).due_at == START - 30 * MINUTE


def test_the_keys_name_session_start_offset_and_receiver(world: World) -> None:
    session, mentor, _ = ready(world)
    world.tick(START - HOUR)
    row = next(one for one in world.rows(ReminderDue) if one.notice.person_id == mentor.id)
    assert row.notice.dedupe_key == f"reminder:{session.id}:{START.isoformat()}:3600:a{mentor.account.id}"
    assert row.notice.useful_until == START
    assert row.notice.order_key == f"discord:{mentor.account.user_id}:session-{session.id}"


def test_many_at_once_become_one_digest(world: World) -> None:
    group = world.group()
    learner, lucky = world.learner("Lia Learner", group), world.learner("Lou Learner", group)
    sessions = []
    for n in range(4):
        mentor = world.mentor(f"Mentor {n}", group)
        sessions.append(world.scheduled(mentor, group, starts_at=START + n * MINUTE))
        attending.join(world.uow, learner, world.now, sessions[-1].id, confirmed=True)
    world.join(sessions[0], lucky)
    world.forget()

    ticking.catch_up(world.uow, [one.id for one in sessions], START - HOUR + 5 * MINUTE)

    assert world.told(NoticesSummed) == [learner.id]
    assert world.facts(NoticesSummed)[0].count == 4
    assert learner.id not in world.told(ReminderDue)
    assert world.told(ReminderDue).count(lucky.id) == 1
    assert len(world.told(ReminderDue)) == 5, "four mentors and the lucky one"


@pytest.mark.parametrize(
    ("off", "ahead", "summed"),
    [(Category.HOUR_BEFORE, HOUR, 0), (Category.DAY_BEFORE, DAY, 0), (Category.DAY_BEFORE, HOUR, 1)],
)
def test_what_was_switched_off_is_not_summed_up(
    world: World, off: Category, ahead: timedelta, summed: int
) -> None:
    group = world.group()
    learner = world.learner("Lia Learner", group)
    world.uow.people.set_category(learner.id, off, on=False)
    sessions = []
    for n in range(4):
        mentor = world.mentor(f"Mentor {n}", group)
        sessions.append(world.scheduled(mentor, group, starts_at=START + n * MINUTE))
        attending.join(world.uow, learner, world.now, sessions[-1].id, confirmed=True)
    ticking.catch_up(world.uow, [one.id for one in sessions], START - ahead + 5 * MINUTE)
    assert len(world.told(NoticesSummed)) == summed
    assert learner.id not in world.told(ReminderDue)


def test_what_starts_now_is_summed_up_for_who_switched_the_hour_off(world: World) -> None:
    group = world.group()
    learner = world.learner("Lia Learner", group)
    world.uow.people.set_category(learner.id, Category.HOUR_BEFORE, on=False)
    sessions = []
    for n in range(4):
        mentor = world.mentor(f"Mentor {n}", group)
        sessions.append(world.scheduled(mentor, group, starts_at=START + n * SECOND))
        attending.join(world.uow, learner, world.now, sessions[-1].id, confirmed=True)
    ticking.catch_up(world.uow, [one.id for one in sessions], START + 6 * MINUTE)
    assert world.told(NoticesSummed) == [learner.id]


def test_being_away_is_told_by_what_is_overdue(world: World) -> None:
    assert not ticking.was_away(world.uow, START)
    ready(world)
    assert not ticking.was_away(world.uow, START - DAY - MINUTE)
    assert not ticking.was_away(world.uow, START - DAY + 5 * MINUTE)
    assert ticking.was_away(world.uow, START - DAY + 5 * MINUTE + SECOND)


def test_three_at_once_stay_three(world: World) -> None:
    group = world.group()
    learner = world.learner("Lia Learner", group)
    sessions = []
    for n in range(3):
        sessions.append(
            world.scheduled(world.mentor(f"Mentor {n}", group), group, starts_at=START + n * MINUTE)
        )
        attending.join(world.uow, learner, world.now, sessions[-1].id, confirmed=True)
    ticking.catch_up(world.uow, [one.id for one in sessions], START - HOUR + 5 * MINUTE)
    assert world.told(NoticesSummed) == []
    assert world.told(ReminderDue).count(learner.id) == 3


def test_a_session_that_is_gone_is_no_trouble(world: World) -> None:
    ticking.tick(world.uow, 999, START)


def test_somebody_faster_makes_the_tick_run_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    session, _, _ = ready(world)
    monkeypatch.setattr(world.uow.sessions, "set_due", lambda *args: False)
    with pytest.raises(Conflict):
        ticking.tick(world.uow, session.id, START - DAY)
    monkeypatch.setattr(world.uow.sessions, "move", lambda *args, **values: False)
    with pytest.raises(Conflict):
        ticking.tick(world.uow, session.id, START)
