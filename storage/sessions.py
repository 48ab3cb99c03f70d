"""Sessions: reading one, adding, changing under a guard, and what is due (rules.md §5)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, delete, func, insert, or_, select, update

from core.sessions.model import Attendance, Part, Session, SessionForm, Status
from storage import mapping
from storage.lock import lock_person
from storage.participants import Participants
from storage.searching import LIMIT, ONE, folded, words
from storage.session_columns import sessions_where
from storage.session_lists import SessionLists
from storage.tables import participants, session_words, sessions
from storage.tables.sessions import NOT_DROPPED

_ID: BindParameter[int] = bindparam("session_id")
_GET = sessions_where(sessions.c.id == _ID)
_GET_LOCKED = _GET.with_for_update(of=sessions, key_share=True)
_ADD = insert(sessions).returning(sessions.c.id)
_ADD_MENTOR = insert(participants)
_ADD_WORDS = insert(session_words)
_DROP_WORDS = delete(session_words).where(session_words.c.session_id == _ID)
_SAME = sessions_where(
    sessions.c.mentor_id == bindparam("mentor_id"),
    sessions.c.starts_at == bindparam("starts_at"),
    sessions.c.title_key == bindparam("title_key"),
    NOT_DROPPED,
)
_OVERLAPPING = (
    sessions_where(
        sessions.c.mentor_id == bindparam("mentor_id"),
        sessions.c.starts_at < bindparam("ends_at"),
        sessions.c.ends_at > bindparam("starts_at"),
        NOT_DROPPED,
        sessions.c.id != bindparam("but"),
    )
    .order_by(sessions.c.starts_at, sessions.c.id)
    .limit(ONE)
)
_FORM = (
    "group_id",
    "title",
    "title_key",
    "description",
    "mode",
    "starts_at",
    "ends_at",
    "link",
    "venue",
    "seats",
    "status",
    "due_at",
)
_SEATS: BindParameter[int | None] = bindparam("new_seats", type_=sessions.c.seats.type)
_VERSION_UP = {"version": sessions.c.version + 1}
_SAVE = (
    update(sessions)
    .where(
        sessions.c.id == _ID,
        sessions.c.version == bindparam("expected"),
        or_(_SEATS.is_(None), sessions.c.taken <= _SEATS),
    )
    .values({name: bindparam(f"new_{name}", type_=sessions.c[name].type) for name in _FORM})
    .values(_VERSION_UP)
)
_SAVE_UNDECIDED = _SAVE.values(decided_by=None, decided_at=None, reason=None)
_MOVE = (
    update(sessions)
    .where(sessions.c.id == _ID, sessions.c.status == bindparam("expected"))
    .values(
        status=bindparam("new_status"),
        due_at=bindparam("new_due_at"),
        reason=func.coalesce(bindparam("new_reason"), sessions.c.reason),
        decided_by=func.coalesce(bindparam("new_decided_by"), sessions.c.decided_by),
        decided_at=func.coalesce(
            bindparam("new_decided_at", type_=sessions.c.decided_at.type), sessions.c.decided_at
        ),
        **_VERSION_UP,
    )
)
_SET_DUE = (
    update(sessions)
    .where(sessions.c.id == _ID, sessions.c.due_at == bindparam("expected"))
    .values(due_at=bindparam("new_due_at"))
)
_DELETE = delete(sessions).where(sessions.c.id == _ID)
_DUE = (
    select(sessions.c.id)
    .where(sessions.c.due_at <= bindparam("now"))
    .order_by(sessions.c.due_at)
    .limit(LIMIT)
)
_NEXT_DUE = (
    select(sessions.c.due_at).where(sessions.c.due_at.is_not(None)).order_by(sessions.c.due_at).limit(ONE)
)


def _form(form: SessionForm) -> dict[str, object]:
    return {
        "group_id": form.group_id,
        "title": form.title,
        "title_key": folded(form.title),
        "description": form.description,
        "mode": form.mode,
        "starts_at": form.starts_at,
        "ends_at": form.ends_at,
        "link": form.link,
        "venue": form.venue,
        "seats": form.seats,
    }


class SessionRepository(SessionLists, Participants):
    """`core.ports.Sessions`: this file, the lists and the places."""

    __slots__ = ()

    def get(self, session_id: int) -> Session | None:
        """A session, locked until the commit where it is loaded to be acted upon."""
        statement = _GET_LOCKED if self._scope.writes else _GET
        row = self._connection.execute(statement, {"session_id": session_id}).one_or_none()
        return None if row is None else mapping.session(row)

    def add(
        self, form: SessionForm, mentor_id: int, status: Status, due_at: datetime | None, now: datetime
    ) -> Session:
        """Also adds the mentor as participant MENTOR."""
        values = _form(form) | {
            "mentor_id": mentor_id,
            "status": status,
            "due_at": due_at,
            "taken": 0,
            "version": 1,
            "created_at": now,
        }
        self._scope.marks.note_due(due_at)
        session_id = self._connection.execute(_ADD, values).scalar_one()
        self._write_words(session_id, form.title)
        place = {"session_id": session_id, "person_id": mentor_id, "joined_at": now}
        self._connection.execute(_ADD_MENTOR, place | {"part": Part.MENTOR, "attendance": Attendance.INVITED})
        return mapping.session(self._connection.execute(_GET, {"session_id": session_id}).one())

    def same(self, mentor_id: int, title: str, starts_at: datetime) -> Session | None:
        """A session with this start and title, whose case does not matter."""
        row = self._connection.execute(
            _SAME, {"mentor_id": mentor_id, "title_key": folded(title), "starts_at": starts_at}
        ).one_or_none()
        return None if row is None else mapping.session(row)

    def overlapping(
        self, mentor_id: int, starts_at: datetime, ends_at: datetime, but: int | None
    ) -> Session | None:
        """Locks the mentor first, so that of two overlapping sessions the second one sees the other."""
        lock_person(self._scope, mentor_id)
        row = self._connection.execute(
            _OVERLAPPING,
            {"mentor_id": mentor_id, "starts_at": starts_at, "ends_at": ends_at, "but": but or 0},
        ).one_or_none()
        return None if row is None else mapping.session(row)

    def save(
        self,
        session_id: int,
        form: SessionForm,
        status: Status,
        due_at: datetime | None,
        expected_version: int,
    ) -> bool:
        """Store an edit; False when the version moved on or more have joined than there would be seats.

        Going back to approval forgets the earlier decision.
        """
        self._scope.marks.note_due(due_at)
        stored = _form(form) | {"status": status, "due_at": due_at}
        values = {f"new_{name}": value for name, value in stored.items()}
        values |= {"session_id": session_id, "expected": expected_version}
        statement = _SAVE_UNDECIDED if status is Status.PENDING_APPROVAL else _SAVE
        if self._connection.execute(statement, values).rowcount != 1:
            return False
        self._connection.execute(_DROP_WORDS, {"session_id": session_id})
        self._write_words(session_id, form.title)
        return True

    def _write_words(self, session_id: int, title: str) -> None:
        found = [{"word": word, "session_id": session_id} for word in sorted(words(title))]
        if found:
            self._connection.execute(_ADD_WORDS, found)

    def move(
        self,
        session_id: int,
        expected: Status,
        status: Status,
        *,
        due_at: datetime | None,
        reason: str | None = None,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
    ) -> bool:
        """Change the state; what is None about the decision stays as it was."""
        self._scope.marks.note_due(due_at)
        values = {
            "session_id": session_id,
            "expected": expected,
            "new_status": status,
            "new_due_at": due_at,
            "new_reason": reason,
            "new_decided_by": decided_by,
            "new_decided_at": decided_at,
        }
        return self._connection.execute(_MOVE, values).rowcount == 1

    def set_due(self, session_id: int, expected: datetime, due_at: datetime | None) -> bool:
        """Guarded by the instant that was due, so that of two tickers one acts."""
        self._scope.marks.note_due(due_at)
        values = {"session_id": session_id, "expected": expected, "new_due_at": due_at}
        return self._connection.execute(_SET_DUE, values).rowcount == 1

    def delete(self, session_id: int) -> None:
        """With its participants and cards."""
        self._connection.execute(_DELETE, {"session_id": session_id})

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Ids of sessions with something due, the earliest first."""
        return self._connection.execute(_DUE, {"now": now, "limit": limit}).scalars().all()

    def next_due(self) -> datetime | None:
        """The earliest instant at which a session has something due."""
        due_at: datetime | None = self._connection.execute(_NEXT_DUE).scalar_one_or_none()
        return due_at
