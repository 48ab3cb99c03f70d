"""What must hold of any history, read off the database after it (trust.md §4).

`storage/verify.py` says what can be asked of a live database. Here the whole log is replayed besides, which a
live one does not keep for ever: each session's changes one by one, and its seats.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import Executable, select

from core.audit import AuditOutcome
from core.sessions.model import Status
from core.sessions.states import EDGES
from core.states import Edges
from storage import verify, verify_history
from storage.tables import audit, sessions
from storage.unit_of_work import Work

SEATS = {"session.join": 1, "session.add-learner": 1, "session.leave": -1, "session.remove-learner": -1}
_DONE = select(audit).where(audit.c.outcome == AuditOutcome.DONE).order_by(audit.c.id)
_SESSIONS = select(sessions)
Row = Mapping[str, Any]


def broken(work: Work) -> list[str]:
    """Everything that is wrong, a sentence each."""
    return [*verify.broken(work), *astray(work)]


def astray(work: Work) -> list[str]:
    """What is wrong with how it came to be so."""
    log = _rows(work, _DONE)
    known = {row["id"]: row for row in _rows(work, _SESSIONS)}
    return [*_sessions(known, log), *_seats(known, log), *_own(log)]


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
        rows = [row for row in history.get(number, []) if row["action"] in verify_history.CHANGES]
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


def _own(log: list[Row]) -> Iterator[str]:
    """I4: nobody gave themselves a right."""
    for row in log:
        if row["action"] in {"admin.make", "mentor.assign"} and row["actor_id"] == row["object_id"]:
            yield f"Person {row['actor_id']} did {row['action']} to themselves (I4)."
