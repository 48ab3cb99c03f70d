"""Owing notices, and what waits for a person."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta

from core.facts import AccountsLinked, Fact, SessionCardChanged, SessionMoved
from core.notices.model import Card, OutboxStatus, Target
from core.people.model import Platform
from storage.marks import Marks
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, group, notice
from tests.engines import AnyDatabase
from tests.storage.asking import read, world, write

DISCORD, TELEGRAM = Platform.DISCORD, Platform.TELEGRAM


async def everything(database: AnyDatabase, *statuses: OutboxStatus) -> list[str]:
    page = await read(database, lambda uow: uow.queue.listed(statuses or set(OutboxStatus), 1, 100))
    return [row.notice.dedupe_key for row in reversed(page.items)]


async def test_a_notice_reads_as_it_was_owed(database: AnyDatabase) -> None:
    fact = SessionMoved(7, NOW, "Room 1", None, 3)
    owed = notice(1, fact, useful_until=NOW + HOUR, session_id=7, person_id=5, account_id=6, correlation="c")
    assert await write(database, lambda uow: uow.outbox.owe([owed])) == 1
    row = await read(database, lambda uow: uow.queue.listed([OutboxStatus.PENDING], 1, 9).items[0])
    assert row.notice == owed
    assert (row.status, row.attempt, row.ambiguous, row.plain, row.created_at) == (
        OutboxStatus.PENDING,
        0,
        0,
        False,
        NOW,
    )
    assert await read(database, lambda uow: uow.queue.get(row.id)) == row


async def test_every_kind_of_fact_survives_storage(database: AnyDatabase) -> None:
    def example(kind: type[Fact]) -> Fact:
        samples: dict[object, object] = {int: 3, str: "Zoë", bool: True, type(NOW): NOW}
        return kind(**{one.name: samples.get(one.type) for one in fields(kind)})

    facts = [example(kind) for kind in Fact.registry.values()]
    await write(database, lambda uow: uow.outbox.owe([notice(n, fact) for n, fact in enumerate(facts)]))
    page = await read(database, lambda uow: uow.queue.listed([OutboxStatus.PENDING], 1, 100))
    assert [row.notice.fact for row in reversed(page.items)] == facts
    assert len(facts) > 10


async def test_the_same_is_owed_once(database: AnyDatabase) -> None:
    assert await write(database, lambda uow: uow.outbox.owe([notice(1), notice(2), notice(1)])) == 2
    assert await write(database, lambda uow: uow.outbox.owe([notice(2), notice(3)])) == 1
    assert await write(database, lambda uow: uow.outbox.owe([])) == 0
    assert await everything(database) == ["notice-1", "notice-2", "notice-3"]


async def test_nonces_are_short_and_differ(database: AnyDatabase) -> None:
    await write(database, lambda uow: uow.outbox.owe([notice() for _ in range(20)]))
    page = await read(database, lambda uow: uow.queue.listed([OutboxStatus.PENDING], 1, 100))
    nonces = {row.nonce for row in page.items}
    assert len(nonces) == 20
    assert max(map(len, nonces)) <= 25


async def test_a_cards_refresh_is_owed_once_until_it_is_claimed(database: AnyDatabase) -> None:
    def card(number: int, channel: str = "c") -> None:
        owed = notice(
            number,
            SessionCardChanged(7),
            target=Target.CHANNEL,
            dest=channel,
            order_key=f"discord:{channel}:session-7",
            session_id=7,
        )
        cards.append(owed)

    cards: list = []
    for number, channel in ((1, "c"), (2, "c"), (3, "other")):
        card(number, channel)

    def owe(uow: Work) -> None:
        for one in cards:
            uow.outbox.owe_card(one)

    await write(database, owe)
    await write(database, owe)
    assert await everything(database) == ["notice-1", "notice-3"]

    def another(uow: Work) -> None:
        uow.outbox.cancel(7, ["SessionCardChanged"])
        uow.outbox.owe_card(cards[1])

    await write(database, another)
    assert await everything(database, OutboxStatus.PENDING) == ["notice-2"]


async def test_cancelling_takes_back_what_waits_about_a_session(database: AnyDatabase) -> None:
    owed = [
        notice(1, SessionCardChanged(7), session_id=7),
        notice(2, SessionMoved(7, NOW, None, None, 1), session_id=7),
        notice(3, SessionCardChanged(8), session_id=8),
    ]
    await write(database, lambda uow: uow.outbox.owe(owed))
    assert await write(database, lambda uow: uow.outbox.cancel(7, ["SessionCardChanged", "Other"])) == 1
    assert await write(database, lambda uow: uow.outbox.cancel(7, [])) == 0
    assert await everything(database, OutboxStatus.PENDING) == ["notice-2", "notice-3"]
    assert await everything(database, OutboxStatus.CANCELLED) == ["notice-1"]


async def test_what_was_not_told_waits_until_it_is_read(database: AnyDatabase) -> None:
    kept = [
        notice(
            number,
            AccountsLinked("discord", f"No. {number}"),
            target=Target.KEPT,
            platform=None,
            dest="",
            person_id=person,
        )
        for number, person in ((1, 5), (2, 5), (3, 6))
    ]
    pending = notice(4, person_id=5)
    await write(database, lambda uow: uow.outbox.owe([*kept, pending]))

    async def waiting(person: int, number: int = 1) -> tuple[list[str], bool]:
        page = await read(database, lambda uow: uow.outbox.waiting_for(person, number, 1))
        return [row.notice.dedupe_key for row in page.items], page.more

    assert await waiting(5) == (["notice-2"], True)
    assert await waiting(5, 2) == (["notice-1"], False)
    await write(database, lambda uow: uow.outbox.mark_read(5, NOW + timedelta(minutes=1)))
    assert await waiting(5) == ([], False)
    assert await waiting(6) == (["notice-3"], False)


async def test_cards_are_remembered_moved_and_forgotten(database: AnyDatabase) -> None:
    made = await world(database)

    def post(uow: Work) -> None:
        uow.queue.save_card(Card(made.session, TELEGRAM, "-1", "11"))
        uow.queue.save_card(Card(made.session, DISCORD, "2", "22"))
        uow.queue.save_card(Card(made.session, DISCORD, "2", "23"))

    await write(database, post)
    cards = await read(database, lambda uow: uow.outbox.cards(made.session))
    assert cards == [Card(made.session, DISCORD, "2", "23"), Card(made.session, TELEGRAM, "-1", "11")]
    await write(database, lambda uow: uow.queue.forget_card(made.session, DISCORD, "2"))
    assert await read(database, lambda uow: uow.outbox.card(made.session, DISCORD, "2")) is None
    assert await read(database, lambda uow: uow.outbox.card(made.session, TELEGRAM, "-1")) == cards[1]


async def test_a_card_is_where_it_was_posted_and_where_its_group_wants_it(database: AnyDatabase) -> None:
    made = await world(database)

    def moved(uow: Work) -> int:
        uow.queue.save_card(Card(made.session, TELEGRAM, "-1", "11"))
        uow.queue.save_card(Card(made.session, DISCORD, "2", "22"))
        return group(uow, "Elsewhere", channel="3", chat="-1").id

    new = await write(database, moved)

    async def places(of_group: int, *, shown: bool) -> Sequence[tuple[Platform, str]]:
        return await read(database, lambda uow: uow.outbox.card_places(made.session, of_group, shown=shown))

    assert await places(new, shown=False) == [(DISCORD, "2"), (TELEGRAM, "-1")]
    assert await places(new, shown=True) == [(DISCORD, "2"), (DISCORD, "3"), (TELEGRAM, "-1")]
    assert await places(made.group, shown=True) == [(DISCORD, "2"), (TELEGRAM, "-1")]


async def test_a_commit_that_owes_or_is_due_is_heard_of(database: AnyDatabase) -> None:
    heard: list[Marks] = []
    database.on_commit(heard.append)
    await write(database, lambda uow: uow.outbox.owe([notice()]))
    await world(database, due_at=NOW + HOUR)
    await write(database, lambda uow: uow.people.admins())
    assert [(marks.owed, marks.due) for marks in heard] == [(True, None), (False, NOW + HOUR)]
