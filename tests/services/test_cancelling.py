"""Cancelling and deleting a session (rules.md §5)."""

import pytest

from core.errors import Refusal
from core.facts import ReminderDue, SessionCancelled, SessionCardChanged
from core.notices.model import Card
from core.people.model import Platform
from core.permissions import Action
from core.sessions import announcing, attending
from core.sessions.announcing import SessionChange
from core.sessions.model import Status
from tests.services.conftest import Refuses
from tests.services.editing import edit
from tests.services.world import DAY, HOUR, MINUTE, START, World

LATER = SessionChange(start=START + DAY)


def test_cancelling_tells_everyone_and_the_card(world: World) -> None:
    group = world.group(channel="77")
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.tick(START - DAY)
    world.memory.audit.clear()

    after = announcing.cancel(world.uow, mentor, world.now, session.id, " Ill \n today ")

    assert (after.status, after.reason, after.due_at) == (Status.CANCELLED, "Ill\n today", None)
    assert world.told(SessionCancelled) == [learner.id]
    assert world.told(ReminderDue) == []
    assert [row.action for row in world.audited()] == ["session.cancel"]
    assert world.notices(SessionCardChanged)


def test_cancelling_by_an_admin_tells_the_mentor(world: World) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    announcing.cancel(world.uow, admin, world.now, session.id, "The room burnt down")
    assert world.told(SessionCancelled) == [mentor.id]


@pytest.mark.parametrize(
    ("now", "allowed"),
    [(START - DAY, True), (START, True), (START + HOUR - MINUTE, True), (START + HOUR, False)],
)
def test_it_is_cancelled_until_it_ends(world: World, now: object, allowed: bool) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    world.at(now)  # type: ignore[arg-type]  # parametrized
    if allowed:
        announcing.cancel(world.uow, mentor, world.now, session.id, "Ill")
        assert world.session(session).status is Status.CANCELLED
    else:
        with pytest.raises(Refusal) as caught:
            announcing.cancel(world.uow, mentor, world.now, session.id, "Ill")
        assert (caught.value.code, caught.value.facts["status"]) == ("session-closed", "COMPLETED")


def test_a_running_session_is_cancelled_as_stored(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    world.tick(START)
    assert world.session(session).status is Status.IN_PROGRESS
    announcing.cancel(world.uow, mentor, world.now, session.id, "Fire alarm")
    assert world.session(session).status is Status.CANCELLED


def test_a_cancellation_needs_a_reason(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    with refuses("text-empty"):
        announcing.cancel(world.uow, mentor, world.now, session.id, " \u200b ")
    with refuses("text-too-long"):
        announcing.cancel(world.uow, mentor, world.now, session.id, "x" * 501)


def test_cancelling_twice_names_the_first(world: World, refuses: Refuses) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    announcing.cancel(world.uow, mentor, world.now, session.id, "Ill")
    with refuses("session-closed") as caught:
        announcing.cancel(world.uow, admin, world.now, session.id, "Me too")
    assert caught.value.facts["by"] == "Mia Mentor"


def test_only_what_nobody_joined_and_does_not_stand_is_deleted(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    with refuses("session-delete-state"):
        announcing.delete(world.uow, mentor, world.now, session.id)
    world.join(session, learner)
    moved = edit(world, mentor, session, LATER)
    assert moved.status is Status.PENDING_APPROVAL
    with refuses("session-delete-joined") as caught:
        announcing.delete(world.uow, mentor, world.now, session.id)
    assert caught.value.facts["taken"] == 1

    fresh = world.announced(mentor, group)
    world.memory.audit.clear()
    assert announcing.delete(world.uow, mentor, world.now, fresh.id) == fresh
    assert world.uow.sessions.get(fresh.id) is None
    assert [row.action for row in world.audited()] == ["session.delete"]


def test_what_its_group_sees_waiting_again_is_called_off_not_deleted(world: World, refuses: Refuses) -> None:
    group = world.group(channel="77")
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    world.memory.cards.append(Card(session.id, Platform.DISCORD, "77", "m1"))
    edit(world, mentor, session, SessionChange(start=START + DAY))
    with refuses("session-delete-state"):
        announcing.delete(world.uow, mentor, world.now, session.id)
    assert Action.SESSION_DELETE not in attending.show(world.uow, mentor, world.now, session.id).may
    announcing.cancel(world.uow, mentor, world.now, session.id, "Ill")
    assert Action.SESSION_DELETE in attending.show(world.uow, mentor, world.now, session.id).may
    announcing.delete(world.uow, mentor, world.now, session.id)


def test_running_and_completed_sessions_are_not_deleted(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    for now in (START, START + HOUR):
        world.at(now)
        with refuses("session-delete-state"):
            announcing.delete(world.uow, mentor, world.now, session.id)


def test_deleting_is_for_the_creator_and_admins(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor, admin = world.mentor("Mia Mentor", group), world.person("Ada Example", admin=True)
    lead, session = world.lead("Leo Lead", group), world.announced(mentor, group)
    with refuses("session-not-yours"):
        announcing.delete(world.uow, lead, world.now, session.id)
    announcing.delete(world.uow, admin, world.now, session.id)
