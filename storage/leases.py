"""Who may do what only one process may do (trust.md §3.2)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Interval, bindparam, case, func, or_, select, update

from core.leases import Lease, LeaseRole
from storage.scope import PerEngine, Repository
from storage.tables import EPOCH, leases
from storage.tables.base import Instant


def _take(insert: Any, now: Any, until: Any) -> Any:
    """Take what is free, lapsed or one's own; the epoch grows when it changes hands."""
    mine = leases.c.owner == bindparam("owner")
    return (
        insert(leases)
        .values(role=bindparam("role"), owner=bindparam("owner"), epoch=1, until=until)
        .on_conflict_do_update(
            index_elements=["role"],
            set_={
                "owner": bindparam("owner"),
                "epoch": case((mine, leases.c.epoch), else_=leases.c.epoch + 1),
                "until": until,
            },
            where=or_(mine, leases.c.until <= now),
        )
        .returning(leases.c.epoch, leases.c.until)
    )


_SERVER_NOW = func.clock_timestamp(type_=Instant)
_TAKE_BY_OURS = PerEngine[Any](
    lambda insert: _take(insert, bindparam("now", type_=Instant), bindparam("until", type_=Instant))
)
_TAKE_BY_THE_SERVERS = PerEngine[Any](
    lambda insert: _take(
        insert,
        _SERVER_NOW,
        _SERVER_NOW.op("+", return_type=Instant())(bindparam("hold", type_=Interval)),
    )
)
"""By whose clock."""
_GIVE_BACK = (
    update(leases)
    .where(
        leases.c.role == bindparam("of_role"),
        leases.c.owner == bindparam("of_owner"),
        leases.c.epoch == bindparam("of_epoch"),
    )
    .values(until=EPOCH)
)
_ALL = select(leases).order_by(leases.c.role)


class LeaseRepository(Repository):
    """`core.ports.Leases`. On PostgreSQL its own clock decides: the machines' clocks may differ."""

    __slots__ = ()

    def take(self, role: LeaseRole, owner: str, hold: timedelta, now: datetime) -> Lease | None:
        """Take or renew; None while somebody else holds it."""
        values: dict[str, object] = {"role": role, "owner": owner}
        if self._scope.postgres:
            values["hold"] = hold
            take = _TAKE_BY_THE_SERVERS
        else:
            values |= {"now": now, "until": now + hold}
            take = _TAKE_BY_OURS
        row = self._connection.execute(take.on(self._scope), values).one_or_none()
        return None if row is None else Lease(role, owner, row.epoch, row.until)

    def give_back(self, lease: Lease) -> None:
        """Anybody may take it at once; the next owner has a new epoch."""
        values = {"of_role": lease.role, "of_owner": lease.owner, "of_epoch": lease.epoch}
        self._connection.execute(_GIVE_BACK, values)

    def all(self) -> Sequence[Lease]:
        """Every lease ever taken, with those that lapsed."""
        rows = self._connection.execute(_ALL)
        return [Lease(row.role, row.owner, row.epoch, row.until) for row in rows]
