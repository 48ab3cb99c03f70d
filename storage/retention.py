"""Forgetting what was kept long enough (trust.md §5 Privacy), a small batch a commit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Column, Delete, Executable, Table, bindparam, delete, select, tuple_, update

from storage.tables import audit, inbox, link_codes, link_tries, outbox
from storage.unit_of_work import Work

BATCH = 500
"""Rows a commit: whoever waits for the writer waits a few milliseconds longer at most."""
ANSWERS = timedelta(days=1)
"""For how long the answer to an input is kept beside its key: no platform delivers an input again later, and
it may hold what somebody wrote."""
LINKING = timedelta(days=1)
"""For how long the codes and attempts that linked accounts are of use to anybody."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long each kind of row is kept."""

    inbox: timedelta
    outbox: timedelta
    audit: timedelta


def _older(table: Table, since: Column[datetime], *key: Column[object]) -> Delete:
    """The oldest rows from before an instant."""
    old = select(*key).where(since < bindparam("before")).order_by(since).limit(BATCH)
    return delete(table).where((tuple_(*key) if len(key) > 1 else key[0]).in_(old))


_INBOX = _older(inbox, inbox.c.received_at, inbox.c.platform, inbox.c.key)
_OUTBOX = _older(outbox, outbox.c.settled_at, outbox.c.id)
_AUDIT = _older(audit, audit.c.at, audit.c.id)
_CODES = _older(link_codes, link_codes.c.expires_at, link_codes.c.id)
_TRIES = _older(link_tries, link_tries.c.at, link_tries.c.id)
_ANSWERED = (
    select(inbox.c.platform, inbox.c.key)
    .where(
        inbox.c.received_at >= bindparam("since"),
        inbox.c.received_at < bindparam("before"),
        inbox.c.outcome != "",
    )
    .order_by(inbox.c.received_at)
    .limit(BATCH)
)
_EMPTY = (
    update(inbox)
    .where(tuple_(inbox.c.platform, inbox.c.key).in_(_ANSWERED))
    .values(outcome="", person_id=None)
)


def empty_answers(since: datetime, before: datetime, work: Work) -> int:
    """Empty up to a batch of answers to inputs of this span; their keys stay."""
    return work.scope.connection.execute(_EMPTY, {"since": since, "before": before}).rowcount


def batches(now: datetime, kept: Kept) -> Iterator[tuple[str, Callable[[Work], int]]]:
    """For each table a unit that forgets up to a batch of it; settled notices only."""
    for table, statement, age in (
        ("inbox", _INBOX, kept.inbox),
        ("outbox", _OUTBOX, kept.outbox),
        ("audit", _AUDIT, kept.audit),
        ("link_codes", _CODES, LINKING),
        ("link_tries", _TRIES, LINKING),
    ):
        yield table, partial(_forget, statement, now - age)


def _forget(statement: Executable, before: datetime, work: Work) -> int:
    return work.scope.connection.execute(statement, {"before": before}).rowcount
