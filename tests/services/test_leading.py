"""Participants, attendance, notes, minutes, adding and removing (rules.md §5, §10)."""

from typing import Any

import pytest

from core.errors import Denied
from core.facts import FeedbackWanted, LearnerAdded, LearnerRemoved, SessionCardChanged
from core.people.model import Actor
from core.sessions import announcing, leading
from core.sessions.leading import Wanted
from core.sessions.model import Attendance, Part, Session, Status
from tests.services.conftest import Refuses
from tests.services.world import DAY, HOUR, MINUTE, START, World


def ready(world: World, learners: int = 2, **values: Any) -> tuple[Session, Actor, list[Actor]]:
    group = world.group(channel="77")
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group, **values)
    joined = [world.learner(f"Learner {n}", group) for n in range(learners)]
    world.join(session, *joined)
    world.forget()
    return session, mentor, joined


def test_attendance_is_marked_from_the_start_on(world: World, refuses: Refuses) -> None:
    session, mentor, (first, _) = ready(world)
    world.at(START - MINUTE)
    with refuses("session-not-started"):
        leading.mark(world.uow, mentor, world.now, session.id, first.id, Attendance.ATTENDED)
    world.at(START)
    found = leading.mark(world.uow, mentor, world.now, session.id, first.id, Attendance.ATTENDED)
    marks = {one.person_id: one.attendance for one in found.page.items}
    assert marks[first.id] is Attendance.ATTENDED
    assert [row.action for row in world.audited()] == ["session.mark"]
    assert world.told(FeedbackWanted) == [], "it has not ended"


def test_marking_after_the_end_asks_for_feedback_once(world: World) -> None:
    session, mentor, (first, second) = ready(world)
    world.tick(START + HOUR)
    for attendance in (Attendance.ATTENDED, Attendance.ABSENT, Attendance.ATTENDED):
        leading.mark(world.uow, mentor, world.now, session.id, first.id, attendance)
    assert world.told(FeedbackWanted) == [first.id]
    leading.mark(world.uow, mentor, world.now, session.id, second.id, Attendance.ABSENT)
    assert world.told(FeedbackWanted) == [first.id]


def test_marking_again_the_same_does_nothing(world: World) -> None:
    session, mentor, (first, _) = ready(world)
    world.at(START)
    leading.mark(world.uow, mentor, world.now, session.id, first.id, Attendance.ABSENT)
    before = world.snapshot()
    leading.mark(world.uow, mentor, world.now, session.id, first.id, Attendance.ABSENT)
    assert world.snapshot() == before


def test_marking_all_at_once_leaves_the_mentor_out(world: World) -> None:
    session, mentor, joined = ready(world)
    world.tick(START + HOUR)
    world.memory.audit.clear()
    leading.mark_all(world.uow, mentor, world.now, session.id, Attendance.ATTENDED)
    places = world.uow.sessions.participants(session.id)
    assert {one.attendance for one in places if one.part is Part.MENTEE} == {Attendance.ATTENDED}
    assert {one.attendance for one in places if one.part is Part.MENTOR} == {Attendance.INVITED}
    assert sorted(world.told(FeedbackWanted)) == sorted(one.id for one in joined)
    assert len(world.audited("session.mark")) == 2


def test_no_attendance_on_cancelled_sessions(world: World, refuses: Refuses) -> None:
    session, mentor, (first, _) = ready(world)
    announcing.cancel(world.uow, mentor, world.now, session.id, "Ill")
    world.at(START + HOUR)
    with refuses("session-closed"):
        leading.mark(world.uow, mentor, world.now, session.id, first.id, Attendance.ATTENDED)
    with refuses("session-closed"):
        leading.set_minutes(world.uow, mentor, world.now, session.id, first.id, 5)


def test_minutes_up_to_the_planned_length_and_some(world: World, refuses: Refuses) -> None:
    session, mentor, (first, _) = ready(world)
    with refuses("session-not-started"):
        leading.set_minutes(world.uow, mentor, world.now, session.id, first.id, 60)
    world.at(START)
    for wrong in (0, -5, 91):
        with refuses("session-minutes") as caught:
            leading.set_minutes(world.uow, mentor, world.now, session.id, first.id, wrong)
        assert caught.value.facts == {"least": 1, "most": 90}
    for right in (1, 90, None):
        leading.set_minutes(world.uow, mentor, world.now, session.id, first.id, right)
        place = world.uow.sessions.participant(session.id, first.id)
        assert place is not None
        assert place.minutes == right
    assert len(world.audited("session.minutes")) == 3


def test_notes_are_cleaned_limited_and_kept_from_the_audit_log(world: World, refuses: Refuses) -> None:
    session, mentor, (first, _) = ready(world)
    with refuses("text-too-long"):
        leading.set_note(world.uow, mentor, world.now, session.id, first.id, "x" * 501)
    leading.set_note(world.uow, mentor, world.now, session.id, first.id, " Good questions ")
    place = world.uow.sessions.participant(session.id, first.id)
    assert place is not None
    assert place.note == "Good questions"
    assert "Good" not in repr(world.memory.audit)
    leading.set_note(world.uow, mentor, world.now, session.id, first.id, " ")
    place = world.uow.sessions.participant(session.id, first.id)
    assert place is not None
    assert place.note is None


def test_progress_sets_what_is_given_in_one_go(world: World, refuses: Refuses) -> None:
    session, mentor, (first, _) = ready(world)
    with refuses("session-not-started"):
        leading.set_progress(world.uow, mentor, world.now, session.id, first.id, 5, "Well")
    world.at(START)
    place = leading.set_progress(world.uow, mentor, world.now, session.id, first.id, 5, "Well")
    assert (place.minutes, place.note) == (5, "Well")
    place = leading.set_progress(world.uow, mentor, world.now, session.id, first.id, None, None)
    assert (place.minutes, place.note) == (5, "Well")


def test_only_learners_of_the_session_are_marked(world: World, refuses: Refuses) -> None:
    session, mentor, _ = ready(world)
    stranger = world.person("Nora Nobody")
    world.at(START)
    for person_id in (stranger.id, mentor.id, 999):
        with refuses("session-learner-unknown"):
            leading.mark(world.uow, mentor, world.now, session.id, person_id, Attendance.ATTENDED)


def test_adding_takes_a_seat_and_tells_the_learner(world: World, refuses: Refuses) -> None:
    session, mentor, (first, _) = ready(world, seats=3)
    guest, late = world.person("Gus Guest"), world.person("Lee Late")
    place = leading.add_learner(world.uow, mentor, world.now, session.id, guest.id)
    assert (place.person_id, place.part) == (guest.id, Part.MENTEE)
    assert world.told(LearnerAdded) == [guest.id]
    assert world.session(session).taken == 3
    assert len(world.notices(SessionCardChanged)) == 1
    with refuses("session-learner-in"):
        leading.add_learner(world.uow, mentor, world.now, session.id, first.id)
    with refuses("session-learner-in"):
        leading.add_learner(world.uow, mentor, world.now, session.id, mentor.id)
    with refuses("session-add-full"):
        leading.add_learner(world.uow, mentor, world.now, session.id, late.id)
    with refuses("person-unknown"):
        leading.add_learner(world.uow, mentor, world.now, session.id, 999)
    world.at(START + HOUR)
    with refuses("session-closed"):
        leading.add_learner(world.uow, mentor, world.now, session.id, late.id)


def test_removing_frees_the_seat_and_tells_the_learner_why(world: World, refuses: Refuses) -> None:
    session, mentor, (first, second) = ready(world)
    place = leading.remove_learner(world.uow, mentor, world.now, session.id, first.id, "Wrong group")
    assert place.person_id == first.id
    assert world.told(LearnerRemoved) == [first.id]
    assert world.facts(LearnerRemoved)[0].reason == "Wrong group"
    assert world.session(session).taken == 1
    assert [row.action for row in world.audited()] == ["session.remove-learner"]
    with refuses("session-learner-unknown"):
        leading.remove_learner(world.uow, mentor, world.now, session.id, first.id)
    world.at(START + HOUR)
    with refuses("session-closed"):
        leading.remove_learner(world.uow, mentor, world.now, session.id, second.id)


def test_who_may(world: World, refuses: Refuses) -> None:
    session, _, (first, second) = ready(world)
    group = world.memory.groups[session.group_id]
    strangers = (first, world.mentor("Max Mentor", group), world.lead("Leo Lead", group))
    admin = world.person("Ada Example", admin=True)
    world.at(START)
    for stranger in strangers:
        for attempt in (
            lambda who: leading.participants(world.uow, who, world.now, session.id),
            lambda who: leading.mark(world.uow, who, world.now, session.id, second.id, Attendance.ATTENDED),
            lambda who: leading.set_note(world.uow, who, world.now, session.id, second.id, "x"),
            lambda who: leading.set_minutes(world.uow, who, world.now, session.id, second.id, 5),
            lambda who: leading.add_learner(world.uow, who, world.now, session.id, second.id),
            lambda who: leading.remove_learner(world.uow, who, world.now, session.id, second.id),
        ):
            with refuses("session-not-yours") as caught:
                attempt(stranger)
            assert isinstance(caught.value, Denied)
    leading.mark(world.uow, admin, world.now, session.id, second.id, Attendance.ATTENDED)


def test_participants_are_searched_and_paged_mentors_first(world: World) -> None:
    world.programme(page_size=2)
    session, mentor, joined = ready(world)
    found = leading.participants(world.uow, mentor, world.now, session.id)
    assert [one.person_id for one in found.page.items] == [mentor.id, joined[0].id]
    assert found.page.more
    found = leading.participants(world.uow, mentor, world.now, session.id, "ner 1")
    assert [one.person_id for one in found.page.items] == [joined[1].id]
    assert found.session.link is None


def test_attendance_pages_learners_only(world: World) -> None:
    session, mentor, joined = ready(world, learners=7)
    world.at(START)
    first = leading.attendance(world.uow, mentor, world.now, session.id)
    second = leading.attendance(world.uow, mentor, world.now, session.id, 2)
    ids = [one.person_id for one in (*first.page.items, *second.page.items)]
    assert ids == [one.id for one in joined]
    assert (len(first.page.items), first.page.more, second.page.more) == (6, True, False)


def test_own_sessions_are_listed_in_every_state(world: World) -> None:
    session, mentor, _ = ready(world)
    group = world.memory.groups[session.group_id]
    waiting = world.announced(
        mentor, group, title="Closures", starts_at=START + DAY, ends_at=START + DAY + HOUR
    )
    found = leading.mine(world.uow, mentor, world.now)
    assert [one.id for one in found.items] == [waiting.id, session.id], "latest start first"
    found = leading.mine(world.uow, mentor, world.now, Wanted(status=Status.SCHEDULED))
    assert [one.id for one in found.items] == [session.id]
    found = leading.mine(world.uow, mentor, world.now, Wanted(search="CLOS"))
    assert [one.id for one in found.items] == [waiting.id]


def test_the_list_of_all_is_for_admins(world: World, refuses: Refuses) -> None:
    session, mentor, _ = ready(world)
    admin = world.person("Ada Example", admin=True)
    found = leading.listed(world.uow, admin, world.now, Wanted(group_id=session.group_id))
    assert [(one.id, one.link) for one in found.items] == [(session.id, None)]
    with refuses("admin-only"):
        leading.listed(world.uow, mentor, world.now)


@pytest.mark.parametrize("attendance", list(Attendance))
def test_every_mark_can_be_taken_back(world: World, attendance: Attendance) -> None:
    session, mentor, (first, _) = ready(world)
    world.at(START)
    leading.mark(world.uow, mentor, world.now, session.id, first.id, attendance)
    leading.mark(world.uow, mentor, world.now, session.id, first.id, Attendance.INVITED)
    place = world.uow.sessions.participant(session.id, first.id)
    assert place is not None
    assert place.attendance is Attendance.INVITED


def test_who_is_marked_days_later_is_still_asked_how_it_was(world: World) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.tick(session.ends_at)
    world.now = session.ends_at + 5 * DAY
    leading.mark(world.uow, mentor, world.now, session.id, learner.id, Attendance.ATTENDED)
    (notice,) = world.notices(FeedbackWanted)
    assert notice.useful_until == session.ends_at + world.uow.programme.feedback_window
