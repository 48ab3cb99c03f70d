"""What admins do with mentors (rules.md §3)."""

from core.facts import (
    GroupRoleDue,
    MentorAssigned,
    MentorStatusChanged,
    RolesChanged,
    SessionCancelled,
)
from core.groups.model import LinkKind
from core.mentors import service
from core.mentors.model import (
    ApplicationStatus,
    MentorStatus,
    Tier,
)
from core.people.model import Platform
from core.sessions.model import Status
from tests.services.applying import applied, decide, form
from tests.services.conftest import Refuses
from tests.services.world import World

APPROVED = ApplicationStatus.APPROVED
REVOKED = ApplicationStatus.REVOKED


def test_the_operator_says_which_tier_is_meant_when_none_is_named(world: World) -> None:
    world.programme(default_tier=Tier.MENTOR)
    group, admin, person = world.group(), world.person("Ada Example", admin=True), world.person("Pia Person")
    assert service.assign(world.uow, admin, world.now, person.id, (group.id,)).tier is Tier.MENTOR


def test_assigning_makes_a_mentor_without_an_application(world: World, refuses: Refuses) -> None:
    group, admin, person = world.group(), world.person("Ada Example", admin=True), world.person("Pia Person")
    mentor = service.assign(world.uow, admin, world.now, person.id, (group.id,))
    assert (mentor.status, mentor.tier) == (MentorStatus.ACTIVE, Tier.IG_MENTOR)
    assert world.uow.groups.links(person.id) == {group.id: {LinkKind.MENTOR}}
    assert world.told(MentorAssigned) == [person.id]
    with refuses("mentor-already"):
        service.assign(world.uow, admin, world.now, person.id, (group.id,))
    with refuses("application-mentor-already"):
        service.apply(world.uow, world.again(person), world.now, form(group.id))


def test_assigning_is_an_admins_and_never_for_oneself(world: World, refuses: Refuses) -> None:
    group, admin, person = world.group(), world.person("Ada Example", admin=True), world.person("Pia Person")
    with refuses("mentor-own"):
        service.assign(world.uow, admin, world.now, admin.id, (group.id,))
    with refuses("admin-only"):
        service.assign(world.uow, person, world.now, person.id, (group.id,))
    with refuses("person-unknown"):
        service.assign(world.uow, admin, world.now, 999, (group.id,))
    with refuses("mentor-groups-none"):
        service.assign(world.uow, admin, world.now, person.id, ())


def test_revoking_is_final(world: World, refuses: Refuses) -> None:
    group, admin = world.group(role="55"), world.person("Ada Example", admin=True)
    learner = world.learner("Lia Learner", group)
    actor, application = applied(world, group.id)
    decide(world, admin, application, APPROVED)
    mentor = world.again(actor)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.forget()

    after = service.revoke(world.uow, admin, world.now, mentor.id, "Never came")

    assert after.status is MentorStatus.REVOKED
    assert world.uow.groups.links(mentor.id) == {}
    assert world.memory.applications[application.id].status is REVOKED
    assert world.told(MentorStatusChanged) == [mentor.id]
    assert world.session(session).status is Status.CANCELLED
    assert learner.id in world.told(SessionCancelled)
    assert not world.again(actor).mentor
    with refuses("application-mentor-revoked"):
        service.resubmit(world.uow, world.again(actor), world.now, form(group.id, hours=9))
    with refuses("application-mentor-revoked"):
        service.apply(world.uow, world.again(actor), world.now, form(group.id))
    with refuses("mentor-state"):
        service.revoke(world.uow, admin, world.now, mentor.id, "Again")
    assert service.assign(world.uow, admin, world.now, mentor.id, (group.id,)).status is MentorStatus.ACTIVE


def test_a_revoked_mentor_who_learns_in_the_group_keeps_its_role(world: World) -> None:
    group, admin = world.group(role="55"), world.person("Ada Example", admin=True)
    mentor = world.link(world.mentor("Mia Mentor", group), group)
    service.revoke(world.uow, admin, world.now, mentor.id, "Never came")
    assert world.uow.groups.links(mentor.id) == {group.id: {LinkKind.LEARNER}}
    assert world.facts(GroupRoleDue) == []


def test_pausing_and_coming_back(world: World, refuses: Refuses) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    assert service.pause(world.uow, admin, world.now, mentor.id).status is MentorStatus.PAUSED
    assert world.session(session).status is Status.SCHEDULED
    assert world.again(mentor).paused
    assert not world.again(mentor).mentor
    with refuses("mentor-state"):
        service.pause(world.uow, admin, world.now, mentor.id)
    assert service.reactivate(world.uow, admin, world.now, mentor.id).status is MentorStatus.ACTIVE
    assert world.told(MentorStatusChanged) == [mentor.id, mentor.id]
    with refuses("mentor-state"):
        service.reactivate(world.uow, admin, world.now, mentor.id)
    for attempt in (service.pause, service.reactivate):
        with refuses("admin-only"):
            attempt(world.uow, mentor, world.now, mentor.id)
        with refuses("mentor-unknown"):
            attempt(world.uow, admin, world.now, 999)


def test_a_mentor_who_is_an_admin_does_not_reactivate_himself(world: World, refuses: Refuses) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    mentor = world.mentor("Mia Mentor", group)
    world.uow.people.set_admin(mentor.id, admin=True)
    service.pause(world.uow, admin, world.now, mentor.id)
    with refuses("mentor-own"):
        service.reactivate(world.uow, world.again(mentor), world.now, mentor.id)


def test_menus_follow_roles(world: World) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    person = world.person("Pia Person", platform=Platform.TELEGRAM)
    service.assign(world.uow, admin, world.now, person.id, (group.id,))
    assert [notice.dest for notice in world.notices(RolesChanged)] == [person.account.user_id]
