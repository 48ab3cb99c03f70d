"""Names for what the core tells by number."""

from collections.abc import Collection
from datetime import datetime

from core.people.model import Actor
from core.ports import UnitOfWork


def group_names(uow: UnitOfWork, actor: Actor, now: datetime) -> dict[int, str]:
    """The name of every group, switched off ones too."""
    return {group.id: group.name for group in uow.groups.all(active_only=False)}


def person_names(uow: UnitOfWork, actor: Actor, now: datetime, person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people, as far as they are still there."""
    return {person.id: person.name for person in uow.people.several(person_ids)}
