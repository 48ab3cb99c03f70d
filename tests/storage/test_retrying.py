"""PostgreSQL's failures: tried again as a whole where that helps, never half done (trust.md §2 row 39)."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.util import await_only

from core.clock import StandingClock
from core.errors import Conflict, Refusal
from core.people.model import Platform
from core.ports import Repeated
from core.programme import Programme
from storage.database import open_database
from storage.drivers import OnAsyncpg
from storage.errors import CommitUnknown, Unusable
from storage.postgres import PostgresDatabase
from storage.unit_of_work import Work
from tests.builders import NOW, identity, people, person
from tests.engines import address
from tests.storage.asking import read, write

pytestmark = pytest.mark.postgres
KEY = (Platform.DISCORD, "interaction-1")


async def count(database: PostgresDatabase) -> int:
    return len(await read(database, lambda uow: uow.people.search("", 1000)))


def raw(uow: Work) -> asyncpg.Connection:
    driver = uow.scope.connection
    assert isinstance(driver, OnAsyncpg)
    return driver.raw


def fail(uow: Work, sqlstate: str) -> None:
    """Have the server itself raise an error of this kind."""
    statement = text("DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '" + sqlstate + "'; END $$")
    uow.scope.connection.execute(statement)


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", "23505"])
async def test_what_the_server_could_not_serialise_is_tried_again(
    postgres: PostgresDatabase, sqlstate: str
) -> None:
    tries = []

    def act(uow: Work) -> str:
        people(uow, 1)
        tries.append(1)
        if len(tries) < 4:
            fail(uow, sqlstate)
        return "done"

    assert await write(postgres, act) == "done"
    assert await count(postgres) == 1


async def test_after_three_retries_it_is_a_conflict(postgres: PostgresDatabase) -> None:
    tries = []

    def act(uow: Work) -> None:
        people(uow, 1)
        tries.append(1)
        fail(uow, "40001")

    with pytest.raises(Conflict):
        await write(postgres, act)
    assert len(tries) == 4
    assert await count(postgres) == 0


@pytest.mark.parametrize("sqlstate", ["23514", "42601", "22012"])
async def test_what_would_fail_again_is_raised_at_once(postgres: PostgresDatabase, sqlstate: str) -> None:
    tries = []

    def act(uow: Work) -> None:
        tries.append(1)
        fail(uow, sqlstate)

    with pytest.raises(asyncpg.PostgresError):
        await write(postgres, act)
    assert len(tries) == 1


async def test_a_refusal_undoes_and_is_not_tried_again(postgres: PostgresDatabase) -> None:
    tries = []

    def act(uow: Work) -> None:
        people(uow, 1)
        tries.append(1)
        raise Refusal("session-full")

    with pytest.raises(Refusal):
        await write(postgres, act)
    assert (len(tries), await count(postgres)) == (1, 0)


async def test_nobody_waits_for_ever_for_what_somebody_holds(postgres: PostgresDatabase) -> None:
    (one,) = await write(postgres, lambda uow: people(uow, 1))
    held, free = asyncio.Event(), asyncio.Event()

    def hold(uow: Work) -> None:
        uow.people.set_zone(one, "Europe/Berlin")
        held.set()
        await_only(free.wait())

    def wait(uow: Work) -> None:
        assert await_only(raw(uow).fetchval("SHOW lock_timeout")) == "15s"
        uow.scope.connection.execute(text("SET LOCAL lock_timeout = '20ms'"))
        uow.people.set_zone(one, "Asia/Kolkata")

    holding = asyncio.ensure_future(write(postgres, hold))
    await held.wait()
    try:
        with pytest.raises(Conflict):
            await write(postgres, wait)
    finally:
        free.set()
        await holding
    zones = await read(postgres, lambda uow: [found.zone for found in uow.people.several([one])])
    assert zones == ["Europe/Berlin"]


async def test_who_stands_still_in_a_transaction_loses_it_and_tries_again(postgres: PostgresDatabase) -> None:
    """As a process does that is stopped: what it holds would be held as long as it is."""
    (one,) = await write(postgres, lambda uow: people(uow, 1))
    held, taken, tries = asyncio.Event(), asyncio.Event(), []

    def stand_still(uow: Work) -> None:
        tries.append(1)
        assert await_only(raw(uow).fetchval("SHOW idle_in_transaction_session_timeout")) == "8s"
        uow.people.set_zone(one, "Europe/Berlin")
        if len(tries) == 1:
            uow.scope.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = '20ms'"))
            held.set()
            await_only(taken.wait())
            uow.people.set_zone(one, "Europe/Paris")

    standing = asyncio.ensure_future(write(postgres, stand_still))
    await held.wait()
    await write(postgres, lambda uow: uow.people.set_zone(one, "Asia/Kolkata"))
    taken.set()
    await standing
    zones = await read(postgres, lambda uow: [found.zone for found in uow.people.several([one])])
    assert (zones, len(tries)) == (["Europe/Berlin"], 2)


async def test_two_that_lock_each_other_out_both_end(postgres: PostgresDatabase) -> None:
    one, other = await write(postgres, lambda uow: people(uow, 2))
    gates = [asyncio.Event(), asyncio.Event()]

    def rename(order: tuple[int, int], mine: asyncio.Event, theirs: asyncio.Event) -> None:
        def act(uow: Work) -> None:
            uow.people.set_zone(order[0], "Europe/Berlin")
            mine.set()
            await_only(theirs.wait())
            uow.people.set_zone(order[1], "Asia/Kolkata")

        acts.append(act)

    acts: list = []
    rename((one, other), *gates)
    rename((other, one), *gates[::-1])
    await asyncio.gather(*(write(postgres, act) for act in acts))
    zones = await read(postgres, lambda uow: [found.zone for found in uow.people.several([one, other])])
    assert zones in (["Europe/Berlin", "Asia/Kolkata"], ["Asia/Kolkata", "Europe/Berlin"])


async def test_a_connection_that_is_lost_in_between_is_made_anew(postgres: PostgresDatabase) -> None:
    tries = []

    def act(uow: Work) -> str:
        people(uow, 1)
        tries.append(1)
        if len(tries) == 1:
            uow.scope.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return "done"

    assert await write(postgres, act) == "done"
    assert (len(tries), await count(postgres)) == (2, 1)


async def test_connections_that_died_in_the_pool_are_replaced(postgres: PostgresDatabase) -> None:
    await asyncio.gather(*(count(postgres) for _ in range(10)))
    kill = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        "AND datname = current_database()"
    )
    await write(postgres, lambda uow: uow.scope.connection.execute(kill))
    await asyncio.gather(*(write(postgres, person) for _ in range(10)))
    assert await count(postgres) == 10


class LostAnswer:
    """A transaction whose commit reaches the server, while its answer is lost."""

    def __init__(self, postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commits = 0
        commit = asyncpg.transaction.Transaction.commit

        async def commit_unheard(transaction: asyncpg.transaction.Transaction) -> None:
            await commit(transaction)
            self.commits += 1
            if self.commits == 1:
                raise asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")

        monkeypatch.setattr(asyncpg.transaction.Transaction, "commit", commit_unheard)


async def test_an_unknown_commit_without_a_key_is_told_and_not_repeated(
    postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    LostAnswer(postgres, monkeypatch)
    with pytest.raises(CommitUnknown):
        await write(postgres, lambda uow: uow.people.create(identity(), NOW))
    assert await count(postgres) == 1


async def test_an_unknown_commit_of_an_input_is_found_by_its_key(
    postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    LostAnswer(postgres, monkeypatch)
    with pytest.raises(Repeated) as repeated:
        await postgres.write(
            lambda uow: uow.people.create(identity(), NOW)[0].id,
            source="discord",
            key=KEY,
            outcome=lambda result: "made one",
        )
    assert repeated.value.outcome == "made one"
    assert await count(postgres) == 1


async def test_a_caller_who_goes_away_leaves_nothing_half_done(postgres: PostgresDatabase) -> None:
    entered = asyncio.Event()

    def act(uow: Work) -> None:
        people(uow, 1)
        entered.set()
        await_only(asyncio.sleep(30))

    task = asyncio.ensure_future(write(postgres, act))
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await count(postgres) == 0
    await asyncio.gather(*(write(postgres, person) for _ in range(50)))


async def test_a_server_that_is_not_there_is_told(postgres_server: str) -> None:

    url = address(postgres_server, "nowhere")
    with pytest.raises(Unusable, match=r"database\.url"):
        await open_database(url, Programme(), now=StandingClock(NOW)).open()
