"""Applying to be a mentor, and the decision (rules.md §3)."""

from dataclasses import replace
from typing import Any

import pytest

from core.errors import Conflict, Denied, Outdated
from core.facts import (
    ApplicationDecided,
    ApplicationSubmitted,
    GroupRoleDue,
)
from core.groups.model import LinkKind
from core.mentors import service
from core.mentors.model import (
    ApplicationStatus,
    Tier,
)
from tests.services.applying import applied, decide, form
from tests.services.conftest import Refuses
from tests.services.world import World

APPROVED, REJECTED = ApplicationStatus.APPROVED, ApplicationStatus.REJECTED
CHANGES, PENDING = ApplicationStatus.CHANGES_REQUESTED, ApplicationStatus.PENDING


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
