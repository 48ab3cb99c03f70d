"""What admins have paused stops in the very transaction that would do it, on both engines."""

from datetime import timedelta

from core.clock import StandingClock
from core.leases import LeaseRole
from core.people.model import Platform
from core.programme import Programme
from core.switches import Switch
from storage.database import open_database
from storage.marks import Marks
from storage.postgres import PostgresDatabase
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, notice
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

ROLES = {Platform.DISCORD: LeaseRole.SEND_DISCORD, Platform.TELEGRAM: LeaseRole.SEND_TELEGRAM}


async def claimed(database: AnyDatabase, platform: Platform) -> list[str]:
    def claim(uow: Work) -> list[str]:
        lease = uow.leases.take(ROLES[platform], "one", HOUR, NOW)
        assert lease is not None
        rows = uow.queue.claim(platform, lease, NOW, 1, timedelta(seconds=90))
        return [row.notice.dedupe_key for row in rows]

    return await write(database, claim)


async def next_at(database: AnyDatabase, platform: Platform) -> object:
    return await read(database, lambda uow: uow.queue.next_at(platform))


async def turn(database: AnyDatabase, switch: Switch, *, paused: bool) -> bool:
    return await write(
        database, lambda uow: uow.switches.pause(switch, NOW) if paused else uow.switches.resume(switch)
    )


async def test_a_switch_is_on_or_off_and_knows_since_when(database: AnyDatabase) -> None:
    assert await read(database, lambda uow: uow.switches.paused()) == {}
    assert await turn(database, Switch.READ_ONLY, paused=True)
    assert not await write(database, lambda uow: uow.switches.pause(Switch.READ_ONLY, NOW + HOUR))
    assert await read(database, lambda uow: uow.switches.paused()) == {Switch.READ_ONLY: NOW}
    assert await turn(database, Switch.READ_ONLY, paused=False)
    assert not await turn(database, Switch.READ_ONLY, paused=False)


async def test_a_paused_platform_claims_nothing_and_goes_on_where_it_was(database: AnyDatabase) -> None:
    owed = [notice(1), notice(2), notice(3, platform=Platform.TELEGRAM)]
    await write(database, lambda uow: uow.outbox.owe(owed))
    assert await claimed(database, Platform.DISCORD) == [owed[0].dedupe_key]
    await turn(database, Switch.DISCORD, paused=True)
    assert await claimed(database, Platform.DISCORD) == []
    assert await next_at(database, Platform.DISCORD) is None
    assert await next_at(database, Platform.TELEGRAM) == owed[2].not_before
    assert await claimed(database, Platform.TELEGRAM) == [owed[2].dedupe_key]
    await turn(database, Switch.DISCORD, paused=False)
    assert await next_at(database, Platform.DISCORD) == owed[1].not_before
    assert await claimed(database, Platform.DISCORD) == [owed[1].dedupe_key]


async def test_the_whole_outbox_can_be_held(database: AnyDatabase) -> None:
    await write(database, lambda uow: uow.outbox.owe([notice(1), notice(2, platform=Platform.TELEGRAM)]))
    await turn(database, Switch.OUTBOX, paused=True)
    for platform in Platform:
        assert await claimed(database, platform) == []
        assert await next_at(database, platform) is None
    await turn(database, Switch.READ_ONLY, paused=True)
    await turn(database, Switch.OUTBOX, paused=False)
    for platform in Platform:
        assert len(await claimed(database, platform)) == 1


async def test_an_input_hears_in_its_own_transaction_that_changes_are_paused(database: AnyDatabase) -> None:
    async def told(number: int) -> bool:
        return await database.write(
            lambda uow: uow.read_only, source="test", key=(Platform.DISCORD, f"input-{number}")
        )

    assert not await told(1)
    await turn(database, Switch.DISCORD, paused=True)
    assert not await told(2)
    await turn(database, Switch.READ_ONLY, paused=True)
    assert await told(3)
    await turn(database, Switch.READ_ONLY, paused=False)
    assert not await told(4)


async def test_who_sends_is_woken_by_a_resumption(database: AnyDatabase) -> None:
    heard: list[Marks] = []
    await turn(database, Switch.OUTBOX, paused=True)
    database.on_commit(heard.append)
    await turn(database, Switch.OUTBOX, paused=False)
    assert [one.owed for one in heard] == [True]


async def test_every_process_sees_it_at_once(postgres: PostgresDatabase, postgres_url: str) -> None:
    other = open_database(postgres_url, Programme(), now=StandingClock(NOW))
    await other.open()
    try:
        owed = [notice(1), notice(2)]
        await write(postgres, lambda uow: uow.outbox.owe(owed))
        assert await claimed(other, Platform.DISCORD) == [owed[0].dedupe_key]
        await turn(postgres, Switch.DISCORD, paused=True)
        await turn(postgres, Switch.READ_ONLY, paused=True)
        assert await claimed(other, Platform.DISCORD) == []
        key = (Platform.DISCORD, "input-1")
        assert await other.write(lambda uow: uow.read_only, source="test", key=key)
        await turn(other, Switch.DISCORD, paused=False)
        assert await claimed(postgres, Platform.DISCORD) == [owed[1].dedupe_key]
    finally:
        await other.close()
