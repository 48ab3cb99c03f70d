"""Profiles of mentors, and finding them (rules.md §3)."""

from dataclasses import replace

import pytest

from core.errors import Outdated
from core.facts import (
    GroupRoleDue,
)
from core.mentors import discovery, profile, saving, service
from core.mentors.profile import ProfileChange
from core.sessions import attending, feedback
from tests.services.conftest import Refuses
from tests.services.world import LINK, MINUTE, World


def test_a_profile_is_changed_in_parts(world: World, refuses: Refuses) -> None:
    mentor = world.mentor("Mia Mentor", world.group())
    empty = profile.profile_of(world.uow, mentor, world.now)
    assert (empty.percent, set(empty.missing)) == (0, {part.value for part in profile.ProfilePart})
    change = ProfileChange(headline=" Builds ", expertise="SQL, python; sql\nGo", years=0, meeting_link=LINK)
    own = profile.edit_profile(world.uow, mentor, world.now, change)
    assert own.mentor.profile.headline == "Builds"
    assert own.mentor.profile.expertise == ("SQL", "python", "Go")
    assert own.percent == 40
    assert "years" not in own.missing
    before = world.snapshot()
    profile.edit_profile(world.uow, mentor, world.now, change)
    assert world.snapshot() == before
    own = profile.edit_profile(
        world.uow, mentor, world.now, ProfileChange(headline="", links=f"{LINK} {LINK}/2")
    )
    assert own.mentor.profile.headline is None
    assert own.mentor.profile.links == (LINK, f"{LINK}/2")
    with pytest.raises(Outdated):
        profile.edit_profile(world.uow, mentor, world.now, ProfileChange(years=3), seen=1)


@pytest.mark.parametrize("part", profile.ProfilePart)
def test_each_part_can_be_taken_away(world: World, part: profile.ProfilePart) -> None:
    mentor = world.mentor("Mia Mentor", world.group())
    whole = ProfileChange("Builds", "Me", "SQL", "C", "J", 1, "Oslo", LINK)
    whole = replace(whole, meeting_link=LINK, rate=5, currency="EUR")
    assert profile.edit_profile(world.uow, mentor, world.now, whole).missing == ()
    own = profile.clear_part(world.uow, mentor, world.now, part)
    assert own.missing == (part.value,)
    assert len(world.audited()) == 2
    before = world.snapshot()
    assert profile.clear_part(world.uow, mentor, world.now, part) == replace(own, changed=False)
    assert world.snapshot() == before
    with pytest.raises(Outdated):
        profile.clear_part(world.uow, mentor, world.now, part, seen=1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (ProfileChange(headline="x" * 121), "text-too-long"),
        (ProfileChange(years=81), "profile-number"),
        (ProfileChange(rate=-1), "profile-number"),
        (ProfileChange(currency="EURO"), "profile-currency"),
        (ProfileChange(session_minutes=45), "profile-length"),
        (ProfileChange(buffer_minutes=20), "profile-buffer"),
        (ProfileChange(links=" ".join(f"{LINK}/{n}" for n in range(6))), "profile-links"),
        (ProfileChange(links="http://plain.example.org"), "link-not-https"),
        (ProfileChange(meeting_link="https://10.0.0.1/x"), "link-internal"),
        (ProfileChange(expertise=", ".join(f"Skill {n}" for n in range(21))), "mentor-skills"),
    ],
)
def test_what_a_profile_may_not_say(world: World, refuses: Refuses, change: ProfileChange, code: str) -> None:
    mentor = world.mentor("Mia Mentor", world.group())
    with refuses(code):
        profile.edit_profile(world.uow, mentor, world.now, change)


def test_profiles_are_for_mentors(world: World, refuses: Refuses) -> None:
    person = world.person("Pia Person")
    with refuses("profile-not-mentor"):
        profile.profile_of(world.uow, person, world.now)
    with refuses("profile-not-mentor"):
        profile.edit_profile(world.uow, person, world.now, ProfileChange(years=3))
    with refuses("profile-not-mentor"):
        discovery.figures(world.uow, person, world.now)


def test_changing_groups_changes_the_real_links(world: World, refuses: Refuses) -> None:
    group, rust, go = world.group(role="55"), world.group("Rust"), world.group("Go", role="66")
    mentor = world.mentor("Mia Mentor", group, rust)
    own = profile.change_groups(world.uow, mentor, world.now, (rust.id, go.id))
    assert [one.name for one in own.groups] == ["Go", "Rust"]
    assert set(world.uow.groups.links(mentor.id)) == {rust.id, go.id}
    assert {(fact.role_id, fact.give) for fact in world.facts(GroupRoleDue)} == {("55", False), ("66", True)}
    assert len(world.audited("profile.groups")) == 1
    before = world.snapshot()
    profile.change_groups(world.uow, mentor, world.now, (go.id, rust.id))
    assert world.snapshot() == before
    with refuses("mentor-groups-none"):
        profile.change_groups(world.uow, mentor, world.now, ())


def test_the_public_sees_approved_public_mentors_without_private_links(
    world: World, refuses: Refuses
) -> None:
    group, admin, learner = (
        world.group(),
        world.person("Ada Example", admin=True),
        world.person("Lia Learner"),
    )
    mentor, hidden = world.mentor("Mia Mentor", group), world.mentor("Hugo Hidden", group)
    profile.edit_profile(world.uow, mentor, world.now, ProfileChange(meeting_link=LINK))
    profile.edit_profile(world.uow, hidden, world.now, ProfileChange(public=False))
    page = discovery.discover(world.uow, learner, world.now)
    assert [one.person_id for one in page.items] == [mentor.id]
    assert page.items[0].profile.meeting_link is None
    view = discovery.show_mentor(world.uow, learner, world.now, mentor.id)
    assert view.mentor.profile.meeting_link is None
    assert [one.id for one in view.groups] == [group.id]
    with refuses("mentor-unknown"):
        discovery.show_mentor(world.uow, learner, world.now, hidden.id)
    assert discovery.show_mentor(world.uow, admin, world.now, hidden.id).mentor.name == "Hugo Hidden"
    service.pause(world.uow, admin, world.now, mentor.id)
    with refuses("mentor-unknown"):
        discovery.show_mentor(world.uow, learner, world.now, mentor.id)


def test_figures_hide_an_average_of_fewer_than_three_ratings(world: World) -> None:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    learners = [world.learner(f"Learner {n}", group) for n in range(3)]
    world.join(session, *learners)
    world.attended(session, *learners)
    world.tick(session.ends_at)
    for number, learner in enumerate(learners, 1):
        feedback.give(world.uow, learner, world.now + MINUTE, session.id, 4, None)
        figures = discovery.figures(world.uow, mentor, world.now)
        assert (figures.ratings, figures.rating) == (number, 4.0 if number == 3 else None)
    figures = discovery.figures(world.uow, mentor, world.now)
    assert (figures.sessions_held, figures.learners, figures.hours) == (1, 3, 1.0)
    assert attending.history(world.uow, learners[0], world.now).items[0].participant.feedback is not None


def test_a_mentor_is_saved_found_again_and_let_go(world: World, refuses: Refuses) -> None:
    group, learner = world.group(), world.person("Lia Learner")
    mentor, _ = world.mentor("Mia Mentor", group), world.mentor("Otto Other", group)

    def saved() -> list[int]:
        page = discovery.discover(world.uow, learner, world.now, discovery.Wanted(saved=True))
        return [one.person_id for one in page.items]

    assert saved() == []
    for _ in range(2):
        assert saving.save_mentor(world.uow, learner, world.now, mentor.id, True).saved
    assert saved() == [mentor.id]
    assert discovery.show_mentor(world.uow, learner, world.now, mentor.id).saved
    assert not saving.save_mentor(world.uow, learner, world.now, mentor.id, False).saved
    assert saved() == []
    assert len(world.audited("mentor.save")) == 2
    with refuses("mentor-save-own"):
        saving.save_mentor(world.uow, mentor, world.now, mentor.id, True)
    profile.edit_profile(world.uow, mentor, world.now, ProfileChange(public=False))
    with refuses("mentor-unknown"):
        saving.save_mentor(world.uow, learner, world.now, mentor.id, True)
