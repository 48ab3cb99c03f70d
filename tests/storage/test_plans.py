"""No query that people, senders or the clock wait for reads a whole table (design.md §6)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, column, func, select, table
from sqlalchemy.util import await_only

from core.drafts import DraftKey
from core.facts import SessionCardChanged
from core.groups.model import LinkKind
from core.leases import Lease, LeaseRole
from core.mentors.model import ApplicationStatus
from core.notices.model import OutboxStatus
from core.notices.outcomes import Settlement
from core.page import Page
from core.people.model import Platform
from core.sessions.model import Attendance, Listed, Mode, Status, Wall, Within
from storage import retention, session_search
from storage.drivers import OnAsyncpg
from storage.inbox import Inbox
from storage.postgres import PostgresDatabase
from storage.session_pages import OPEN
from storage.tables import sessions
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, notice, session_form
from tests.engines import AnyDatabase
from tests.explaining import plans, scans
from tests.storage.asking import World, member, world, write

DISCORD = Platform.DISCORD
LEASE = Lease(LeaseRole.SEND_DISCORD, "one", 1, NOW + HOUR)
BEFORE_A_PLAN_IS_KEPT = 5
"""Executions for which PostgreSQL plans anew, to compare."""
MANY = """
INSERT INTO sessions (group_id, mentor_id, title, title_key, description, mode, starts_at, ends_at, taken,
    status, version, created_at)
SELECT $1, $2, 'No. ' || n, 'no. ' || n, '', 'ONLINE', $3::timestamptz + make_interval(hours => n),
    $3::timestamptz + make_interval(hours => n + 1), 0, 'SCHEDULED', 1, $3
FROM generate_series(100, 10000) AS n
"""
KEPT_PLANS: Select[Any] = (
    select(func.max(column("generic_plans")))
    .select_from(table("pg_prepared_statements"))
    .where(column("statement").like("%merged%"))
)
KEPT = retention.Kept(timedelta(days=8), timedelta(days=30), timedelta(days=365))


async def explain(database: AnyDatabase, use_case: Callable[[Work], object]) -> list[str]:
    """The plans of a use case's statements."""
    return await write(database, lambda work: plans(work, use_case))


READS: dict[str, Callable[[Work, World], object]] = {
    "who speaks": lambda uow, made: uow.people.speaker(DISCORD, "100001"),
    "account": lambda uow, made: uow.people.account(DISCORD, "100001"),
    "several people": lambda uow, made: uow.people.several(made.learners),
    "their accounts": lambda uow, made: uow.people.accounts_of(made.learners),
    "what they switched off": lambda uow, made: uow.people.categories_off(made.learners),
    "admins": lambda uow, made: uow.people.admins(),
    "search for a person": lambda uow, made: uow.people.search("ada exa", 5),
    "newest people": lambda uow, made: uow.people.search("", 5),
    "link code": lambda uow, made: uow.people.code("digest"),
    "tries": lambda uow, made: uow.people.count_tries(made.mentor, NOW),
    "own links": lambda uow, made: uow.groups.links(made.mentor),
    "members": lambda uow, made: uow.groups.people(made.group, LinkKind.LEARNER),
    "leads": lambda uow, made: uow.groups.people(made.group, LinkKind.LEAD),
    "group": lambda uow, made: uow.groups.summary(made.group, made.mentor),
    "groups": lambda uow, made: uow.groups.page(made.mentor, "", 1, 10),
    "whether a mentor is saved": lambda uow, made: uow.mentors.saved(made.mentor, made.mentor),
    "latest application": lambda uow, made: uow.mentors.latest_application(made.mentor),
    "standing applications": lambda uow, made: uow.mentors.open_or_approved(made.mentor),
    "applications": lambda uow, made: uow.mentors.applications(None, None, "", 1, 10),
    "pending applications": lambda uow, made: uow.mentors.applications(
        ApplicationStatus.PENDING, None, "", 1, 10
    ),
    "mentor": lambda uow, made: uow.mentors.get(made.mentor),
    "figures": lambda uow, made: uow.mentors.figures(made.mentor, NOW),
    "session": lambda uow, made: uow.sessions.get(made.session),
    "same session": lambda uow, made: uow.sessions.same(made.mentor, "x", NOW),
    "overlapping": lambda uow, made: uow.sessions.overlapping(made.mentor, NOW, NOW + HOUR, None),
    "due": lambda uow, made: uow.sessions.due(NOW, 10),
    "next due": lambda uow, made: uow.sessions.next_due(),
    "what is meant": lambda uow, made: uow.zone_rules.meant(made.session),
    "what is meant and to come": lambda uow, made: uow.zone_rules.coming(NOW, 0, 10),
    "rules of zones": lambda uow, made: uow.zone_rules.read_by(),
    "who is to be armed": lambda uow, made: uow.arming.ahead(NOW, 0, 10),
    "reminders": lambda uow, made: uow.arming.armed_by(),
    "browse": lambda uow, made: uow.sessions.browse(Within(made.mentor), NOW, "", None, 1, 10),
    "browse with search": lambda uow, made: uow.sessions.browse(
        Within(made.mentor, made.group), NOW, "x", Mode.ONLINE, 1, 10
    ),
    "archive": lambda uow, made: uow.sessions.archived(Within(made.mentor), NOW, 1, 10),
    "own sessions": lambda uow, made: uow.sessions.of_mentor(made.mentor, Status.SCHEDULED, "", 1, 10),
    "all sessions": lambda uow, made: uow.sessions.listed(None, None, "", 1, 10),
    "all sessions in a state": lambda uow, made: uow.sessions.listed(None, Status.COMPLETED, "", 1, 10),
    "a group's sessions": lambda uow, made: uow.sessions.listed(made.group, None, "", 1, 10),
    "awaiting approval": lambda uow, made: uow.sessions.awaiting(None, 10),
    "awaiting approval in groups": lambda uow, made: uow.sessions.awaiting([made.group], 10),
    "place": lambda uow, made: uow.sessions.participant(made.session, made.mentor),
    "participants": lambda uow, made: uow.sessions.participants(made.session),
    "places": lambda uow, made: uow.sessions.places(made.mentor, [made.session, 2]),
    "history": lambda uow, made: uow.sessions.history(made.mentor, 1, 10),
    "upcoming": lambda uow, made: uow.sessions.upcoming(made.mentor, NOW, 10),
    "joined overlapping": lambda uow, made: uow.sessions.joined_overlapping(made.mentor, NOW, NOW + HOUR, 0),
    "ratings": lambda uow, made: uow.sessions.ratings(made.session),
    "waiting notices": lambda uow, made: uow.outbox.waiting_for(made.mentor, 1, 10),
    "cards": lambda uow, made: uow.outbox.cards(made.session),
    "places of cards": lambda uow, made: uow.outbox.card_places(made.session, made.group, shown=True),
    "next notice": lambda uow, made: uow.queue.next_at(DISCORD),
    "oldest notice": lambda uow, made: uow.queue.oldest_pending(DISCORD, NOW),
    "notices given up": lambda uow, made: uow.queue.given_up(NOW),
    "depth of the queue": lambda uow, made: uow.queue.depth(),
    "undecided notices": lambda uow, made: uow.queue.listed([OutboxStatus.DEAD, OutboxStatus.HELD], 1, 10),
    "draft": lambda uow, made: uow.drafts.open_for(DraftKey(DISCORD, "1", "2")),
    "token": lambda uow, made: uow.drafts.token("t"),
    "recent changes": lambda uow, made: uow.audit.recent(1, 10),
    "changes of a day": lambda uow, made: uow.audit.lately(made.mentor, "person.export", NOW, 1),
}
WRITES: dict[str, Callable[[Work, World], object]] = {
    "input": lambda uow, made: Inbox(uow.scope).record((DISCORD, "1")),
    "join": lambda uow, made: uow.sessions.take_seat(made.session, made.learners[0], NOW),
    "leave": lambda uow, made: uow.sessions.free_seat(made.session, made.learners[0], NOW),
    "attendance": lambda uow, made: uow.sessions.set_attendance(
        made.session, made.learners, Attendance.ATTENDED
    ),
    "edit": lambda uow, made: uow.sessions.save(
        made.session, session_form(made.group), Status.SCHEDULED, None, 1
    ),
    "move": lambda uow, made: uow.sessions.move(
        made.session, Status.SCHEDULED, Status.CANCELLED, due_at=None
    ),
    "mean": lambda uow, made: uow.zone_rules.mean(made.session, Wall("UTC", NOW.replace(tzinfo=None))),
    "note rules": lambda uow, made: uow.zone_rules.note("rules"),
    "note reminders": lambda uow, made: uow.arming.note("86400"),
    "owe": lambda uow, made: uow.outbox.owe([notice()]),
    "owe a card": lambda uow, made: uow.outbox.owe_card(notice(fact=SessionCardChanged(made.session))),
    "cancel": lambda uow, made: uow.outbox.cancel(made.session, ["SessionMoved"]),
    "read": lambda uow, made: uow.outbox.mark_read(made.mentor, NOW),
    "claim": lambda uow, made: uow.queue.claim(DISCORD, LEASE, NOW, 10, HOUR),
    "sweep": lambda uow, made: uow.queue.sweep(NOW),
    "release": lambda uow, made: uow.queue.release(DISCORD),
    "lease": lambda uow, made: uow.leases.take(LeaseRole.TICK, "one", HOUR, NOW),
    "forget drafts": lambda uow, made: uow.drafts.purge(NOW),
    "empty answers": lambda uow, made: retention.empty_answers(NOW - HOUR, NOW, uow),
    "merge": lambda uow, made: uow.people.merge(made.learners[0], made.learners[1]),
    "erase": lambda uow, made: uow.people.erase(made.learners[2], NOW),
    "export": lambda uow, made: uow.people.export(made.learners[0]),
}


@pytest.mark.parametrize("name", [*READS, *WRITES])
async def test_no_plan_reads_a_whole_table(database: AnyDatabase, name: str) -> None:
    made = await world(database)
    use_case = READS.get(name) or WRITES[name]
    found = await explain(database, lambda uow: use_case(uow, made))
    assert found
    assert [line for plan in found for line in scans(plan)] == []


@pytest.mark.parametrize("name", ["claim", "owe a card"])
async def test_what_is_owed_to_one_place_is_looked_up(database: AnyDatabase, name: str) -> None:
    made = await world(database)
    await write(database, lambda uow: uow.outbox.owe([notice()]))
    (plan,) = await explain(database, lambda uow: WRITES[name](uow, made))
    looked_up = re.compile(r"(SEARCH|Index Cond:).*platform.*\border_key ?=")
    assert [line for line in plan.splitlines() if looked_up.search(line)]


def _many_sessions(uow: Work, made: World) -> None:
    connection = uow.scope.connection
    assert isinstance(connection, OnAsyncpg)
    await_only(connection.raw.execute(MANY, made.group, made.mentor, NOW))
    await_only(connection.raw.execute("ANALYZE sessions"))


@pytest.mark.parametrize("text", ["", "no"])
async def test_postgresql_keeps_its_plan_of_a_page(
    postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(session_search, "_is_rare", lambda *_, **__: False)
    made = await world(postgres)
    await write(postgres, lambda uow: _many_sessions(uow, made))
    within = await member(postgres, made.group)

    def browse(uow: Work) -> Page[Listed]:
        return uow.sessions.browse(within, NOW, text, None, 1, 10)

    def kept(uow: Work) -> object:
        for _ in range(BEFORE_A_PLAN_IS_KEPT + 1):
            assert len(browse(uow).items) == 10
        return uow.scope.connection.execute(KEPT_PLANS).scalar_one()

    assert await postgres.read(kept) == 1
    (plan,) = await explain(postgres, browse)
    assert len(re.findall("Index Scan using ix_sessions_.*starts_at_id on", plan)) == len(OPEN)
    assert plan.count("Sort Key: sessions") == 1, "only what is merged is sorted"


async def test_settling_goes_by_the_rows_number(database: AnyDatabase) -> None:
    def claim_and_settle(uow: Work) -> object:
        lease = uow.leases.take(LeaseRole.SEND_DISCORD, "one", HOUR, NOW)
        assert lease is not None
        (row,) = uow.queue.claim(DISCORD, lease, NOW, 1, HOUR)
        return uow.queue.settle(row, Settlement(OutboxStatus.SENT), NOW)

    await write(database, lambda uow: uow.outbox.owe([notice()]))
    found = await explain(database, claim_and_settle)
    assert [line for plan in found for line in scans(plan)] == []


@pytest.mark.parametrize("table", ["inbox", "outbox", "audit", "link_codes", "link_tries"])
async def test_forgetting_goes_by_age(database: AnyDatabase, table: str) -> None:
    found = await explain(database, dict(retention.batches(NOW, KEPT))[table])
    assert [line for plan in found for line in scans(plan)] == []


async def test_a_scan_would_be_seen(database: AnyDatabase) -> None:
    await world(database)
    slow = select(sessions.c.id).where(sessions.c.description == "x")
    found = await explain(database, lambda uow: uow.scope.connection.execute(slow))
    assert [line for plan in found for line in scans(plan)] != []
