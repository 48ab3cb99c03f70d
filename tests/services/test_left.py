"""Somebody leaves the server while others count on them (trust.md §2 row 75)."""

from dataclasses import replace

from core.facts import OperationAlert, SessionCancelled
from core.notices import fallback, service
from core.notices.outcomes import Gone
from core.notices.settling import settle
from core.people.model import Actor, Platform
from tests.services.world import DAY, HOUR, START, World

LEFT = Gone("403 (50278) no mutual guilds", left=True)
CLOSED = Gone("403 (50007) cannot send to this user")


def refused(world: World, actor: Actor, session_id: int, why: Gone = LEFT) -> None:
    """A notice to them comes back."""
    fact = SessionCancelled(session_id, "Ill")
    service.tell(world.uow, fact, [actor.id], world.now, session=world.memory.sessions[session_id])
    row = next(one for one in world.rows(SessionCancelled) if one.notice.person_id == actor.id)
    fallback.after(world.uow, row, settle(why, row, world.now, 0.0), world.now)


def test_a_mentor_who_left_the_server_is_told_to_the_admins() -> None:
    world = World()
    admin = world.person("Margo Admin", admin=True)
    group = world.group()
    mentors = [world.mentor(name, group) for name in ("Mia Mentor", "Max Mentor")]
    for number, mentor in enumerate(mentors):
        start = START + number * DAY
        session = world.scheduled(mentor, group, starts_at=start, ends_at=start + HOUR)
        refused(world, mentor, session.id)
        refused(world, mentor, session.id)
    assert world.told(OperationAlert) == [admin.id, admin.id]
    assert [one.what for one in world.facts(OperationAlert)] == ["mentor-left"] * 2
    assert world.facts(OperationAlert)[0].detail == "Mia Mentor: Decorators"


def test_who_is_reached_elsewhere_or_has_closed_their_messages_has_not_left() -> None:
    world = World()
    world.person("Margo Admin", admin=True)
    group = world.group()
    closed, linked = world.mentor("Mia Mentor", group), world.mentor("Max Mentor", group)
    other = world.person("Max on Telegram", platform=Platform.TELEGRAM).account
    world.memory.accounts[other.id] = replace(other, person_id=linked.id)
    refused(world, closed, world.scheduled(closed, group).id, CLOSED)
    refused(world, linked, world.scheduled(linked, group).id)
    assert world.told(OperationAlert) == []


def test_a_learner_who_left_keeps_the_seat_and_nobody_is_told() -> None:
    world = World()
    world.person("Margo Admin", admin=True)
    group = world.group()
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    learner = world.learner("Ada Example", group)
    world.join(session, learner)
    refused(world, learner, session.id)
    assert world.told(OperationAlert) == []
    assert world.session(session).taken == 1
