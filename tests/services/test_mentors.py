"""Applications, decisions, mentors and their profiles (rules.md §3)."""

from dataclasses import replace
from typing import Any

import pytest

from core.errors import Conflict, Denied, Outdated
from core.facts import (
    ApplicationDecided,
    ApplicationSubmitted,
    GroupRoleDue,
    MentorAssigned,
    MentorStatusChanged,
    RolesChanged,
    SessionCancelled,
)
from core.groups.model import LinkKind
from core.mentors import discovery, profile, service
from core.mentors.model import (
    Application,
    ApplicationForm,
    ApplicationStatus,
    MentorStatus,
    Tier,
)
from core.mentors.profile import ProfileChange
from core.people.model import Actor, Platform
from core.sessions import attending, feedback
from core.sessions.model import Status
from tests.services.conftest import Refuses
from tests.services.world import LINK, MINUTE, World

APPROVED, REJECTED = ApplicationStatus.APPROVED, ApplicationStatus.REJECTED
CHANGES, PENDING = ApplicationStatus.CHANGES_REQUESTED, ApplicationStatus.PENDING
REVOKED = ApplicationStatus.REVOKED


def form(*group_ids: int, **values: Any) -> ApplicationForm:
    usual = ApplicationForm("I teach", ("Python", "SQL"), "To give back", 3, group_ids)
    return replace(usual, **values)


def applied(world: World, *group_ids: int, name: str = "Pia Person") -> tuple[Actor, Application]:
    actor = world.person(name, platform=Platform.TELEGRAM)
    return actor, service.apply(world.uow, actor, world.now, form(*group_ids))


def decide(
    world: World,
    admin: Actor,
    one: Application,
    status: ApplicationStatus,
    note: str | None = None,
    **more: Any,
) -> Application:
    return service.decide(world.uow, admin, world.now, one.id, status, note, **more)


def test_applying_tells_applicant_admins_and_leads_of_the_chosen_groups(world: World) -> None:
    group, rust = world.group(), world.group("Rust")
    admin, lead = world.person("Ada Example", admin=True), world.lead("Leo Lead", group)
    world.lead("Otto Other", rust)
    actor, application = applied(world, group.id)
    assert application.status is PENDING
    assert world.told(ApplicationSubmitted) == [actor.id, admin.id, lead.id]
    assert [row.action for row in world.audited()] == ["application.apply"]
    assert service.my_application(world.uow, actor, world.now) == application
    assert service.my_application(world.uow, admin, world.now) is None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"group_ids": ()}, "mentor-groups-none"),
        ({"group_ids": (999,)}, "group-unknown"),
        ({"about": " "}, "text-empty"),
        ({"about": "x" * 1001}, "text-too-long"),
        ({"reason": "x" * 1001}, "text-too-long"),
        ({"expertise": ()}, "mentor-skills"),
        ({"expertise": (" ",)}, "mentor-skills"),
        ({"hours": 0}, "application-hours"),
        ({"hours": 169}, "application-hours"),
        ({"tier": Tier.COMPANY_MENTOR}, "application-organisation-missing"),
        ({"tier": Tier.CAMPUS_MENTOR, "organisation": "  "}, "application-organisation-missing"),
    ],
)
def test_what_is_asked_of_an_application(world: World, refuses: Refuses, values: Any, code: str) -> None:
    group, actor = world.group(), world.person("Pia Person")
    with refuses(code):
        service.apply(world.uow, actor, world.now, form(group.id, **{"group_ids": (group.id,), **values}))


def test_every_chosen_group_is_active(world: World, refuses: Refuses) -> None:
    group, off, actor = world.group(), world.group("Off"), world.person("Pia Person")
    world.memory.groups[off.id] = replace(off, active=False)
    with refuses("group-unknown") as caught:
        service.apply(world.uow, actor, world.now, form(group.id, off.id))
    assert caught.value.facts["group_id"] == off.id


def test_one_open_or_approved_application_a_person(world: World, refuses: Refuses) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    actor, application = applied(world, group.id)
    with refuses("application-exists"):
        service.apply(world.uow, actor, world.now, form(group.id, tier=Tier.MENTOR))
    decide(world, admin, application, APPROVED)
    with refuses("application-exists"):
        service.apply(world.uow, world.again(actor), world.now, form(group.id))


def test_one_an_organisation_for_the_last_two_tiers(world: World, refuses: Refuses) -> None:
    group, actor = world.group(), world.person("Pia Person")
    company = form(group.id, tier=Tier.COMPANY_MENTOR, organisation="Sample Ltd")
    assert service.apply(world.uow, actor, world.now, company).form.organisation == "Sample Ltd"
    with refuses("application-exists"):
        service.apply(
            world.uow, actor, world.now, replace(company, tier=Tier.CAMPUS_MENTOR, organisation="sample LTD ")
        )
    service.apply(world.uow, actor, world.now, replace(company, organisation="Other Inc"))


def test_an_organisation_is_dropped_where_it_does_not_belong(world: World) -> None:
    group, actor = world.group(), world.person("Pia Person")
    made = service.apply(world.uow, actor, world.now, form(group.id, organisation="Sample Ltd"))
    assert made.form.organisation is None


def test_approval_grants_everything_at_once(world: World) -> None:
    group, rust, go = world.group(role="55"), world.group("Rust"), world.group("Go")
    admin = world.person("Ada Example", admin=True)
    actor = world.learner("Lia Learner", go)
    application = service.apply(world.uow, actor, world.now, form(group.id, rust.id))
    world.forget()

    after = decide(world, admin, application, APPROVED, None, seen=application.version)

    assert (after.status, after.decided_by_name, after.decided_at) == (APPROVED, "Ada Example", world.now)
    assert world.again(actor).mentor
    links = world.uow.groups.links(actor.id)
    assert links == {group.id: {LinkKind.MENTOR}, rust.id: {LinkKind.MENTOR}, go.id: {LinkKind.LEARNER}}
    assert world.facts(GroupRoleDue) == [GroupRoleDue(group.id, actor.id, "55", give=True)]
    assert world.told(ApplicationDecided) == [actor.id]
    mentor = world.uow.mentors.get(actor.id)
    assert mentor is not None
    assert (mentor.profile.about, mentor.profile.expertise) == ("I teach", ("Python", "SQL"))
    assert [row.action for row in world.audited()] == ["application.decide"]


@pytest.mark.parametrize("status", [REJECTED, CHANGES])
def test_the_other_decisions_need_a_note_and_tell_it(
    world: World, refuses: Refuses, status: ApplicationStatus
) -> None:
    admin = world.person("Ada Example", admin=True)
    actor, application = applied(world, world.group().id)
    for note in (None, " ", "x" * 501):
        with refuses("text-too-long" if note and len(note) > 500 else "text-empty"):
            decide(world, admin, application, status, note)
    after = decide(world, admin, application, status, "Say more")
    assert (after.status, after.note) == (status, "Say more")
    assert world.facts(ApplicationDecided) == [ApplicationDecided(application.id, status.value, "Say more")]
    assert not world.again(actor).mentor


def test_a_decided_one_names_who_decided(world: World, refuses: Refuses) -> None:
    ada, bob = world.person("Ada Example", admin=True), world.person("Bob Sample", admin=True)
    _, application = applied(world, world.group().id)
    decide(world, ada, application, REJECTED, "No", seen=application.version)
    for status in (APPROVED, REJECTED, CHANGES):
        with refuses("application-decided") as caught:
            decide(world, bob, application, status, "No", seen=application.version)
        assert (caught.value.facts["by"], caught.value.facts["at"]) == ("Ada Example", world.now)


def test_losing_the_race_grants_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = world.person("Ada Example", admin=True)
    actor, application = applied(world, world.group().id)
    monkeypatch.setattr(world.uow.mentors, "decide", lambda *args: False)
    with pytest.raises(Conflict):
        decide(world, admin, application, APPROVED)
    assert world.uow.mentors.get(actor.id) is None


def test_nobody_decides_their_own_and_only_admins_decide(world: World, refuses: Refuses) -> None:
    group = world.group()
    admin = world.person("Ada Example", admin=True)
    own = service.apply(world.uow, admin, world.now, form(group.id))
    with refuses("application-own"):
        decide(world, admin, own, APPROVED)
    actor, application = applied(world, group.id)
    lead = world.lead("Leo Lead", group)
    for stranger in (lead, actor):
        for number in (application.id, 999):
            with refuses("admin-only") as caught:
                service.decide(world.uow, stranger, world.now, number, APPROVED)
            assert isinstance(caught.value, Denied)
    with refuses("application-unknown"):
        service.decide(world.uow, admin, world.now, 999, APPROVED)


def test_an_edited_application_makes_the_card_outdated(world: World) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    actor, application = applied(world, group.id)
    service.resubmit(world.uow, actor, world.now, form(group.id, hours=9))
    with pytest.raises(Outdated):
        decide(world, admin, application, APPROVED, seen=application.version)


def test_a_waiting_one_is_edited_and_waits_on(world: World) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    actor, application = applied(world, group.id)
    world.forget()
    after = service.resubmit(world.uow, actor, world.now, form(group.id, hours=9), seen=application.version)
    assert (after.status, after.form.hours, after.version) == (PENDING, 9, 2)
    assert set(world.told(ApplicationSubmitted)) == {actor.id, admin.id}
    before = world.snapshot()
    service.resubmit(world.uow, actor, world.now, form(group.id, hours=9))
    assert world.snapshot() == before


@pytest.mark.parametrize("status", [REJECTED, CHANGES])
def test_a_returned_one_goes_back_and_clears_the_note(
    world: World, refuses: Refuses, status: ApplicationStatus
) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    actor, application = applied(world, group.id)
    decide(world, admin, application, status, "Say more")
    with refuses("application-unchanged"):
        service.resubmit(world.uow, actor, world.now, form(group.id))
    after = service.resubmit(world.uow, actor, world.now, form(group.id, about="More"))
    assert (after.status, after.note, after.decided_by_name) == (PENDING, None, None)


def test_approved_ones_lead_to_the_profile_and_others_to_applying(world: World, refuses: Refuses) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    actor, application = applied(world, group.id)
    decide(world, admin, application, APPROVED)
    with refuses("application-use-profile"):
        service.resubmit(world.uow, actor, world.now, form(group.id))
    nobody = world.person("Nora Nobody")
    with refuses("application-none"):
        service.resubmit(world.uow, nobody, world.now, form(group.id))


def test_the_list_is_for_admins_and_the_detail_for_the_applicant_too(world: World, refuses: Refuses) -> None:
    group = world.group()
    admin = world.person("Ada Example", admin=True)
    pia, first = applied(world, group.id)
    pit, second = applied(world, group.id, name="Pit Sample")
    page = service.applications(world.uow, admin, world.now)
    assert [one.id for one in page.items] == [second.id, first.id], "newest first"
    decide(world, admin, first, REJECTED, "No")
    wanted = service.Wanted(status=PENDING)
    assert [one.id for one in service.applications(world.uow, admin, world.now, wanted).items] == [second.id]
    wanted = service.Wanted(search="pia")
    assert [one.id for one in service.applications(world.uow, admin, world.now, wanted).items] == [first.id]
    with refuses("admin-only"):
        service.applications(world.uow, pia, world.now)
    assert service.application(world.uow, pia, world.now, first.id).note == "No"
    with refuses("application-not-yours"):
        service.application(world.uow, pit, world.now, first.id)


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


def test_a_profile_is_changed_in_parts(world: World, refuses: Refuses) -> None:
    mentor = world.mentor("Mia Mentor", world.group())
    empty = profile.profile_of(world.uow, mentor, world.now)
    assert (empty.percent, set(empty.missing)) == (0, set(profile.PARTS))
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
