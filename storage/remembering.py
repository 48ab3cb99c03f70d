"""What every coming session was last held against, by name, beside what a database knows of itself."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, select

from storage.scope import PerEngine, Repository
from storage.tables import meta

_RECALL = select(meta.c.value).where(meta.c.key == bindparam("of_key"))


def _remember(insert: Callable[..., Any]) -> Any:
    made = insert(meta)
    return made.on_conflict_do_update(index_elements=["key"], set_={"value": made.excluded.value})


_REMEMBER = PerEngine[Any](_remember)


class Remembering(Repository):
    """Base of the repositories that keep such a value."""

    __slots__ = ()

    def _recall(self, key: str) -> str | None:
        found: str | None = self._connection.execute(_RECALL, {"of_key": key}).scalar_one_or_none()
        return found

    def _remember(self, key: str, value: str) -> None:
        self._connection.execute(_REMEMBER.on(self._scope), {"key": key, "value": value})
