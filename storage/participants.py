"""Places in sessions: seats, attendance, notes, feedback (rules.md §5)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)

from core.errors import Conflict
from core.sessions.model import Attendance, Feedback, Part, Participant
from storage import mapping
from storage.scope import PerEngine, Repository
from storage.searching import matches, pattern
from storage.session_columns import PARTICIPANT, joiner
from storage.tables import participants, sessions
from storage.tables.base import written

_SESSION = participants.c.session_id == bindparam("in_session")
_PERSON = participants.c.person_id == bindparam("of_person")
_ACTIVE = participants.c.left_at.is_(None)
_PLACE_SOURCE = participants.join(joiner, joiner.c.id == participants.c.person_id)
_PLACE = select(*PARTICIPANT).select_from(_PLACE_SOURCE).where(_SESSION, _PERSON, _ACTIVE)
_PLACES = (
    select(*PARTICIPANT)
    .select_from(_PLACE_SOURCE)
    .where(_SESSION, _ACTIVE)
    .order_by(
        case((participants.c.part == Part.MENTOR, 0), (participants.c.part == Part.CO_MENTOR, 1), else_=2),
        joiner.c.name_key,
        participants.c.person_id,
    )
)
_PLACES_NAMED = _PLACES.where(matches(joiner.c.name_key))
_PARTS = select(participants.c.session_id, participants.c.part).where(
    _PERSON, participants.c.session_id.in_(bindparam("session_ids", expanding=True)), _ACTIVE
)
_NEW_PLACE: dict[str, ColumnElement[Any]] = {
    "part": written(participants.c.part, Part.MENTEE),
    "attendance": written(participants.c.attendance, Attendance.INVITED),
    "note": null(),
    "minutes": null(),
    "rating": null(),
    "feedback": null(),
    "feedback_at": null(),
    "left_at": null(),
}
_TAKE = (
    update(sessions)
    .where(
        sessions.c.id == bindparam("in_session"),
        or_(sessions.c.seats.is_(None), sessions.c.taken < sessions.c.seats),
    )
    .values(taken=sessions.c.taken + literal_column("1"))
)
_SEAT = _TAKE.returning(sessions.c.id).cte("seat")
_SIT = PerEngine(
    lambda insert: (
        insert(participants)
        .values(
            session_id=bindparam("in_session"), person_id=bindparam("of_person"), joined_at=bindparam("now")
        )
        .values(_NEW_PLACE)
        .on_conflict_do_update(
            index_elements=["session_id", "person_id"],
            set_=_NEW_PLACE | {"joined_at": bindparam("now", type_=participants.c.joined_at.type)},
            where=participants.c.left_at.is_not(None),
        )
    )
)


def _take_and_sit(insert: Any) -> Executable:
    """Both in one round trip: PostgreSQL writes in common table expressions."""
    joined = bindparam("now", type_=participants.c.joined_at.type)
    row: Select[Any] = select(
        _SEAT.c.id, bindparam("of_person", type_=participants.c.person_id.type), joined, *_NEW_PLACE.values()
    )
    place = (
        insert(participants)
        .from_select(["session_id", "person_id", "joined_at", *_NEW_PLACE], row)
        .on_conflict_do_update(
            index_elements=["session_id", "person_id"],
            set_=_NEW_PLACE | {"joined_at": joined},
            where=participants.c.left_at.is_not(None),
        )
        .returning(participants.c.session_id)
        .cte("place")
    )
    counted = [select(func.count()).select_from(cte).scalar_subquery() for cte in (_SEAT, place)]
    return select(*counted)


_TAKE_AND_SIT = PerEngine(_take_and_sit)
_STAND = (
    update(participants)
    .where(_SESSION, _PERSON, _ACTIVE, participants.c.part == Part.MENTEE)
    .values(left_at=bindparam("now"))
)
_FREE = update(sessions).where(sessions.c.id == bindparam("in_session")).values(taken=sessions.c.taken - 1)
_ATTEND = (
    update(participants)
    .where(_SESSION, participants.c.person_id.in_(bindparam("person_ids", expanding=True)), _ACTIVE)
    .values(attendance=bindparam("new_attendance"))
)
_CHANGE = update(participants).where(_SESSION, _PERSON, _ACTIVE)
_SET_NOTE = _CHANGE.values(note=bindparam("new_note"))
_SET_MINUTES = _CHANGE.values(minutes=bindparam("new_minutes"))
_SET_FEEDBACK = _CHANGE.values(
    rating=bindparam("new_rating"), feedback=bindparam("new_text"), feedback_at=bindparam("given_at")
)
_RATINGS = select(func.count(participants.c.rating), func.avg(participants.c.rating)).where(_SESSION, _ACTIVE)


class Participants(Repository):
    """The part of `core.ports.Sessions` that is about places."""

    __slots__ = ()

    def participant(self, session_id: int, person_id: int) -> Participant | None:
        """An active place, whichever part."""
        row = self._connection.execute(
            _PLACE, {"in_session": session_id, "of_person": person_id}
        ).one_or_none()
        return None if row is None else mapping.participant(row)

    def participants(self, session_id: int, text: str = "") -> Sequence[Participant]:
        """Active places, mentors first, then by name."""
        statement = _PLACES_NAMED if text.strip() else _PLACES
        rows = self._connection.execute(statement, {"in_session": session_id, "pattern": pattern(text)})
        return [mapping.participant(row) for row in rows]

    def take_seat(self, session_id: int, person_id: int, now: datetime) -> bool:
        """Count a seat taken where one is free and sit on it; False when full.

        Raises Conflict where the person has an active place already: what the use case read is not true.
        """
        values = {"in_session": session_id, "of_person": person_id, "now": now}
        if self._scope.postgres:
            taken, seated = self._connection.execute(_TAKE_AND_SIT.on(self._scope), values).one()
        else:
            taken = self._connection.execute(_TAKE, values).rowcount
            seated = self._connection.execute(_SIT.on(self._scope), values).rowcount if taken else 0
        if taken and not seated:
            raise Conflict(f"person {person_id} is in session {session_id} already")
        return bool(taken)

    def free_seat(self, session_id: int, person_id: int, now: datetime) -> bool:
        """Leave a seat; False when the person has none."""
        values = {"in_session": session_id, "of_person": person_id, "now": now}
        if not self._connection.execute(_STAND, values).rowcount:
            return False
        self._connection.execute(_FREE, values)
        return True

    def places(self, person_id: int, session_ids: Collection[int]) -> dict[int, Part]:
        """The person's active part in each of these sessions."""
        values = {"of_person": person_id, "session_ids": list(session_ids)}
        return {row.session_id: row.part for row in self._connection.execute(_PARTS, values)}

    def set_attendance(self, session_id: int, person_ids: Collection[int], attendance: Attendance) -> int:
        """For those who have an active place; how many that were."""
        values = {"in_session": session_id, "person_ids": list(person_ids), "new_attendance": attendance}
        return self._connection.execute(_ATTEND, values).rowcount

    def set_note(self, session_id: int, person_id: int, note: str | None) -> None:
        """The mentor's note on a learner's progress."""
        self._change(_SET_NOTE, session_id, person_id, new_note=note)

    def set_minutes(self, session_id: int, person_id: int, minutes: int | None) -> None:
        """Contributed minutes."""
        self._change(_SET_MINUTES, session_id, person_id, new_minutes=minutes)

    def set_feedback(self, session_id: int, person_id: int, feedback: Feedback) -> None:
        """Given or changed."""
        self._change(
            _SET_FEEDBACK,
            session_id,
            person_id,
            new_rating=feedback.rating,
            new_text=feedback.text,
            given_at=feedback.given_at,
        )

    def ratings(self, session_id: int) -> tuple[int, float | None]:
        """Number of ratings and their average."""
        count, average = self._connection.execute(_RATINGS, {"in_session": session_id}).one()
        return count, None if average is None else float(average)

    def _change(self, statement: Executable, session_id: int, person_id: int, **values: object) -> None:
        self._connection.execute(statement, {"in_session": session_id, "of_person": person_id, **values})
