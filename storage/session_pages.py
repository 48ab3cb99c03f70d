"""Pages of the sessions of a person's groups: one statement each, however many of either there are.

Of each group and state the first rows are walked along the index (group, state, start), and merged: nothing
sorts a whole group. A search for a rare word goes by the index of words instead.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    bindparam,
    select,
    true,
    union,
    union_all,
)

from core.groups.model import LinkKind
from core.page import Page
from core.sessions.model import Listed, Mode, Status, Within
from storage import mapping
from storage.groups import BY_ROLE, LINKED
from storage.scope import Repository
from storage.searching import LIMIT, OFFSET, ONE, TOP, page, unguessed, unknown, window
from storage.session_columns import listed
from storage.session_search import BY_TITLE, Search, in_titles, plan
from storage.tables import group_links, groups, sessions
from storage.tables.base import among, written

OPEN = (Status.SCHEDULED, Status.IN_PROGRESS)
SHOWN = (*OPEN, Status.COMPLETED, Status.CANCELLED)
"""States of sessions that the public has seen."""
_NOT_OVER = sessions.c.ends_at > unknown("now", sessions.c.ends_at)
_BEFORE = sessions.c.starts_at < unknown("before", sessions.c.starts_at)


@cache
def _groups(*, one: bool, as_learner: bool) -> Subquery:
    """The groups whose sessions are wanted."""
    linked, by_role = LINKED.with_only_columns(group_links.c.group_id), BY_ROLE.with_only_columns(groups.c.id)
    if one:
        linked = linked.where(group_links.c.group_id == bindparam("of_group"))
        by_role = by_role.where(groups.c.id == bindparam("of_group"))
    if as_learner:
        linked = linked.where(group_links.c.kind == written(group_links.c.kind, LinkKind.LEARNER))
    return union(linked, by_role).subquery("wanted_groups")


def _first_rows(
    of: FromClause, states: Sequence[Status], conditions: Sequence[ColumnElement[bool]], *, latest: bool
) -> list[Subquery]:
    """The first rows of a group in each state: which of them are on the page, merging them tells."""
    return [
        select(sessions.c.id, sessions.c.starts_at)
        .where(sessions.c.group_id == of.c.group_id, among(sessions.c.status, state), *conditions)
        .order_by(*_in_order(sessions, latest=latest))
        .limit(TOP)
        .correlate(of)
        .subquery()
        for state in states
    ]


def _merged(
    of: FromClause,
    states: Sequence[Status],
    *conditions: ColumnElement[bool],
    postgres: bool,
    latest: bool = False,
) -> Select[Any]:
    """The page of sessions of some groups; SQLite has no LATERAL, and looks up where the first rows start."""
    parts = _first_rows(of, states, conditions, latest=latest)
    if postgres:
        head: FromClause = union_all(*(select(part) for part in parts)).lateral("head")
        heads = of.join(head, true())
    else:
        head = sessions.alias("head")
        heads = of.join(head, head.c.id.in_(union_all(*(select(part.c.id) for part in parts))))
    return _page(head, heads, latest=latest)


def _page(head: FromClause, heads: FromClause, *, latest: bool = False) -> Select[Any]:
    """What a list tells of sessions, once it is known which of them are on the page."""
    merged = (
        select(head.c.id, head.c.starts_at)
        .select_from(heads)
        .order_by(*_in_order(head, latest=latest))
        .limit(LIMIT)
        .offset(OFFSET)
        .subquery("merged")
    )
    told = listed(merged.join(sessions, sessions.c.id == merged.c.id))
    return told.order_by(*_in_order(merged, latest=latest))


def _in_order(of: FromClause, *, latest: bool) -> list[ColumnElement[Any]]:
    return [column.desc() if latest else column for column in (of.c.starts_at, of.c.id)]


def _rare(of: FromClause, *conditions: ColumnElement[bool], postgres: bool) -> Select[Any]:
    """The page of sessions that a rare word finds: each is looked up by its number, by nothing else."""
    opened = sessions.c.status.in_([written(sessions.c.status, state) for state in OPEN])
    fit = select(sessions.c.id, sessions.c.starts_at, sessions.c.group_id)
    fit = fit.where(unguessed(opened), *conditions)
    if postgres:
        named = select(BY_TITLE.c.session_id).distinct().subquery("named")
        found: FromClause = fit.where(sessions.c.id == named.c.session_id).limit(ONE).lateral("found")
        every: FromClause = named.join(found, true())
    else:
        every = found = fit.where(sessions.c.id.in_(select(BY_TITLE))).subquery("found")
    return _page(found, every.join(of, of.c.group_id == found.c.group_id))


@cache
def _browse(search: Search, *, one: bool, as_learner: bool, by_mode: bool, postgres: bool) -> Select[Any]:
    of, conditions = _groups(one=one, as_learner=as_learner), [_NOT_OVER, *in_titles(search)]
    if by_mode:
        conditions.append(sessions.c.mode == unknown("mode", sessions.c.mode))
    if search is Search.RARE:
        return _rare(of, *conditions, postgres=postgres)
    return _merged(of, OPEN, *conditions, postgres=postgres)


@cache
def _archived(*, one: bool, as_learner: bool, postgres: bool) -> Select[Any]:
    of = _groups(one=one, as_learner=as_learner)
    return _merged(of, SHOWN, _BEFORE, postgres=postgres, latest=True)


class SessionPages(Repository):
    """The part of `core.ports.Sessions` that lists what a person's groups have."""

    __slots__ = ()

    def browse(
        self, within: Within, now: datetime, text: str, mode: Mode | None, number: int, size: int
    ) -> Page[Listed]:
        """SCHEDULED and IN_PROGRESS sessions of these groups that have not ended, soonest first."""
        search, searched = plan(self._connection, text, mentors_too=False)
        statement = _browse(search, by_mode=mode is not None, **self._which(within))
        return self._listed(statement, within, {"now": now, "mode": mode} | searched, number, size)

    def archived(self, within: Within, before: datetime, number: int, size: int) -> Page[Listed]:
        """Sessions of these groups that started before an instant, latest first; not those never shown."""
        return self._listed(_archived(**self._which(within)), within, {"before": before}, number, size)

    def _which(self, within: Within) -> dict[str, bool]:
        one = within.group_id is not None
        return {"one": one, "as_learner": within.as_learner, "postgres": self._scope.postgres}

    def _listed(
        self, statement: Select[Any], within: Within, values: dict[str, Any], number: int, size: int
    ) -> Page[Listed]:
        whose = {"of_person": within.person_id, "of_group": within.group_id}
        rows = self._connection.execute(statement, whose | values | window(number, size))
        return page([mapping.listed(row) for row in rows], number, size)
