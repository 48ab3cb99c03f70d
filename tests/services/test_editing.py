"""Editing a session (rules.md §5)."""

from datetime import timedelta

import pytest

from core.errors import Conflict, Denied, Outdated
from core.facts import ReminderDue, SessionCardChanged, SessionMoved, SessionProposed
from core.notices.model import OutboxStatus
from core.sessions import announcing
from core.sessions.announcing import SessionChange
from core.sessions.model import Mode, Status
from tests.services.conftest import Refuses
from tests.services.editing import edit
from tests.services.world import DAY, HOUR, LINK, MINUTE, START, World

LATER = SessionChange(start=START + DAY)


def test_a_text_change_keeps_the_approval_and_tells_nobody(world: World) -> None:
    group = world.group(channel="77")
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.forget()

    after = edit(world, mentor, session, SessionChange(title="Closures", description="More\n\n\n\nwords"))

    assert (after.title, after.description) == ("Closures", "More\n\nwords")
    assert after.status is Status.SCHEDULED
    assert after.version == session.version + 1
    assert world.told(SessionMoved) == []
    assert len(world.notices(SessionCardChanged)) == 1
    assert [row.action for row in world.audited()] == ["session.edit"]


def test_a_moved_session_goes_back_to_approval_keeps_seats_and_tells_all(world: World) -> None:
    group = world.group(channel="77")
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    learner = world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.forget()

    after = edit(world, mentor, session, LATER)

    assert after.status is Status.PENDING_APPROVAL
    assert after.taken == 1
    assert (after.starts_at, after.ends_at) == (START + DAY, START + DAY + HOUR), "the length stays"
    assert world.told(SessionMoved) == [learner.id], "the mentor did it and need not be told"
    assert world.facts(SessionMoved)[0].old_starts_at == START
    assert world.told(SessionProposed) == [admin.id]
    assert len(world.notices(SessionCardChanged)) == 1, "the card says that joining pauses"
    assert after.due_at == START + DAY


def test_a_moved_session_of_another_tells_its_mentor_too(world: World) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    world.forget()
    edit(world, admin, session, LATER)
    assert world.told(SessionMoved) == [mentor.id]


def test_without_approval_a_moved_session_stays_scheduled(world: World) -> None:
    world.programme(approval=False)
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    after = edit(world, mentor, world.announced(mentor, group), LATER)
    assert after.status is Status.SCHEDULED
    assert after.due_at == START


def test_pending_reminders_of_the_old_time_are_cancelled(world: World) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.tick(START - DAY)
    assert learner.id in world.told(ReminderDue)

    edit(world, mentor, session, LATER)

    assert world.told(ReminderDue) == []
    assert len(world.rows(ReminderDue, OutboxStatus.CANCELLED)) == 2


@pytest.mark.parametrize("change", [SessionChange(title="Closures"), SessionChange(duration=2 * HOUR)])
def test_a_reminder_that_is_due_is_not_lost_by_an_edit(world: World, change: SessionChange) -> None:
    world.programme(approval=False)
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.now = START - DAY + timedelta(seconds=1)

    edit(world, mentor, session, change)

    world.tick(world.now)
    assert learner.id in world.told(ReminderDue)
    assert world.session(session).due_at == START - HOUR


def test_a_reminder_that_waits_is_still_right_when_only_the_length_changes(world: World) -> None:
    world.programme(approval=False)
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.tick(START - DAY)

    edit(world, mentor, session, SessionChange(duration=2 * HOUR))

    assert learner.id in world.told(ReminderDue)


def test_of_two_proposals_that_were_not_sent_the_newer_one_asks(world: World) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    mentor = world.mentor("Mia Mentor", group)
    session = world.announced(mentor, group)
    edit(world, mentor, session, SessionChange(title="Closures"))
    assert world.told(SessionProposed) == [admin.id], "a corrected title asks nobody twice"
    edit(world, mentor, session, LATER)
    assert len(world.rows(SessionProposed, OutboxStatus.CANCELLED)) == 1
    assert world.told(SessionProposed) == [admin.id]


@pytest.mark.parametrize(
    "change",
    [
        SessionChange(link="https://other.example.org/x"),
        SessionChange(link=""),
        SessionChange(mode=Mode.HYBRID, venue="Hall"),
    ],
)
def test_a_change_of_place_tells_all_but_needs_no_approval(world: World, change: SessionChange) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)

    after = edit(world, mentor, session, change)

    assert after.status is Status.SCHEDULED
    assert world.told(SessionMoved) == [learner.id]
    assert world.facts(SessionMoved)[0].old_place == "", "there was no venue, and a link is not told"


def test_another_group_goes_back_to_approval(world: World, refuses: Refuses) -> None:
    group, other, third = world.group(channel="77"), world.group("Rust", channel="78"), world.group("Go")
    mentor, learner = world.mentor("Mia Mentor", group, other), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    with refuses("session-edit-group"):
        edit(world, mentor, session, SessionChange(group_id=third.id))

    after = edit(world, mentor, session, SessionChange(group_id=other.id))

    assert (after.group_name, after.status) == ("Rust", Status.PENDING_APPROVAL)
    assert world.facts(SessionMoved)[0].old_group == "Python"


@pytest.mark.parametrize(
    "change",
    [
        SessionChange(),
        SessionChange(title="Decorators", start=START, duration=HOUR, mode=Mode.ONLINE, link=LINK),
        SessionChange(title=" Decorators  ", venue="dropped, as it is online"),
    ],
)
def test_an_edit_that_changes_nothing_does_nothing(world: World, change: SessionChange) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    before = world.snapshot()
    assert edit(world, mentor, session, change) == session
    assert world.snapshot() == before


def test_switching_the_mode_drops_what_no_longer_applies(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    with refuses("session-venue-missing"):
        edit(world, mentor, session, SessionChange(mode=Mode.OFFLINE))
    after = edit(world, mentor, session, SessionChange(mode=Mode.OFFLINE, venue="Room 7"))
    assert (after.link, after.venue) == (None, "Room 7")
    back = edit(world, mentor, after, SessionChange(mode=Mode.ONLINE))
    assert (back.link, back.venue) == (None, None)


def test_seats_never_fall_below_those_taken(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group, seats=5)
    world.join(session, *(world.learner(f"Learner {n}", group) for n in "abc"))
    with refuses("session-seats-taken") as caught:
        edit(world, mentor, session, SessionChange(seats=2))
    assert caught.value.facts["taken"] == 3
    assert edit(world, mentor, session, SessionChange(seats=3)).seats_left == 0
    assert edit(world, mentor, world.session(session), SessionChange(seats=0)).seats is None


def test_times_are_checked_again_only_when_they_change(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    world.at(START - MINUTE)
    assert edit(world, mentor, session, SessionChange(title="Closures")).title == "Closures"
    with refuses("session-too-soon"):
        edit(world, mentor, world.session(session), SessionChange(start=START + MINUTE))
    with refuses("session-length"):
        edit(world, mentor, world.session(session), SessionChange(duration=timedelta(minutes=14)))


def test_it_may_not_move_onto_another_session_of_the_mentor(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    world.announced(mentor, group, title="Closures", starts_at=START + DAY, ends_at=START + DAY + HOUR)
    with refuses("session-overlaps"):
        edit(world, mentor, session, LATER)
    with refuses("session-double"):
        edit(world, mentor, session, SessionChange(title="Closures", start=START + DAY))


def test_who_may_edit(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor, admin = world.mentor("Mia Mentor", group), world.person("Ada Example", admin=True)
    session = world.scheduled(mentor, group)
    strangers = (
        world.mentor("Max Mentor", group),
        world.lead("Leo Lead", group),
        world.learner("Lia", group),
    )
    for stranger in strangers:
        with refuses("session-not-yours") as caught:
            edit(world, stranger, session, LATER)
        assert isinstance(caught.value, Denied)
        assert caught.value.facts["object_id"] == session.id
    assert edit(world, admin, session, LATER).starts_at == START + DAY


def test_an_older_card_changes_nothing(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    newer = edit(world, mentor, session, SessionChange(title="Closures"), seen=session.version)
    before = world.snapshot()
    with pytest.raises(Outdated):
        edit(world, mentor, session, SessionChange(title="Generators"), seen=session.version)
    assert world.snapshot() == before
    edit(world, mentor, session, SessionChange(title="Generators"), seen=newer.version)


def test_started_and_final_sessions_are_not_edited(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    world.at(START)
    with refuses("session-edit-started"):
        edit(world, mentor, session, LATER)
    announcing.cancel(world.uow, mentor, world.now, session.id, "Ill")
    with refuses("session-closed") as caught:
        edit(world, mentor, session, LATER)
    assert caught.value.facts["status"] == "CANCELLED"
    assert caught.value.facts["by"] == "Mia Mentor"
    assert caught.value.facts["at"] == START


def test_somebody_faster_makes_the_use_case_run_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    monkeypatch.setattr(world.uow.sessions, "save", lambda *args: False)
    with pytest.raises(Conflict):
        edit(world, mentor, session, LATER)
