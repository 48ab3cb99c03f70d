"""Row locks for checks that span rows (PostgreSQL; on SQLite every writing unit has the database)."""

from sqlalchemy import bindparam, select

from storage.scope import Scope
from storage.tables import people

_LOCK_PERSON = (
    select(people.c.id).where(people.c.id == bindparam("person_id")).with_for_update(key_share=True)
)


def lock_person(scope: Scope, person_id: int) -> None:
    """Let other units that lock this person wait until this one has committed."""
    if scope.postgres and scope.writes:
        scope.connection.execute(_LOCK_PERSON, {"person_id": person_id}).all()
