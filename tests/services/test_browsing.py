"""Browsing, looking and looking back (rules.md §5)."""

from core.groups.model import LinkKind
from core.notices.model import Card
from core.people.model import Platform
from core.permissions import Action
from core.sessions import announcing, attending, deciding
from core.sessions.announcing import SessionChange
from core.sessions.attending import Wanted
from core.sessions.model import Mode, Part, Status
from tests.services.conftest import Refuses
from tests.services.world import DAY, HOUR, LINK, MINUTE, START, World


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

    assert [(one.id, one.part) for one in page.items] == [(sooner.id, Part.MENTEE), (later.id, None)]
    assert [hasattr(one, "link") for one in page.items] == [False, False], "a list never shows links"
    world.at(START + 30 * MINUTE)
    page = attending.browse(world.uow, learner, world.now)
    assert page.items[0].status is Status.IN_PROGRESS, "though the clock has not stored it yet"
    world.at(START + HOUR)
    assert [one.id for one in attending.browse(world.uow, learner, world.now).items] == [later.id]


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
        return [one.id for one in page.items]

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
    assert [one.id for one in attending.archive(world.uow, learner, world.now).items] == [session.id]
