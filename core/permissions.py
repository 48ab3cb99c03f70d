"""The permissions: every action a person can take, and who may (trust.md §5; deny by default)."""

from collections.abc import Mapping
from enum import StrEnum

from core.groups.model import LinkKind
from core.mentors.model import ApplicationStatus, MentorStatus
from core.people.model import Actor, LinkState
from core.policy import Rule, Standing
from core.sessions.model import Status

ANYONE, ADMIN, LEAD = Standing.ANYONE, Standing.ADMIN, Standing.LEAD
GROUP_MENTOR, MEMBER, OWNER = Standing.GROUP_MENTOR, Standing.MEMBER, Standing.OWNER
CO_MENTOR, JOINED, ATTENDED = Standing.CO_MENTOR, Standing.JOINED, Standing.ATTENDED


class Action(StrEnum):
    """What can be tried; the audit log names them."""

    SETTINGS_CHANGE = "settings.change"
    ADMIN_MAKE = "admin.make"
    ADMIN_REMOVE = "admin.remove"
    LINK_OFFER = "link.offer"
    LINK_ENTER = "link.enter"
    LINK_CONFIRM = "link.confirm"
    LINK_REFUSE = "link.refuse"
    ACCOUNT_UNLINK = "account.unlink"
    EXPORT = "person.export"
    ERASE = "person.erase"

    GROUP_SHOW = "group.show"
    GROUP_JOIN = "group.join"
    GROUP_LEAVE = "group.leave"
    GROUP_CREATE = "group.create"
    GROUP_EDIT = "group.edit"
    GROUP_LEAD = "group.lead"

    APPLICATION_APPLY = "application.apply"
    APPLICATION_RESUBMIT = "application.resubmit"
    APPLICATION_LIST = "application.list"
    APPLICATION_SHOW = "application.show"
    APPLICATION_DECIDE = "application.decide"
    MENTOR_ASSIGN = "mentor.assign"
    MENTOR_REVOKE = "mentor.revoke"
    MENTOR_PAUSE = "mentor.pause"
    MENTOR_REACTIVATE = "mentor.reactivate"
    MENTOR_SHOW = "mentor.show"
    MENTOR_SAVE = "mentor.save"
    MENTOR_FIGURES = "mentor.figures"
    PROFILE_EDIT = "profile.edit"
    PROFILE_GROUPS = "profile.groups"

    SESSION_ANNOUNCE = "session.announce"
    SESSION_EDIT = "session.edit"
    SESSION_CANCEL = "session.cancel"
    SESSION_DELETE = "session.delete"
    SESSION_COPY = "session.copy"
    SESSION_VERIFY = "session.verify"
    SESSION_EXPIRE = "session.expire"
    SESSION_START = "session.start"
    SESSION_END = "session.end"
    SESSION_FOLLOW = "session.follow-clocks"
    SESSION_LIST_ALL = "session.list-all"
    SESSION_SHOW = "session.show"
    SESSION_LINK = "session.link"
    SESSION_JOIN = "session.join"
    SESSION_LEAVE = "session.leave"
    SESSION_PARTICIPANTS = "session.participants"
    SESSION_MARK = "session.mark"
    SESSION_NOTE = "session.note"
    SESSION_MINUTES = "session.minutes"
    SESSION_ADD = "session.add-learner"
    SESSION_REMOVE = "session.remove-learner"
    FEEDBACK_GIVE = "feedback.give"
    FEEDBACK_READ = "feedback.read"
    APPROVALS = "approvals.list"
    OUTBOX_LIST = "outbox.list"
    OUTBOX_RETRY = "outbox.retry"
    OUTBOX_DISCARD = "outbox.discard"
    AUDIT_READ = "audit.read"
    SWITCH_LIST = "switch.list"
    SWITCH_PAUSE = "switch.pause"
    SWITCH_RESUME = "switch.resume"


def _rule(*who: Standing, never: tuple[Standing, ...] = (), when: tuple[StrEnum, ...] = ()) -> Rule:
    return Rule(frozenset(who), frozenset(never), frozenset(state.value for state in when))


_OPEN = (Status.SCHEDULED, Status.IN_PROGRESS)
_EDITABLE = (Status.PENDING_APPROVAL, Status.SCHEDULED)
_STARTED = (Status.IN_PROGRESS, Status.COMPLETED)
_WORKING = (MentorStatus.ACTIVE, MentorStatus.PAUSED)

POLICY: Mapping[Action, Rule] = {
    Action.SETTINGS_CHANGE: _rule(OWNER),
    Action.ADMIN_MAKE: _rule(ADMIN, never=(OWNER,)),
    Action.ADMIN_REMOVE: _rule(ADMIN),
    Action.LINK_OFFER: _rule(ANYONE),
    Action.LINK_ENTER: _rule(ANYONE, never=(OWNER,)),
    Action.LINK_CONFIRM: _rule(OWNER, when=(LinkState.ENTERED,)),
    Action.LINK_REFUSE: _rule(OWNER, when=(LinkState.ENTERED,)),
    Action.ACCOUNT_UNLINK: _rule(OWNER),
    Action.EXPORT: _rule(OWNER),
    Action.ERASE: _rule(OWNER),
    Action.GROUP_SHOW: _rule(ANYONE),
    Action.GROUP_JOIN: _rule(ANYONE),
    Action.GROUP_LEAVE: _rule(MEMBER),
    Action.GROUP_CREATE: _rule(ADMIN),
    Action.GROUP_EDIT: _rule(ADMIN),
    Action.GROUP_LEAD: _rule(ADMIN),
    Action.APPLICATION_APPLY: _rule(ANYONE),
    Action.APPLICATION_RESUBMIT: _rule(
        OWNER,
        when=(ApplicationStatus.PENDING, ApplicationStatus.REJECTED, ApplicationStatus.CHANGES_REQUESTED),
    ),
    Action.APPLICATION_LIST: _rule(ADMIN),
    Action.APPLICATION_SHOW: _rule(ADMIN, OWNER),
    Action.APPLICATION_DECIDE: _rule(ADMIN, never=(OWNER,), when=(ApplicationStatus.PENDING,)),
    Action.MENTOR_ASSIGN: _rule(ADMIN, never=(OWNER,)),
    Action.MENTOR_REVOKE: _rule(ADMIN, when=_WORKING),
    Action.MENTOR_PAUSE: _rule(ADMIN, when=(MentorStatus.ACTIVE,)),
    Action.MENTOR_REACTIVATE: _rule(ADMIN, never=(OWNER,), when=(MentorStatus.PAUSED,)),
    Action.MENTOR_SHOW: _rule(ANYONE),
    Action.MENTOR_SAVE: _rule(ANYONE, never=(OWNER,)),
    Action.MENTOR_FIGURES: _rule(OWNER),
    Action.PROFILE_EDIT: _rule(OWNER, when=_WORKING),
    Action.PROFILE_GROUPS: _rule(OWNER, when=_WORKING),
    Action.SESSION_ANNOUNCE: _rule(GROUP_MENTOR, never=(Standing.PAUSED,)),
    Action.SESSION_EDIT: _rule(OWNER, CO_MENTOR, ADMIN, when=_EDITABLE),
    Action.SESSION_CANCEL: _rule(OWNER, CO_MENTOR, ADMIN, when=(Status.PENDING_APPROVAL, *_OPEN)),
    Action.SESSION_DELETE: _rule(
        OWNER, ADMIN, when=(Status.PENDING_APPROVAL, Status.REJECTED, Status.CANCELLED)
    ),
    Action.SESSION_COPY: _rule(OWNER, CO_MENTOR),
    Action.SESSION_VERIFY: _rule(ADMIN, LEAD, never=(OWNER, CO_MENTOR), when=(Status.PENDING_APPROVAL,)),
    Action.SESSION_LIST_ALL: _rule(ADMIN),
    Action.SESSION_SHOW: _rule(ANYONE),
    Action.SESSION_LINK: _rule(JOINED, OWNER, CO_MENTOR),
    Action.SESSION_JOIN: _rule(MEMBER, GROUP_MENTOR, LEAD, when=_OPEN),
    Action.SESSION_LEAVE: _rule(JOINED, when=_EDITABLE),
    Action.SESSION_PARTICIPANTS: _rule(OWNER, CO_MENTOR, ADMIN),
    Action.SESSION_MARK: _rule(OWNER, CO_MENTOR, ADMIN, when=_STARTED),
    Action.SESSION_NOTE: _rule(OWNER, CO_MENTOR, ADMIN, when=(*_OPEN, Status.COMPLETED)),
    Action.SESSION_MINUTES: _rule(OWNER, CO_MENTOR, ADMIN, when=_STARTED),
    Action.SESSION_ADD: _rule(OWNER, CO_MENTOR, ADMIN, when=_OPEN),
    Action.SESSION_REMOVE: _rule(OWNER, CO_MENTOR, ADMIN, when=(Status.PENDING_APPROVAL, *_OPEN)),
    Action.FEEDBACK_GIVE: _rule(ATTENDED, when=(Status.COMPLETED,)),
    Action.FEEDBACK_READ: _rule(OWNER, CO_MENTOR, ADMIN),
    Action.APPROVALS: _rule(ADMIN, LEAD),
    Action.OUTBOX_LIST: _rule(ADMIN),
    Action.OUTBOX_RETRY: _rule(ADMIN),
    Action.OUTBOX_DISCARD: _rule(ADMIN),
    Action.AUDIT_READ: _rule(ADMIN),
    Action.SWITCH_LIST: _rule(ADMIN),
    Action.SWITCH_PAUSE: _rule(ADMIN),
    Action.SWITCH_RESUME: _rule(ADMIN),
}
"""SESSION_EXPIRE, SESSION_START, SESSION_END and SESSION_FOLLOW have no rule: only the clock does these."""

_BY_LINK = {
    LinkKind.LEARNER: Standing.MEMBER,
    LinkKind.MENTOR: Standing.GROUP_MENTOR,
    LinkKind.LEAD: Standing.LEAD,
}


def general(actor: Actor) -> set[Standing]:
    """What a person is, whatever they do it to."""
    held = {
        Standing.ADMIN: actor.admin,
        Standing.MENTOR: actor.mentor,
        Standing.PAUSED: actor.paused,
    }
    return {Standing.ANYONE, *(standing for standing, holds in held.items() if holds)}


def in_group(links: frozenset[LinkKind]) -> set[Standing]:
    """What a person is to a group and to what belongs to it."""
    return {_BY_LINK[kind] for kind in links}
