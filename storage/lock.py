"""Row locks for checks that span rows (PostgreSQL; on SQLite every writing unit has the database)."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from storage.scope import Scope
from storage.tables import people

_LOCK_PERSON = (
    select(people.c.id).where(people.c.id == bindparam("person_id")).with_for_update(key_share=True)
)
_HOLD_PEOPLE = (
    select(people.c.id)
    .where(people.c.id.in_(bindparam("person_ids", expanding=True)))
    .order_by(people.c.id)
    .with_for_update()
)


def lock_person(scope: Scope, person_id: int) -> None:
    """Let other units that lock this person wait until this one has committed."""
    if scope.postgres and scope.writes:
        scope.connection.execute(_LOCK_PERSON, {"person_id": person_id}).all()


def hold_people(scope: Scope, person_ids: Collection[int]) -> None:
    """Let every other unit that acts for these people, or is about them, wait until this one has committed.

    Whoever acts has their person's row locked by key (`accounts.speaker`), as does who names somebody.
    """
    if scope.postgres and scope.writes:
        scope.connection.execute(_HOLD_PEOPLE, {"person_ids": sorted(person_ids)}).all()
