"""Editing a session, for tests."""

from core.sessions import announcing
from core.sessions.announcing import SessionChange
from core.sessions.model import Session
from tests.services.world import World


def edit(world: World, actor: object, session: Session, change: SessionChange, **more: object) -> Session:
    done = announcing.edit(world.uow, actor, world.now, session.id, change, **more)  # type: ignore[arg-type]  # passed on
    return done.session
