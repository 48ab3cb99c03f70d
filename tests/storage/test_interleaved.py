"""Two units of PostgreSQL, one of which is held up in its middle: what the other does is not lost."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.util import await_only

from core.errors import Refusal
from core.facts import SessionCardChanged
from core.groups import service as groups
from core.leases import LeaseRole
from core.notices import service as notices
from core.notices.model import OutboxStatus
from core.people import linking, roles
from core.people import service as people_service
from core.people.model import Actor, Identity, Platform
from core.programme import Programme
from core.sessions import attending
from storage.postgres import PostgresDatabase
from storage.tables import people as people_table
from storage.unit_of_work import Work
from storage.verify import broken
from tests.builders import HOUR, NOW, group, person, session
from tests.storage.asking import read, write

pytestmark = pytest.mark.postgres
ADA = Identity(Platform.DISCORD, "71", "Ada Example")
TOO = Identity(Platform.TELEGRAM, "72", "Ada on Telegram")
CODES = ("4f1d2c3b4a5968778695", "5968778695a4b3c2d1f4")


class Gate:
    """Where the held unit stands until the other one has gone as far as it can."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    def stand(self) -> None:
        """Inside a unit."""
        self.reached.set()
        await_only(self.opened.wait())

    async def meanwhile(self, database: PostgresDatabase, other: Callable[[Work], Any]) -> Any:
        """Run the other unit until it has ended or waits for the held one, then let that go on."""
        await self.reached.wait()
        running = asyncio.create_task(write(database, other))
        await asyncio.wait({running}, timeout=0.5)
        self.opened.set()
        return await running


def actor(uow: Work, identity: Identity) -> Actor:
    return roles.actor(uow, identity, NOW)


async def test_who_joins_while_their_accounts_become_one_keeps_the_seat(postgres: PostgresDatabase) -> None:
    def make(uow: Work) -> tuple[int, int, int]:
        group_id = group(uow).id
        groups.join_group(uow, actor(uow, TOO), NOW, group_id)
        mentor = person(uow).id
        return actor(uow, ADA).id, actor(uow, TOO).id, session(uow, group_id, mentor).id

    keep, gone, session_id = await write(postgres, make)
    gate = Gate()

    def join(uow: Work) -> None:
        who = actor(uow, TOO)
        gate.stand()
        attending.join(uow, who, NOW, session_id)

    def merge(uow: Work) -> None:
        uow.people.hold([keep, gone])
        uow.people.merge(keep, gone)

    await asyncio.gather(write(postgres, join), gate.meanwhile(postgres, merge))
    place = await read(postgres, lambda uow: uow.sessions.participant(session_id, keep))
    assert place is not None
    assert await read(postgres, broken) == []


async def test_who_acts_just_after_a_merge_acts_as_the_one_who_stays(postgres: PostgresDatabase) -> None:
    keep, gone = await write(postgres, lambda uow: (actor(uow, ADA).id, actor(uow, TOO).id))
    gate = Gate()

    def merge(uow: Work) -> None:
        uow.people.hold([keep, gone])
        uow.people.merge(keep, gone)
        gate.stand()

    _, acting = await asyncio.gather(
        write(postgres, merge), gate.meanwhile(postgres, lambda uow: actor(uow, TOO).id)
    )
    assert acting == keep


async def test_two_confirmations_of_one_another_join_once(postgres: PostgresDatabase) -> None:
    def make(uow: Work) -> list[int]:
        for offers, enters, code in ((ADA, TOO, CODES[0]), (TOO, ADA, CODES[1])):
            linking.offer_code(uow, actor(uow, offers), NOW, code)
            linking.enter_code(uow, actor(uow, enters), NOW, code)
        return [number for code in CODES if (number := _number(uow, code))]

    numbers = await write(postgres, make)

    def confirm(uow: Work, who: Identity, number: int) -> bool:
        linking.confirm_code(uow, actor(uow, who), NOW, number)
        return True

    told = await asyncio.gather(
        *(
            write(postgres, lambda uow, who=who, number=number: confirm(uow, who, number))  # type: ignore[misc]  # bound at once
            for who, number in zip((ADA, TOO), numbers, strict=True)
        ),
        return_exceptions=True,
    )
    assert [one for one in told if one is True] == [True]
    assert [type(one) for one in told if one is not True] == [Refusal]
    ids = await read(postgres, lambda uow: {roles.actor(uow, one, NOW).id for one in (ADA, TOO)})
    assert len(ids) == 1
    living = select(people_table.c.id).where(people_table.c.merged_into.is_(None))
    found = await read(postgres, lambda uow: list(uow.scope.connection.execute(living).scalars()))
    assert found == list(ids)


def _number(uow: Work, code: str) -> int:
    found = uow.people.code(linking._digest(code))
    assert found is not None
    return found.id


async def test_of_two_accounts_unlinked_at_once_one_stays(postgres: PostgresDatabase) -> None:
    def make(uow: Work) -> list[int]:
        keep, gone = actor(uow, ADA).id, actor(uow, TOO).id
        uow.people.merge(keep, gone)
        return [one.id for one in uow.people.accounts(keep)]

    accounts = await write(postgres, make)

    def unlink(uow: Work, who: Identity, account: int) -> bool:
        linking.unlink(uow, actor(uow, who), NOW, account)
        return True

    told = await asyncio.gather(
        *(
            write(postgres, lambda uow, who=who, account=account: unlink(uow, who, account))  # type: ignore[misc]  # bound at once
            for who, account in zip((ADA, TOO), accounts, strict=True)
        ),
        return_exceptions=True,
    )
    assert [one for one in told if one is True] == [True]
    assert [type(one) for one in told if one is not True] == [Refusal]


async def test_who_joins_while_they_are_erased_leaves_no_seat(postgres: PostgresDatabase) -> None:
    def make(uow: Work) -> int:
        group_id = group(uow).id
        groups.join_group(uow, actor(uow, ADA), NOW, group_id)
        return session(uow, group_id, person(uow).id).id

    session_id = await write(postgres, make)
    gate = Gate()

    def join(uow: Work) -> None:
        who = actor(uow, ADA)
        gate.stand()
        attending.join(uow, who, NOW, session_id)

    def erase(uow: Work) -> None:
        people_service.erase_me(uow, actor(uow, ADA), NOW)

    await asyncio.gather(write(postgres, join), gate.meanwhile(postgres, erase))
    found = await read(postgres, lambda uow: uow.sessions.get(session_id))
    assert found is not None
    assert found.taken == 0
    assert await read(postgres, broken) == []


async def test_five_tries_are_five_however_many_are_made_at_once(postgres: PostgresDatabase) -> None:
    await write(postgres, lambda uow: actor(uow, ADA).id)

    def enter(uow: Work, number: int) -> bool:
        linking.enter_code(uow, actor(uow, ADA), NOW, f"wrong {number}")
        return True

    told = await asyncio.gather(
        *(write(postgres, lambda uow, number=number: enter(uow, number)) for number in range(12)),  # type: ignore[misc]  # bound at once
        return_exceptions=True,
    )
    assert told.count(True) == Programme().link_tries


@pytest.fixture
def programme() -> Programme:
    return Programme(group_limit=1)


async def test_two_groups_joined_at_once_keep_to_the_limit(postgres: PostgresDatabase) -> None:
    def make(uow: Work) -> list[int]:
        actor(uow, ADA)
        return [group(uow, name).id for name in ("Python", "Rust")]

    wanted = await write(postgres, make)

    def join(uow: Work, group_id: int) -> bool:
        groups.join_group(uow, actor(uow, ADA), NOW, group_id)
        return True

    told = await asyncio.gather(
        *(write(postgres, lambda uow, one=one: join(uow, one)) for one in wanted),  # type: ignore[misc]  # bound at once
        return_exceptions=True,
    )
    assert told.count(True) == 1


async def test_a_card_that_is_claimed_while_seats_change_is_refreshed_again(
    postgres: PostgresDatabase,
) -> None:
    def make(uow: Work) -> int:
        group_id = group(uow, channel="77").id
        made = session(uow, group_id, person(uow).id)
        notices.refresh_cards(uow, made, NOW)
        return made.id

    session_id = await write(postgres, make)
    gate = Gate()

    def change(uow: Work) -> None:
        found = uow.sessions.get(session_id)
        assert found is not None
        notices.refresh_cards(uow, found, NOW)
        gate.stand()

    def claim(uow: Work) -> int:
        lease = uow.leases.take(LeaseRole.SEND_DISCORD, "sender", HOUR, NOW)
        assert lease is not None
        return len(uow.queue.claim(Platform.DISCORD, lease, NOW, 8, HOUR))

    _, claimed = await asyncio.gather(write(postgres, change), gate.meanwhile(postgres, claim))
    page = await read(postgres, lambda uow: uow.queue.listed({OutboxStatus.PENDING}, 1, 9))
    pending = [row for row in page.items if isinstance(row.notice.fact, SessionCardChanged)]
    assert (claimed, len(pending)) == (0, 1), "it waits for the change, which it is to show"
