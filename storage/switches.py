"""What admins have paused; every process reads it with what it stops (trust.md §5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, or_, select

from core.people.model import Platform
from core.switches import OF_PLATFORM, Switch
from storage.scope import PerEngine, Repository
from storage.tables import switches

_PAUSE = PerEngine(lambda insert: insert(switches).on_conflict_do_nothing())
_RESUME = delete(switches).where(switches.c.switch == bindparam("of_switch"))
_ALL = select(switches).order_by(switches.c.since, switches.c.switch)


def read_only() -> ColumnElement[bool]:
    """Whether nobody may change anything."""
    return exists().where(switches.c.switch == Switch.READ_ONLY)


def may_send() -> ColumnElement[bool]:
    """Whether what is owed on a platform, given by `sends(platform)`, may be sent."""
    stops = or_(switches.c.switch == bindparam("of_switch"), switches.c.switch == Switch.OUTBOX)
    return ~exists().where(stops)


def sends(platform: Platform) -> dict[str, Any]:
    """The value that `may_send` asks about."""
    return {"of_switch": OF_PLATFORM[platform]}


class SwitchRepository(Repository):
    """`core.ports.Switches`."""

    __slots__ = ()

    def paused(self) -> Mapping[Switch, datetime]:
        """What is paused, and since when."""
        return {row.switch: row.since for row in self._connection.execute(_ALL)}

    def pause(self, switch: Switch, now: datetime) -> bool:
        """False when it is paused already."""
        values = {"switch": switch, "since": now}
        return self._connection.execute(_PAUSE.on(self._scope), values).rowcount == 1

    def resume(self, switch: Switch) -> bool:
        """False when it is not paused; who sends hears of what may be sent now."""
        self._scope.marks.owed = True
        return self._connection.execute(_RESUME, {"of_switch": switch}).rowcount == 1
