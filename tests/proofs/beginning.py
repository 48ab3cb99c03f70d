"""The community with which random histories begin, made by the use cases so that it has a history too."""

from datetime import datetime, timedelta
from itertools import product

from core.groups import service as groups
from core.mentors import service as mentors
from core.people import roles
from core.people import service as people
from core.people.model import Actor, Identity, Platform
from core.ports import UnitOfWork
from core.sessions import announcing, attending, deciding
from core.sessions.model import Session
from tests.builders import session_form

ROOT = Identity(Platform.DISCORD, "901", "Root Example")
FIRST_USER = 3000


def identity(number: int) -> Identity:
    """The person of this number; every other one is on Telegram."""
    platform = list(Platform)[number % 2]
    return Identity(platform, str(FIRST_USER + number), f"Person {number}")


def arrive(uow: UnitOfWork, number: int, now: datetime) -> Actor:
    """Somebody's first contact, or their next one."""
    return roles.actor(uow, identity(number), now)


def begin(uow: UnitOfWork, now: datetime, crowd: int, leading: int, seats: int) -> None:
    """Groups, admins, `leading` mentors with a session to come and one to be approved, and learners.

    All seats but one of a session to come are taken.
    """
    root = roles.actor(uow, ROOT, now)
    uow.people.set_admin(root.id, admin=True)
    root = roles.actor(uow, ROOT, now)
    spots = groups.Spots(discord_channel="5000", telegram_chat="-6000")
    made = [groups.create_group(uow, root, now, name, "", spots) for name in ("Python", "Rust")]
    actors = [arrive(uow, number, now) for number in range(crowd)]
    people.make_admin(uow, root, now, actors[0].id)
    groups.set_lead(uow, root, now, made[0].id, actors[1].id, lead=True)
    for actor, group in product(actors[1:], made):
        groups.join_group(uow, actor, now, group.id)
    for number, actor in enumerate(actors[2 : 2 + leading]):
        group = made[number % 2]
        mentors.assign(uow, root, now, actor.id, [group.id])
        session = _announced(uow, arrive(uow, number + 2, now), root, group.id, now, seats)
        for learner in actors[-seats + 1 :] if seats > 1 else ():
            attending.join(uow, learner, now, session.id, confirmed=True)


def _announced(
    uow: UnitOfWork, mentor: Actor, root: Actor, group_id: int, now: datetime, seats: int
) -> Session:
    sessions = []
    for ahead in (2, 5):
        start = now + timedelta(hours=ahead)
        form = session_form(
            group_id, title=f"Hour {ahead}", starts_at=start, ends_at=start + timedelta(hours=1), seats=seats
        )
        sessions.append(announcing.announce(uow, mentor, now, form))
    return deciding.verify(uow, root, now, sessions[0].id, approve=True)
