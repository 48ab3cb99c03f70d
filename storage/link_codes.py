"""One-time codes that join two accounts of one person (rules.md §1)."""

from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from core.people.model import LinkCode, LinkState, Platform
from storage import mapping
from storage.lock import lock_person
from storage.scope import Repository
from storage.tables import link_codes, link_tries
from storage.tables.base import among

_ADD = insert(link_codes).returning(link_codes.c.id)
_BY_DIGEST = select(link_codes).where(link_codes.c.digest == bindparam("code_digest"))
_BY_ID = select(link_codes).where(link_codes.c.id == bindparam("code_id"))
_VOID = (
    update(link_codes)
    .where(
        link_codes.c.person_id == bindparam("of_person"),
        among(link_codes.c.state, LinkState.OFFERED, LinkState.ENTERED),
    )
    .values(state=LinkState.VOID)
)
_SET = (
    update(link_codes)
    .where(link_codes.c.id == bindparam("code_id"), link_codes.c.state == bindparam("expected"))
    .values(
        state=bindparam("new_state"),
        entered_by=func.coalesce(bindparam("new_entered_by"), link_codes.c.entered_by),
    )
)
_COUNT_TRIES = (
    select(func.count())
    .select_from(link_tries)
    .where(link_tries.c.person_id == bindparam("of_person"), link_tries.c.at >= bindparam("since"))
)
_ADD_TRY = insert(link_tries)


class LinkCodes(Repository):
    """The part of `core.ports.People` that is about link codes."""

    __slots__ = ()

    def add_code(self, person_id: int, platform: Platform, digest: str, expires_at: datetime) -> int:
        """Offer a code; returns its id."""
        values = {
            "person_id": person_id,
            "platform": platform,
            "digest": digest,
            "state": LinkState.OFFERED,
            "expires_at": expires_at,
        }
        code_id: int = self._connection.execute(_ADD, values).scalar_one()
        return code_id

    def code(self, digest: str) -> LinkCode | None:
        """The code that was entered."""
        row = self._connection.execute(_BY_DIGEST, {"code_digest": digest}).one_or_none()
        return None if row is None else mapping.link_code(row)

    def code_by_id(self, code_id: int) -> LinkCode | None:
        """The code a confirmation is about."""
        row = self._connection.execute(_BY_ID, {"code_id": code_id}).one_or_none()
        return None if row is None else mapping.link_code(row)

    def void_codes(self, person_id: int) -> None:
        """Take back what this person offered and nobody used."""
        self._connection.execute(_VOID, {"of_person": person_id})

    def count_tries(self, person_id: int, since: datetime) -> int:
        """Codes this person entered, right or wrong, since an instant; who enters others at once waits."""
        lock_person(self._scope, person_id)
        values = {"of_person": person_id, "since": since}
        count: int = self._connection.execute(_COUNT_TRIES, values).scalar_one()
        return count

    def add_try(self, person_id: int, now: datetime) -> None:
        """Count one more."""
        self._connection.execute(_ADD_TRY, {"person_id": person_id, "at": now})

    def set_code(self, code_id: int, expected: LinkState, state: LinkState, entered_by: int | None) -> bool:
        """Guarded by the expected state; who entered it stays where None is given."""
        values = {
            "code_id": code_id,
            "expected": expected,
            "new_state": state,
            "new_entered_by": entered_by,
        }
        return self._connection.execute(_SET, values).rowcount == 1
