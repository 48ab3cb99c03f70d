"""Groups: joining, leaving, making, editing, leads (rules.md §2)."""

from dataclasses import replace

import pytest

from core.errors import Conflict, Denied, Outdated
from core.facts import GroupRoleDue, LeadChanged, RolesChanged
from core.groups import service
from core.groups.model import LinkKind
from core.groups.service import GroupChange, Spots
from core.notices.model import Target
from core.people.model import Identity, Platform
from tests.services.conftest import Refuses
from tests.services.world import World


def test_joining_adds_a_link_and_gives_the_mapped_role(world: World) -> None:
    group, learner = world.group(role="55"), world.person("Lia Learner")
    summary = service.join_group(world.uow, learner, world.now, group.id)
    assert summary.links == {LinkKind.LEARNER}
    assert summary.learners == 1
    (notice,) = world.notices(GroupRoleDue)
    assert (notice.target, notice.platform, notice.dest) == (
        Target.ROLE,
        Platform.DISCORD,
        learner.account.user_id,
    )
    assert world.facts(GroupRoleDue) == [GroupRoleDue(group.id, learner.id, "55", give=True)]
    assert [row.action for row in world.audited()] == ["group.join"]


def test_nobody_without_discord_is_given_a_role(world: World) -> None:
    group, learner = world.group(role="55"), world.person("Lia Learner", platform=Platform.TELEGRAM)
    service.join_group(world.uow, learner, world.now, group.id)
    assert world.notices(GroupRoleDue) == []


def test_joining_twice(world: World, refuses: Refuses) -> None:
    group = world.group()
    learner = world.learner("Lia Learner", group)
    with refuses("group-already-joined"):
        service.join_group(world.uow, learner, world.now, group.id)


def test_gaining_a_link_never_removes_another(world: World) -> None:
    group = world.group(role="55")
    mentor = world.mentor("Mia Mentor", group)
    service.join_group(world.uow, mentor, world.now, group.id)
    assert world.uow.groups.links(mentor.id)[group.id] == {LinkKind.LEARNER, LinkKind.MENTOR}
    world.forget()
    summary = service.leave_group(world.uow, mentor, world.now, group.id)
    assert summary.links == {LinkKind.MENTOR}
    assert world.notices(GroupRoleDue) == [], "the role stays with the mentor"


def test_leaving_takes_the_role(world: World, refuses: Refuses) -> None:
    group = world.group(role="55")
    learner = world.learner("Lia Learner", group)
    service.leave_group(world.uow, learner, world.now, group.id)
    assert world.facts(GroupRoleDue) == [GroupRoleDue(group.id, learner.id, "55", give=False)]
    with refuses("group-not-joined"):
        service.leave_group(world.uow, learner, world.now, group.id)


def test_the_limit_counts_learner_links_only(world: World, refuses: Refuses) -> None:
    world.programme(group_limit=3)
    groups = [world.group(f"Group {n}") for n in range(6)]
    person = world.mentor("Mia Mentor", *groups[:2])
    for group in groups[:3]:
        service.join_group(world.uow, person, world.now, group.id)
    with refuses("group-limit") as caught:
        service.join_group(world.uow, person, world.now, groups[4].id)
    assert caught.value.facts == {"limit": 3}
    service.leave_group(world.uow, person, world.now, groups[0].id)
    service.join_group(world.uow, person, world.now, groups[4].id)


@pytest.mark.parametrize("exists", [True, False])
def test_a_switched_off_group_is_not_joined(world: World, refuses: Refuses, exists: bool) -> None:
    group, learner = world.group(), world.person("Lia Learner")
    world.memory.groups[group.id] = replace(group, active=False)
    with refuses("group-unknown"):
        service.join_group(world.uow, learner, world.now, group.id if exists else 999)


def test_lists_are_by_name_searched_and_without_switched_off_ones(world: World, refuses: Refuses) -> None:
    rust, python, off = world.group("Rust"), world.group("Python"), world.group("Off")
    world.memory.groups[off.id] = replace(off, active=False)
    learner, admin = world.learner("Lia Learner", rust), world.person("Ada Example", admin=True)
    page = service.list_groups(world.uow, learner, world.now)
    assert [(one.group.id, one.links) for one in page.items] == [
        (python.id, frozenset()),
        (rust.id, {LinkKind.LEARNER}),
    ]
    assert [one.group.id for one in service.list_groups(world.uow, learner, world.now, "RU").items] == [
        rust.id
    ]
    with refuses("group-unknown"):
        service.show_group(world.uow, learner, world.now, off.id)
    assert service.show_group(world.uow, admin, world.now, off.id).group.id == off.id


def test_an_admin_makes_a_group(world: World) -> None:
    admin = world.person("Ada Example", admin=True)
    spots = Spots("55", "77", "-10088")
    group = service.create_group(world.uow, admin, world.now, " C++  beginners ", "For all\n", spots)
    assert (group.name, group.slug, group.description) == ("C++ beginners", "c-beginners", "For all")
    assert (group.discord_role_id, group.discord_channel_id, group.telegram_chat_id) == ("55", "77", "-10088")
    assert [row.action for row in world.audited()] == ["group.create"]


def test_names_are_told_apart(world: World, refuses: Refuses) -> None:
    admin = world.person("Ada Example", admin=True)
    first = service.create_group(world.uow, admin, world.now, "C")
    second = service.create_group(world.uow, admin, world.now, "C++")
    assert (first.slug, second.slug) == ("c", "c-2")
    with refuses("group-name-taken"):
        service.create_group(world.uow, admin, world.now, " c++ ")
    with refuses("group-name-taken"):
        service.edit_group(world.uow, admin, world.now, first.id, GroupChange(name="C++"))
    assert service.edit_group(world.uow, admin, world.now, first.id, GroupChange(name="c")).group.name == "c"


@pytest.mark.parametrize(
    ("name", "spots", "code"),
    [
        (" ", Spots(), "text-empty"),
        ("x" * 76, Spots(), "text-too-long"),
        ("Go", Spots(discord_role="@everyone"), "group-spot"),
        ("Go", Spots(discord_channel="#go"), "group-spot"),
        ("Go", Spots(telegram_chat="t.me/go"), "group-spot"),
    ],
)
def test_what_cannot_be_a_group(world: World, refuses: Refuses, name: str, spots: Spots, code: str) -> None:
    admin = world.person("Ada Example", admin=True)
    with refuses(code):
        service.create_group(world.uow, admin, world.now, name, "", spots)


def test_an_edit_changes_what_is_given_and_the_slug_stays(world: World) -> None:
    group, admin = world.group(channel="77"), world.person("Ada Example", admin=True)
    change = GroupChange(name="Python 3", spots=Spots(discord_channel="", telegram_chat="-5"), active=False)
    after = service.edit_group(world.uow, admin, world.now, group.id, change, seen=group.version).group
    assert (after.name, after.slug, after.active) == ("Python 3", "python", False)
    assert (after.discord_channel_id, after.telegram_chat_id) == (None, "-5")
    assert after.version == group.version + 1
    before = world.snapshot()
    again = service.edit_group(world.uow, admin, world.now, group.id, change)
    assert (again.group, again.changed) == (after, False)
    assert world.snapshot() == before, "an edit that changes nothing does nothing"
    with pytest.raises(Outdated):
        service.edit_group(world.uow, admin, world.now, group.id, GroupChange(name="X"), seen=group.version)


def test_somebody_faster(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    monkeypatch.setattr(world.uow.groups, "save", lambda *args: False)
    with pytest.raises(Conflict):
        service.edit_group(world.uow, admin, world.now, group.id, GroupChange(name="X"))


def test_making_editing_and_leads_are_for_admins(world: World, refuses: Refuses) -> None:
    group = world.group()
    for actor in (world.mentor("Mia Mentor", group), world.lead("Leo Lead", group)):
        for attempt in (
            lambda who: service.create_group(world.uow, who, world.now, "Go"),
            lambda who: service.edit_group(world.uow, who, world.now, group.id, GroupChange(name="Go")),
            lambda who: service.edit_group(world.uow, who, world.now, 999, GroupChange(name="Go")),
            lambda who: service.set_lead(world.uow, who, world.now, group.id, who.id, lead=True),
        ):
            with refuses("admin-only") as caught:
                attempt(actor)
            assert isinstance(caught.value, Denied)


def test_a_lead_is_made_told_and_unmade(world: World, refuses: Refuses) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    person = world.person("Leo Lead", platform=Platform.TELEGRAM)
    made = service.set_lead(world.uow, admin, world.now, group.id, person.id, lead=True)
    assert (made.person.id, made.lead) == (person.id, True)
    assert world.told(LeadChanged) == [person.id]
    assert [notice.target for notice in world.notices(RolesChanged)] == [Target.MENU]
    with refuses("group-lead-already"):
        service.set_lead(world.uow, admin, world.now, group.id, person.id, lead=True)
    service.set_lead(world.uow, admin, world.now, group.id, person.id, lead=False)
    assert world.uow.groups.links(person.id) == {}
    assert len(world.audited("group.lead")) == 2


def test_nobody_makes_himself_lead(world: World, refuses: Refuses) -> None:
    group, admin = world.group(), world.person("Ada Example", admin=True)
    with refuses("group-lead-own"):
        service.set_lead(world.uow, admin, world.now, group.id, admin.id, lead=True)
    with refuses("person-unknown"):
        service.set_lead(world.uow, admin, world.now, group.id, 999, lead=True)


def test_leaving_forgets_the_mapped_role_at_once(world: World) -> None:
    """Discord has not taken the role away yet; the person is out of the group all the same (rules.md §2)."""
    group, learner = world.group(role="55"), world.person("Lia Learner")
    service.join_group(world.uow, learner, world.now, group.id)
    seen = Identity(
        Platform.DISCORD, learner.account.user_id, "Lia Learner", role_ids=frozenset({"55", "66"})
    )
    world.uow.people.refresh(learner.account.id, seen)
    service.leave_group(world.uow, world.again(learner), world.now, group.id)
    assert world.uow.groups.links(learner.id) == {}
    assert [one.role_ids for one in world.uow.people.accounts(learner.id)] == [frozenset({"66"})]
