"""What must hold whatever runs at once; and naive ways, which this harness has to catch (trust.md §4)."""

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import bindparam, insert, select, update

from core.errors import Conflict
from core.leases import LeaseRole
from core.mentors.model import ApplicationStatus
from core.notices.model import OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import LinkState, Platform
from core.sessions.model import Attendance, Part, Status
from storage.postgres import PostgresDatabase
from storage.tables import outbox, participants, sessions
from storage.unit_of_work import Work
from storage.verify import broken
from tests.builders import HOUR, NOW, application_form, group, identity, notice, people, session
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

CLIENTS, ROUNDS, WORKERS = 300, 50, 16
DISCORD = Platform.DISCORD
Join = Callable[[Work, int, int], bool]


def join(uow: Work, session_id: int, person_id: int) -> bool:
    """As the use case does it: look, then take."""
    found = uow.sessions.get(session_id)
    assert found is not None
    if uow.sessions.participant(session_id, person_id) is not None:
        return False
    return uow.sessions.take_seat(session_id, person_id, NOW)


_COUNT_UP = (
    update(sessions).where(sessions.c.id == bindparam("of_session")).values(taken=sessions.c.taken + 1)
)
_SIT = insert(participants)
_LOOK = select(sessions.c.seats, sessions.c.taken).where(sessions.c.id == bindparam("of_session"))


def naive_join(uow: Work, session_id: int, person_id: int) -> bool:
    """Check, then insert: right when alone, wrong at READ COMMITTED."""
    run = uow.scope.connection.execute
    found = run(_LOOK, {"of_session": session_id}).one()
    if found.taken >= found.seats:
        return False
    place = {"part": Part.MENTEE, "attendance": Attendance.INVITED, "joined_at": NOW}
    run(_SIT, {"session_id": session_id, "person_id": person_id} | place)
    return True


async def crowd(database: AnyDatabase) -> tuple[int, int, list[int]]:
    """A group, a mentor and all the clients."""

    def make(uow: Work) -> tuple[int, int, list[int]]:
        return group(uow).id, people(uow, 1)[0], people(uow, CLIENTS)

    return await write(database, make)


async def race(
    database: AnyDatabase, session_id: int, clients: Sequence[int], how: Join
) -> tuple[int, int, int]:
    """How many were told yes, have a place, and are counted."""
    told = await asyncio.gather(
        *(write(database, lambda uow, one=one: how(uow, session_id, one)) for one in clients)  # type: ignore[misc]  # bound at once
    )

    def look(uow: Work) -> tuple[int, int]:
        found = uow.sessions.get(session_id)
        assert found is not None
        seated = [one for one in uow.sessions.participants(session_id) if one.part is Part.MENTEE]
        return len(seated), found.taken

    return sum(told), *await read(database, look)


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_last_seat_goes_to_one(database: AnyDatabase) -> None:
    group_id, mentor, clients = await crowd(database)
    dice = random.Random(1)  # noqa: S311 - a repeatable game
    for number in range(ROUNDS):
        seats = dice.randint(1, 20)
        starts = NOW + number * HOUR
        held = await write(
            database,
            lambda uow, seats=seats, starts=starts: session(  # type: ignore[misc]  # bound at once
                uow, group_id, mentor, seats=seats, title=str(starts), starts_at=starts, ends_at=starts + HOUR
            ),
        )
        dice.shuffle(clients)
        assert await race(database, held.id, clients, join) == (seats, seats, seats)
    assert await read(database, broken) == []


@pytest.mark.postgres
async def test_a_naive_join_is_caught(postgres: PostgresDatabase) -> None:
    group_id, mentor, clients = await crowd(postgres)
    held = await write(postgres, lambda uow: session(uow, group_id, mentor, seats=20))
    yes, seated, counted = await race(postgres, held.id, clients, naive_join)
    assert (yes, seated) != (20, 20)
    assert seated > 20
    assert counted != seated
    assert await read(postgres, broken) != []


async def test_joining_and_leaving_at_once_keeps_the_count(database: AnyDatabase) -> None:
    group_id, mentor, clients = await crowd(database)
    held = await write(database, lambda uow: session(uow, group_id, mentor, seats=7))
    dice = random.Random(2)  # noqa: S311 - a repeatable game

    def leave(uow: Work, person_id: int) -> bool:
        uow.sessions.get(held.id)
        return uow.sessions.free_seat(held.id, person_id, NOW)

    async def come_and_go(person_id: int) -> None:
        for _ in range(4):
            if dice.random() < 0.5:
                await write(database, lambda uow: join(uow, held.id, person_id))
            else:
                await write(database, lambda uow: leave(uow, person_id))

    await asyncio.gather(*(come_and_go(one) for one in clients[:40]))
    assert await read(database, broken) == []


async def test_one_who_presses_many_times_takes_one_seat(database: AnyDatabase) -> None:
    group_id, mentor, clients = await crowd(database)
    held = await write(database, lambda uow: session(uow, group_id, mentor, seats=7))
    assert await race(database, held.id, clients[:1] * 50, join) == (1, 1, 1)


async def test_no_seat_is_taken_in_what_was_cancelled_meanwhile(database: AnyDatabase) -> None:
    group_id, mentor, clients = await crowd(database)
    held = await write(database, lambda uow: session(uow, group_id, mentor, seats=None))
    cancelled: list[int] = []

    def join_open(uow: Work, session_id: int, person_id: int) -> bool:
        found = uow.sessions.get(session_id)
        assert found is not None
        return found.status is Status.SCHEDULED and uow.sessions.take_seat(session_id, person_id, NOW)

    def cancel(uow: Work) -> None:
        found = uow.sessions.get(held.id)
        assert found is not None
        cancelled.append(found.taken)
        assert uow.sessions.move(held.id, Status.SCHEDULED, Status.CANCELLED, due_at=None)

    racing = asyncio.ensure_future(race(database, held.id, clients[:100], join_open))
    await asyncio.sleep(0)
    await write(database, cancel)
    yes, seated, counted = await racing
    assert (yes, seated, counted) == (cancelled[-1],) * 3


@pytest.mark.parametrize("how_many", [2, 50])
async def test_of_many_decisions_one_stands(database: AnyDatabase, how_many: int) -> None:
    def apply(uow: Work) -> tuple[int, list[int]]:
        one, *admins = people(uow, how_many + 1)
        return uow.mentors.apply(one, application_form(), NOW).id, admins

    application_id, admins = await write(database, apply)

    async def decide(number: int, admin: int) -> bool:
        status = (ApplicationStatus.APPROVED, ApplicationStatus.REJECTED)[number % 2]
        return await write(
            database,
            lambda uow: uow.mentors.decide(
                application_id, ApplicationStatus.PENDING, status, None, admin, NOW
            ),
        )

    told = await asyncio.gather(*(decide(number, admin) for number, admin in enumerate(admins)))
    found = await read(database, lambda uow: uow.mentors.application(application_id))
    assert found is not None
    assert sum(told) == 1
    assert found.decided_by == admins[told.index(True)]


async def test_of_many_first_contacts_one_person_comes(database: AnyDatabase) -> None:
    who = identity()

    def meet(uow: Work) -> int:
        known = uow.people.account(who.platform, who.user_id)
        return known.person_id if known else uow.people.create(who, NOW)[0].id

    assert len(set(await asyncio.gather(*(write(database, meet) for _ in range(50))))) == 1


async def test_of_many_applications_of_one_person_one_stands(database: AnyDatabase) -> None:
    (one,) = await write(database, lambda uow: people(uow, 1))

    def apply(uow: Work) -> bool:
        if uow.mentors.open_or_approved(one):
            return False
        uow.mentors.apply(one, application_form(), NOW)
        return True

    assert sum(await asyncio.gather(*(write(database, apply) for _ in range(30)))) == 1


async def test_of_overlapping_sessions_of_one_mentor_one_is_stored(database: AnyDatabase) -> None:
    group_id, mentor = await write(database, lambda uow: (group(uow).id, people(uow, 1)[0]))

    async def announce(number: int) -> bool:
        starts = NOW + number * timedelta(minutes=1)

        def act(uow: Work) -> bool:
            if uow.sessions.overlapping(mentor, starts, starts + HOUR, None) is not None:
                return False
            session(uow, group_id, mentor, title=f"No. {number}", starts_at=starts, ends_at=starts + HOUR)
            return True

        return await write(database, act)

    assert sum(await asyncio.gather(*(announce(number) for number in range(30)))) == 1
    assert await read(database, broken) == []


async def test_a_link_code_is_used_once(database: AnyDatabase) -> None:
    (one,) = await write(database, lambda uow: people(uow, 1))
    code = await write(database, lambda uow: uow.people.add_code(one, DISCORD, "digest", NOW + HOUR))

    async def enter(number: int) -> bool:
        return await write(
            database, lambda uow: uow.people.set_code(code, LinkState.OFFERED, LinkState.ENTERED, number)
        )

    assert sum(await asyncio.gather(*(enter(number) for number in range(50)))) == 1


async def test_two_admins_cannot_remove_each_other(database: AnyDatabase) -> None:
    def make(uow: Work) -> list[int]:
        made = people(uow, 2)
        for one in made:
            uow.people.set_admin(one, admin=True)
        return made

    admins = await write(database, make)
    results = await asyncio.gather(
        *(
            write(database, lambda uow, one=one: uow.people.set_admin(one, admin=False))  # type: ignore[misc]  # bound at once
            for one in admins
        ),
        return_exceptions=True,
    )
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    assert len(await read(database, lambda uow: uow.people.admins())) == 1


async def test_two_tickers_owe_each_reminder_once(database: AnyDatabase) -> None:
    owed = [notice(number) for number in range(1000)]
    new = await asyncio.gather(*(write(database, lambda uow: uow.outbox.owe(owed)) for _ in range(2)))
    assert sum(new) == 1000
    assert await read(database, lambda uow: uow.queue.depth()) == {("discord", "pending"): 1000}


async def drain(database: AnyDatabase, claim: Callable[[Work], Sequence[int]], workers: int) -> list[int]:
    """Numbers of the rows that so many workers claimed, until nothing was left."""
    claimed: list[int] = []

    async def work() -> None:
        while rows := await write(database, claim):
            claimed.extend(rows)

    await asyncio.gather(*(work() for _ in range(workers)))
    return claimed


async def test_no_row_is_claimed_twice(database: AnyDatabase) -> None:
    lease = await write(database, lambda uow: uow.leases.take(LeaseRole.SEND_DISCORD, "one", HOUR, NOW))
    assert lease is not None
    owed = [notice(number, order_key=f"key-{number % 500}") for number in range(2000)]
    await write(database, lambda uow: uow.outbox.owe(owed))

    def claim(uow: Work) -> list[int]:
        rows = uow.queue.claim(DISCORD, lease, NOW, 50, HOUR)
        for row in rows:
            assert uow.queue.settle(row, Settlement(OutboxStatus.SENT), NOW)
        return [row.id for row in rows]

    claimed: list[int] = []
    while len(claimed) < len(owed):
        claimed += await drain(database, claim, WORKERS)
    assert len(set(claimed)) == len(claimed) == len(owed)


_PICK = select(outbox.c.id).where(outbox.c.status == OutboxStatus.PENDING).order_by(outbox.c.id).limit(50)
_NAIVE_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(_PICK.scalar_subquery()))
    .values(status=OutboxStatus.SENDING, attempt=outbox.c.attempt + 1)
    .returning(outbox.c.id)
)


@pytest.mark.postgres
async def test_a_naive_claim_is_caught(postgres: PostgresDatabase) -> None:
    await write(postgres, lambda uow: uow.outbox.owe([notice(number) for number in range(2000)]))
    claimed = await drain(
        postgres, lambda uow: list(uow.scope.connection.execute(_NAIVE_CLAIM).scalars()), WORKERS
    )
    assert len(claimed) > len(set(claimed))


async def test_one_process_holds_a_lease(database: AnyDatabase) -> None:
    async def take(owner: str) -> bool:
        lease = await write(database, lambda uow: uow.leases.take(LeaseRole.TICK, owner, HOUR, NOW))
        return lease is not None

    assert sum(await asyncio.gather(*(take(f"process {number}") for number in range(40)))) == 1


async def test_two_admins_who_have_themselves_erased_at_once_leave_one(database: AnyDatabase) -> None:
    def make(uow: Work) -> list[int]:
        both = people(uow, 2)
        for one in both:
            uow.people.set_admin(one, admin=True)
        return both

    def erase(uow: Work, person_id: int) -> bool:
        if list(uow.people.admins()) == [person_id]:
            return False
        uow.people.erase(person_id, NOW)
        return True

    both = await write(database, make)
    gone = await asyncio.gather(
        *(write(database, lambda uow, one=one: erase(uow, one)) for one in both)  # type: ignore[misc]  # bound at once
    )
    assert sorted(gone) == [False, True]
    assert len(await read(database, lambda uow: uow.people.admins())) == 1
