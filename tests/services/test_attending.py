"""Browsing, joining, leaving and looking back (rules.md §5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Denied, Outdated
from core.facts import SessionCardChanged
from core.groups.model import LinkKind
from core.groups.service import leave_group
from core.notices.model import Card
from core.people.model import Platform
from core.permissions import Action
from core.sessions import announcing, attending, deciding
from core.sessions.announcing import SessionChange
from core.sessions.attending import Joined, Overlap, Wanted
from core.sessions.model import Attendance, Mode, Part, Status
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


def test_browsing_shows_own_groups_what_has_not_ended_soonest_first(world: World) -> None:
    group, rust, go = world.group(), world.group("Rust"), world.group("Go")
    mentor = world.mentor("Mia Mentor", group, rust, go)
    learner = world.link(world.learner("Lia Learner", group), rust, LinkKind.MENTOR)
    later = world.scheduled(mentor, rust, title="Traits", starts_at=START + DAY, ends_at=START + DAY + HOUR)
    sooner = world.scheduled(mentor, group)
    world.scheduled(mentor, go, title="Channels", starts_at=START + 2 * DAY, ends_at=START + 2 * DAY + HOUR)
    world.announced(mentor, group, title="Waits", starts_at=START + 3 * DAY, ends_at=START + 3 * DAY + HOUR)
    world.join(sooner, learner)

    page = attending.browse(world.uow, learner, world.now)

    assert [(one.session.id, one.part) for one in page.items] == [(sooner.id, Part.MENTEE), (later.id, None)]
    assert [one.session.link for one in page.items] == [None, None], "a list never shows links"
    world.at(START + 30 * MINUTE)
    page = attending.browse(world.uow, learner, world.now)
    assert page.items[0].session.status is Status.IN_PROGRESS, "though the clock has not stored it yet"
    world.at(START + HOUR)
    assert [one.session.id for one in attending.browse(world.uow, learner, world.now).items] == [later.id]


def test_browsing_is_filtered_searched_and_paged(world: World, refuses: Refuses) -> None:
    world.programme(page_size=1)
    group, rust = world.group(), world.group("Rust")
    mentor, learner = world.mentor("Mia Mentor", group, rust), world.learner("Lia Learner", group)
    first = world.scheduled(mentor, group, mode=Mode.OFFLINE, venue="Hall")
    second = world.scheduled(
        mentor, group, title="Closures", starts_at=START + HOUR, ends_at=START + 2 * HOUR
    )

    def found(**wanted: object) -> list[int]:
        page = attending.browse(world.uow, learner, world.now, Wanted(**wanted))  # type: ignore[arg-type]  # as given
        return [one.session.id for one in page.items]

    assert found() == [first.id]
    assert attending.browse(world.uow, learner, world.now).more
    assert found(page=2) == [second.id]
    assert found(page=3) == []
    assert found(search="closur") == [second.id]
    assert found(mode=Mode.OFFLINE) == [first.id]
    assert found(group_id=group.id) == [first.id]
    with refuses("group-not-member"):
        found(group_id=rust.id)
    nobody = world.person("Nora Nobody")
    assert attending.browse(world.uow, nobody, world.now).items == ()


def test_links_are_only_for_those_in_the_session(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    joined, outsider = world.learner("Lia Learner", group), world.learner("Lou Learner", group)
    world.join(session, joined)
    shown = {
        who: attending.show(world.uow, actor, world.now, session.id).session.link
        for who, actor in {
            "mentor": mentor,
            "joined": joined,
            "outsider": outsider,
            "other mentor": world.mentor("Max Mentor", group),
            "lead": world.lead("Leo Lead", group),
            "admin": world.person("Ada Example", admin=True),
        }.items()
    }
    assert shown == {
        "mentor": LINK,
        "joined": LINK,
        "outsider": None,
        "other mentor": None,
        "lead": None,
        "admin": None,
    }


def test_what_waits_or_was_rejected_is_shown_to_those_it_concerns(world: World, refuses: Refuses) -> None:
    group = world.group()
    mentor, outsider = world.mentor("Mia Mentor", group), world.learner("Lou Learner", group)
    session = world.announced(mentor, group)
    with refuses("session-unknown"):
        attending.show(world.uow, outsider, world.now, session.id)
    for actor in (mentor, world.lead("Leo Lead", group), world.person("Ada Example", admin=True)):
        assert attending.show(world.uow, actor, world.now, session.id).session.id == session.id


def test_what_has_a_card_is_shown_though_it_waits_again(world: World, refuses: Refuses) -> None:
    group = world.group(channel="77")
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lou Learner", group)
    session = world.scheduled(mentor, group)
    world.memory.cards.append(Card(session.id, Platform.DISCORD, "77", "m1"))
    announcing.edit(world.uow, mentor, world.now, session.id, SessionChange(start=START + DAY))
    view = attending.show(world.uow, learner, world.now, session.id)
    assert (view.session.status, view.may) == (Status.PENDING_APPROVAL, frozenset())
    with refuses("session-join-paused"):
        attending.join(world.uow, learner, world.now, session.id)


def test_a_view_says_what_the_viewer_may_do_now(world: World) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    admin = world.person("Ada Example", admin=True)
    session = world.announced(mentor, group, seats=1)

    def may(actor: object) -> set[Action]:
        return set(attending.show(world.uow, actor, world.now, session.id).may)  # type: ignore[arg-type]  # a person

    assert Action.SESSION_VERIFY in may(admin)
    assert Action.SESSION_VERIFY not in may(mentor)
    assert {Action.SESSION_EDIT, Action.SESSION_CANCEL, Action.SESSION_DELETE} <= may(mentor)
    deciding.verify(world.uow, admin, world.now, session.id, approve=True)
    assert may(learner) == {Action.SESSION_JOIN}
    assert Action.SESSION_DELETE not in may(mentor)
    world.join(session, learner)
    assert may(learner) == {Action.SESSION_LEAVE}
    assert may(world.learner("Lou Learner", group)) == set(), "it is full"
    world.at(START)
    assert may(learner) == set()
    assert Action.SESSION_MARK in may(mentor)
    world.attended(session, learner)
    world.at(START + HOUR)
    assert may(learner) == {Action.FEEDBACK_GIVE}
    world.at(START + HOUR + 8 * DAY)
    assert may(learner) == set()


def test_upcoming_and_history_are_the_persons_own(world: World) -> None:
    group = world.group()
    mentor, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    first = world.scheduled(mentor, group)
    second = world.scheduled(
        mentor, group, title="Closures", starts_at=START + DAY, ends_at=START + DAY + HOUR
    )
    world.join(first, learner)
    world.join(second, learner)
    coming = attending.upcoming(world.uow, learner, world.now)
    assert [one.session.id for one in coming] == [first.id, second.id]
    assert [one.session.id for one in attending.upcoming(world.uow, mentor, world.now)] == [
        first.id,
        second.id,
    ]
    world.at(START + HOUR)
    announcing.cancel(world.uow, mentor, world.now, second.id, "Ill")
    assert attending.upcoming(world.uow, learner, world.now) == ()
    past = attending.history(world.uow, learner, world.now)
    assert [(one.session.title, one.session.status) for one in past.items] == [
        ("Closures", Status.CANCELLED),
        ("Decorators", Status.COMPLETED),
    ]
    assert attending.history(world.uow, mentor, world.now).items == ()


def test_the_archive_holds_what_started_a_day_ago(world: World) -> None:
    group = world.group()
    learner = world.learner("Lia Learner", group)
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    world.at(START + DAY)
    assert attending.archive(world.uow, learner, world.now).items == ()
    world.at(START + DAY + MINUTE)
    assert [one.session.id for one in attending.archive(world.uow, learner, world.now).items] == [session.id]
