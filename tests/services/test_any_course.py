"""Whatever a few people do in whatever order, the invariants hold (trust.md §4, goal 1)."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.errors import Refusal
from core.facts import ReminderDue, SessionStarting
from core.groups.model import LinkKind
from core.notices.model import OutboxStatus
from core.permissions import Action
from core.sessions import announcing, attending, deciding, feedback, leading
from core.sessions.announcing import SessionChange
from core.sessions.model import Attendance, Part, Status
from core.sessions.states import EDGES
from tests.services.world import DAY, HOUR, MINUTE, START, World

TRANSITIONS = {
    Action.SESSION_VERIFY,
    Action.SESSION_CANCEL,
    Action.SESSION_EXPIRE,
    Action.SESSION_START,
    Action.SESSION_END,
    Action.SESSION_EDIT,
    Action.SESSION_FOLLOW,
}
LEADING = st.sampled_from([0, 0, 0, 1, 1, 2, 5])
DECIDING = st.sampled_from([2, 2, 2, 3, 1, 6])
LEARNING = st.sampled_from([4, 4, 5, 6, 7, 3, 0])
"""Mostly those who may, sometimes somebody else."""
WHICH = st.integers(0, 2)
"""The latest sessions first."""
OFFSETS = st.sampled_from([timedelta(0), HOUR, 2 * HOUR, DAY, 30 * MINUTE])


class AnyCourse(RuleBasedStateMachine):
    """Two groups, two mentors, an admin, a lead, four learners; sessions of one to three seats."""

    @initialize(approval=st.booleans())
    def begin(self, approval: bool) -> None:
        self.world = World()
        self.world.programme(approval=approval)
        self.world.at(START - 2 * HOUR)
        self.inputs = 0
        python, rust = self.world.group(channel="77"), self.world.group("Rust", chat="-88")
        self.groups = [python, rust]
        mentor = self.world.mentor("Mia Mentor", python, rust)
        both = self.world.link(self.world.mentor("Max Mentor", python), python, LinkKind.LEAD)
        self.actors = [
            mentor,
            both,
            self.world.person("Ada Example", admin=True),
            self.world.lead("Leo Lead", rust),
            *(self.world.learner(f"Learner {n}", python) for n in range(3)),
            self.world.learner("Rhea Rust", rust),
        ]
        first = self.world.scheduled(mentor, python, seats=3)
        self.world.join(first, *self.actors[4:6])

    def attempt(self, act: Callable[..., Any], who: int, *args: Any, **values: Any) -> None:
        """Let somebody try; a refusal changes nothing."""
        self.inputs += 1
        self.world.uow.correlation = f"input-{self.inputs}"
        actor = self.world.again(self.actors[who])
        before = self.world.snapshot()
        try:
            act(self.world.uow, actor, self.world.now, *args, **values)
        except Refusal:
            assert self.world.snapshot() == before

    def pick(self, which: int) -> int:
        ids = sorted(self.world.memory.sessions)
        return ids[-1 - which % len(ids)] if ids else 999

    @rule(who=LEADING, group=st.integers(0, 1), offset=OFFSETS, seats=st.sampled_from([None, 1, 2, 3]))
    def announce(self, who: int, group: int, offset: timedelta, seats: int | None) -> None:
        start = max(START, self.world.now + HOUR) + offset
        form = self.world.form(self.groups[group], starts_at=start, ends_at=start + HOUR, seats=seats)
        self.attempt(announcing.announce, who, form)

    @rule(who=LEADING, which=WHICH, offset=OFFSETS)
    def move(self, who: int, which: int, offset: timedelta) -> None:
        change = SessionChange(start=max(START, self.world.now + HOUR) + offset)
        self.attempt(announcing.edit, who, self.pick(which), change)

    @rule(who=LEADING, which=WHICH, seats=st.sampled_from([None, 0, 1, 2]), group=st.integers(0, 1))
    def edit(self, who: int, which: int, seats: int | None, group: int) -> None:
        change = SessionChange(seats=seats, group_id=self.groups[group].id)
        self.attempt(announcing.edit, who, self.pick(which), change)

    @rule(who=DECIDING, which=WHICH, approve=st.sampled_from([True, True, False]))
    def verify(self, who: int, which: int, approve: bool) -> None:
        self.attempt(deciding.verify, who, self.pick(which), approve, "No")

    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        self.attempt(announcing.cancel, 1, self.pick(which), "Ill")

    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        self.attempt(announcing.delete, 0, self.pick(which))

    @rule(who=LEARNING, other=LEARNING, which=WHICH, confirmed=st.booleans())
    def join(self, who: int, other: int, which: int, confirmed: bool) -> None:
        for one in (who, other):
            self.attempt(attending.join, one, self.pick(which), confirmed=confirmed)

    @rule(who=LEARNING, which=WHICH)
    def leave(self, who: int, which: int) -> None:
        self.attempt(attending.leave, who, self.pick(which))

    @rule(who=LEADING, which=WHICH, whom=LEARNING, add=st.booleans())
    def add_or_remove(self, who: int, which: int, whom: int, add: bool) -> None:
        act = leading.add_learner if add else leading.remove_learner
        self.attempt(act, who, self.pick(which), self.actors[whom].id)

    @rule(who=LEADING, which=WHICH, attendance=st.sampled_from(Attendance))
    def mark(self, who: int, which: int, attendance: Attendance) -> None:
        self.attempt(leading.mark_all, who, self.pick(which), attendance)

    @rule(which=WHICH, rating=st.integers(0, 6))
    def say(self, which: int, rating: int) -> None:
        for who in range(len(self.actors)):
            self.attempt(feedback.give, who, self.pick(which), rating, None)

    @rule(step=st.sampled_from([15 * MINUTE, 30 * MINUTE, HOUR]), acts=st.booleans())
    def time_passes(self, step: timedelta, acts: bool) -> None:
        self.world.at(self.world.now + step)
        if acts:
            self.world.tick(self.world.now)

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def seats_are_those_who_joined(self) -> None:
        for session in self.world.memory.sessions.values():
            places = self.world.uow.sessions.participants(session.id)
            assert session.taken == sum(1 for one in places if one.part is Part.MENTEE)
            assert session.seats is None or session.taken <= session.seats
            assert [one.person_id for one in places if one.part is Part.MENTOR] == [session.mentor_id]

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def every_transition_is_along_an_edge_and_audited_once(self) -> None:
        versions: Counter[tuple[int, object]] = Counter()
        for row in self.world.audited():
            if row.object_kind == "session" and row.action in TRANSITIONS:
                old, new = Status(str(row.before["status"])), Status(str(row.after["status"]))
                assert old is new or new in EDGES.after(old)
                versions[row.object_id, row.after["version"]] += 1
        assert all(count == 1 for count in versions.values())
        for session in self.world.memory.sessions.values():
            assert {(session.id, version) for version in range(2, session.version + 1)} <= set(versions)

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def nobody_leads_two_at_once(self) -> None:
        live = [one for one in self.world.memory.sessions.values() if not EDGES.is_final(one.status)]
        for one in live:
            assert (
                self.world.uow.sessions.overlapping(one.mentor_id, one.starts_at, one.ends_at, one.id) is None
            )

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def what_is_live_is_armed_and_what_is_final_is_not(self) -> None:
        for session in self.world.memory.sessions.values():
            assert (session.due_at is None) is EDGES.is_final(session.status)

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def no_reminder_of_what_is_off_and_never_two_at_once(self) -> None:
        waiting: Counter[tuple[int | None, int | None]] = Counter()
        for row in [*self.world.rows(ReminderDue), *self.world.rows(SessionStarting)]:
            session = self.world.memory.sessions.get(row.notice.session_id or 0)
            assert session is None or session.status not in {Status.CANCELLED, Status.REJECTED}
            assert row.notice.fact.starts_at == session.starts_at if session else True  # type: ignore[attr-defined]  # both have it
            waiting[row.notice.session_id, row.notice.account_id] += 1
        assert all(count == 1 for count in waiting.values())

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def nobody_is_told_twice(self) -> None:
        keys = [row.notice.dedupe_key for row in self.world.memory.rows.values()]
        assert len(keys) == len(set(keys))
        assert all(row.status is not OutboxStatus.SENDING for row in self.world.memory.rows.values())


TestAnyCourse = AnyCourse.TestCase
TestAnyCourse.settings = settings(max_examples=40, stateful_step_count=40)
