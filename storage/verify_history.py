"""The promises about how rows came to be so (trust.md §4), read off the audit log and the outbox.

Both are forgotten after a while: each query looks no further back than what it needs is kept. Each reads
a table a few times at most, so that it takes seconds where there are millions of rows.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from core.audit import AuditOutcome
from core.mentors.model import ApplicationStatus, MentorStatus
from core.mentors.states import APPLICATION_EDGES, MENTOR_EDGES
from core.notices.model import OutboxStatus, Target
from core.notices.service import REMINDERS
from core.people.linking import LINK_EDGES
from core.people.model import LinkState, Platform
from core.permissions import Action
from core.sessions.model import Part, Status
from core.sessions.states import EDGES
from core.states import Edges
from storage.tables import audit, inbox, outbox, participants, people, sessions
from storage.tables.base import among

CHANGES = (
    Action.SESSION_EDIT,
    Action.SESSION_VERIFY,
    Action.SESSION_CANCEL,
    Action.SESSION_EXPIRE,
    Action.SESSION_START,
    Action.SESSION_END,
    Action.SESSION_FOLLOW,
)
"""Actions after which a session has another version."""
PERSONAL = (Target.PERSON, Target.KEPT)
GRACE = 60
"""Seconds that what was on its way when it ceased to be true may take to arrive."""
_DIGITS = 20
_DONE = audit.c.outcome == AuditOutcome.DONE


class _Seconds(FunctionElement[float]):
    """An instant as seconds since 1970."""

    inherit_cache = True


@compiles(_Seconds, "sqlite")
def _of_microseconds(element: Any, compiler: Any, **more: Any) -> str:
    return f"({compiler.process(element.clauses, **more)} / 1000000)"


@compiles(_Seconds, "postgresql")
def _of_timestamp(element: Any, compiler: Any, **more: Any) -> str:
    return f"extract(epoch FROM {compiler.process(element.clauses, **more)})"


class _SecondsOfText(FunctionElement[float]):
    """The same of an instant within JSON."""

    inherit_cache = True


@compiles(_SecondsOfText, "sqlite")
def _of_text(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **more)}) AS INTEGER)"


@compiles(_SecondsOfText, "postgresql")
def _of_text_cast(element: Any, compiler: Any, **more: Any) -> str:
    return f"extract(epoch FROM CAST({compiler.process(element.clauses, **more)} AS timestamptz))"


def _did(*actions: Action) -> ColumnElement[bool]:
    return audit.c.action.in_([action.value for action in actions])


def _joined_another(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whoever was two people then: what each of them did is the one's now."""
    other = people.alias("other_person")
    return exists().where(other.c.merged_into == person)


def _told_versions() -> Select[Any]:
    """Sessions whose changes are not those of the log, as far as it goes back."""
    told = (
        select(audit.c.object_id, func.count().label("changes"))
        .where(_DONE, audit.c.object_kind == "session", _did(*CHANGES))
        .group_by(audit.c.object_id)
        .subquery()
    )
    changes = func.coalesce(told.c.changes, 0)
    return (
        select(sessions.c.id, sessions.c.version, changes.label("changes"))
        .outerjoin(told, told.c.object_id == sessions.c.id)
        .where(
            sessions.c.version != changes + 1,
            sessions.c.created_at >= select(func.min(audit.c.at)).scalar_subquery(),
        )
    )


def _nameless() -> Select[Any]:
    return select(audit.c.id, audit.c.action).where(
        _DONE, audit.c.actor_id.is_(None), audit.c.source.in_([one.value for one in Platform])
    )


def _own_decision() -> Select[Any]:
    return (
        select(sessions.c.id)
        .join(audit, audit.c.object_id == sessions.c.id)
        .where(
            _DONE,
            audit.c.object_kind == "session",
            _did(Action.SESSION_VERIFY),
            audit.c.actor_id == sessions.c.mentor_id,
            ~_joined_another(audit.c.actor_id),
        )
    )


def _astray(kind: str, edges: Edges[Any], states: type[StrEnum], name: str) -> Select[Any]:
    """Steps that the table of edges does not have; a final state is not left, nor changed."""
    old, new = audit.c.before[name].as_string(), audit.c.after[name].as_string()
    open_states = [one for one in states if kind != "session" or not edges.is_final(one)]
    allowed = [f"{one}>{after}" for one in states for after in edges.after(one)]
    still = [f"{one}>{one}" for one in open_states]
    of_session = [_did(*CHANGES)] if kind == "session" else []
    return select(audit.c.object_id.label("id"), old.label("old"), new.label("new")).where(
        _DONE,
        audit.c.object_kind == kind,
        *of_session,
        old.is_not(None),
        new.is_not(None),
        (old + literal(">") + new).not_in([*allowed, *still]),
    )


def _owed_twice() -> Select[Any]:
    """What says the same to the same account because of the same input, or reminds of the same time again.

    What the bot tells by itself, such as an alert or a summary, may be the same another day.
    """
    payload = cast(outbox.c.payload, Text)
    whom = func.coalesce(outbox.c.account_id, -outbox.c.person_id)
    of_input = exists().where(inbox.c.platform.in_(list(Platform)), inbox.c.key == outbox.c.correlation)
    return (
        select(func.min(outbox.c.id).label("id"), outbox.c.kind, func.count().label("times"))
        .where(
            outbox.c.target.in_(PERSONAL),
            payload != "{}",
            whom.is_not(None),
            or_(outbox.c.kind.in_(REMINDERS), of_input),
        )
        .group_by(outbox.c.kind, payload, whom, outbox.c.correlation)
        .having(func.count() > 1)
    )


def _not_told() -> Select[Any]:
    """Who was in a session that was called off, and is owed nothing about it; as far as notices are kept."""
    owed = exists().where(
        outbox.c.person_id == participants.c.person_id,
        outbox.c.session_id == audit.c.object_id,
        outbox.c.kind == "SessionCancelled",
    )
    return (
        select(audit.c.object_id.label("id"), participants.c.person_id.label("person"))
        .join(participants, participants.c.session_id == audit.c.object_id)
        .join(people, people.c.id == participants.c.person_id)
        .where(
            _DONE,
            audit.c.object_kind == "session",
            _did(Action.SESSION_CANCEL),
            audit.c.at >= select(func.min(outbox.c.settled_at)).scalar_subquery(),
            participants.c.left_at.is_(None),
            participants.c.joined_at <= audit.c.at,
            participants.c.part != Part.CO_MENTOR,
            participants.c.person_id != func.coalesce(audit.c.actor_id, 0),
            people.c.erased_at.is_(None),
            ~_joined_another(people.c.id),
            ~owed,
        )
    )


def _waits_in_vain() -> Select[Any]:
    """One that was on its way when the session was dropped is looked at again before it is sent."""
    dropped = among(sessions.c.status, Status.CANCELLED, Status.REJECTED, Status.PENDING_APPROVAL)
    return (
        select(outbox.c.id, sessions.c.id.label("session"))
        .join(sessions, sessions.c.id == outbox.c.session_id)
        .where(
            outbox.c.kind.in_(REMINDERS),
            outbox.c.status == OutboxStatus.PENDING,
            outbox.c.attempt == 0,
            outbox.c.ambiguous == 0,
            outbox.c.error.is_(None),
            dropped,
        )
    )


def _sent_after_the_end() -> Select[Any]:
    return (
        select(outbox.c.id, audit.c.object_id.label("session"))
        .join(audit, audit.c.object_id == outbox.c.session_id)
        .where(
            _DONE,
            audit.c.object_kind == "session",
            _did(Action.SESSION_CANCEL),
            outbox.c.kind.in_(REMINDERS),
            _Seconds(outbox.c.sent_at) > _Seconds(audit.c.at) + GRACE,
        )
    )


def _overtaken() -> Select[Any]:
    """By the platform's own numbers, which grow in a chat; what an admin sent again comes later by wish."""
    sent_again = select(audit.c.object_id).where(audit.c.object_kind == "notice", _did(Action.OUTBOX_RETRY))
    number = func.substr(
        literal("0" * _DIGITS) + outbox.c.message_id, func.length(outbox.c.message_id) + literal(1)
    )
    before = func.max(number).over(
        partition_by=(outbox.c.platform, outbox.c.order_key), order_by=outbox.c.id, rows=(None, -1)
    )
    found = (
        select(outbox.c.id, outbox.c.order_key, number.label("number"), before.label("before"))
        .where(
            outbox.c.status == OutboxStatus.SENT,
            outbox.c.target == Target.PERSON,
            outbox.c.session_id.is_not(None),
            outbox.c.message_id.is_not(None),
            outbox.c.id.not_in(sent_again),
        )
        .subquery()
    )
    return select(found.c.id, found.c.order_key).where(found.c.before > found.c.number)


def _untimely() -> Select[Any]:
    """Reminders that were owed before they were due, or sent when they were of no use any more."""
    start = _SecondsOfText(outbox.c.payload["starts_at"].as_string())
    ahead = func.coalesce(outbox.c.payload["ahead"].as_integer(), 0)
    early = _Seconds(outbox.c.created_at) + ahead < start
    late = _Seconds(outbox.c.sent_at) > _Seconds(outbox.c.useful_until) + GRACE
    return select(outbox.c.id, outbox.c.created_at, outbox.c.sent_at).where(
        outbox.c.kind.in_(REMINDERS), or_(early, late)
    )


def _twice_done() -> Select[Any]:
    """Inputs are remembered for a while; what one of them did twice is told."""
    person = audit.c.after["person"].as_string()
    effect = (audit.c.correlation, audit.c.action, audit.c.object_kind, audit.c.object_id)
    remembered = exists().where(inbox.c.platform == audit.c.source, inbox.c.key == audit.c.correlation)
    return (
        select(*effect, func.count().label("times"))
        .where(_DONE, remembered)
        .group_by(*effect, person)
        .having(func.count() > 1)
    )


_WALKS: Iterable[tuple[str, Edges[Any], type[StrEnum], str]] = (
    ("session", EDGES, Status, "status"),
    ("application", APPLICATION_EDGES, ApplicationStatus, "status"),
    ("mentor", MENTOR_EDGES, MentorStatus, "status"),
    ("link", LINK_EDGES, LinkState, "state"),
)
PROMISES: tuple[tuple[str, Select[Any]], ...] = (
    *(
        (f"{walk[0].capitalize()} {{id}} went from {{old}} to {{new}} (I3).", _astray(*walk))
        for walk in _WALKS
    ),
    (
        "Session {id} has version {version}, but the log tells of {changes} changes (I4).",
        _told_versions(),
    ),
    ("Entry {id} of the log, {action}, names nobody who did it (I4).", _nameless()),
    ("Session {id} was decided by its own mentor (I4).", _own_decision()),
    ("Notice {id}, a {kind}, is owed {times} times to one account (I5).", _owed_twice()),
    ("Session {id} was called off, and person {person} is not told (I5).", _not_told()),
    ("Notice {id} reminds of session {session}, which does not take place (I8).", _waits_in_vain()),
    ("Notice {id} reminded of session {session} when it was called off (I8).", _sent_after_the_end()),
    ("Notice {id} arrived before an older one of {order_key} (I9).", _overtaken()),
    (
        "Reminder {id} was owed at {created_at} and sent at {sent_at}, not when it was due (I11).",
        _untimely(),
    ),
    (
        "The input {correlation} did {action} to {object_kind} {object_id} {times} times (I13).",
        _twice_done(),
    ),
)
"""A sentence for each breach, and the query that finds it."""
