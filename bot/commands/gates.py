"""What answers and presses are judged by before more is asked: each asks the core what it would say.

Nobody writes a reason for what was decided meanwhile, and a wrong value is told at its own question.
"""

from datetime import datetime, time, timedelta

from bot.dialog.command import Check, Context, Ready
from core import links
from core.errors import Refusal
from core.groups import rules as group_rules
from core.groups import service as groups
from core.mentors import access as mentor_access
from core.mentors import profile, service, standing
from core.mentors import rules as mentor_rules
from core.mentors.model import Tier
from core.people import linking
from core.people import service as people
from core.permissions import Action
from core.sessions import access, announcing, feedback, leading, planning
from core.sessions import rules as session_rules
from core.sessions.model import Session


def admins(action: Action, kind: str) -> Ready:
    """A command for admins alone."""
    return lambda about: mentor_access.check_admin(about.actor, action, kind, 0)


# Sessions


def session_for(action: Action) -> Check:
    """A session that this person may do this to now."""

    def check(about: Context, session: int) -> None:
        access.enter(about.uow, about.actor, about.now, action, session, about.seen)

    return check


def to_delete(about: Context, session: int) -> None:
    """A session that nobody joined and that does not stand."""
    announcing.may_delete(about.uow, about.actor, about.now, session, about.seen)


def to_remove_from(about: Context, session: int) -> None:
    """A session that somebody can be taken out of."""
    leading.may_remove(about.uow, about.actor, about.now, session, about.seen)


def to_rate(about: Context, session: int) -> None:
    """A session that this person attended, while feedback is taken."""
    feedback.may_give(about.uow, about.actor, about.now, session)


def may_announce(about: Context) -> None:
    """Who is no mentor, or is paused, hears it before the first question."""
    announcing.may_announce(about.uow, about.actor)


def group_to_announce(about: Context, group: int) -> None:
    """A group that this person mentors."""
    announcing.check_group(about.uow, about.actor, group)


def group_to_move_to(about: Context, group: int) -> None:
    """A group that the session's mentor mentors."""
    announcing.check_new_group(about.uow, _session(about), group)


def start(about: Context, starts_at: datetime) -> None:
    """A start that is neither too soon nor too far, and at which this mentor is free."""
    planning.check_start(about.uow, about.now, about.actor.id, starts_at)
    title = about.answers.get("title")
    if isinstance(title, str):
        planning.check_double(about.uow, about.actor.id, title, starts_at)


def start_again(about: Context, starts_at: datetime) -> None:
    """The same for a session that takes place once more."""
    old = _session(about)
    session_rules.check_start(starts_at, about.uow.programme, about.now)
    planning.check_double(about.uow, about.actor.id, old.title, starts_at)
    planning.check_free(about.uow, about.actor.id, starts_at, starts_at + (old.ends_at - old.starts_at))


def new_start(about: Context, starts_at: datetime) -> None:
    """Another start of a session."""
    old = _session(about)
    if starts_at != old.starts_at:
        planning.check_start(about.uow, about.now, old.mentor_id, starts_at, old)
        planning.check_double(about.uow, old.mentor_id, old.title, starts_at, old)


def length(about: Context, value: timedelta) -> None:
    """A length that goes with the start."""
    starts_at = about.answers.get("start")
    if isinstance(starts_at, datetime):
        planning.check_length(about.uow, about.actor.id, starts_at, value)


def new_length(about: Context, value: timedelta) -> None:
    """Another length of a session."""
    old, starts_at = _session(about), about.answers.get("start")
    starts_at = starts_at if isinstance(starts_at, datetime) else old.starts_at
    planning.check_length(about.uow, old.mentor_id, starts_at, value, old)


def seats(about: Context, value: int) -> None:
    """Not fewer than have joined; 0 takes the limit away."""
    session_rules.check_seats_taken(value or None, _session(about).taken)


def minutes(about: Context, value: int) -> None:
    """Not more than a session took, with a little extra."""
    session_rules.check_minutes(value, _session(about), about.uow.programme)


def learner_of(about: Context, person: int) -> None:
    """Somebody who is in the session."""
    leading.learner_of(about.uow, _session(about), person)


def learner_to_add(about: Context, person: int) -> None:
    """Somebody who is not in the session yet."""
    leading.may_add(about.uow, about.actor, about.now, _session(about).id, person)


def _session(about: Context) -> Session:
    """The session that was answered before."""
    session = about.answers.get("session")
    found = about.uow.sessions.get(session) if isinstance(session, int) else None
    if found is None:
        raise Refusal("session-unknown", session=session)
    return found


# Links


def meeting_link(about: Context, value: str) -> None:
    """An address that people may be sent to."""
    links.link(value, "meeting_link", about.uow.programme.allowed_link_hosts)


def public_links(_: Context, value: str) -> None:
    """A few addresses for everybody."""
    mentor_rules.public_links(mentor_rules.split_links(value))


# Applications and mentors


def may_apply(about: Context) -> None:
    """Whoever has applied hears it first; for a company or campus one may apply again."""
    if about.answers.get("tier") is None:
        service.may_apply(about.uow, about.actor)


def may_revise(about: Context) -> None:
    """An application that can still be changed."""
    service.may_resubmit(about.uow, about.actor, about.seen)


def to_decide(about: Context, application: int) -> None:
    """An application that waits for somebody else than its applicant."""
    service.may_decide(about.uow, about.actor, application, about.seen)


def skills(_: Context, value: str) -> None:
    """Some skills, none of them a novel."""
    mentor_rules.cleaned_skills(mentor_rules.skills(value), least=1)


def organisation(about: Context, value: str) -> None:
    """One for which this person has not applied yet."""
    tier = about.answers.get("tier")
    if isinstance(tier, Tier):
        service.check_only(about.uow, about.actor, tier, value)


def new_organisation(about: Context, value: str) -> None:
    """Another one for the latest application."""
    tier, old = about.answers.get("tier"), about.uow.mentors.latest_application(about.actor.id)
    if isinstance(tier, Tier) and old is not None:
        service.check_only(about.uow, about.actor, tier, value, but=old.id)


def may_edit_profile(about: Context) -> None:
    """A profile as it was seen."""
    profile.may_edit(about.uow, about.actor, about.seen)


def currency(_: Context, value: str) -> None:
    """Three letters."""
    mentor_rules.currency(value)


def to_assign(about: Context, person: int) -> None:
    """Somebody who is no mentor yet."""
    service.may_assign(about.uow, about.actor, person)


def mentor_for(action: Action) -> Check:
    """A mentor that an admin may do this to now."""

    def check(about: Context, mentor: int) -> None:
        standing.may_change(about.uow, about.actor, action, mentor)

    return check


# Groups and people


def group_to_edit(about: Context, group: int) -> None:
    """A group as it was seen."""
    groups.may_edit(about.uow, about.actor, group, about.seen)


def group_to_lead(about: Context, group: int) -> None:
    """A group whose leads this person may choose."""
    groups.may_set_lead(about.uow, about.actor, group)


def name(about: Context, value: str) -> None:
    """A name that no other group has."""
    group = about.answers.get("group")
    groups.check_name(about.uow, value, group if isinstance(group, int) else None)


def place(_: Context, value: str) -> None:
    """The number of a role, a channel or a chat."""
    group_rules.spot(value, None, "place")


def admin_to_be(about: Context, person: int) -> None:
    """Somebody who is no admin yet."""
    people.may_make_admin(about.uow, about.actor, person)


def admin_to_remove(about: Context, person: int) -> None:
    """An admin who is neither the last nor made by the settings."""
    people.may_remove_admin(about.uow, about.actor, person)


def may_erase(about: Context) -> None:
    """The last admin stays."""
    people.may_erase(about.uow, about.actor)


def to_unlink(about: Context, account: int) -> None:
    """One of several accounts of this person."""
    linking.may_unlink(about.uow, about.actor, account)


def other_end(about: Context, end: time) -> None:
    """Quiet hours that have a length."""
    if end == about.answers.get("start"):
        raise Refusal("quiet-empty")
