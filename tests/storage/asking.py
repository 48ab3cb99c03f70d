"""Short words for what most tests of storage do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from core.groups.model import LinkKind
from core.sessions.model import Session, Within
from storage.unit_of_work import Work
from tests.builders import NOW, group, people, session
from tests.engines import AnyDatabase

T = TypeVar("T")


async def write(database: AnyDatabase, use_case: Callable[[Work], T]) -> T:
    """Run a use case."""
    return await database.write(use_case, source="test", correlation="input-1")


async def read(database: AnyDatabase, query: Callable[[Work], T]) -> T:
    """Run a query."""
    return await database.read(query)


@dataclass(frozen=True)
class World:
    """A group, its mentor, a session and some learners."""

    group: int
    mentor: int
    session: int
    learners: list[int]


async def world(database: AnyDatabase, learners: int = 3, **changes: Any) -> World:
    """Store one; `changes` go to the session."""

    def make(uow: Work) -> World:
        group_id, (mentor_id, *others) = group(uow).id, people(uow, 1 + learners)
        made: Session = session(uow, group_id, mentor_id, **changes)
        return World(group_id, mentor_id, made.id, others)

    return await write(database, make)


async def member(database: AnyDatabase, *group_ids: int, kind: LinkKind = LinkKind.LEARNER) -> Within:
    """Store a person who is linked with these groups, and return what they may list."""

    def make(uow: Work) -> Within:
        (person_id,) = people(uow, 1)
        for group_id in group_ids:
            uow.groups.set_link(group_id, person_id, kind, True, NOW)
        return Within(person_id)

    return await write(database, make)
