"""Sessions follow the clocks of the zone they were announced in (trust.md §2 row 53)."""

from datetime import timedelta

import pytest

from core import zones
from core.facts import ReminderDue, SessionCardChanged, SessionMoved, SessionProposed
from core.notices.model import OutboxStatus
from core.people.model import Actor
from core.sessions import announcing, changing, following
from core.sessions.announcing import SessionChange
from core.sessions.model import Session, Status, Wall
from tests.governments import CAIRO, THREE_AHEAD, Government
from tests.services.editing import edit
from tests.services.world import DAY, HOUR, START, World


def living_in(world: World, actor: Actor, zone: str) -> Actor:
    """The same person, who has chosen a zone."""
    world.uow.people.set_zone(actor.id, zone)
    return world.again(actor)


def announced(world: World, status: Status = Status.SCHEDULED) -> tuple[Session, Actor, Actor]:
    """A session that starts at eight in the evening in Cairo, its mentor, and a learner."""
    group = world.group(channel="77")
    mentor = living_in(world, world.mentor("Mia Mentor", group), CAIRO)
    learner = world.learner("Lia Learner", group)
    if status is Status.PENDING_APPROVAL:
        session = world.announced(mentor, group)
    else:
        session = world.scheduled(mentor, group)
        world.join(session, learner)
    world.forget()
    return world.session(session), mentor, learner


def decree(government: Government) -> None:
    government.decree(THREE_AHEAD)
    zones.reread()


def follow(world: World, session: Session) -> bool:
    return following.follow(world.uow, world.now, session.id)


def test_a_session_keeps_its_time_of_day_and_everybody_is_told(world: World, government: Government) -> None:
    session, mentor, learner = announced(world)
    decree(government)
    assert [
        one.session_id for one in world.uow.zone_rules.coming(world.now, 0, 9) if following.is_astray(one)
    ]
    assert follow(world, session)
    after = world.session(session)
    assert (after.starts_at, after.ends_at) == (START - HOUR, START)
    assert (after.status, after.version) == (Status.SCHEDULED, session.version + 1)
    assert after.due_at == START - HOUR - DAY
    assert world.told(SessionMoved) == [mentor.id, learner.id]
    assert {(one.old_starts_at, one.zone) for one in world.facts(SessionMoved)} == {(START, CAIRO)}
    assert world.notices(SessionCardChanged)
    assert world.notices(SessionProposed) == [], "it needs no new approval"
    (row,) = world.audited()
    assert (row.action, row.actor_id) == ("session.follow-clocks", None)
    assert (row.before["starts_at"], row.after["starts_at"]) == (
        START.isoformat(),
        (START - HOUR).isoformat(),
    )


def test_what_followed_or_need_not_follow_stays(world: World, government: Government) -> None:
    session, _, _ = announced(world)
    before = world.snapshot()
    assert follow(world, session), "nothing has changed"
    assert world.snapshot() == before
    decree(government)
    assert follow(world, session)
    once = world.snapshot()
    assert follow(world, session)
    assert world.snapshot() == once


def test_a_reminder_of_the_old_time_is_taken_back(world: World, government: Government) -> None:
    session, _, _ = announced(world)
    world.tick(START - DAY)
    decree(government)
    follow(world, session)
    assert world.rows(ReminderDue) == []
    assert len(world.rows(ReminderDue, OutboxStatus.CANCELLED)) == 2
    world.tick(START - 2 * HOUR)
    assert {one.starts_at for one in world.facts(ReminderDue)} == {START - HOUR}


def test_one_that_waits_for_approval_follows_too(world: World, government: Government) -> None:
    world.programme(approval=True)
    session, mentor, _ = announced(world, Status.PENDING_APPROVAL)
    decree(government)
    assert follow(world, session)
    after = world.session(session)
    assert (after.status, after.starts_at) == (Status.PENDING_APPROVAL, START - HOUR)
    assert world.told(SessionMoved) == [mentor.id]


def test_one_that_is_off_has_begun_or_would_have_begun_stays(world: World, government: Government) -> None:
    session, mentor, _ = announced(world)
    decree(government)
    for now in (START, START - HOUR):
        world.now = now
        assert follow(world, session)
    world.now = START - DAY
    changing.call_off(world.uow, mentor, world.now, world.session(session), "I am ill.")
    assert follow(world, session)
    assert following.follow(world.uow, world.now, 999)
    assert world.session(session).starts_at == START


def test_one_that_nobody_knows_the_zone_of_keeps_its_instant(world: World, government: Government) -> None:
    session, _, _ = announced(world)
    world.memory.walls.clear()
    decree(government)
    assert follow(world, session)
    assert world.session(session).starts_at == START


def test_nobody_comes_to_lead_two_at_a_time(world: World, government: Government) -> None:
    session, mentor, _ = announced(world)
    elsewhere = living_in(world, mentor, "UTC")
    form = world.form(
        world.memory.groups[session.group_id], title="Before", starts_at=START - HOUR, ends_at=START
    )
    announcing.announce(world.uow, elsewhere, world.now, form)
    decree(government)
    assert not follow(world, session)
    assert world.session(session).starts_at == START


def meant(world: World, session: Session) -> Wall:
    found = world.uow.zone_rules.meant(session.id)
    assert found is not None
    return found


def test_the_zone_is_that_of_whoever_chose_the_time(world: World) -> None:
    session, mentor, _ = announced(world)
    at = START.replace(tzinfo=None)
    assert meant(world, session) == Wall(CAIRO, at + 2 * HOUR)
    admin = living_in(world, world.person("Abe Admin", admin=True), "Asia/Tokyo")
    edit(world, admin, session, SessionChange(title="Another", duration=timedelta(minutes=90)))
    assert meant(world, session) == Wall(CAIRO, at + 2 * HOUR), "the admin did not choose the start"
    edit(world, admin, session, SessionChange(start=START + HOUR))
    assert meant(world, session) == Wall("Asia/Tokyo", at + 10 * HOUR)
    copy = announcing.clone(world.uow, mentor, world.now, session.id, START + DAY)
    assert meant(world, copy) == Wall(CAIRO, at + DAY + 2 * HOUR)


@pytest.mark.parametrize("community", ["UTC", "Asia/Kathmandu"])
def test_whoever_chose_no_zone_means_the_communitys(world: World, community: str) -> None:
    world.programme(zone=community)
    group = world.group()
    session = world.announced(world.mentor("Mia Mentor", group), group)
    assert meant(world, session) == Wall(community, zones.wall_clock(START, community))
