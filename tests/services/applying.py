"""Applications for tests of mentors."""

from dataclasses import replace
from typing import Any

from core.mentors import service
from core.mentors.model import (
    Application,
    ApplicationForm,
    ApplicationStatus,
)
from core.people.model import Actor, Platform
from tests.services.world import World


def form(*group_ids: int, **values: Any) -> ApplicationForm:
    usual = ApplicationForm("I teach", ("Python", "SQL"), "To give back", 3, group_ids)
    return replace(usual, **values)


def applied(world: World, *group_ids: int, name: str = "Pia Person") -> tuple[Actor, Application]:
    actor = world.person(name, platform=Platform.TELEGRAM)
    return actor, service.apply(world.uow, actor, world.now, form(*group_ids))


def decide(
    world: World,
    admin: Actor,
    one: Application,
    status: ApplicationStatus,
    note: str | None = None,
    **more: Any,
) -> Application:
    return service.decide(world.uow, admin, world.now, one.id, status, note, **more)
