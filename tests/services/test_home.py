"""Home, figures, and what admins see of the running."""

from dataclasses import replace

import pytest

from core.errors import Refusal
from core.facts import SessionCancelled
from core.home import service as home
from core.leases import Lease, LeaseRole
from core.mentors import service as mentors
from core.mentors.model import ApplicationForm
from core.notices import service as notices
from core.notices.model import OutboxStatus
from core.operations import service as operations
from core.people.model import Platform
from core.sessions import announcing
from tests.services.conftest import Refuses
from tests.services.world import DAY, HOUR, START, World


def test_home_tells_what_waits_and_what_comes(world: World) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    admin, lead = world.person("Ada Example", admin=True), world.lead("Leo Lead", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    world.announced(mentor, group, starts_at=START + DAY, ends_at=START + DAY + HOUR)
    form = ApplicationForm("About", ("Python",), "Because", 2, (group.id,))
    mentors.apply(world.uow, learner, world.now, form)

    seen = home.home(world.uow, learner, world.now)
    assert [one.session.id for one in seen.upcoming] == [session.id]
    assert (seen.groups, seen.waiting, seen.admin, seen.mentor, seen.lead) == (1, 0, False, False, False)
    assert seen.application is not None
    assert home.home(world.uow, mentor, world.now).mentor
    assert home.home(world.uow, admin, world.now).waiting == 2
    at_lead = home.home(world.uow, lead, world.now)
    assert (at_lead.waiting, at_lead.lead) == (1, True)


def test_home_counts_what_was_not_told(world: World) -> None:
    learner = world.person("Lia Learner")
    world.uow.people.set_notify(learner.account.id, notify=False)
    notices.tell(world.uow, SessionCancelled(1, "Ill"), [learner.id], world.now)
    assert home.home(world.uow, learner, world.now).unread == 1


def test_figures_count_what_is_over(world: World) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    first = world.scheduled(mentor, group)
    second = world.scheduled(mentor, group, starts_at=START + DAY, ends_at=START + DAY + HOUR)
    third = world.scheduled(mentor, group, starts_at=START - DAY, ends_at=START - DAY + HOUR)
    for session in (first, second, third):
        world.join(session, learner)
    announcing.cancel(world.uow, mentor, world.now, third.id, "Ill")
    world.attended(first, learner)
    world.uow.sessions.set_minutes(first.id, learner.id, 45)
    world.tick(START + HOUR)
    seen = home.figures(world.uow, learner, world.now)
    assert (seen.joined, seen.attended, seen.minutes, seen.groups, seen.mentor) == (1, 1, 45, 1, None)
    led = home.figures(world.uow, mentor, world.now).mentor
    assert led is not None
    assert led.sessions_held == 1


def test_admins_decide_what_becomes_of_dead_notices(world: World, refuses: Refuses) -> None:
    admin, learner = world.person("Ada Example", admin=True), world.person("Lia Learner")
    for number in (1, 2):
        notices.tell(world.uow, SessionCancelled(number, "Ill"), [learner.id], world.now)
    first, second = (replace(row, status=OutboxStatus.DEAD) for row in world.rows(SessionCancelled))
    world.memory.rows = {row.id: row for row in (first, second)}
    listed = operations.outbox(world.uow, admin, world.now)
    assert {row.id for row in listed.items} == {first.id, second.id}
    assert operations.retry(world.uow, admin, world.now, first.id) == first.id
    assert world.memory.rows[first.id].status is OutboxStatus.PENDING
    assert operations.discard(world.uow, admin, world.now, second.id) == second.id
    assert world.memory.rows[second.id].status is OutboxStatus.CANCELLED
    assert [row.action for row in world.audited()] == ["outbox.retry", "outbox.discard"]
    for attempt in (operations.retry, operations.discard):
        with refuses("outbox-decided"):
            attempt(world.uow, admin, world.now, first.id)
        with refuses("outbox-decided"):
            attempt(world.uow, admin, world.now, 999)
    log = operations.audit(world.uow, admin, world.now)
    assert [row.action for row in log.items] == ["outbox.discard", "outbox.retry"], "newest first"


def test_admins_see_what_is_owed_and_who_does_what(world: World) -> None:
    admin, learner = world.person("Ada Example", admin=True), world.person("Lia Learner")
    notices.tell(world.uow, SessionCancelled(1, "Ill"), [learner.id], world.now)
    held = Lease(LeaseRole.TICK, "abcdef", 3, world.now + HOUR)
    world.memory.leases = [held, Lease(LeaseRole.SEND_DISCORD, "abcdef", 1, world.now)]
    seen = operations.running(world.uow, admin, world.now)
    assert seen.leases == (held,)
    assert [(one.platform, one.waiting, one.sending, one.since) for one in seen.owed] == [
        (Platform.DISCORD, 1, 0, world.now),
        (Platform.TELEGRAM, 0, 0, None),
    ]


def test_running_is_shown_to_admins_only(world: World) -> None:
    learner = world.person("Lia Learner")
    for attempt in (
        lambda: operations.outbox(world.uow, learner, world.now),
        lambda: operations.running(world.uow, learner, world.now),
        lambda: operations.audit(world.uow, learner, world.now),
        lambda: operations.retry(world.uow, learner, world.now, 1),
        lambda: operations.discard(world.uow, learner, world.now, 1),
    ):
        with pytest.raises(Refusal) as caught:
            attempt()
        assert caught.value.code == "admin-only"
