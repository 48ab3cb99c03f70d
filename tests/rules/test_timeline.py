"""Steps of a session (trust.md §3.7–3.8)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.notices.manners import reminder_category, reminder_useful_until
from core.notices.model import Category
from core.programme import Programme
from core.sessions.model import Mode, Session, Status
from core.sessions.states import EDGES, current, effective_status
from core.sessions.timeline import Plan, StepKind, due_steps, next_due, steps

START = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
END = START + HOUR
USUAL = Programme()


def session(status: Status = Status.SCHEDULED, due_at: datetime | None = None) -> Session:
    return Session(
        id=1,
        group_id=1,
        group_name="Python",
        mentor_id=1,
        mentor_name="Mia Mentor",
        title="Decorators",
        description="",
        mode=Mode.ONLINE,
        starts_at=START,
        ends_at=END,
        link=None,
        venue=None,
        seats=None,
        taken=0,
        status=status,
        reason=None,
        decided_by=None,
        decided_by_name=None,
        decided_at=None,
        due_at=due_at,
        version=1,
        created_at=START,
    )


def test_the_steps_of_each_state() -> None:
    kinds = {status: [step.kind.value for step in steps(session(status), USUAL)] for status in Status}
    assert kinds == {
        Status.PENDING_APPROVAL: ["expire"],
        Status.SCHEDULED: ["remind", "remind", "remind", "start", "end"],
        Status.IN_PROGRESS: ["end"],
        Status.COMPLETED: [],
        Status.REJECTED: [],
        Status.CANCELLED: [],
    }


def test_steps_are_in_order_whatever_the_settings() -> None:
    programme = replace(USUAL, reminders=(MINUTE, 24 * HOUR, 2 * HOUR))
    found = steps(session(), programme)
    assert [step.at for step in found] == sorted(step.at for step in found)
    assert [step.ahead for step in found[:3]] == [24 * HOUR, 2 * HOUR, MINUTE]


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (START - 25 * HOUR, START - 24 * HOUR),
        (START - 24 * HOUR, START - HOUR),
        (START - HOUR - SECOND, START - HOUR),
        (START - 15 * MINUTE, START),
        (START, START),
        (END + HOUR, START),
    ],
)
def test_the_next_due_instant_never_passes_a_change_of_state(after: datetime, due: datetime) -> None:
    assert next_due(Plan(Status.SCHEDULED, START, END), USUAL, after) == due


def test_the_next_due_instant_of_the_other_states() -> None:
    late = END + HOUR
    assert next_due(Plan(Status.PENDING_APPROVAL, START, END), USUAL, late) == START
    assert next_due(Plan(Status.IN_PROGRESS, START, END), USUAL, late) == END
    for status in (Status.COMPLETED, Status.REJECTED, Status.CANCELLED):
        assert next_due(Plan(status, START, END), USUAL, START - HOUR) is None


def test_due_steps_are_those_since_it_was_armed() -> None:
    assert due_steps(session(), USUAL, END) == ()
    armed = session(due_at=START - HOUR)
    assert [step.ahead for step in due_steps(armed, USUAL, START - MINUTE)] == [HOUR, 15 * MINUTE]
    assert due_steps(armed, USUAL, START - HOUR - SECOND) == []
    assert [step.kind for step in due_steps(armed, USUAL, END)][-2:] == [StepKind.START, StepKind.END]


@pytest.mark.parametrize(
    ("ahead", "category", "until"),
    [
        (timedelta(days=2), Category.DAY_BEFORE, START - 3 * HOUR),
        (24 * HOUR, Category.DAY_BEFORE, START - 3 * HOUR),
        (3 * HOUR, Category.HOUR_BEFORE, START),
        (HOUR, Category.HOUR_BEFORE, START),
        (15 * MINUTE, Category.MINUTES_BEFORE, START + 10 * MINUTE),
        (20 * SECOND, Category.MINUTES_BEFORE, START + 10 * MINUTE),
        (timedelta(0), Category.MINUTES_BEFORE, START + 10 * MINUTE),
    ],
)
def test_how_long_a_reminder_is_of_use(ahead: timedelta, category: Category, until: datetime) -> None:
    assert reminder_category(ahead) is category
    assert reminder_useful_until(START, ahead) == until


@given(st.lists(st.integers(1, 30 * 86400), max_size=10), st.integers(-40 * 86400, 10 * 86400))
def test_a_reminder_is_of_use_when_it_is_due(seconds: list[int], now: int) -> None:
    programme = replace(USUAL, reminders=tuple(timedelta(seconds=one) for one in seconds))
    for step in steps(session(), programme):
        if step.kind is StepKind.REMIND:
            assert step.at <= reminder_useful_until(START, step.ahead)
    due = next_due(session(), programme, START + now * SECOND)
    assert due is not None
    assert due > START + now * SECOND or due == START


@pytest.mark.parametrize(
    ("status", "now", "expected"),
    [
        (Status.PENDING_APPROVAL, START - SECOND, Status.PENDING_APPROVAL),
        (Status.PENDING_APPROVAL, START, Status.REJECTED),
        (Status.SCHEDULED, START - SECOND, Status.SCHEDULED),
        (Status.SCHEDULED, START, Status.IN_PROGRESS),
        (Status.SCHEDULED, END, Status.COMPLETED),
        (Status.IN_PROGRESS, END - SECOND, Status.IN_PROGRESS),
        (Status.IN_PROGRESS, END, Status.COMPLETED),
        (Status.CANCELLED, END, Status.CANCELLED),
        (Status.REJECTED, END, Status.REJECTED),
        (Status.COMPLETED, START, Status.COMPLETED),
    ],
)
def test_the_state_that_holds(status: Status, now: datetime, expected: Status) -> None:
    assert effective_status(session(status), now) is expected
    assert current(session(status), now).status is expected


def test_what_expired_says_why() -> None:
    assert current(session(Status.PENDING_APPROVAL), START).reason == "not approved in time"
    assert current(session(), START).reason is None


@given(st.sampled_from(Status), st.integers(-90_000, 90_000))
def test_the_state_that_holds_is_reached_along_the_edges(status: Status, offset: int) -> None:
    goal = effective_status(session(status), START + offset * SECOND)
    reached = {status}
    for _ in Status:
        reached |= {after for one in reached for after in EDGES.after(one)}
    assert goal in reached
