"""What reaches none of a person's accounts waits in the inbox, once, whatever settles at the same time."""

import asyncio
from functools import partial

from core.facts import AccountsLinked
from core.leases import LeaseRole
from core.notices import fallback, service
from core.notices.model import OutboxRow, OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import Platform
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, person
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

PEOPLE = 40
GONE = Settlement(OutboxStatus.SUPPRESSED, unreachable=True)
SENDERS = {Platform.DISCORD: LeaseRole.SEND_DISCORD, Platform.TELEGRAM: LeaseRole.SEND_TELEGRAM}


def told_on_both(uow: Work) -> list[int]:
    """People with an account on each platform, and a notice for all of them."""
    found = []
    for _ in range(PEOPLE):
        keep, other = person(uow), person(uow, platform=Platform.TELEGRAM)
        uow.people.merge(keep.id, other.id)
        found.append(keep.id)
    service.tell(uow, AccountsLinked("telegram", "Ada Example"), found, NOW)
    return found


def claim(uow: Work, platform: Platform) -> list[OutboxRow]:
    lease = uow.leases.take(SENDERS[platform], "one", HOUR, NOW)
    assert lease is not None
    return list(uow.queue.claim(platform, lease, NOW, 2 * PEOPLE, HOUR))


def fail(uow: Work, row: OutboxRow, how: Settlement) -> None:
    assert uow.queue.settle(row, how, NOW)
    fallback.after(uow, row, how, NOW)


def waiting(uow: Work, people: list[int]) -> list[int]:
    return [len(uow.outbox.waiting_for(one, 1, 9).items) for one in people]


async def test_of_two_accounts_that_fail_at_once_one_keeps_it(database: AnyDatabase) -> None:
    people = await write(database, told_on_both)
    rows = [row for platform in SENDERS for row in await write(database, partial(claim, platform=platform))]
    assert len(rows) == 2 * PEOPLE
    rows.sort(key=lambda row: row.notice.person_id or 0)
    await asyncio.gather(*(write(database, partial(fail, row=row, how=GONE)) for row in rows))
    assert await read(database, partial(waiting, people=people)) == [1] * PEOPLE


async def test_what_one_account_brought_waits_nowhere(database: AnyDatabase) -> None:
    people = await write(database, told_on_both)
    rows = [row for platform in SENDERS for row in await write(database, partial(claim, platform=platform))]
    for row in rows:
        brought = row.notice.platform is Platform.DISCORD
        await write(database, partial(fail, row=row, how=Settlement(OutboxStatus.SENT) if brought else GONE))
    assert await read(database, partial(waiting, people=people)) == [0] * PEOPLE
