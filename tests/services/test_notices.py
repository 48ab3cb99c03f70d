"""Who is told what, when and where (rules.md §9; trust.md §2 rows 7, 8, 77; §3.5)."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from core.facts import (
    FeedbackWanted,
    LinkCodeEntered,
    MentorAssigned,
    OperationAlert,
    ReminderDue,
    SessionCancelled,
    SessionCardChanged,
    SessionMoved,
    SessionStarting,
)
from core.notices import fallback, service
from core.notices.model import Card, Category, OutboxRow, OutboxStatus, Target
from core.notices.outcomes import Settlement
from core.people.model import Account, Actor, Platform, QuietHours
from core.sessions.model import Session, Status
from tests.services.world import DAY, HOUR, MINUTE, START, World

NIGHT = QuietHours(time(22), time(7))


def scene(world: World) -> tuple[Session, Actor]:
    group = world.group()
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    world.forget()
    return session, world.person("Lia Learner")


def second_account(world: World, actor: Actor, **values: object) -> Account:
    other = world.person("Lia on Telegram", platform=Platform.TELEGRAM)
    account = replace(other.account, person_id=actor.id, **values)  # type: ignore[arg-type]  # as given
    world.memory.accounts[account.id] = account
    return account


def test_every_linked_account_that_was_chosen(world: World) -> None:
    session, actor = scene(world)
    second_account(world, actor)
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], world.now, session=session)
    assert {notice.platform for notice in world.notices(SessionCancelled)} == set(Platform)
    world.uow.people.set_notify(actor.account.id, notify=False)
    world.forget()
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], world.now, session=session)
    assert [notice.platform for notice in world.notices(SessionCancelled)] == [Platform.TELEGRAM]


def test_a_closed_account_leaves_the_other_and_both_closed_the_inbox(world: World) -> None:
    session, actor = scene(world)
    account = second_account(world, actor)
    world.uow.people.set_reachable(actor.account.id, reachable=False)
    service.tell(world.uow, FeedbackWanted(session.id), [actor.id], world.now, session=session)
    assert [notice.platform for notice in world.notices(FeedbackWanted)] == [Platform.TELEGRAM]
    world.uow.people.set_reachable(account.id, reachable=False)
    world.forget()
    service.tell(world.uow, FeedbackWanted(session.id), [actor.id], world.now, session=session)
    (row,) = world.rows(FeedbackWanted, OutboxStatus.KEPT)
    assert (row.notice.target, row.notice.platform, row.notice.dest) == (Target.KEPT, None, "")
    waiting = service.waiting_notices(world.uow, actor, world.now)
    assert [one.id for one in waiting.items] == [row.id]
    service.mark_read(world.uow, actor, world.now)
    assert service.waiting_notices(world.uow, actor, world.now).items == ()


def test_what_is_off_waits_if_it_must_not_be_lost_and_else_is_not_owed(world: World) -> None:
    session, actor = scene(world)
    for category in (Category.CHANGED, Category.DAY_BEFORE):
        world.uow.people.set_category(actor.id, category, on=False)
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], world.now, session=session)
    reminder = ReminderDue(session.id, START, 86400)
    service.tell(world.uow, reminder, [actor.id], world.now, session=session)
    service.tell(world.uow, ReminderDue(session.id, START, 3600), [actor.id], world.now, session=session)
    assert len(world.rows(SessionCancelled, OutboxStatus.KEPT)) == 1
    (sent,) = world.rows(ReminderDue, OutboxStatus.PENDING, OutboxStatus.KEPT)
    assert sent.notice.fact == ReminderDue(session.id, START, 3600)


def test_all_accounts_off_is_as_if_everything_were_off(world: World) -> None:
    session, actor = scene(world)
    world.uow.people.set_notify(actor.account.id, notify=False)
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], world.now, session=session)
    service.tell(world.uow, SessionStarting(session.id, START), [actor.id], world.now, session=session)
    assert len(world.memory.rows) == 1
    assert len(world.rows(SessionCancelled, OutboxStatus.KEPT)) == 1


def test_what_is_about_the_account_cannot_be_off(world: World) -> None:
    _, actor = scene(world)
    world.memory.off.add((actor.id, Category.ACCOUNT))
    service.tell(world.uow, MentorAssigned(actor.id), [actor.id], world.now)
    assert world.told(MentorAssigned) == [actor.id]


def test_nobody_is_told_twice_of_one_thing(world: World) -> None:
    session, actor = scene(world)
    fact = SessionCancelled(session.id, "Ill")
    for _ in range(3):
        service.tell(world.uow, fact, [actor.id, actor.id], world.now, session=session)
    assert world.told(SessionCancelled) == [actor.id]
    world.uow.correlation = "another input"
    service.tell(world.uow, fact, [actor.id], world.now, session=session)
    assert world.told(SessionCancelled) == [actor.id, actor.id]


def test_the_erased_and_the_unknown_are_not_told(world: World) -> None:
    session, actor = scene(world)
    world.uow.people.erase(actor.id, world.now)
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id, 999], world.now, session=session)
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [], world.now, session=session)
    assert world.memory.rows == {}


@pytest.mark.parametrize(
    ("clock", "rings"),
    [
        ("2026-03-02 21:59", "2026-03-02 21:59"),
        ("2026-03-02 22:00", "2026-03-03 07:00"),
        ("2026-03-03 03:00", "2026-03-03 07:00"),
        ("2026-03-03 07:00", "2026-03-03 07:00"),
    ],
)
def test_quiet_hours_hold_back_what_is_not_urgent(world: World, clock: str, rings: str) -> None:
    session, actor = scene(world)
    world.uow.people.set_quiet(actor.id, NIGHT)
    now = datetime.fromisoformat(clock).replace(tzinfo=UTC)
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], now, session=session)
    (notice,) = world.notices(SessionCancelled)
    assert notice.not_before == datetime.fromisoformat(rings).replace(tzinfo=UTC)


def test_quiet_hours_are_the_persons_own(world: World) -> None:
    session, actor = scene(world)
    world.uow.people.set_quiet(actor.id, NIGHT)
    world.uow.people.set_zone(actor.id, "Asia/Kolkata")
    now = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 22:30 there
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], now, session=session)
    assert world.notices(SessionCancelled)[0].not_before == datetime(2026, 3, 3, 1, 30, tzinfo=UTC)


def test_what_starts_soon_and_what_is_urgent_rings_at_night(world: World) -> None:
    session, actor = scene(world)
    world.uow.people.set_quiet(actor.id, QuietHours(time(12), time(20)))
    for now, rings in (
        (START - 5 * HOUR, START - 2 * HOUR),
        (START - 119 * MINUTE, START - 119 * MINUTE),
    ):
        world.forget()
        service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], now, session=session)
        assert world.notices(SessionCancelled)[0].not_before == rings
    service.tell(world.uow, SessionStarting(session.id, START), [actor.id], START, session=session)
    assert world.notices(SessionStarting)[0].not_before == START


def test_what_is_urgent_rings_at_night(world: World) -> None:
    _, actor = scene(world)
    world.uow.people.set_quiet(actor.id, NIGHT)
    midnight = datetime(2026, 3, 3, 0, 0, tzinfo=UTC)
    service.tell(world.uow, LinkCodeEntered(1, "telegram"), [actor.id], midnight)
    service.tell(world.uow, MentorAssigned(actor.id), [actor.id], midnight)
    assert world.notices(LinkCodeEntered)[0].not_before == midnight
    assert world.notices(MentorAssigned)[0].not_before == midnight + 7 * HOUR


def test_a_move_away_from_soon_rings_before_the_old_start(world: World) -> None:
    session, actor = scene(world)
    world.uow.people.set_quiet(actor.id, QuietHours(time(12), time(20)))
    now = START - HOUR
    moved = replace(session, starts_at=START + DAY, ends_at=START + DAY + HOUR)
    fact = SessionMoved(session.id, START, None, None, 2)
    service.tell(world.uow, fact, [actor.id], now, session=moved)
    (notice,) = world.notices(SessionMoved)
    assert (notice.not_before, notice.priority) == (now, 0)


def test_what_is_about_soon_goes_first(world: World) -> None:
    session, actor = scene(world)
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], world.now, session=session)
    world.uow.correlation = "later"
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], START - HOUR, session=session)
    assert [notice.priority for notice in world.notices(SessionCancelled)] == [2, 0]


def test_notices_of_one_session_to_one_account_share_their_order(world: World) -> None:
    session, actor = scene(world)
    service.tell(world.uow, SessionStarting(session.id, START), [actor.id], START, session=session)
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], START, session=session)
    assert len({one.notice.order_key for one in world.memory.rows.values()}) == 1
    assert {one.notice.session_id for one in world.memory.rows.values()} == {session.id}
    assert {one.notice.correlation for one in world.memory.rows.values()} == {"input-1"}


def test_cards_are_owed_once_until_sent_wherever_they_hang(world: World) -> None:
    group = world.group(channel="77", chat="-88")
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    world.forget()
    world.memory.cards.append(Card(session.id, Platform.DISCORD, "66", "m1"))
    for _ in range(2):
        service.refresh_cards(world.uow, session, world.now)
    assert sorted((n.platform, n.dest) for n in world.notices(SessionCardChanged) if n.platform) == [
        (Platform.DISCORD, "66"),
        (Platform.DISCORD, "77"),
        (Platform.TELEGRAM, "-88"),
    ]
    for row in list(world.memory.rows.values()):
        world.memory.rows[row.id] = replace(row, status=OutboxStatus.SENT)
    world.uow.correlation = "later"
    service.refresh_cards(world.uow, session, world.now)
    assert len(world.notices(SessionCardChanged)) == 3


def test_what_was_never_shown_gets_no_card(world: World) -> None:
    group = world.group(channel="77")
    session = replace(world.scheduled(world.mentor("Mia Mentor", group), group), status=Status.CANCELLED)
    world.forget()
    service.refresh_cards(world.uow, session, world.now, was=Status.PENDING_APPROVAL)
    assert world.memory.rows == {}
    service.refresh_cards(world.uow, session, world.now, was=Status.SCHEDULED)
    assert len(world.memory.rows) == 1


def sent_row(world: World, actor: Actor, session: Session) -> OutboxRow:
    service.tell(world.uow, SessionCancelled(session.id, "Ill"), [actor.id], world.now, session=session)
    return world.rows(SessionCancelled)[0]


def gone() -> Settlement:
    return Settlement(OutboxStatus.SUPPRESSED, unreachable=True)


def test_an_account_that_cannot_be_reached_is_marked_and_the_other_told_once(world: World) -> None:
    session, actor = scene(world)
    row = sent_row(world, actor, session)
    account = second_account(world, actor)
    for _ in range(2):
        fallback.after(world.uow, row, gone(), world.now)
    assert not world.memory.accounts[actor.account.id].reachable
    other = [n for n in world.notices(SessionCancelled) if n.account_id == account.id]
    assert [(n.dest, n.platform) for n in other] == [(account.user_id, Platform.TELEGRAM)]
    assert other[0].order_key == f"telegram:{account.user_id}:session-{session.id}"


def test_an_account_told_already_is_not_told_again(world: World) -> None:
    session, actor = scene(world)
    second_account(world, actor)
    row = sent_row(world, actor, session)
    before = len(world.memory.rows)
    fallback.after(world.uow, row, gone(), world.now)
    assert len(world.memory.rows) == before


def test_a_group_chat_that_moved_is_followed(world: World) -> None:
    group = world.group(chat="-88")
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    (row,) = world.rows(SessionCardChanged)
    fallback.after(world.uow, row, Settlement(OutboxStatus.PENDING, new_dest="-10088"), world.now)
    assert world.memory.groups[session.group_id].telegram_chat_id == "-10088"


def test_admins_hear_of_dead_notices_once_an_hour(world: World) -> None:
    admin = world.person("Ada Example", admin=True)
    session, actor = scene(world)
    row = sent_row(world, actor, session)
    dead = Settlement(OutboxStatus.DEAD, error="boom")
    for minutes in (0, 1, 61):
        fallback.after(world.uow, row, dead, world.now + minutes * MINUTE)
    assert world.told(OperationAlert) == [admin.id, admin.id]
    told = world.facts(OperationAlert)[0]
    assert (told.what, told.detail) == ("notice-dead", f"{row.id}: boom"), (
        "in words, without the name of a class"
    )
    (alert, _) = world.rows(OperationAlert)
    before = len(world.memory.rows)
    fallback.after(world.uow, alert, dead, world.now + DAY)
    assert len(world.memory.rows) == before, "an alert that died calls for no alert"


def test_admins_hear_of_a_channel_that_is_gone(world: World) -> None:
    admin = world.person("Ada Example", admin=True)
    group = world.group(channel="77")
    world.scheduled(world.mentor("Mia Mentor", group), group)
    (row,) = world.rows(SessionCardChanged)
    gone_for_good = Settlement(OutboxStatus.SUPPRESSED, error="10003")
    for _ in range(2):
        fallback.after(world.uow, row, gone_for_good, world.now)
    assert world.told(OperationAlert) == [admin.id]
    assert world.facts(OperationAlert)[0] == OperationAlert("channel-gone", "77: 10003")
    elsewhere = replace(row, notice=replace(row.notice, dest="78"))
    fallback.after(world.uow, elsewhere, gone_for_good, world.now)
    assert world.told(OperationAlert) == [admin.id, admin.id]


@pytest.mark.parametrize("how", [gone(), Settlement(OutboxStatus.EXPIRED), Settlement(OutboxStatus.DEAD)])
def test_what_no_account_brings_waits_once(world: World, how: Settlement) -> None:
    session, actor = scene(world)
    second_account(world, actor)
    sent_row(world, actor, session)
    rows = world.rows(SessionCancelled)
    assert len(rows) == 2
    for row in rows:
        world.memory.rows[row.id] = replace(row, status=how.status)
        fallback.after(world.uow, row, how, world.now)
    waiting = world.uow.outbox.waiting_for(actor.id, 1, 10).items
    assert [row.id for row in waiting] == [rows[-1].id]


def test_what_one_account_brought_waits_nowhere(world: World) -> None:
    session, actor = scene(world)
    second_account(world, actor)
    sent_row(world, actor, session)
    first, second = world.rows(SessionCancelled)
    world.memory.rows[first.id] = replace(first, status=OutboxStatus.SENT)
    world.memory.rows[second.id] = replace(second, status=OutboxStatus.SUPPRESSED)
    fallback.after(world.uow, second, gone(), world.now)
    assert not world.uow.outbox.waiting_for(actor.id, 1, 10).items
