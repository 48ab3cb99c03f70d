"""Whoever our direct messages do not reach is told so with the next answer (trust.md §2 row 8)."""

import pytest

from core.people.model import Platform
from tests.commands.town import Somebody, Town

HINT = "do not reach you on Discord"


@pytest.fixture
async def ada(town: Town) -> Somebody:
    return await town.person("Ada Example", Platform.DISCORD)


async def closed(town: Town, somebody: Somebody, *, reachable: bool = False) -> int:
    """Discord has refused a notice to them; returns the account's id."""
    account = (await town.database.read(lambda uow: uow.people.accounts(somebody.id)))[0]
    await town.do(lambda uow: uow.people.set_reachable(account.id, reachable=reachable))
    return account.id


async def test_the_next_answer_says_so_once_with_a_way_out(town: Town, ada: Somebody) -> None:
    assert HINT not in await ada.do("group list")
    await closed(town, ada)
    assert HINT in await ada.do("group list")
    tried = ada.button("Try again")
    assert HINT not in await ada.do("session browse")
    assert HINT not in await ada.use(tried)
    await closed(town, ada)
    assert HINT in await ada.do("session browse")


async def test_a_question_waits_for_its_end_and_a_refusal_says_so_too(town: Town, ada: Somebody) -> None:
    await closed(town, ada)
    await town.group()
    await ada.begin("group join")
    said = await ada.do("admin outbox")
    assert "Only admins" in said
    assert HINT in said


async def test_home_says_it_itself_and_not_twice(town: Town, ada: Somebody) -> None:
    await closed(town, ada)
    assert (await ada.do("home")).count(HINT) == 1
    assert ada.labels().count("Try again") == 1
    assert HINT not in await ada.do("group list")
    assert (await ada.do("home")).count(HINT) == 1


async def test_after_a_restart_it_is_said_once_more(town: Town, ada: Somebody) -> None:
    await closed(town, ada)
    assert HINT in await ada.do("group list")
    town.__post_init__()
    assert HINT in await ada.do("group list")


async def test_who_wants_no_notices_there_is_left_alone(town: Town, ada: Somebody) -> None:
    account_id = await closed(town, ada)
    await town.do(lambda uow: uow.people.set_notify(account_id, False))
    assert HINT not in await ada.do("group list")
