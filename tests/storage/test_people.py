"""People and accounts: made, refreshed, found; settings; link codes."""

from datetime import time, timedelta
from typing import Any

import pytest

from core.errors import Conflict
from core.mentors.model import MentorStatus, ProfileForm, Tier
from core.notices.model import Category
from core.people.model import LinkState, Person, Platform, QuietHours, Speaker
from core.programme import Programme
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, identity, people, person
from tests.engines import AnyDatabase
from tests.storage.asking import read, write


async def stored(database: AnyDatabase, **changes: Any) -> Person:
    return await write(database, lambda uow: person(uow, **changes))


async def test_a_first_contact_makes_a_person_with_an_account(database: AnyDatabase) -> None:
    who = identity(role_ids=frozenset({"7", "8"}))
    made, account = await write(database, lambda uow: uow.people.create(who, NOW))
    assert await read(database, lambda uow: uow.people.get(made.id)) == made
    found = await read(database, lambda uow: uow.people.account(who.platform, who.user_id))
    assert found == account
    assert (account.person_id, account.role_ids, account.reachable, account.notify, account.dm_channel) == (
        made.id,
        frozenset({"7", "8"}),
        True,
        True,
        None,
    )
    assert await read(database, lambda uow: uow.people.account_by_id(account.id)) == account
    assert await read(database, lambda uow: uow.people.account(Platform.TELEGRAM, who.user_id)) is None
    assert await read(database, lambda uow: uow.people.get(404)) is None


async def test_who_speaks_is_read_with_their_person_and_standing(database: AnyDatabase) -> None:
    who = identity(role_ids=frozenset({"7"}))
    made, account = await write(database, lambda uow: uow.people.create(who, NOW))

    async def speaker() -> Speaker | None:
        return await read(database, lambda uow: uow.people.speaker(who.platform, who.user_id))

    assert await speaker() == Speaker(account, made, None)

    def change(uow: Work) -> None:
        uow.people.set_language(made.id, "fr")
        uow.people.set_zone(made.id, "Europe/Paris")
        uow.people.set_quiet(made.id, QuietHours(time(22), time(7)))
        uow.mentors.grant(made.id, Tier.MENTOR, None, ProfileForm(), NOW)
        uow.mentors.set_status(made.id, MentorStatus.ACTIVE, MentorStatus.PAUSED)

    await write(database, change)
    person = await read(database, lambda uow: uow.people.get(made.id))
    assert person is not None
    assert person.quiet is not None
    assert await speaker() == Speaker(account, person, MentorStatus.PAUSED)
    assert await read(database, lambda uow: uow.people.speaker(Platform.TELEGRAM, who.user_id)) is None


async def test_one_platform_account_is_one_person(database: AnyDatabase) -> None:
    who = identity()
    await write(database, lambda uow: uow.people.create(who, NOW))
    with pytest.raises(Conflict):
        await write(database, lambda uow: uow.people.create(who, NOW))


async def test_refreshing_stores_what_the_platform_says_now(database: AnyDatabase) -> None:
    who = identity(name="Ada Example", role_ids=frozenset({"7"}))
    made, account = await write(database, lambda uow: uow.people.create(who, NOW))
    now = identity(0, name="Ada Sample", username="ada", language="fr", role_ids=frozenset({"9"}))
    await write(database, lambda uow: uow.people.refresh(account.id, now))
    found = await read(database, lambda uow: uow.people.account_by_id(account.id))
    assert found is not None
    assert (found.name, found.username, found.language, found.role_ids) == (
        "Ada Sample",
        "ada",
        "fr",
        frozenset({"9"}),
    )
    assert found.user_id == who.user_id
    renamed = await read(database, lambda uow: uow.people.get(made.id))
    assert renamed is not None
    assert renamed.name == "Ada Sample"
    assert [one.id for one in await read(database, lambda uow: uow.people.search("sample", 5))] == [made.id]
    assert await read(database, lambda uow: uow.people.search("example", 5)) == []


async def test_a_platform_that_tells_no_roles_takes_none_away(database: AnyDatabase) -> None:
    _, account = await write(
        database, lambda uow: uow.people.create(identity(role_ids=frozenset({"7"})), NOW)
    )
    await write(database, lambda uow: uow.people.refresh(account.id, identity(role_ids=None)))
    found = await read(database, lambda uow: uow.people.account_by_id(account.id))
    assert found is not None
    assert found.role_ids == {"7"}


async def test_settings_are_kept(database: AnyDatabase) -> None:
    made = await stored(database)
    quiet = QuietHours(time(22, 30), time(7, 0))

    def settle(uow: Work) -> None:
        uow.people.set_language(made.id, "fr")
        uow.people.set_zone(made.id, "Europe/Berlin")
        uow.people.set_quiet(made.id, quiet)

    await write(database, settle)
    found = await read(database, lambda uow: uow.people.get(made.id))
    assert found is not None
    assert (found.language, found.zone, found.quiet) == ("fr", "Europe/Berlin", quiet)
    await write(database, lambda uow: uow.people.set_quiet(made.id, None))
    found = await read(database, lambda uow: uow.people.get(made.id))
    assert found is not None
    assert found.quiet is None


async def test_an_accounts_marks_are_kept(database: AnyDatabase) -> None:
    _, account = await write(database, lambda uow: uow.people.create(identity(), NOW))

    def mark(uow: Work) -> None:
        uow.people.set_reachable(account.id, reachable=False)
        uow.people.set_notify(account.id, notify=False)
        uow.people.set_dm_channel(account.id, "555")

    await write(database, mark)
    found = await read(database, lambda uow: uow.people.account_by_id(account.id))
    assert found is not None
    assert (found.reachable, found.notify, found.dm_channel) == (False, False, "555")


async def test_several_people_and_their_accounts_are_read_at_once(database: AnyDatabase) -> None:
    ids = await write(database, lambda uow: people(uow, 3))
    found = await read(database, lambda uow: uow.people.several([*ids[:2], 404]))
    assert [one.id for one in found] == ids[:2]
    accounts = await read(database, lambda uow: uow.people.accounts_of(ids[1:]))
    assert [one.person_id for one in accounts] == ids[1:]
    assert await read(database, lambda uow: uow.people.several([])) == []


async def test_categories_are_on_until_switched_off(database: AnyDatabase) -> None:
    one, other = await write(database, lambda uow: people(uow, 2))

    def switch(uow: Work) -> None:
        uow.people.set_category(one, Category.CHANGED, on=False)
        uow.people.set_category(one, Category.CHANGED, on=False)
        uow.people.set_category(other, Category.FEEDBACK, on=False)
        uow.people.set_category(other, Category.FEEDBACK, on=True)

    await write(database, switch)
    assert await read(database, lambda uow: uow.people.categories_off([one, other])) == {
        (one, Category.CHANGED)
    }


async def test_search_goes_by_how_words_begin(database: AnyDatabase) -> None:
    def make(uow: Work) -> dict[str, int]:
        return {
            name: person(uow, name=name, username=username).id
            for name, username in (
                ("Ada Example", "countess"),
                ("Linus Sample", "linux"),
                ("Zoë ÉTÉ", None),
                ("100% Sure_Thing", "adamant"),
            )
        }

    ids = await write(database, make)

    async def search(text: str, limit: int = 5) -> list[str]:
        found = await read(database, lambda uow: uow.people.search(text, limit))
        return [next(name for name, number in ids.items() if number == one.id) for one in found]

    assert await search("ADA") == ["100% Sure_Thing", "Ada Example"]
    assert await search("linu") == ["Linus Sample"]
    assert await search("sam lin") == ["Linus Sample"]
    assert await search("été") == ["Zoë ÉTÉ"]
    assert await search("xample") == []
    assert await search("ada", 1) == ["Ada Example"]
    assert await search("  ", 2) == ["100% Sure_Thing", "Zoë ÉTÉ"]


@pytest.fixture
def programme() -> Programme:
    """Admins by id and by role."""
    return Programme(
        admin_discord_ids=frozenset({"100001"}),
        admin_telegram_ids=frozenset({"100002"}),
        admin_discord_roles=frozenset({"77"}),
    )


async def test_admins_are_made_configured_or_hold_a_role(database: AnyDatabase) -> None:
    def make(uow: Work) -> tuple[list[int], int]:
        made = [
            person(uow, 1).id,
            person(uow, 2, platform=Platform.TELEGRAM).id,
            person(uow, 3, role_ids=frozenset({"77"})).id,
            person(uow, 4).id,
        ]
        nobody = person(uow, 2).id
        uow.people.set_admin(made[3], admin=True)
        return made, nobody

    made, _ = await write(database, make)
    assert await read(database, lambda uow: uow.people.admins()) == made
    await write(database, lambda uow: uow.people.set_admin(made[3], admin=False))
    assert await read(database, lambda uow: uow.people.admins()) == made[:3]


async def test_the_last_admin_stays_one(database: AnyDatabase) -> None:
    made = await stored(database, user_id="4711")
    await write(database, lambda uow: uow.people.set_admin(made.id, admin=True))
    with pytest.raises(Conflict):
        await write(database, lambda uow: uow.people.set_admin(made.id, admin=False))
    assert await read(database, lambda uow: uow.people.admins()) == [made.id]


async def test_a_link_code_goes_from_state_to_state_once(database: AnyDatabase) -> None:
    one, other = await write(database, lambda uow: people(uow, 2))
    code_id = await write(
        database, lambda uow: uow.people.add_code(one, Platform.DISCORD, "digest", NOW + HOUR)
    )
    code = await read(database, lambda uow: uow.people.code("digest"))
    assert code is not None
    assert (code.id, code.person_id, code.state, code.expires_at) == (
        code_id,
        one,
        LinkState.OFFERED,
        NOW + HOUR,
    )
    assert await read(database, lambda uow: uow.people.code("another")) is None

    async def turn(expected: LinkState, state: LinkState, by: int | None = None) -> bool:
        return await write(database, lambda uow: uow.people.set_code(code_id, expected, state, by))

    assert await turn(LinkState.OFFERED, LinkState.ENTERED, other)
    assert not await turn(LinkState.OFFERED, LinkState.ENTERED, one)
    assert await turn(LinkState.ENTERED, LinkState.USED)
    used = await read(database, lambda uow: uow.people.code_by_id(code_id))
    assert used is not None
    assert (used.state, used.entered_by) == (LinkState.USED, other)


async def test_voiding_takes_back_what_nobody_used(database: AnyDatabase) -> None:
    one, other = await write(database, lambda uow: people(uow, 2))

    def offer(uow: Work) -> tuple[int, int, int]:
        used = uow.people.add_code(one, Platform.DISCORD, "used", NOW)
        uow.people.set_code(used, LinkState.OFFERED, LinkState.USED, other)
        open_one = uow.people.add_code(one, Platform.DISCORD, "open", NOW)
        theirs = uow.people.add_code(other, Platform.DISCORD, "theirs", NOW)
        uow.people.void_codes(one)
        return used, open_one, theirs

    ids = await write(database, offer)
    codes = await read(database, lambda uow: [uow.people.code_by_id(number) for number in ids])
    assert [code.state for code in codes if code] == [LinkState.USED, LinkState.VOID, LinkState.OFFERED]


async def test_tries_are_counted_from_an_instant_on(database: AnyDatabase) -> None:
    one, other = await write(database, lambda uow: people(uow, 2))

    def enter(uow: Work) -> None:
        for minutes in (1, 5, 30):
            uow.people.add_try(one, NOW - timedelta(minutes=minutes))
        uow.people.add_try(other, NOW)

    await write(database, enter)
    ten = NOW - timedelta(minutes=10)
    assert await read(database, lambda uow: uow.people.count_tries(one, ten)) == 2
