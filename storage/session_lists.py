"""Lists of sessions: every one is answered from an index, whatever the table's size (design.md §6)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, select

from core.page import Page
from core.sessions.model import Part, Participation, Session, Status
from storage import mapping
from storage.searching import LIMIT, OFFSET, ONE, page, pattern, window
from storage.session_columns import participations_where, sessions_where
from storage.session_pages import SessionPages
from storage.session_search import Search, in_titles, in_titles_or_mentors, plan
from storage.tables import participants, sessions
from storage.tables.base import among
from storage.tables.sessions import NOT_DROPPED

COMING = (Status.PENDING_APPROVAL, Status.SCHEDULED, Status.IN_PROGRESS)
"""States of sessions that are still to take place; a joined one may be back in approval."""
SOONEST = (sessions.c.starts_at, sessions.c.id)
LATEST = (sessions.c.starts_at.desc(), sessions.c.id.desc())


@cache
def _filtered(owner: str, search: Search, *, by_status: bool) -> Select[Any]:
    """Sessions of a mentor or a group, or all of them, latest start first."""
    conditions = in_titles(search) if owner == "mentor_id" else in_titles_or_mentors(search)
    if owner:
        conditions.append(sessions.c[owner] == bindparam("owner"))
    if by_status:
        conditions.append(sessions.c.status == bindparam("status"))
    return sessions_where(*conditions).order_by(*LATEST).limit(LIMIT).offset(OFFSET)


_PENDING = among(sessions.c.status, Status.PENDING_APPROVAL)
_AWAITING_ALL = sessions_where(_PENDING).order_by(*SOONEST).limit(LIMIT)
_AWAITING = (
    sessions_where(_PENDING, sessions.c.group_id.in_(bindparam("group_ids", expanding=True)))
    .order_by(*SOONEST)
    .limit(LIMIT)
)
_ME = participants.c.person_id == bindparam("person_id")
_HISTORY = (
    participations_where(_ME, participants.c.part == Part.MENTEE)
    .order_by(*LATEST)
    .limit(LIMIT)
    .offset(OFFSET)
)
_UPCOMING = (
    participations_where(_ME, sessions.c.ends_at > bindparam("now"), among(sessions.c.status, *COMING))
    .order_by(*SOONEST)
    .limit(LIMIT)
)
_still = participants.alias("still")
_OVERLAPPING = (
    # Where they ever had a seat is in the index alone; whether they still have it is asked where times meet.
    select(sessions.c.id)
    .select_from(participants.join(sessions, sessions.c.id == participants.c.session_id))
    .where(
        _ME,
        NOT_DROPPED,
        sessions.c.starts_at < bindparam("ends_at"),
        sessions.c.ends_at > bindparam("starts_at"),
        sessions.c.id != bindparam("but"),
        exists().where(
            _still.c.session_id == sessions.c.id,
            _still.c.person_id == bindparam("person_id"),
            _still.c.left_at.is_(None),
        ),
    )
    .order_by(*SOONEST)
    .limit(ONE)
    .correlate(None)
)
_JOINED_OVERLAPPING = sessions_where(sessions.c.id == _OVERLAPPING.scalar_subquery())


class SessionLists(SessionPages):
    """The part of `core.ports.Sessions` that lists."""

    __slots__ = ()

    def of_mentor(
        self, mentor_id: int, status: Status | None, text: str, number: int, size: int
    ) -> Page[Session]:
        """Sessions someone leads, latest start first."""
        search = Search.COMMON if text.strip() else Search.NONE
        statement = _filtered("mentor_id", search, by_status=status is not None)
        values = {"owner": mentor_id, "status": status, "pattern": pattern(text)}
        return self._page(statement, values, number, size)

    def listed(
        self, group_id: int | None, status: Status | None, text: str, number: int, size: int
    ) -> Page[Session]:
        """Every session, for admins, latest start first; text matches title or mentor."""
        owner = "" if group_id is None else "group_id"
        search, searched = plan(self._connection, text, mentors_too=True)
        statement = _filtered(owner, search, by_status=status is not None)
        values = {"owner": group_id, "status": status} | searched
        return self._page(statement, values, number, size)

    def awaiting(self, group_ids: Collection[int] | None, limit: int) -> Sequence[Session]:
        """PENDING_APPROVAL sessions, the soonest first; None is every group."""
        if group_ids is None:
            rows = self._connection.execute(_AWAITING_ALL, {"limit": limit})
        else:
            rows = self._connection.execute(_AWAITING, {"limit": limit, "group_ids": list(group_ids)})
        return [mapping.session(row) for row in rows]

    def history(self, person_id: int, number: int, size: int) -> Page[Participation]:
        """Own participations as a learner, newest start first."""
        rows = self._connection.execute(_HISTORY, {"person_id": person_id} | window(number, size))
        return page([mapping.participation(row) for row in rows], number, size)

    def upcoming(self, person_id: int, now: datetime, limit: int) -> Sequence[Participation]:
        """What a person takes part in and has not ended, soonest first."""
        rows = self._connection.execute(_UPCOMING, {"person_id": person_id, "now": now, "limit": limit})
        return [mapping.participation(row) for row in rows]

    def joined_overlapping(
        self, person_id: int, starts_at: datetime, ends_at: datetime, but: int
    ) -> Session | None:
        """Something else this person takes part in at that time."""
        values = {"person_id": person_id, "starts_at": starts_at, "ends_at": ends_at, "but": but}
        row = self._connection.execute(_JOINED_OVERLAPPING, values).one_or_none()
        return None if row is None else mapping.session(row)

    def _page(self, statement: Select[Any], values: dict[str, Any], number: int, size: int) -> Page[Session]:
        rows = self._connection.execute(statement, values | window(number, size))
        return page([mapping.session(row) for row in rows], number, size)
