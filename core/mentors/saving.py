"""Saved mentors: everybody keeps those they want to find again (rules.md §3 Discovery)."""

from dataclasses import replace
from datetime import datetime

from core import auditing
from core.errors import Denied
from core.mentors import access, discovery
from core.mentors.discovery import MentorView
from core.people.model import Actor
from core.permissions import POLICY, Action
from core.policy import Verdict, judge
from core.ports import UnitOfWork


def save_mentor(uow: UnitOfWork, actor: Actor, now: datetime, person_id: int, saved: bool) -> MentorView:
    """Save a mentor whom one may see, or let them go again; doing it twice changes nothing.

    Raises Refusal `mentor-unknown` and Denied `mentor-save-own`.
    """
    view = discovery.show_mentor(uow, actor, now, person_id)
    rule = POLICY.get(Action.MENTOR_SAVE)
    if judge(rule, access.standings(actor, person_id)) is not Verdict.YES:
        about = {"action": Action.MENTOR_SAVE.value, "object_kind": "mentor", "object_id": person_id}
        raise Denied("mentor-save-own", **about)
    if saved == view.saved:
        return view
    if saved:
        uow.mentors.save(actor.id, person_id, now)
    else:
        uow.mentors.let_go(actor.id, person_id)
    before, after = {"saved": view.saved}, {"saved": saved}
    auditing.record(uow, actor, now, Action.MENTOR_SAVE, ("mentor", person_id), before, after)
    return replace(view, saved=saved)
