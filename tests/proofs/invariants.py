"""What must hold of any history, read off the database after it (trust.md §4).

`storage/verify.py` says what must hold of the rows as they are; these are the promises about how they came
to be so: the audit log is replayed against the tables of edges, and the outbox against what was owed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Executable, select

from core.audit import AuditOutcome
from core.mentors.model import ApplicationStatus, MentorStatus
from core.mentors.states import APPLICATION_EDGES, MENTOR_EDGES
from core.notices.model import OutboxStatus, Target
from core.people.linking import LINK_EDGES
from core.people.model import LinkState
from core.sessions.model import Part, Status
from core.sessions.states import EDGES
from core.states import Edges
from storage import verify
from storage.tables import applications, audit, link_codes, mentors, outbox, participants, sessions
from storage.unit_of_work import Work

CHANGES = tuple(f"session.{what}" for what in ("edit", "verify", "cancel", "expire", "start", "end"))
"""Actions after which a session has another version."""
SEATS = {"session.join": 1, "session.add-learner": 1, "session.leave": -1, "session.remove-learner": -1}
_DONE = select(audit).where(audit.c.outcome == AuditOutcome.DONE).order_by(audit.c.id)
_OWED = select(outbox).order_by(outbox.c.id)
_SESSIONS = select(sessions)
_PLACES = select(participants).where(participants.c.left_at.is_(None))
_WALKS: tuple[tuple[str, Edges[Any], Any, Executable, str, str], ...] = (
    ("application", APPLICATION_EDGES, ApplicationStatus, select(applications), "id", "status"),
    ("mentor", MENTOR_EDGES, MentorStatus, select(mentors), "person_id", "status"),
    ("link", LINK_EDGES, LinkState, select(link_codes), "id", "state"),
)
PERSONAL = (Target.PERSON, Target.KEPT)
Row = Mapping[str, Any]


def broken(work: Work) -> list[str]:
    """Everything that is wrong, a sentence each."""
    return [*verify.broken(work), *astray(work)]


def astray(work: Work) -> list[str]:
    """What is wrong with how it came to be so."""
    log, owed = _rows(work, _DONE), _rows(work, _OWED)
    known = {row["id"]: row for row in _rows(work, _SESSIONS)}
    return [
        *_sessions(known, log),
        *_seats(known, log),
        *_others(work, log),
        *_own(known, log),
        *_once(owed),
        *_told(work, known, log, owed),
        *_reminders(known, owed),
    ]


def _rows(work: Work, query: Executable) -> list[Row]:
    return list(work.scope.connection.execute(query).mappings())


def _about(log: list[Row], kind: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in log:
        if row["object_kind"] == kind:
            found.setdefault(row["object_id"], []).append(row)
    return found


def _sessions(known: Mapping[int, Row], log: list[Row]) -> Iterator[str]:
    """I3, I4: one row for each version, along the edges, up to what is stored."""
    history = _about(log, "session")
    for number, session in known.items():
        rows = [row for row in history.get(number, []) if row["action"] in CHANGES]
        versions = [row["after"]["version"] for row in rows]
        if versions != list(range(2, session["version"] + 1)):
            yield f"Session {number} has version {session['version']}, but the log tells of {versions} (I4)."
            continue
        states = [Status(row["after"]["status"]) for row in rows]
        begun = Status(rows[0]["before"]["status"]) if rows else session["status"]
        yield from _walked(f"Session {number}", EDGES, [begun, *states], session["status"])


def _walked(name: str, edges: Edges[Any], states: list[Any], stored: Any) -> Iterator[str]:
    for old, new in pairwise(states):
        if old is not new and new not in edges.after(old):
            yield f"{name} went from {old} to {new} (I3)."
        if old is new and edges.is_final(old):
            yield f"{name} was changed when it was {old} (I3)."
    if states[-1] is not stored:
        yield f"{name} is {stored}, but the log ends with {states[-1]} (I4)."


def _others(work: Work, log: list[Row]) -> Iterator[str]:
    """I3, I4 for applications, mentors and link codes."""
    for kind, edges, states, query, key, name in _WALKS:
        history = _about(log, kind)
        for number in (row[key] for row in _rows(work, query)):
            steps = [(one["before"].get(name), one["after"].get(name)) for one in history.get(number, [])]
            for old, new in ((states(old), states(new)) for old, new in steps if old and new):
                if old is not new and new not in edges.after(old):
                    yield f"{kind.capitalize()} {number} went from {old} to {new} (I3)."


def _seats(known: Mapping[int, Row], log: list[Row]) -> Iterator[str]:
    """I1 by the log: seats go up and down by one, never beyond what there were."""
    gone = {row["object_id"] for row in log if row["action"] == "person.erase"} | _merged(log)
    history = _about(log, "session")
    for number, session in known.items():
        rows = [row for row in history.get(number, []) if row["action"] in SEATS]
        if gone & {row["after"]["person"] for row in rows}:
            continue
        taken = 0
        for row in rows:
            taken += SEATS[row["action"]]
            if (row["before"]["taken"], row["after"]["taken"]) != (taken - SEATS[row["action"]], taken):
                yield f"Session {number} had {taken} seats taken, the log says {row['after']['taken']} (I1)."
                break
        else:
            if taken != session["taken"]:
                yield f"Session {number} counts {session['taken']} seats taken, by the log {taken} (I1)."


def _merged(log: list[Row]) -> set[int]:
    """Whoever linked accounts: seats of two people may have become one person's."""
    return {row["actor_id"] for row in log if row["action"] in {"link.enter", "link.confirm"}}


def _own(known: Mapping[int, Row], log: list[Row]) -> Iterator[str]:
    """I4: nobody decided about what is their own; people who were joined since are left out."""
    joined = _merged(log)
    for row in log:
        session = known.get(row["object_id"]) if row["action"] == "session.verify" else None
        if session and row["actor_id"] == session["mentor_id"] and row["actor_id"] not in joined:
            yield f"Session {session['id']} was decided by its own mentor (I4)."
        if row["action"] in {"admin.make", "mentor.assign"} and row["actor_id"] == row["object_id"]:
            yield f"Person {row['actor_id']} did {row['action']} to themselves (I4)."


def _once(owed: list[Row]) -> Iterator[str]:
    """I5: one row for each fact and destination."""
    told = Counter(
        (row["kind"], str(row["payload"]), row["account_id"] or -row["person_id"], row["correlation"])
        for row in owed
        if row["target"] in PERSONAL and row["payload"]
    )
    for (kind, payload, whom, _), count in told.items():
        if count > 1:
            yield f"{kind} {payload} is owed {count} times to {whom} (I5)."


def _told(work: Work, known: Mapping[int, Row], log: list[Row], owed: list[Row]) -> Iterator[str]:
    """I5: everybody in a session that was called off is told, but whoever did it."""
    places = _rows(work, _PLACES)
    inside: dict[int, set[int]] = {}
    for place in places:
        if place["part"] is not Part.CO_MENTOR:
            inside.setdefault(place["session_id"], set()).add(place["person_id"])
    reached: dict[int, set[int]] = {}
    for row in owed:
        if row["kind"] == "SessionCancelled" and row["session_id"] is not None:
            reached.setdefault(row["session_id"], set()).add(row["person_id"])
    gone = {row["object_id"] for row in log if row["action"] == "person.erase"} | _merged(log)
    for row in log:
        if row["action"] == "session.cancel" and row["object_id"] in known:
            wanted = inside.get(row["object_id"], set()) - {row["actor_id"]} - gone
            if missing := wanted - reached.get(row["object_id"], set()):
                yield f"Session {row['object_id']} was called off and {sorted(missing)} are not told (I5)."


def _reminders(known: Mapping[int, Row], owed: list[Row]) -> Iterator[str]:
    """I8, I11: a reminder is never owed early or late, and none waits for what will not take place.

    One that was on its way when the session was dropped is looked at again before it is sent.
    """
    for row in owed:
        session = known.get(row["session_id"]) if row["session_id"] is not None else None
        if row["kind"] not in {"ReminderDue", "SessionStarting"} or session is None:
            continue
        due = datetime.fromisoformat(row["payload"]["starts_at"]) if row["payload"] else row["created_at"]
        due -= timedelta(seconds=row["payload"].get("ahead", 0))
        if not due <= row["created_at"] <= row["useful_until"]:
            yield f"Reminder {row['id']}, due at {due}, was owed at {row['created_at']} (I11)."
        dropped = session["status"] in {Status.CANCELLED, Status.REJECTED, Status.PENDING_APPROVAL}
        untouched = row["status"] is OutboxStatus.PENDING and not (row["attempt"] or row["error"])
        if dropped and untouched and not row["ambiguous"]:
            yield f"Reminder {row['id']} waits for a session that is {session['status']} (I8)."
