"""The promises that can be read off a live database (trust.md §4): one query and one sentence each.

Those about rows as they are stand here, those about how they came to be so in `verify_history.py`. Between
them they are I1 to I16 but for two. I7 (sent is what the platform saw) needs the platform's own record,
which the tests' stand-ins keep (tests/proofs/process/history.py). I10 (the waiting list is first come,
first served) has nothing to look at: there is no waiting list. What the database itself refuses is not
asked again: one place a person and session (I2), one notice an occurrence and recipient (I5), one person an
account (I12), one outcome an input (I13). Whether an actor was allowed to act at the time (I4) is not in
the log; that there was one, and that nobody decided about a session of their own, is.
"""

import sqlite3
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    Text,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
    text,
)

from core.mentors.model import ApplicationStatus, MentorStatus
from core.notices.model import OutboxStatus
from core.sessions.model import Part, Status
from storage.abstract import AbstractDatabase
from storage.queue import FINISHED
from storage.tables import (
    account_roles,
    accounts,
    applications,
    mentors,
    outbox,
    participants,
    people,
    person_words,
    sessions,
)
from storage.tables.base import Instant
from storage.tables.sessions import NOT_DROPPED
from storage.unit_of_work import Work
from storage.verify_history import PROMISES

SHOWN = 20
"""Breaches of one promise that are told; the rest is alike."""
TWO_SWEEPS = timedelta(seconds=30)


def _seats() -> Select[Any]:
    counted = (
        select(participants.c.session_id, func.count().label("seated"))
        .where(participants.c.part == Part.MENTEE, participants.c.left_at.is_(None))
        .group_by(participants.c.session_id)
        .subquery()
    )
    seated = func.coalesce(counted.c.seated, 0)
    return (
        select(sessions.c.id, sessions.c.taken, seated.label("seated"))
        .outerjoin(counted, counted.c.session_id == sessions.c.id)
        .where(sessions.c.taken != seated)
    )


def _leaderless() -> Select[Any]:
    leads = exists().where(
        participants.c.session_id == sessions.c.id,
        participants.c.person_id == sessions.c.mentor_id,
        participants.c.part == Part.MENTOR,
        participants.c.left_at.is_(None),
    )
    return select(sessions.c.id).where(~leads)


def _overlapping() -> Select[Any]:
    """Past sessions of somebody who was two people then may overlap; those to come may not."""
    other = sessions.alias("other")
    coming = bindparam("now", type_=Instant)
    return select(sessions.c.id, other.c.id.label("other")).where(
        other.c.mentor_id == sessions.c.mentor_id,
        other.c.id > sessions.c.id,
        other.c.starts_at < sessions.c.ends_at,
        other.c.ends_at > sessions.c.starts_at,
        NOT_DROPPED,
        other.c.status.not_in([Status.CANCELLED, Status.REJECTED]),
        or_(
            (sessions.c.ends_at > coming) & (other.c.ends_at > coming),
            ~exists().where(people.c.merged_into == sessions.c.mentor_id),
        ),
    )


def _unknown(key: Column[Any], column: Column[Any], known: type[StrEnum]) -> Select[Any]:
    stored = cast(column, String)
    return select(key.label("id"), stored.label("found")).where(
        stored.not_in([cast(one.value, String) for one in known])
    )


def _roles_astray() -> Select[Any]:
    """Roles an account holds by one table and not by the other, told by their number."""
    mirrored = (
        select(func.count())
        .select_from(account_roles)
        .where(account_roles.c.account_id == accounts.c.id)
        .correlate(accounts)
        .scalar_subquery()
    )
    listed = func.json_array_length(accounts.c.role_ids)
    return select(accounts.c.id).where(mirrored != listed)


def _still_told() -> Select[Any]:
    """Of whoever was erased, what they wrote and how they are called elsewhere."""

    def of(column: Column[Any], *kept: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(column == people.c.id, or_(*kept))

    return select(people.c.id).where(
        people.c.erased_at.is_not(None),
        or_(
            of(accounts.c.person_id, accounts.c.name != "", accounts.c.username.is_not(None)),
            of(
                participants.c.person_id,
                participants.c.note.is_not(None),
                participants.c.feedback.is_not(None),
            ),
            of(
                applications.c.person_id,
                applications.c.about != "",
                applications.c.reason != "",
                applications.c.note.is_not(None),
            ),
            of(
                mentors.c.person_id,
                mentors.c.headline.is_not(None),
                mentors.c.about.is_not(None),
                mentors.c.meeting_link.is_not(None),
            ),
            of(sessions.c.mentor_id, sessions.c.description != "", sessions.c.link.is_not(None)),
        ),
    )


_gone = people.alias("gone")
_PROMISES: tuple[tuple[str, Select[Any]], ...] = (
    ("Session {id} counts {taken} seats taken, but {seated} learners have a place (I1).", _seats()),
    (
        "Session {id} has {taken} seats taken of {seats} (I1).",
        select(sessions.c.id, sessions.c.taken, sessions.c.seats).where(sessions.c.taken > sessions.c.seats),
    ),
    ("Session {id} has no place for the mentor who leads it (I2).", _leaderless()),
    (
        "Session {id} is in an unknown state, {found} (I3).",
        _unknown(sessions.c.id, sessions.c.status, Status),
    ),
    (
        "Application {id} is in an unknown state, {found} (I3).",
        _unknown(applications.c.id, applications.c.status, ApplicationStatus),
    ),
    (
        "Mentor {id} is in an unknown state, {found} (I3).",
        _unknown(mentors.c.person_id, mentors.c.status, MentorStatus),
    ),
    (
        "Notice {id} is in an unknown state, {found} (I16).",
        _unknown(outbox.c.id, outbox.c.status, OutboxStatus),
    ),
    (
        "Notice {id} is {found}, but its time of settling says otherwise (I16).",
        select(outbox.c.id, cast(outbox.c.status, String).label("found")).where(
            or_(
                outbox.c.status.in_(FINISHED) & outbox.c.settled_at.is_(None),
                outbox.c.status.not_in(FINISHED) & outbox.c.settled_at.is_not(None),
            )
        ),
    ),
    (
        "Notice {id} is being sent, but its claim lapsed at {lease_until} and was not swept (I6).",
        select(outbox.c.id, outbox.c.lease_until).where(
            outbox.c.status == OutboxStatus.SENDING,
            or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < bindparam("lapsed", type_=Instant)),
        ),
    ),
    (
        "Account {id} belongs to person {person}, who was merged into another (I12).",
        select(accounts.c.id, accounts.c.person_id.label("person"))
        .join(_gone, _gone.c.id == accounts.c.person_id)
        .where(_gone.c.merged_into.is_not(None)),
    ),
    ("Account {id} does not have the Discord roles it is found by (I12).", _roles_astray()),
    (
        "Person {id} was erased, but can still be told by name (I14).",
        select(people.c.id).where(
            people.c.erased_at.is_not(None),
            or_(people.c.name != "", exists().where(person_words.c.person_id == people.c.id)),
        ),
    ),
    ("Person {id} was erased, but words of theirs are still kept (I14).", _still_told()),
    (
        "Person {id} was erased, but a notice still holds what was told them (I14).",
        select(people.c.id)
        .join(outbox, outbox.c.person_id == people.c.id)
        .where(people.c.erased_at.is_not(None), cast(outbox.c.payload, Text) != "{}"),
    ),
    ("Sessions {id} and {other} of one mentor overlap (I15).", _overlapping()),
)
_LIMITED = tuple((sentence, query.limit(SHOWN)) for sentence, query in (*_PROMISES, *PROMISES))
_SQLITE_CHECKS = ("PRAGMA integrity_check(20)", "PRAGMA foreign_key_check")


async def verify(database: AbstractDatabase) -> list[str]:
    """What is broken, a sentence each; empty when every promise holds. The bot may be running."""
    return await database.look(broken)


def broken(work: Work) -> list[str]:
    """The same inside a query."""
    now = work.scope.clock.now()
    values = {"lapsed": now - TWO_SWEEPS, "now": now}
    found = _damage(work)
    for sentence, query in _LIMITED:
        found += _breaches(work, sentence, query, values)
    return found


def _breaches(work: Work, sentence: str, query: Select[Any], values: dict[str, Any]) -> list[str]:
    try:
        rows = work.scope.connection.execute(query, values).mappings()
    except sqlite3.OperationalError as error:
        # A bit that was changed in the name of a column, or within JSON; PostgreSQL keeps checksums.
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return [f"The file is damaged ({error}), so that this cannot be asked: {sentence}"]
    return [sentence.format(**row) for row in rows]


def _damage(work: Work) -> list[str]:
    """What SQLite itself finds wrong with its file; PostgreSQL keeps checksums of its own."""
    if work.scope.postgres:
        return []
    whole, foreign = (work.scope.connection.execute(text(check)).all() for check in _SQLITE_CHECKS)
    return [f"The file is damaged: {row[0]}." for row in whole if row[0] != "ok"] + [
        f"A row of {row[0]} refers to a row of {row[2]} that does not exist." for row in foreign
    ]
