"""Joining and leaving groups; making, editing and leading them (rules.md §2)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core import auditing, text
from core.errors import Conflict, Denied, Outdated, Refusal
from core.facts import LeadChanged
from core.groups import rules
from core.groups.model import Group, GroupSummary, LinkKind
from core.groups.rules import GroupChange, Spots
from core.notices import service as notices
from core.page import Page
from core.people.model import Actor, Person
from core.people.roles import forget_role, living
from core.permissions import POLICY, Action, general, in_group
from core.policy import Verdict, judge
from core.ports import UnitOfWork

__all__ = [
    "Edited",
    "GroupChange",
    "LeadSet",
    "Spots",
    "check_name",
    "create_group",
    "edit_group",
    "find",
    "join_group",
    "leave_group",
    "list_groups",
    "may_create",
    "may_edit",
    "may_set_lead",
    "set_lead",
    "show_group",
]

NOWHERE = Spots()


@dataclass(frozen=True, slots=True)
class Edited:
    """A group after an edit."""

    group: Group
    changed: bool
    """Whether anything is other than it was."""


@dataclass(frozen=True, slots=True)
class LeadSet:
    """Who is lead of a group now, or no longer."""

    group: Group
    person: Person
    lead: bool


def list_groups(
    uow: UnitOfWork, actor: Actor, now: datetime, search: str = "", number: int = 1
) -> Page[GroupSummary]:
    """Active groups by name, with this person's links."""
    return uow.groups.page(actor.id, text.searched(search), number, uow.programme.page_size)


def show_group(uow: UnitOfWork, actor: Actor, now: datetime, group_id: int) -> GroupSummary:
    """One group; a switched-off one is seen by admins only."""
    find(uow, group_id, inactive_too=actor.admin)
    return _summary(uow, group_id, actor.id)


def find(uow: UnitOfWork, group_id: int, *, inactive_too: bool = False) -> Group:
    """A group that exists and is visible."""
    group = uow.groups.get(group_id)
    if group is None or not (group.active or inactive_too):
        raise Refusal("group-unknown", group_id=group_id)
    return group


def _summary(uow: UnitOfWork, group_id: int, person_id: int) -> GroupSummary:
    summary = uow.groups.summary(group_id, person_id)
    if summary is None:
        raise Conflict(f"group {group_id} is gone")
    return summary


def _allow(actor: Actor, action: Action, group_id: int) -> None:
    """Raise unless the policy lets this person do something to groups at large."""
    if judge(POLICY.get(action), general(actor)) is not Verdict.YES:
        raise Denied("admin-only", action=action.value, object_kind="group", object_id=group_id)


def join_group(uow: UnitOfWork, actor: Actor, now: datetime, group_id: int) -> GroupSummary:
    """Become a learner of a group; other links to it stay as they are."""
    group = find(uow, group_id)
    links = uow.groups.links(actor.id)
    if LinkKind.LEARNER in links.get(group.id, frozenset()):
        raise Refusal("group-already-joined", group=group.name, group_id=group.id)
    rules.check_limit(links.values(), uow.programme.group_limit)
    _link(uow, actor, now, Action.GROUP_JOIN, group, active=True)
    if rules.over_limit(uow.groups.links(actor.id).values(), uow.programme.group_limit):
        raise Conflict(f"person {actor.id} joined other groups at the same time")
    return _summary(uow, group.id, actor.id)


def leave_group(uow: UnitOfWork, actor: Actor, now: datetime, group_id: int) -> GroupSummary:
    """Stop being a learner of a group; seats taken in its sessions stay taken."""
    group = find(uow, group_id, inactive_too=True)
    held = in_group(uow.groups.links(actor.id).get(group.id, frozenset()))
    if judge(POLICY.get(Action.GROUP_LEAVE), held) is not Verdict.YES:
        raise Refusal("group-not-joined", group=group.name, group_id=group.id)
    _link(uow, actor, now, Action.GROUP_LEAVE, group, active=False)
    return _summary(uow, group.id, actor.id)


def _link(
    uow: UnitOfWork, actor: Actor, now: datetime, action: Action, group: Group, *, active: bool
) -> None:
    uow.groups.set_link(group.id, actor.id, LinkKind.LEARNER, active, now)
    before, after = {"learner": not active}, {"learner": active}
    auditing.record(uow, actor, now, action, ("group", group.id), before, after)
    if not active and group.discord_role_id is not None:
        forget_role(uow, actor.id, group.discord_role_id)
    others = uow.groups.links(actor.id).get(group.id, frozenset()) - {LinkKind.LEARNER}
    if active or not others:
        notices.group_role(uow, group, actor.id, now, give=active)


def create_group(
    uow: UnitOfWork, actor: Actor, now: datetime, name: str, description: str = "", spots: Spots = NOWHERE
) -> Group:
    """Make a group, with the places where its cards are posted."""
    _allow(actor, Action.GROUP_CREATE, 0)
    wanted = rules.name(name)
    every = uow.groups.all(active_only=False)
    rules.check_name_free(wanted, every, None)
    group = uow.groups.create(
        rules.slug(wanted, {group.slug for group in every}),
        wanted,
        rules.description(description),
        rules.spot(spots.discord_role, None, "discord_role"),
        rules.spot(spots.discord_channel, None, "discord_channel"),
        rules.spot(spots.telegram_chat, None, "telegram_chat"),
        now,
    )
    auditing.record(uow, actor, now, Action.GROUP_CREATE, ("group", group.id), {}, {"slug": group.slug})
    return group


def may_create(actor: Actor) -> None:
    """Only admins make groups."""
    _allow(actor, Action.GROUP_CREATE, 0)


def may_edit(uow: UnitOfWork, actor: Actor, group_id: int, seen: int | None = None) -> Group:
    """The group, if this person may change it."""
    _allow(actor, Action.GROUP_EDIT, group_id)
    group = find(uow, group_id, inactive_too=True)
    if seen is not None and seen != group.version:
        raise Outdated("group-outdated", group=group.name, group_id=group.id)
    return group


def check_name(uow: UnitOfWork, name: str, but: int | None = None) -> None:
    """Two groups of one name would be mistaken for each other; `but` is the one being renamed."""
    rules.check_name_free(rules.name(name), uow.groups.all(active_only=False), but)


def edit_group(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    group_id: int,
    change: GroupChange,
    seen: int | None = None,
) -> Edited:
    """Change what is given of a group; its slug stays, whatever its name becomes."""
    group = may_edit(uow, actor, group_id, seen)
    after = _changed(uow, group, change)
    if after == group:
        return Edited(group, changed=False)
    if not uow.groups.save(after, group.version):
        raise Conflict(f"group {group.id} was changed meanwhile")
    before, now_so = _values(group), _values(after)
    auditing.record(uow, actor, now, Action.GROUP_EDIT, ("group", group.id), before, now_so)
    return Edited(replace(after, version=group.version + 1), changed=True)


def _changed(uow: UnitOfWork, group: Group, change: GroupChange) -> Group:
    wanted = group.name if change.name is None else rules.name(change.name)
    if wanted != group.name:
        rules.check_name_free(wanted, uow.groups.all(active_only=False), group.id)
    told = change.description
    spots = change.spots
    return replace(
        group,
        name=wanted,
        description=group.description if told is None else rules.description(told),
        active=group.active if change.active is None else change.active,
        discord_role_id=rules.spot(spots.discord_role, group.discord_role_id, "discord_role"),
        discord_channel_id=rules.spot(spots.discord_channel, group.discord_channel_id, "discord_channel"),
        telegram_chat_id=rules.spot(spots.telegram_chat, group.telegram_chat_id, "telegram_chat"),
    )


def _values(group: Group) -> dict[str, str | int | bool | None]:
    return {
        "name": group.name,
        "active": group.active,
        "discord_role": group.discord_role_id,
        "discord_channel": group.discord_channel_id,
        "telegram_chat": group.telegram_chat_id,
    }


def may_set_lead(uow: UnitOfWork, actor: Actor, group_id: int) -> Group:
    """The group, if this person may say who leads it."""
    _allow(actor, Action.GROUP_LEAD, group_id)
    return find(uow, group_id)


def set_lead(
    uow: UnitOfWork, actor: Actor, now: datetime, group_id: int, person_id: int, lead: bool
) -> LeadSet:
    """Make somebody lead of a group, or no longer; nobody makes himself one."""
    group = may_set_lead(uow, actor, group_id)
    person = living(uow, person_id)
    if lead and person.id == actor.id:
        attempt = {"action": Action.GROUP_LEAD.value, "object_kind": "group", "object_id": group.id}
        raise Denied("group-lead-own", group=group.name, **attempt)
    if not uow.groups.set_link(group.id, person.id, LinkKind.LEAD, lead, now):
        raise Refusal("group-lead-already", group=group.name, name=person.name, lead=str(lead).lower())
    before, after = {"lead": not lead, "person": person.id}, {"lead": lead, "person": person.id}
    auditing.record(uow, actor, now, Action.GROUP_LEAD, ("group", group.id), before, after)
    notices.tell(uow, LeadChanged(group.id, person.id, lead), [person.id], now)
    notices.changed_roles(uow, person.id, now)
    return LeadSet(group, person, lead)
