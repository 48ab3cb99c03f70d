"""Inputs that had their effect: none has it twice (trust.md §3.2)."""

from sqlalchemy import bindparam, select, update

from core.people.model import Platform
from core.ports import Repeated
from storage.scope import PerEngine, Repository
from storage.switches import read_only
from storage.tables import inbox

_RECORD = PerEngine(
    lambda insert: insert(inbox).on_conflict_do_nothing().returning(read_only().label("read_only"))
)
_KEY = (inbox.c.platform == bindparam("of_platform"), inbox.c.key == bindparam("of_key"))
_OUTCOME = select(inbox.c.outcome).where(*_KEY)
_SET_OUTCOME = (
    update(inbox).where(*_KEY).values(outcome=bindparam("new_outcome"), person_id=bindparam("whose"))
)


class Inbox(Repository):
    """The record of one input; written before and after its use case, in the same transaction."""

    __slots__ = ()

    def record(self, key: tuple[Platform, str]) -> bool:
        """Note that the input is being handled; raises Repeated when it was.

        Answers whether an admin has paused all changes, which would cost a query of its own elsewhere.

        On PostgreSQL this waits while another transaction handles the same input.
        """
        values = {
            "platform": key[0],
            "key": key[1],
            "outcome": "",
            "received_at": self._scope.clock.now(),
        }
        noted = self._connection.execute(_RECORD.on(self._scope), values).one_or_none()
        if noted is None:
            raise Repeated(self._connection.execute(_OUTCOME, _of(key)).scalar_one())
        return bool(noted.read_only)

    def set_outcome(self, key: tuple[Platform, str], outcome: str, person_id: int | None) -> None:
        """What a repetition is answered, and whose answer that is."""
        self._connection.execute(_SET_OUTCOME, _of(key) | {"new_outcome": outcome, "whose": person_id})


def _of(key: tuple[Platform, str]) -> dict[str, object]:
    return {"of_platform": key[0], "of_key": key[1]}
