"""Joining and leaving a session (rules.md §5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Denied, Outdated
from core.facts import SessionCardChanged
from core.groups.model import LinkKind
from core.groups.service import leave_group
from core.sessions import announcing, attending
from core.sessions.announcing import SessionChange
from core.sessions.attending import Joined, Overlap
from core.sessions.model import Attendance, Part
from tests.services.conftest import Refuses
from tests.services.world import DAY, HOUR, LINK, MINUTE, START, World


def test_joining_takes_a_seat_shows_the_link_and_refreshes_the_card(world: World) -> None:
    group = world.group(channel="77")
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group, seats=2)
    world.forget()

    joined = attending.join(world.uow, learner, world.now, session.id)

    assert isinstance(joined, Joined)
    assert joined.kind == "joined"
    assert joined.view.session.link == LINK
    assert joined.view.session.seats_left == 1
    assert joined.view.part is Part.MENTEE
    assert joined.view.place is not None
    assert joined.view.place.attendance is Attendance.INVITED
    assert len(world.notices(SessionCardChanged)) == 1
    assert [row.action for row in world.audited()] == ["session.join"]
    assert world.session(session).version == session.version, "seats do not make a card's buttons outdated"


def test_seats_count_learners_only_and_are_never_exceeded(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group, seats=1)
    first, second = world.learner("Lia Learner", group), world.learner("Lou Learner", group)
    world.join(session, first)
    with refuses("session-full"):
        attending.join(world.uow, second, world.now, session.id)
    assert world.session(session).taken == 1


def test_losing_the_last_seat_in_storage_is_full_too(
    world: World, monkeypatch: pytest.MonkeyPatch, refuses: Refuses
) -> None:
    group = world.group()
    session = world.scheduled(world.mentor("Mia Mentor", group), group, seats=1)
    learner = world.learner("Lia Learner", group)
    monkeypatch.setattr(world.uow.sessions, "take_seat", lambda *args: False)
    with refuses("session-full"):
        attending.join(world.uow, learner, world.now, session.id)


def test_whoever_is_in_a_full_session_hears_that_they_are_in(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group, seats=1)
    world.join(session, learner)
    with refuses("session-already-joined"):
        attending.join(world.uow, learner, world.now, session.id)
    leave_group(world.uow, learner, world.now, group.id)
    with refuses("session-already-joined"):
        attending.join(world.uow, learner, world.now, session.id)
    with refuses("session-join-leading"):
        attending.join(world.uow, mentor, world.now, session.id)


def test_joining_is_for_those_who_belong_to_the_group(world: World, refuses: Refuses) -> None:
    group = world.group(role="55")
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    stranger = world.learner("Otto Other", world.group("Rust"))
    with refuses("session-not-member") as caught:
        attending.join(world.uow, stranger, world.now, session.id)
    assert isinstance(caught.value, Denied)
    assert caught.value.facts["group"] == "Python"
    for kind in LinkKind:
        actor = world.link(world.person(f"A {kind}"), group, kind)
        assert isinstance(attending.join(world.uow, actor, world.now, session.id), Joined)
    with_role = world.person("Rhea Role")
    account = replace(with_role.account, role_ids=frozenset({"55"}))
    world.memory.accounts[account.id] = account
    assert isinstance(attending.join(world.uow, with_role, world.now, session.id), Joined)


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (START - DAY, None),
        (START, None),
        (START + HOUR - timedelta(seconds=1), None),
        (START + HOUR, "session-closed"),
        (START + DAY, "session-closed"),
    ],
)
def test_it_is_joined_until_it_ends_whatever_the_clock_has_stored(
    world: World, refuses: Refuses, now: object, code: str | None
) -> None:
    group = world.group()
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    learner = world.learner("Lia Learner", group)
    world.at(now)  # type: ignore[arg-type]  # parametrized
    if code is None:
        world.join(session, learner)
    else:
        with refuses(code):
            attending.join(world.uow, learner, world.now, session.id)


def test_states_in_which_nobody_joins(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    other = world.learner("Lou Learner", group)
    with refuses("session-unknown"):
        attending.join(world.uow, learner, world.now, 999)
    session = world.scheduled(mentor, group)
    world.join(session, other)
    announcing.edit(world.uow, mentor, world.now, session.id, SessionChange(start=START + DAY))
    with refuses("session-join-paused"):
        attending.join(world.uow, learner, world.now, session.id)
    announcing.cancel(world.uow, mentor, world.now, session.id, "Ill")
    with refuses("session-closed") as caught:
        attending.join(world.uow, learner, world.now, session.id)
    assert (caught.value.facts["status"], caught.value.facts["reason"]) == ("CANCELLED", "Ill")


def test_an_overlap_wants_a_confirmation_first(world: World) -> None:
    group = world.group()
    learner = world.learner("Lia Learner", group)
    first = world.scheduled(world.mentor("Mia Mentor", group), group)
    second = world.scheduled(
        world.mentor("Max Mentor", group), group, starts_at=START + 30 * MINUTE, ends_at=START + 2 * HOUR
    )
    world.join(first, learner)
    before = world.snapshot()

    asked = attending.join(world.uow, learner, world.now, second.id)

    assert isinstance(asked, Overlap)
    assert (asked.kind, asked.session.id, asked.other.id) == ("overlap", second.id, first.id)
    assert asked.session.link is None
    assert world.snapshot() == before
    assert isinstance(attending.join(world.uow, learner, world.now, second.id, confirmed=True), Joined)


def test_sessions_that_touch_do_not_overlap(world: World) -> None:
    group = world.group()
    learner, mentor = world.learner("Lia Learner", group), world.mentor("Mia Mentor", group)
    world.join(world.scheduled(mentor, group), learner)
    next_one = world.scheduled(
        mentor, group, title="Closures", starts_at=START + HOUR, ends_at=START + 2 * HOUR
    )
    assert isinstance(attending.join(world.uow, learner, world.now, next_one.id), Joined)


def test_full_is_said_before_an_overlap_is_asked_about(world: World, refuses: Refuses) -> None:
    group = world.group()
    learner, other = world.learner("Lia Learner", group), world.learner("Lou Learner", group)
    world.join(world.scheduled(world.mentor("Mia Mentor", group), group), learner)
    second = world.scheduled(world.mentor("Max Mentor", group), group, seats=1)
    world.join(second, other)
    with refuses("session-full"):
        attending.join(world.uow, learner, world.now, second.id)


def test_an_older_card_does_not_join(world: World) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    announcing.edit(world.uow, mentor, world.now, session.id, SessionChange(venue="", link=""))
    with pytest.raises(Outdated):
        attending.join(world.uow, learner, world.now, session.id, seen=session.version)
    assert world.session(session).taken == 0


def test_leaving_frees_the_seat_until_the_start(world: World, refuses: Refuses) -> None:
    group = world.group(channel="77")
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group, seats=1)
    with refuses("session-not-joined"):
        attending.leave(world.uow, learner, world.now, session.id)
    world.join(session, learner)
    world.forget()

    view = attending.leave(world.uow, learner, world.now, session.id)

    assert (view.part, view.session.link, view.session.taken) == (None, None, 0)
    assert [row.action for row in world.audited()] == ["session.leave"]
    assert len(world.notices(SessionCardChanged)) == 1
    world.join(session, learner)
    with refuses("session-leave-leading"):
        attending.leave(world.uow, mentor, world.now, session.id)
    for now in (START, START + HOUR):
        world.at(now)
        with refuses("session-leave-started"):
            attending.leave(world.uow, learner, world.now, session.id)


def test_a_session_that_waits_for_approval_again_can_be_left(world: World) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    announcing.edit(world.uow, mentor, world.now, session.id, SessionChange(start=START + DAY))
    attending.leave(world.uow, learner, world.now, session.id)
    assert world.session(session).taken == 0
