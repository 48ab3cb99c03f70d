"""Approving and rejecting sessions, and the queue (rules.md §1, §5; trust.md §2 rows 19, 20, 59)."""

import pytest

from core.approvals import service as approvals
from core.errors import Conflict, Denied, Outdated
from core.facts import SessionCardChanged, SessionDecided
from core.groups.model import LinkKind
from core.mentors import service as mentors
from core.mentors.model import ApplicationForm
from core.people import service as people
from core.sessions import announcing, deciding
from core.sessions.announcing import SessionChange
from core.sessions.model import Status
from tests.services.conftest import Refuses
from tests.services.world import DAY, HOUR, MINUTE, START, World


def test_approving_opens_it_tells_the_mentor_and_posts_the_card(world: World) -> None:
    group = world.group(channel="77")
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    session = world.announced(mentor, group)
    world.forget()

    after = deciding.verify(world.uow, admin, world.now, session.id, approve=True, seen=session.version)

    assert after.status is Status.SCHEDULED
    assert (after.decided_by_name, after.decided_at) == ("Ada Example", world.now)
    assert after.due_at == START - DAY, "the first reminder"
    assert world.told(SessionDecided) == [mentor.id]
    assert world.facts(SessionDecided)[0].approved
    assert len(world.notices(SessionCardChanged)) == 1
    assert [(row.action, row.before["status"], row.after["status"]) for row in world.audited()] == [
        ("session.verify", "PENDING_APPROVAL", "SCHEDULED")
    ]


def test_rejecting_needs_a_reason_and_tells_it(world: World, refuses: Refuses) -> None:
    group = world.group(channel="77")
    lead, mentor = world.lead("Leo Lead", group), world.mentor("Mia Mentor", group)
    session = world.announced(mentor, group)
    for reason in (None, "", "   "):
        with refuses("text-empty"):
            deciding.verify(world.uow, lead, world.now, session.id, approve=False, reason=reason)

    after = deciding.verify(world.uow, lead, world.now, session.id, approve=False, reason="Too short")

    assert (after.status, after.reason, after.due_at) == (Status.REJECTED, "Too short", None)
    assert world.facts(SessionDecided)[0].reason == "Too short"
    assert world.notices(SessionCardChanged) == [], "it never had a card"


def test_the_later_one_hears_who_decided_and_when(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    ada, bob = world.person("Ada Example", admin=True), world.person("Bob Sample", admin=True)
    session = world.announced(mentor, group)
    deciding.verify(world.uow, ada, world.now, session.id, approve=True, seen=session.version)
    for approve in (True, False):
        with refuses("session-decided") as caught:
            deciding.verify(
                world.uow, bob, world.now, session.id, approve=approve, reason="no", seen=session.version
            )
        assert caught.value.facts["by"] == "Ada Example"
        assert caught.value.facts["at"] == world.now
        assert caught.value.facts["status"] == "SCHEDULED"
    assert len(world.audited("session.verify")) == 1
    assert len(world.told(SessionDecided)) == 1


def test_losing_the_race_in_storage_runs_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    session = world.announced(mentor, group)
    monkeypatch.setattr(world.uow.sessions, "move", lambda *args, **values: False)
    with pytest.raises(Conflict):
        deciding.verify(world.uow, admin, world.now, session.id, approve=True)


def test_nobody_approves_their_own(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    world.uow.people.set_admin(mentor.id, admin=True)
    world.link(mentor, group, LinkKind.LEAD)
    session = world.announced(world.again(mentor), group)
    with refuses("session-own") as caught:
        deciding.verify(world.uow, world.again(mentor), world.now, session.id, approve=True)
    assert isinstance(caught.value, Denied)


def test_who_may_decide(world: World, refuses: Refuses) -> None:
    group, rust = world.group(), world.group("Rust")
    session = world.announced(world.mentor("Mia Mentor", group), group)
    other_mentor, learner = world.mentor("Max Mentor", group), world.learner("Lia Learner", group)
    other_lead = world.lead("Otto Other", rust)
    for actor in (other_mentor, learner):
        with refuses("approvals-not-approver"):
            deciding.verify(world.uow, actor, world.now, session.id, approve=True)
        with refuses("approvals-not-approver"):
            deciding.verify(world.uow, actor, world.now, 999, approve=True)
    with refuses("session-unknown"):
        deciding.verify(world.uow, other_lead, world.now, session.id, approve=True)


def test_a_role_taken_away_acts_at_once(world: World, refuses: Refuses) -> None:
    group = world.group()
    boss, admin = world.person("Boss Example", admin=True), world.person("Ada Example", admin=True)
    session = world.announced(world.mentor("Mia Mentor", group), group)
    people.remove_admin(world.uow, boss, world.now, admin.id)
    with refuses("approvals-not-approver"):
        deciding.verify(world.uow, world.again(admin), world.now, session.id, approve=True)


def test_an_edit_meanwhile_makes_the_card_outdated(world: World) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    session = world.announced(mentor, group)
    announcing.edit(world.uow, mentor, world.now, session.id, SessionChange(title="Closures"))
    with pytest.raises(Outdated) as caught:
        deciding.verify(world.uow, admin, world.now, session.id, approve=True, seen=session.version)
    assert caught.value.code == "session-outdated"
    assert world.session(session).status is Status.PENDING_APPROVAL


def test_approval_after_the_start_is_too_late(world: World, refuses: Refuses) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    session = world.announced(mentor, group)
    world.at(START)
    with refuses("session-decided") as caught:
        deciding.verify(world.uow, admin, world.now, session.id, approve=True)
    assert caught.value.facts["status"] == "REJECTED"
    assert caught.value.facts["reason"] == "not approved in time"


def test_approved_late_only_what_is_still_ahead_is_armed(world: World) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    session = world.announced(mentor, group)
    world.at(START - 30 * MINUTE)
    after = deciding.verify(world.uow, admin, world.now, session.id, approve=True)
    assert after.due_at == START - 15 * MINUTE


def test_those_who_joined_before_a_move_hear_the_decision(world: World) -> None:
    group = world.group(channel="77")
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    learner = world.learner("Lia Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner)
    announcing.edit(world.uow, mentor, world.now, session.id, SessionChange(start=START + DAY))
    world.forget()
    deciding.verify(world.uow, admin, world.now, session.id, approve=False, reason="No room")
    assert world.told(SessionDecided) == [mentor.id, learner.id]


def test_the_queue_of_an_admin_holds_everything_but_their_own(world: World) -> None:
    group = world.group()
    admin = world.mentor("Ada Example", group)
    world.uow.people.set_admin(admin.id, admin=True)
    admin = world.again(admin)
    mentor = world.mentor("Mia Mentor", group)
    world.announced(admin, group)
    later = world.announced(mentor, group, starts_at=START + DAY, ends_at=START + DAY + HOUR)
    sooner = world.announced(mentor, group, title="Closures")
    first = mentors.apply(world.uow, world.person("Pia Person"), world.now, _form(group.id))
    boss = world.person("Bob Sample", admin=True)
    own = mentors.apply(world.uow, boss, world.now, _form(group.id))
    assert own not in approvals.waiting(world.uow, boss, world.now).applications

    waiting = approvals.waiting(world.uow, admin, world.now)

    assert [one.id for one in waiting.sessions] == [sooner.id, later.id]
    assert [one.id for one in waiting.applications] == [own.id, first.id]
    assert (waiting.total, waiting.more) == (4, False)


def test_the_queue_of_a_lead_holds_the_sessions_of_their_groups(world: World) -> None:
    group, rust = world.group(), world.group("Rust")
    mentor, lead = world.mentor("Mia Mentor", group, rust), world.lead("Leo Lead", group)
    mine = world.announced(mentor, group)
    world.announced(mentor, rust, starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    mentors.apply(world.uow, world.person("Pia Person"), world.now, _form(group.id))
    waiting = approvals.waiting(world.uow, lead, world.now)
    assert [one.id for one in waiting.sessions] == [mine.id]
    assert waiting.applications == ()
    world.at(START)
    assert approvals.waiting(world.uow, lead, world.now).sessions == (), "past their start they are rejected"


def test_the_queue_is_paged_over_both_kinds(world: World) -> None:
    world.programme(page_size=2)
    group = world.group()
    mentor, admin = world.mentor("Mia Mentor", group), world.person("Ada Example", admin=True)
    sessions = [
        world.announced(mentor, group, starts_at=START + n * DAY, ends_at=START + n * DAY + HOUR)
        for n in range(3)
    ]
    applied = [
        mentors.apply(world.uow, world.person(name), world.now, _form(group.id)) for name in ("Pia", "Pit")
    ]
    pages = [approvals.waiting(world.uow, admin, world.now, number) for number in (1, 2, 3, 4)]
    assert [one.id for page in pages for one in page.sessions] == [one.id for one in sessions]
    assert [one.id for page in pages for one in page.applications] == [one.id for one in applied[::-1]]
    assert [page.more for page in pages] == [True, True, False, False]


def test_the_queue_is_for_those_who_decide(world: World, refuses: Refuses) -> None:
    learner = world.learner("Lia Learner", world.group())
    with refuses("approvals-not-approver"):
        approvals.waiting(world.uow, learner, world.now)


def _form(group_id: int) -> ApplicationForm:
    return ApplicationForm("About", ("Python",), "Because", 2, (group_id,))
