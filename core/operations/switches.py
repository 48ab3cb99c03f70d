"""Stopping for a while what does harm, and going on where it stopped (trust.md §5).

Done by an admin, or by the operator at the command line, who is no person here: the actor is None then.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from core import auditing
from core.errors import Denied, Refusal
from core.people.model import Actor
from core.people.service import note_export
from core.permissions import Action
from core.ports import UnitOfWork
from core.switches import Switch

Paused = Mapping[Switch, datetime]
"""What is paused, and since when."""
_NUMBER = {switch: number for number, switch in enumerate(Switch, start=1)}
"""Under which number the audit log knows a switch."""


def paused(uow: UnitOfWork, actor: Actor, now: datetime) -> Paused:
    """What is paused at present."""
    _check_admin(actor, Action.SWITCH_LIST)
    return uow.switches.paused()


def pause(uow: UnitOfWork, actor: Actor | None, now: datetime, switch: Switch) -> Paused:
    """Stop something; returns all that is paused now. What is paused already stays as it is."""
    _check_admin(actor, Action.SWITCH_PAUSE, switch)
    if uow.switches.pause(switch, now):
        _record(uow, actor, now, Action.SWITCH_PAUSE, switch, is_paused=True)
    return uow.switches.paused()


def resume(uow: UnitOfWork, actor: Actor | None, now: datetime, switch: Switch) -> Paused:
    """Let something go on where it stopped; returns what is still paused."""
    _check_admin(actor, Action.SWITCH_RESUME, switch)
    if uow.switches.resume(switch):
        _record(uow, actor, now, Action.SWITCH_RESUME, switch, is_paused=False)
    return uow.switches.paused()


_ALWAYS: frozenset[Callable[..., Any]] = frozenset({pause, resume, note_export})
"""What is done while nothing can be changed: a person's own data can be taken along."""


def check_changes(uow: UnitOfWork, use_case: Callable[..., Any]) -> None:
    """Refuse a change while an admin has paused them all. Raises Refusal."""
    if uow.read_only and use_case not in _ALWAYS:
        raise Refusal("read-only")


def check_open(uow: UnitOfWork) -> None:
    """The same before the first question, so that nobody fills in what cannot be taken. Raises Refusal."""
    if Switch.READ_ONLY in uow.switches.paused():
        raise Refusal("read-only")


def _check_admin(actor: Actor | None, action: Action, switch: Switch | None = None) -> None:
    if actor is not None and not actor.admin:
        number = _NUMBER[switch] if switch else 0
        raise Denied("admin-only", action=action.value, object_kind="switch", object_id=number)


def _record(
    uow: UnitOfWork, actor: Actor | None, now: datetime, action: Action, switch: Switch, *, is_paused: bool
) -> None:
    before, after = {switch.value: not is_paused}, {switch.value: is_paused}
    auditing.record(uow, actor, now, action, ("switch", _NUMBER[switch]), before, after)
