"""The number of somebody who was merged leads to the one who stayed, whatever is done to them."""

import pytest

from core.errors import Denied, Refusal
from core.groups import service as groups
from core.mentors import discovery, standing
from core.mentors.model import MentorStatus
from core.people import roles
from core.people.model import Actor, Identity, Platform
from core.sessions import leading
from core.sessions.model import Attendance, Status
from storage.unit_of_work import Work
from tests.builders import NOW, group, session
from tests.engines import AnyDatabase
from tests.storage.asking import write

ADMIN = Identity(Platform.DISCORD, "70", "Boss Example")
ADA = Identity(Platform.DISCORD, "71", "Ada Example")
TOO = Identity(Platform.TELEGRAM, "72", "Ada on Telegram")


def actor(uow: Work, identity: Identity) -> Actor:
    return roles.actor(uow, identity, NOW)


def merged(uow: Work) -> tuple[int, int, int]:
    """The number that stays, the old one, and a group."""
    uow.people.set_admin(actor(uow, ADMIN).id, admin=True)
    keep, gone = actor(uow, ADA).id, actor(uow, TOO).id
    uow.people.merge(keep, gone)
    return keep, gone, group(uow).id


async def test_a_mentor_by_an_old_number(database: AnyDatabase) -> None:
    def act(uow: Work) -> None:
        keep, gone, group_id = merged(uow)
        admin = actor(uow, ADMIN)
        assert standing.assign(uow, admin, NOW, gone, [group_id]).person_id == keep
        assert discovery.show_mentor(uow, admin, NOW, gone).mentor.person_id == keep
        assert standing.pause(uow, admin, NOW, gone).status is MentorStatus.PAUSED
        with pytest.raises(Refusal, match="mentor-already"):
            standing.assign(uow, admin, NOW, gone, [group_id])

    await write(database, act)


async def test_nobody_promotes_himself_by_an_old_number(database: AnyDatabase) -> None:
    def act(uow: Work) -> None:
        keep, gone, group_id = merged(uow)
        uow.people.set_admin(keep, admin=True)
        with pytest.raises(Denied, match="mentor-own"):
            standing.assign(uow, actor(uow, ADA), NOW, gone, [group_id])
        with pytest.raises(Denied, match="group-lead-own"):
            groups.set_lead(uow, actor(uow, TOO), NOW, group_id, gone, lead=True)

    await write(database, act)


async def test_a_learner_by_an_old_number(database: AnyDatabase) -> None:
    def act(uow: Work) -> None:
        keep, gone, group_id = merged(uow)
        admin = actor(uow, ADMIN)
        made = session(uow, group_id, admin.id)
        assert leading.add_learner(uow, admin, NOW, made.id, gone).person_id == keep
        with pytest.raises(Refusal, match="session-learner-in"):
            leading.add_learner(uow, admin, NOW, made.id, gone)
        uow.sessions.move(made.id, Status.SCHEDULED, Status.IN_PROGRESS, due_at=None)
        leading.mark(uow, admin, NOW, made.id, gone, Attendance.ATTENDED)
        place = uow.sessions.participant(made.id, keep)
        assert place is not None
        assert place.attendance is Attendance.ATTENDED
        leading.remove_learner(uow, admin, NOW, made.id, gone)
        assert uow.sessions.participant(made.id, keep) is None

    await write(database, act)
