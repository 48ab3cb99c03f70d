"""No query that people, senders or the clock wait for reads a whole table (design.md §6)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, select
from sqlalchemy.util import await_only

from core.drafts import DraftKey
from core.facts import SessionCardChanged
from core.groups.model import LinkKind
from core.leases import Lease, LeaseRole
from core.mentors.model import ApplicationStatus
from core.notices.model import OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import Platform
from core.sessions.model import Attendance, Mode, Status
from storage import retention
from storage.compiled import Fetched
from storage.drivers import OnAsyncpg, OnSqlite
from storage.inbox import Inbox
from storage.tables import sessions
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, notice, session_form
from tests.engines import AnyDatabase
from tests.storage.asking import World, world, write

DISCORD = Platform.DISCORD
LEASE = Lease(LeaseRole.SEND_DISCORD, "one", 1, NOW + HOUR)
KEPT = retention.Kept(timedelta(days=8), timedelta(days=30), timedelta(days=365))


class Explaining:
    """Runs statements and keeps the plan of each."""

    def __init__(self, driver: OnSqlite | OnAsyncpg) -> None:
        self._driver = driver
        self.plans: list[str] = []

    def execute(self, statement: Executable, parameters: Any = None, /) -> Fetched:
        values = parameters[0] if isinstance(parameters, list) else parameters or {}
        sql, arguments = self._driver._statements.prepared(statement, values).bind(values)
        if isinstance(self._driver, OnSqlite):
            rows = self._driver.raw.execute(f"EXPLAIN QUERY PLAN {sql}", arguments)
            self.plans.append("\n".join(row[3] for row in rows))
        else:
            found = await_only(self._driver.raw.fetch(f"EXPLAIN {sql}", *arguments))
            self.plans.append("\n".join(row[0] for row in found))
        return self._driver.execute(statement, parameters)


IN_ITS_ORDER = {"SCAN people", "SCAN applications", "SCAN audit"}
"""Lists of the newest: SQLite walks these tables from their end and stops after a page."""


MADE = ("merged", "found", "anon_", "CONSTANT", "SUBQUERY")
"""Names of what a statement makes itself, a page long."""


def scans(plan: str) -> Iterator[str]:
    """Lines of a plan that read a whole table, rather than walk an index."""
    for line in plan.splitlines():
        if "Seq Scan on" in line:
            yield line
        if not line.startswith("SCAN ") or " USING " in line or line.split()[1].startswith(MADE):
            continue
        if line not in IN_ITS_ORDER or "TEMP B-TREE" in plan:
            yield line


async def explain(database: AnyDatabase, use_case: Callable[[Work], object]) -> list[str]:
    """The plans of a use case's statements; PostgreSQL reads a table whole only where nothing else works."""
    plans: list[str] = []

    def run(work: Work) -> None:
        driver = work.scope.connection
        assert isinstance(driver, OnSqlite | OnAsyncpg)
        if isinstance(driver, OnAsyncpg):
            await_only(driver.raw.execute("SET LOCAL enable_seqscan = off"))
        explaining = Explaining(driver)
        use_case(Work(replace(work.scope, connection=explaining), "test", ""))
        plans.extend(explaining.plans)

    await write(database, run)
    return plans


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
    "browse": lambda uow, made: uow.sessions.browse([made.group, 2, 3], NOW, "", None, 1, 10),
    "browse with search": lambda uow, made: uow.sessions.browse([made.group], NOW, "x", Mode.ONLINE, 1, 10),
    "browse very many groups": lambda uow, made: uow.sessions.browse(range(100), NOW, "", None, 1, 10),
    "archive": lambda uow, made: uow.sessions.archived([made.group, 2], NOW, 1, 10),
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
    "owe": lambda uow, made: uow.outbox.owe([notice()]),
    "owe a card": lambda uow, made: uow.outbox.owe_card(notice(fact=SessionCardChanged(made.session))),
    "cancel": lambda uow, made: uow.outbox.cancel(made.session, ["SessionMoved"]),
    "read": lambda uow, made: uow.outbox.mark_read(made.mentor, NOW),
    "claim": lambda uow, made: uow.queue.claim(DISCORD, LEASE, NOW, 10, HOUR),
    "sweep": lambda uow, made: uow.queue.sweep(NOW),
    "release": lambda uow, made: uow.queue.release(DISCORD),
    "lease": lambda uow, made: uow.leases.take(LeaseRole.TICK, "one", HOUR, NOW),
    "forget drafts": lambda uow, made: uow.drafts.purge(NOW),
    "merge": lambda uow, made: uow.people.merge(made.learners[0], made.learners[1]),
    "erase": lambda uow, made: uow.people.erase(made.learners[2], NOW),
    "export": lambda uow, made: uow.people.export(made.learners[0]),
}


@pytest.mark.parametrize("name", [*READS, *WRITES])
async def test_no_plan_reads_a_whole_table(database: AnyDatabase, name: str) -> None:
    made = await world(database)
    use_case = READS.get(name) or WRITES[name]
    plans = await explain(database, lambda uow: use_case(uow, made))
    assert plans
    assert [line for plan in plans for line in scans(plan)] == []


async def test_claiming_looks_up_what_each_row_waits_for(database: AnyDatabase) -> None:
    await write(database, lambda uow: uow.outbox.owe([notice()]))
    (plan,) = await explain(database, lambda uow: uow.queue.claim(DISCORD, LEASE, NOW, 10, HOUR))
    looked_up = re.compile(r"(SEARCH|Index Cond:).*platform.*\border_key ?=")
    assert [line for line in plan.splitlines() if looked_up.search(line)]


async def test_settling_goes_by_the_rows_number(database: AnyDatabase) -> None:
    def claim_and_settle(uow: Work) -> object:
        lease = uow.leases.take(LeaseRole.SEND_DISCORD, "one", HOUR, NOW)
        assert lease is not None
        (row,) = uow.queue.claim(DISCORD, lease, NOW, 1, HOUR)
        return uow.queue.settle(row, Settlement(OutboxStatus.SENT), NOW)

    await write(database, lambda uow: uow.outbox.owe([notice()]))
    plans = await explain(database, claim_and_settle)
    assert [line for plan in plans for line in scans(plan)] == []


@pytest.mark.parametrize("table", ["inbox", "outbox", "audit", "link_codes", "link_tries"])
async def test_forgetting_goes_by_age(database: AnyDatabase, table: str) -> None:
    plans = await explain(database, dict(retention.batches(NOW, KEPT))[table])
    assert [line for plan in plans for line in scans(plan)] == []


async def test_a_scan_would_be_seen(database: AnyDatabase) -> None:
    await world(database)
    slow = select(sessions.c.id).where(sessions.c.description == "x")
    plans = await explain(database, lambda uow: uow.scope.connection.execute(slow))
    assert [line for plan in plans for line in scans(plan)] != []
