"""What an admin can stop for a while."""

from functools import partial

import pytest

from core.audit import AuditOutcome
from core.errors import Denied, Refusal
from core.operations import switches
from core.people import service as people
from core.people.model import Platform
from core.switches import Switch, holds
from tests.services.world import HOUR, World


def test_a_switch_is_paused_once_and_resumed_once() -> None:
    world = World()
    ada = world.person("Ada Admin", admin=True)
    do = (world.uow, ada)
    assert switches.pause(*do, world.now, Switch.DISCORD) == {Switch.DISCORD: world.now}
    assert switches.pause(*do, world.now + HOUR, Switch.DISCORD) == {Switch.DISCORD: world.now}
    assert switches.pause(*do, world.now + HOUR, Switch.READ_ONLY).keys() == {
        Switch.DISCORD,
        Switch.READ_ONLY,
    }
    assert switches.resume(*do, world.now, Switch.DISCORD).keys() == {Switch.READ_ONLY}
    assert switches.resume(*do, world.now, Switch.DISCORD).keys() == {Switch.READ_ONLY}
    assert switches.paused(*do, world.now).keys() == {Switch.READ_ONLY}
    assert [(one.action, one.object_kind, one.object_id, one.after) for one in world.memory.audit] == [
        ("switch.pause", "switch", 1, {"discord": True}),
        ("switch.pause", "switch", 4, {"read-only": True}),
        ("switch.resume", "switch", 1, {"discord": False}),
    ]
    assert {one.outcome for one in world.memory.audit} == {AuditOutcome.DONE}


def test_nobody_else_turns_them() -> None:
    world = World()
    eve = world.person("Eve Learner")
    for attempt in (
        partial(switches.paused, world.uow, eve, world.now),
        partial(switches.pause, world.uow, eve, world.now, Switch.OUTBOX),
        partial(switches.resume, world.uow, eve, world.now, Switch.OUTBOX),
    ):
        with pytest.raises(Denied, match="admin-only"):
            attempt()
    assert world.memory.paused == {}


def test_only_the_switches_are_turned_while_all_changes_are_paused() -> None:
    world = World()
    switches.check_changes(world.uow, people.set_zone)
    world.uow.read_only = True
    switches.check_changes(world.uow, switches.pause)
    switches.check_changes(world.uow, switches.resume)
    with pytest.raises(Refusal, match="read-only"):
        switches.check_changes(world.uow, people.set_zone)


def test_sending_is_held_by_its_platform_and_by_all() -> None:
    assert holds({Switch.DISCORD}, Platform.DISCORD)
    assert not holds({Switch.DISCORD, Switch.READ_ONLY}, Platform.TELEGRAM)
    assert all(holds({Switch.OUTBOX}, platform) for platform in Platform)
