"""Lists of sessions: every one is answered from an index, whatever the table's size (design.md §6)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select, union_all

from core.page import Page
from core.sessions.model import Mode, Part, Participation, Session, Status
from storage import mapping
from storage.scope import Repository
from storage.searching import (
    LIMIT,
    OFFSET,
    TOP,
    page,
    pattern,
    window,
)
from storage.session_columns import participations_where, sessions_where
from storage.session_search import Search, in_titles, in_titles_or_mentors, plan
from storage.tables import participants, sessions
from storage.tables.base import among, written
from storage.tables.sessions import NOT_DROPPED

OPEN = (Status.SCHEDULED, Status.IN_PROGRESS)
COMING = (Status.PENDING_APPROVAL, *OPEN)
"""States of sessions that are still to take place; a joined one may be back in approval."""
SHOWN = (*OPEN, Status.COMPLETED, Status.CANCELLED)
"""States of sessions that the public has seen."""
MERGED_GROUPS = 60
"""Up to so many groups a list is merged from the first rows of each; beyond, most rows are theirs anyway."""
SOONEST = (sessions.c.starts_at, sessions.c.id)
LATEST = (sessions.c.starts_at.desc(), sessions.c.id.desc())


def _merged(
    groups: int, states: Sequence[Status], *conditions: ColumnElement[bool], latest: bool = False
) -> Select[Any]:
    """The page of sessions of some groups: the first rows of each group and state, merged.

    Each part is a short walk along the index (group, state, start); nothing sorts a whole group.
    """
    parts = [
        select(sessions.c.id, sessions.c.starts_at)
        .where(
            sessions.c.group_id == bindparam(f"group_{number}"), among(sessions.c.status, state), *conditions
        )
        .order_by(*(LATEST if latest else SOONEST))
        .limit(TOP)
        .subquery()
        for number in range(groups)
        for state in states
    ]
    merged = union_all(*(select(part) for part in parts)).subquery("merged")
    order = (merged.c.starts_at, merged.c.id)
    wanted = (
        select(merged.c.id)
        .order_by(*(column.desc() if latest else column for column in order))
        .limit(LIMIT)
        .offset(OFFSET)
    )
    return sessions_where(sessions.c.id.in_(wanted)).order_by(*(LATEST if latest else SOONEST))


def _open_in_groups(search: Search) -> list[ColumnElement[bool]]:
    """Written so that for a rare word no other index than that of words can be used."""
    group: ColumnElement[Any] = sessions.c.group_id
    status: ColumnElement[Any] = sessions.c.status
    if search is Search.RARE:
        group, status = func.coalesce(group, group), func.coalesce(status, status)
    chosen = [written(sessions.c.status, state) for state in OPEN]
    return [group.in_(bindparam("group_ids", expanding=True)), status.in_(chosen)]


@cache
def _browse(groups: int, search: Search, *, by_mode: bool) -> Select[Any]:
    conditions = [sessions.c.ends_at > bindparam("now"), *in_titles(search)]
    if by_mode:
        conditions.append(sessions.c.mode == bindparam("mode"))
    if groups <= MERGED_GROUPS and search is not Search.RARE:
        return _merged(groups, OPEN, *conditions)
    return (
        sessions_where(*_open_in_groups(search), *conditions).order_by(*SOONEST).limit(LIMIT).offset(OFFSET)
    )


@cache
def _archived(groups: int) -> Select[Any]:
    before = sessions.c.starts_at < bindparam("before")
    if groups <= MERGED_GROUPS:
        return _merged(groups, SHOWN, before, latest=True)
    return (
        sessions_where(
            sessions.c.group_id.in_(bindparam("group_ids", expanding=True)),
            among(sessions.c.status, *SHOWN),
            before,
        )
        .order_by(*LATEST)
        .limit(LIMIT)
        .offset(OFFSET)
    )


def _of_groups(group_ids: Collection[int]) -> dict[str, Any]:
    chosen = sorted(set(group_ids))
    return {f"group_{number}": group_id for number, group_id in enumerate(chosen)} | {"group_ids": chosen}


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
    .limit(1)
    .correlate(None)
)
_JOINED_OVERLAPPING = sessions_where(sessions.c.id == _OVERLAPPING.scalar_subquery())


class SessionLists(Repository):
    """The part of `core.ports.Sessions` that lists."""

    __slots__ = ()

    def browse(
        self,
        group_ids: Collection[int],
        now: datetime,
        text: str,
        mode: Mode | None,
        number: int,
        size: int,
    ) -> Page[Session]:
        """SCHEDULED and IN_PROGRESS sessions that have not ended, soonest first."""
        if not group_ids:
            return page([], number, size)
        search, searched = plan(self._connection, text, mentors_too=False)
        statement = _browse(len(set(group_ids)), search, by_mode=mode is not None)
        values = {"now": now, "mode": mode} | searched | _of_groups(group_ids)
        return self._page(statement, values, number, size)

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

    def archived(self, group_ids: Collection[int], before: datetime, number: int, size: int) -> Page[Session]:
        """Sessions that started before an instant, latest first; those never shown are left out."""
        if not group_ids:
            return page([], number, size)
        values = {"before": before} | _of_groups(group_ids)
        return self._page(_archived(len(set(group_ids))), values, number, size)

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
