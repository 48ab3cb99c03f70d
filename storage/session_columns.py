"""How a session is read: its columns with the names of its group and its people."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, select

from storage.tables import groups, participants, people, sessions

leader = people.alias("leader")
decider = people.alias("decider")
joiner = people.alias("joiner")

_APART = {"title_key", "zone", "wall"}
"""What no list of sessions needs: see `zone_rules.py` for the latter two."""
SESSION = (
    *(column for column in sessions.c if column.name not in _APART),
    groups.c.name.label("group_name"),
    leader.c.name.label("mentor_name"),
    decider.c.name.label("decided_by_name"),
)
SOURCE = (
    sessions.join(groups, groups.c.id == sessions.c.group_id)
    .join(leader, leader.c.id == sessions.c.mentor_id)
    .outerjoin(decider, decider.c.id == sessions.c.decided_by)
)
own = participants.alias("own")
LISTED = (
    sessions.c.id,
    groups.c.name.label("group_name"),
    sessions.c.mentor_id,
    leader.c.name.label("mentor_name"),
    sessions.c.title,
    sessions.c.mode,
    sessions.c.starts_at,
    sessions.c.ends_at,
    sessions.c.seats,
    sessions.c.taken,
    sessions.c.status,
    sessions.c.reason,
    sessions.c.version,
    own.c.part,
)
PARTICIPANT = (*participants.c, joiner.c.name.label("person_name"))


def sessions_where(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Sessions that meet these conditions."""
    return select(*SESSION).select_from(SOURCE).where(*conditions)


def listed(source: FromClause) -> Select[Any]:
    """What a list tells of sessions, with the part in them that the person bound as `of_person` has."""
    return select(*LISTED).select_from(
        source.join(groups, groups.c.id == sessions.c.group_id)
        .join(leader, leader.c.id == sessions.c.mentor_id)
        .outerjoin(
            own,
            and_(
                own.c.session_id == sessions.c.id,
                own.c.person_id == bindparam("of_person"),
                own.c.left_at.is_(None),
            ),
        )
    )


def participations_where(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Sessions joined with active places in them."""
    source = SOURCE.join(participants, participants.c.session_id == sessions.c.id).join(
        joiner, joiner.c.id == participants.c.person_id
    )
    return (
        select(*SESSION, *PARTICIPANT)
        .select_from(source)
        .where(participants.c.left_at.is_(None), *conditions)
    )
