"""Joining two accounts of one person (rules.md §1; trust.md §2 rows 78, 79)."""

import hashlib
from datetime import timedelta

import pytest

from core.errors import Conflict
from core.facts import (
    AccountsLinked,
    AccountUnlinked,
    GroupRoleDue,
    LinkCodeEntered,
    RolesChanged,
    SessionCardChanged,
)
from core.groups.model import LinkKind
from core.mentors.model import ProfileForm, Tier
from core.people import linking
from core.people.model import Actor, Identity, LinkState, Platform
from core.sessions import announcing, attending
from tests.services.conftest import Refuses
from tests.services.world import MINUTE, World

CODE = "4f1d2c3b4a5968778695"


def both(world: World) -> tuple[Actor, Actor]:
    return world.person("Ada Example"), world.person("Ada", platform=Platform.TELEGRAM)


def entered(world: World) -> tuple[Actor, Actor, int]:
    first, second = both(world)
    linking.offer_code(world.uow, first, world.now, CODE)
    linking.enter_code(world.uow, second, world.now, CODE)
    return first, second, next(iter(world.memory.codes))


def test_only_the_digest_is_stored(world: World) -> None:
    first, _ = both(world)
    offered = linking.offer_code(world.uow, first, world.now, CODE)
    assert (offered.expires_at, offered.minutes) == (world.now + 10 * MINUTE, 10)
    (code,) = world.memory.codes.values()
    assert code.digest == hashlib.sha256(CODE.encode()).hexdigest()
    assert CODE not in repr(world.memory)


def test_offered_entered_confirmed_and_both_are_told(world: World) -> None:
    first, second = both(world)
    group = world.group()
    world.link(second, group)
    world.link(first, group, LinkKind.LEAD)
    linking.offer_code(world.uow, first, world.now, CODE)
    linking.enter_code(world.uow, second, world.now, f" {CODE[:10].upper()}-{CODE[10:]} ")
    (notice,) = world.notices(LinkCodeEntered)
    assert (notice.person_id, notice.fact) == (first.id, LinkCodeEntered(*_code(world), "telegram"))
    assert notice.useful_until == world.now + 10 * MINUTE
    world.forget()

    linked = linking.confirm_code(world.uow, first, world.now, *_code(world))

    assert {account.platform for account in linked.accounts} == set(Platform)
    assert {account.person_id for account in linked.accounts} == {first.id}
    assert world.uow.groups.links(first.id)[group.id] == {LinkKind.LEARNER, LinkKind.LEAD}
    assert world.again(second).id == first.id
    assert {notice.platform for notice in world.notices(AccountsLinked)} == set(Platform)
    assert [notice.dest for notice in world.notices(RolesChanged)] == [second.account.user_id]
    assert [row.action for row in world.audited()] == ["link.confirm"]


def test_the_linked_account_on_discord_gets_the_roles_of_groups(world: World) -> None:
    first, second = both(world)
    world.link(second, world.group("Python", role="501"))
    world.link(second, world.group("Rust"))
    held = world.link(second, world.group("Go", role="502"))
    assert held.id == second.id
    world.uow.people.refresh(
        first.account.id,
        Identity(Platform.DISCORD, first.account.user_id, "Ada Example", role_ids=frozenset({"502"})),
    )
    linking.offer_code(world.uow, first, world.now, CODE)
    linking.enter_code(world.uow, second, world.now, CODE)
    linking.confirm_code(world.uow, first, world.now, *_code(world))
    assert [(fact.role_id, fact.give) for fact in world.facts(GroupRoleDue)] == [("501", True)]


def test_cards_show_the_seat_that_is_free_when_two_learners_are_one(world: World) -> None:
    first, second, _ = entered(world)
    group = world.group(channel="77")
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    alone = world.scheduled(world.mentor("Max Mentor", group), group)
    for one in (first, second):
        world.link(one, group)
        world.join(session, one)
    attending.join(world.uow, first, world.now, alone.id, confirmed=True)
    world.forget()
    linking.confirm_code(world.uow, first, world.now, *_code(world))
    assert [fact.session_id for fact in world.facts(SessionCardChanged)] == [session.id]


def _code(world: World) -> tuple[int]:
    return (next(iter(world.memory.codes)),)


def test_a_wrong_code_gets_the_same_answer_as_a_right_one(world: World) -> None:
    first, second = both(world)
    linking.offer_code(world.uow, first, world.now, CODE)
    wrong = linking.enter_code(world.uow, second, world.now, "0" * 20)
    assert world.notices(LinkCodeEntered) == []
    right = linking.enter_code(world.uow, second, world.now, CODE)
    assert (wrong.tries_left, right.tries_left) == (4, 3)
    assert type(wrong) is type(right)


def test_five_tries_then_a_pause(world: World, refuses: Refuses) -> None:
    first, second = both(world)
    linking.offer_code(world.uow, first, world.now, CODE)
    left = [linking.enter_code(world.uow, second, world.now, "0" * 20).tries_left for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    with refuses("link-tries"):
        linking.enter_code(world.uow, second, world.now, CODE)
    later = world.now + 10 * MINUTE + timedelta(seconds=1)
    assert linking.enter_code(world.uow, second, later, CODE).tries_left == 4
    assert world.notices(LinkCodeEntered) == [], "the code is no longer good"


def test_a_code_is_good_for_ten_minutes_and_once(world: World, refuses: Refuses) -> None:
    first, second, number = entered(world)
    third = world.person("Eve Sample", platform=Platform.TELEGRAM)
    linking.enter_code(world.uow, third, world.now, CODE)
    assert world.memory.codes[number].entered_by == second.id
    world.at(world.now + 10 * MINUTE)
    with refuses("link-expired"):
        linking.confirm_code(world.uow, first, world.now, number)


def test_a_new_code_voids_the_old_one(world: World, refuses: Refuses) -> None:
    first, _, number = entered(world)
    linking.offer_code(world.uow, first, world.now, "f" * 20)
    with refuses("link-expired"):
        linking.confirm_code(world.uow, first, world.now, number)


def test_only_the_side_that_offered_confirms_or_refuses(world: World, refuses: Refuses) -> None:
    first, second, number = entered(world)
    for attempt in (linking.confirm_code, linking.refuse_code):
        with refuses("link-not-yours"):
            attempt(world.uow, second, world.now, number)
        with refuses("link-not-yours"):
            attempt(world.uow, first, world.now, 999)
    linking.refuse_code(world.uow, first, world.now, number)
    assert world.memory.codes[number].state is LinkState.VOID
    assert world.again(second).id == second.id
    with refuses("link-expired"):
        linking.confirm_code(world.uow, first, world.now, number)


def test_confirming_twice_joins_once(world: World, refuses: Refuses) -> None:
    first, _, number = entered(world)
    linking.confirm_code(world.uow, first, world.now, number)
    with refuses("link-expired"):
        linking.confirm_code(world.uow, first, world.now, number)


def test_the_own_code_is_for_the_other_side(world: World, refuses: Refuses) -> None:
    first, _ = both(world)
    linking.offer_code(world.uow, first, world.now, CODE)
    with refuses("link-own-code"):
        linking.enter_code(world.uow, first, world.now, CODE)


def test_one_account_a_platform(world: World, refuses: Refuses) -> None:
    first, second = world.person("Ada Example"), world.person("Ada Again")
    linking.offer_code(world.uow, first, world.now, CODE)
    linking.enter_code(world.uow, second, world.now, CODE)
    with refuses("link-same-platform"):
        linking.confirm_code(world.uow, first, world.now, *_code(world))


def test_one_mentor_does_not_lead_two_sessions_at_a_time(world: World, refuses: Refuses) -> None:
    first, second, number = entered(world)
    python = world.group()
    for actor, title in ((first, "Decorators"), (second, "Generators")):
        world.uow.mentors.grant(actor.id, Tier.IG_MENTOR, None, ProfileForm(), world.now)
        world.announced(world.again(world.link(actor, python, LinkKind.MENTOR)), python, title=title)
    with refuses("link-sessions-overlap") as caught:
        linking.confirm_code(world.uow, first, world.now, number)
    assert caught.value.facts["title"] == "Decorators"
    assert caught.value.facts["other"] == "Generators"
    theirs = max(world.memory.sessions)
    announcing.cancel(world.uow, world.again(second), world.now, theirs, "I am ill.")
    assert len(linking.confirm_code(world.uow, first, world.now, number).accounts) == 2


def test_an_admin_stays_one(world: World) -> None:
    first, second, number = entered(world)
    world.uow.people.set_admin(second.id, admin=True)
    linking.confirm_code(world.uow, first, world.now, number)
    assert world.again(first).admin


def test_losing_the_race_runs_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _, number = entered(world)
    monkeypatch.setattr(world.uow.people, "set_code", lambda *args: False)
    with pytest.raises(Conflict):
        linking.confirm_code(world.uow, first, world.now, number)


def test_unlinking_makes_an_account_a_person_again(world: World, refuses: Refuses) -> None:
    first, second, number = entered(world)
    linking.confirm_code(world.uow, first, world.now, number)
    world.forget()
    gone = linking.unlink(world.uow, world.again(first), world.now, second.account.id)
    assert (gone.platform, gone.name) == ("telegram", "Ada")
    alone = world.again(second)
    assert alone.id != first.id
    assert world.told(AccountUnlinked) == [first.id, alone.id]
    with refuses("account-only"):
        linking.unlink(world.uow, world.again(first), world.now, first.account.id)
    with refuses("account-not-yours"):
        linking.unlink(world.uow, world.again(first), world.now, second.account.id)
