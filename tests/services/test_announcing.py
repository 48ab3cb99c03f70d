"""Announcing a session (rules.md §5)."""

from dataclasses import replace

import pytest

from core.errors import Refusal
from core.facts import SessionCardChanged, SessionProposed
from core.groups.model import LinkKind
from core.mentors import service as mentors
from core.sessions import announcing
from core.sessions.model import Mode, Part, Status
from tests.services.conftest import Refuses
from tests.services.world import DAY, HOUR, LINK, MINUTE, START, World


def test_it_waits_for_approval_and_tells_admins_and_leads(world: World) -> None:
    group = world.group(channel="77")
    admin, lead = world.person("Ada Example", admin=True), world.lead("Leo Lead", group)
    other = world.lead("Otto Other", world.group("Rust"))
    mentor = world.mentor("Mia Mentor", group)
    world.forget()

    session = world.announced(mentor, group)

    assert session.status is Status.PENDING_APPROVAL
    assert set(world.told(SessionProposed)) == {admin.id, lead.id}
    assert other.id not in world.told(SessionProposed)
    assert world.notices(SessionCardChanged) == [], "what nobody approved is not shown to the group"
    assert [row.action for row in world.audited()] == ["session.announce"]
    place = world.uow.sessions.participant(session.id, mentor.id)
    assert place is not None
    assert place.part is Part.MENTOR
    assert session.taken == 0


def test_without_approval_it_is_open_at_once_and_posted_to_the_group(world: World) -> None:
    world.programme(approval=False)
    group = world.group(channel="77", chat="-88")
    world.person("Ada Example", admin=True)

    session = world.announced(world.mentor("Mia Mentor", group), group)

    assert session.status is Status.SCHEDULED
    assert world.told(SessionProposed) == []
    assert {notice.dest for notice in world.notices(SessionCardChanged)} == {"77", "-88"}


def test_a_mentor_who_is_a_lead_is_not_asked_about_the_own_session(world: World) -> None:
    group = world.group()
    mentor = world.link(world.mentor("Mia Mentor", group), group, LinkKind.LEAD)
    world.announced(mentor, group)
    assert world.told(SessionProposed) == []


def test_the_first_alarm_is_the_first_reminder_after_now(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    assert world.announced(mentor, group).due_at == START, "an unapproved session ends at its start"
    world.programme(approval=False)
    later = world.announced(mentor, group, starts_at=START + DAY, ends_at=START + DAY + HOUR)
    assert later.due_at == START


@pytest.mark.parametrize("role", ["learner", "lead", "admin", "stranger"])
def test_only_mentors_announce(world: World, refuses: Refuses, role: str) -> None:
    group = world.group()
    actor = world.person("Nora Nobody", admin=role == "admin")
    if role in {"learner", "lead"}:
        world.link(actor, group, LinkKind(role))
    with refuses("session-announce-not-mentor"):
        world.announced(actor, group)


def test_a_mentor_of_another_group_is_refused(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", world.group("Rust"))
    world.link(mentor, group, LinkKind.LEARNER)
    with refuses("session-announce-group"):
        world.announced(mentor, group)


def test_a_paused_mentor_is_refused_at_once(world: World, refuses: Refuses) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    mentors.pause(world.uow, admin, world.now, mentor.id)
    with refuses("session-announce-paused"):
        world.announced(world.again(mentor), group)


@pytest.mark.parametrize("known", [True, False])
def test_the_group_exists_and_is_active(world: World, refuses: Refuses, known: bool) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    if known:
        world.memory.groups[group.id] = replace(group, active=False)
    with refuses("group-unknown"):
        world.announced(mentor, group if known else replace(group, id=999))


def test_the_same_again_is_a_double(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    first = world.announced(mentor, group)
    with refuses("session-double") as caught:
        world.announced(mentor, group, title="  Decorators ")
    assert caught.value.facts["session"] == first.id


def test_a_mentors_sessions_do_not_overlap_but_may_touch(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    first = world.announced(mentor, group)
    with refuses("session-overlaps") as caught:
        world.announced(
            mentor, group, title="Closures", starts_at=START + 59 * MINUTE, ends_at=START + 2 * HOUR
        )
    assert caught.value.facts["session"] == first.id
    world.announced(mentor, group, title="Closures", starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    world.announced(world.mentor("Max Mentor", group), group)


def test_a_cancelled_session_gives_its_time_back(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    first = world.announced(mentor, group)
    announcing.cancel(world.uow, mentor, world.now, first.id, "Ill")
    assert world.announced(mentor, group).id != first.id


def test_two_announcements_at_one_instant_are_two_rows_of_notices(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    world.person("Ada Example", admin=True)
    world.announced(mentor, group)
    world.announced(mentor, group, title="Closures", starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    assert len(world.told(SessionProposed)) == 2


def test_a_copy_carries_everything_and_is_announced_anew(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    first = world.announced(mentor, group, mode=Mode.HYBRID, venue="Room 7", seats=9)
    form = announcing.copy_of(world.uow, mentor, world.now, first.id)
    assert (form.link, form.venue, form.seats, form.starts_at) == (LINK, "Room 7", 9, START)

    again = announcing.clone(world.uow, mentor, world.now, first.id, START + 7 * DAY)

    assert again.id != first.id
    assert (again.starts_at, again.ends_at) == (START + 7 * DAY, START + 7 * DAY + HOUR)
    assert (again.title, again.venue, again.seats) == ("Decorators", "Room 7", 9)


def test_a_copy_is_the_mentors_own(world: World, refuses: Refuses) -> None:
    group = world.group()
    other = world.mentor("Max Mentor", group)
    session = world.announced(world.mentor("Mia Mentor", group), group)
    with refuses("session-unknown"):
        announcing.copy_of(world.uow, other, world.now, session.id)
    session = world.scheduled(world.mentor("Moe Mentor", group), group)
    with refuses("session-copy-not-yours"):
        announcing.copy_of(world.uow, other, world.now, session.id)


def test_a_refused_announcement_says_the_limits(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    with pytest.raises(Refusal) as caught:
        world.announced(mentor, group, starts_at=world.now + MINUTE, ends_at=world.now + HOUR)
    assert caught.value.code == "session-too-soon"
    assert caught.value.facts["earliest"] == world.now + 5 * MINUTE


def test_a_mentor_announces_so_many_sessions_a_day(world: World, refuses: Refuses) -> None:
    world.programme(sessions_a_day=2)
    group = world.group()
    mentor, other = world.mentor("Mia Mentor", group), world.mentor("Max Mentor", group)
    for day in range(2):
        world.announced(mentor, group, starts_at=START + day * DAY, ends_at=START + day * DAY + HOUR)
        world.now += HOUR
    later = {"starts_at": START + 2 * DAY, "ends_at": START + 2 * DAY + HOUR}
    with refuses("session-too-many") as caught:
        world.announced(mentor, group, **later)
    assert caught.value.facts == {"most": 2, "again": world.now - 2 * HOUR + DAY}
    world.announced(other, group, **later)
    world.now += DAY - 2 * HOUR
    world.announced(mentor, group, **later)
    world.programme(sessions_a_day=0)
    world.announced(mentor, group, starts_at=START + 9 * DAY, ends_at=START + 9 * DAY + HOUR)
