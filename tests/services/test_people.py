"""People: contact, roles, settings, admins, export, erasure (rules.md §1; trust.md §2 rows 54, 74, 80)."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from core import auditing
from core.audit import AuditOutcome
from core.errors import Denied, Refusal
from core.facts import AdminChanged, SessionCancelled, SessionCardChanged
from core.notices.model import Category
from core.people import service
from core.people.model import Identity, Platform, QuietHours
from core.sessions.model import Status
from tests.services.conftest import Refuses
from tests.services.world import DAY, HOUR, START, World

ADA = Identity(Platform.DISCORD, "1", "Ada Example", "ada", "en-GB")


def test_first_contact_creates_a_person(world: World) -> None:
    assert service.known(world.uow, ADA) is None
    actor = service.actor(world.uow, ADA, world.now)
    assert (actor.person.name, actor.admin, actor.mentor) == ("Ada Example", False, False)
    assert service.known(world.uow, ADA) == actor
    assert service.actor(world.uow, ADA, world.now) == actor
    assert len(world.memory.people) == 1


@pytest.mark.parametrize(
    "news",
    [{"name": "Ada E."}, {"username": "ada2"}, {"language": "fr"}, {"role_ids": frozenset({"5"})}],
)
def test_news_about_an_account_is_stored(world: World, news: dict[str, Any]) -> None:
    service.actor(world.uow, ADA, world.now)
    newer = replace(ADA, **news)
    assert service.known(world.uow, newer) is None, "a write is needed"
    actor = service.actor(world.uow, newer, world.now)
    assert all(getattr(actor.account, name) == value for name, value in news.items())
    assert service.known(world.uow, newer) == actor


def test_roles_that_were_not_told_stay_as_they_were(world: World) -> None:
    service.actor(world.uow, replace(ADA, role_ids=frozenset({"5"})), world.now)
    assert service.actor(world.uow, ADA, world.now).role_ids == {"5"}


@pytest.mark.parametrize(
    ("settings", "admin"),
    [
        ({}, False),
        ({"admin_discord_ids": frozenset({"1"})}, True),
        ({"admin_telegram_ids": frozenset({"1"})}, False),
        ({"admin_discord_roles": frozenset({"9"})}, True),
        ({"admin_discord_roles": frozenset({"8"})}, False),
    ],
)
def test_admins_by_settings(world: World, settings: dict[str, Any], admin: bool) -> None:
    world.programme(**settings)
    actor = service.actor(world.uow, replace(ADA, role_ids=frozenset({"9"})), world.now)
    assert actor.admin is admin
    assert (actor.id in world.uow.people.admins()) is admin


def test_a_name_that_looks_like_an_admins_id_is_nobody(world: World) -> None:
    world.programme(admin_discord_ids=frozenset({"1"}))
    other = service.actor(world.uow, Identity(Platform.DISCORD, "2", "1", "1"), world.now)
    assert not other.admin
    assert not service.actor(world.uow, Identity(Platform.TELEGRAM, "1", "Ada"), world.now).admin


def test_an_admin_on_one_account_is_one_on_the_other(world: World) -> None:
    world.programme(admin_discord_ids=frozenset({"1"}))
    actor = service.actor(world.uow, ADA, world.now)
    other = service.actor(world.uow, Identity(Platform.TELEGRAM, "2", "Ada"), world.now)
    world.uow.people.merge(actor.id, other.id)
    assert service.actor(world.uow, Identity(Platform.TELEGRAM, "2", "Ada"), world.now).admin


def test_a_discord_role_taken_away_acts_at_once(world: World) -> None:
    world.programme(admin_discord_roles=frozenset({"9"}))
    assert service.actor(world.uow, replace(ADA, role_ids=frozenset({"9"})), world.now).admin
    assert not service.actor(world.uow, replace(ADA, role_ids=frozenset()), world.now).admin


def test_settings_are_shown_and_changed(world: World) -> None:
    actor = world.person("Ada Example")
    shown = service.settings(world.uow, actor, world.now)
    assert (shown.language, shown.zone, shown.community_zone, shown.quiet) == (None, None, "UTC", None)
    assert Category.ACCOUNT not in shown.categories
    assert all(shown.categories.values())
    assert service.set_language(world.uow, actor, world.now, "fr").language == "fr"
    assert service.set_zone(world.uow, actor, world.now, "europe/berlin").zone == "Europe/Berlin"
    quiet = service.set_quiet(world.uow, actor, world.now, time(22, 0, 30), time(7)).quiet
    assert quiet == QuietHours(time(22), time(7))
    actor = world.again(actor)
    off = service.set_category(world.uow, actor, world.now, Category.STARTING, on=False)
    assert off.categories[Category.STARTING] is False
    account = service.set_notify(world.uow, actor, world.now, actor.account.id, on=False).accounts[0]
    assert (account.notify, account.current) == (False, True)
    assert len(world.audited("settings.change")) == 5
    assert service.set_quiet(world.uow, actor, world.now, None, None).quiet is None
    assert service.set_zone(world.uow, actor, world.now, None).zone is None


def test_choosing_the_same_again_does_nothing(world: World) -> None:
    actor = world.person("Ada Example")
    service.set_zone(world.uow, actor, world.now, "Asia/Kolkata")
    service.set_category(world.uow, actor, world.now, Category.STARTING, on=False)
    actor = world.again(actor)
    before = world.snapshot()
    service.set_zone(world.uow, actor, world.now, "Asia/Kolkata")
    service.set_category(world.uow, actor, world.now, Category.STARTING, on=False)
    service.set_notify(world.uow, actor, world.now, actor.account.id, on=True)
    service.set_language(world.uow, actor, world.now, None)
    assert world.snapshot() == before


def test_what_cannot_be_chosen(world: World, refuses: Refuses) -> None:
    actor, other = world.person("Ada Example"), world.person("Bob Sample")
    with refuses("zone-unknown") as caught:
        service.set_zone(world.uow, actor, world.now, "CST")
    assert "America/Chicago" in str(caught.value.facts["suggestions"])
    with refuses("language-unknown"):
        service.set_language(world.uow, actor, world.now, "English, please")
    with refuses("quiet-empty"):
        service.set_quiet(world.uow, actor, world.now, time(7), time(7))
    with refuses("category-fixed"):
        service.set_category(world.uow, actor, world.now, Category.ACCOUNT, on=False)
    with refuses("account-not-yours"):
        service.set_notify(world.uow, actor, world.now, other.account.id, on=False)


def test_an_admin_makes_another_who_is_told(world: World, refuses: Refuses) -> None:
    admin, person = world.person("Ada Example", admin=True), world.person("Bob Sample")
    made = service.make_admin(world.uow, admin, world.now, person.id)
    assert (made.person.id, made.person.admin, made.admin) == (person.id, True, True)
    assert world.told(AdminChanged) == [person.id]
    assert world.again(person).admin
    with refuses("admin-already"):
        service.make_admin(world.uow, admin, world.now, person.id)
    service.remove_admin(world.uow, world.again(person), world.now, admin.id)
    assert not world.again(admin).admin
    assert [row.action for row in world.audited()] == ["admin.make", "admin.remove"]


def test_nobody_promotes_himself_and_only_admins_promote(world: World, refuses: Refuses) -> None:
    admin, person = world.person("Ada Example", admin=True), world.person("Bob Sample")
    with refuses("admin-own"):
        service.make_admin(world.uow, admin, world.now, admin.id)
    for target in (person.id, admin.id, 999):
        with refuses("admin-only") as caught:
            service.make_admin(world.uow, person, world.now, target)
        assert isinstance(caught.value, Denied)
        with refuses("admin-only"):
            service.remove_admin(world.uow, person, world.now, target)
    with refuses("person-unknown"):
        service.make_admin(world.uow, admin, world.now, 999)


def test_the_last_admin_and_admins_by_settings_stay(world: World, refuses: Refuses) -> None:
    admin = world.person("Ada Example", admin=True)
    with refuses("admin-last"):
        service.remove_admin(world.uow, admin, world.now, admin.id)
    other = world.person("Bob Sample")
    with refuses("admin-not"):
        service.remove_admin(world.uow, admin, world.now, other.id)
    world.programme(admin_discord_ids=frozenset({other.account.user_id}))
    with refuses("admin-by-settings"):
        service.remove_admin(world.uow, admin, world.now, other.id)
    assert not service.remove_admin(world.uow, admin, world.now, admin.id).admin


def test_a_denied_attempt_is_noted_in_its_own_transaction(world: World) -> None:
    actor, admin = world.person("Bob Sample"), world.person("Ada Example", admin=True)
    with pytest.raises(Denied) as caught:
        service.make_admin(world.uow, actor, world.now, admin.id)
    auditing.denied(world.uow, actor, world.now, caught.value)
    (row,) = world.memory.audit
    assert (row.actor_id, row.action, row.object_kind, row.object_id) == (
        actor.id,
        "admin.make",
        "person",
        admin.id,
    )
    assert (row.outcome, row.after) == (AuditOutcome.DENIED, {"refusal": "admin-only"})


def test_erasing_calls_off_led_sessions_and_frees_seats(world: World) -> None:
    group = world.group(channel="77")
    gone, learner = world.mentor("Mia Mentor", group), world.learner("Lia Learner", group)
    led = world.scheduled(gone, group)
    other = world.scheduled(
        world.mentor("Max Mentor", group), group, starts_at=START + DAY, ends_at=START + DAY + HOUR
    )
    world.join(led, learner)
    world.join(other, gone)
    world.forget()

    service.erase_me(world.uow, gone, world.now)

    assert world.session(led).status is Status.CANCELLED
    assert world.told(SessionCancelled) == [learner.id]
    assert world.session(other).taken == 0
    assert {fact.session_id for fact in world.facts(SessionCardChanged)} == {led.id, other.id}
    assert len(world.audited("person.erase")) == 1


def test_the_erased_stay_erased(world: World) -> None:
    actor = service.actor(world.uow, ADA, world.now)
    service.erase_me(world.uow, actor, world.now)
    for late in (lambda: service.actor(world.uow, ADA, world.now), lambda: service.known(world.uow, ADA)):
        with pytest.raises(Refusal) as caught:
            late()
        assert caught.value.code == "person-erased"
    assert len(world.memory.people) == 1


def test_the_last_admin_is_not_erased(world: World, refuses: Refuses) -> None:
    admin = world.person("Ada Example", admin=True)
    with refuses("admin-last"):
        service.erase_me(world.uow, admin, world.now)
    world.person("Bob Sample", admin=True)
    service.erase_me(world.uow, admin, world.now)


def test_the_export_is_taken_once_a_day(world: World, refuses: Refuses) -> None:
    actor, other = world.person("Ada Example"), world.person("Bob Sample")
    service.note_export(world.uow, actor, world.now)
    service.note_export(world.uow, other, world.now)
    with refuses("export-again") as refused:
        service.note_export(world.uow, actor, world.now + DAY - HOUR)
    assert refused.value.facts["again"] == world.now + DAY
    service.note_export(world.uow, actor, world.now + DAY)
    exported = [row.actor_id for row in world.memory.audit if row.action == "person.export"]
    assert exported == [actor.id, other.id, actor.id]


def test_the_export_is_the_persons_own(world: World) -> None:
    actor = world.person("Ada Example")
    assert service.export_mine(world.uow, actor, world.now)["person"] == [
        {"id": actor.id, "name": "Ada Example"}
    ]
