"""Every action of the policy, done through its use case; a line of the tables without a deed fails."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from core.approvals import service as approvals
from core.errors import Refusal
from core.groups import service as groups
from core.groups.rules import GroupChange
from core.mentors import discovery, profile, saving
from core.mentors import service as mentors
from core.mentors.model import ApplicationStatus
from core.mentors.profile import ProfileChange
from core.operations import service as operations
from core.operations import switches
from core.people import linking
from core.people import service as people
from core.people.model import Actor, LinkState
from core.sessions import announcing, attending, deciding, feedback, leading
from core.sessions.model import Attendance
from core.sessions.rules import SessionChange
from core.switches import Switch
from tests.builders import application_form, session_form
from tests.proofs import scenes
from tests.proofs.stage import Stage

Do = Callable[[Stage, Actor], object]
NOTHING = "nothing-happened"
"""The code of what the deeds themselves take for a refusal: an answer that gives nothing away."""


@dataclass(frozen=True)
class Deed:
    """How somebody tries it."""

    do: Do
    before: Callable[[Stage], None] | None = None
    """What has to be there for it."""
    reads: bool = False
    """It changes nothing, so nothing is noted of it."""


def _link(stage: Stage, actor: Actor) -> object:
    view = attending.show(stage.uow, actor, stage.now, stage.session)
    if view.session.link is None:
        raise Refusal(NOTHING)
    return view


def _again(stage: Stage, actor: Actor) -> object:
    return announcing.clone(stage.uow, actor, stage.now, stage.session, stage.now + timedelta(days=9))


def _enter(stage: Stage, actor: Actor) -> object:
    linking.enter_code(stage.uow, actor, stage.now, stage.secret)
    code = stage.uow.people.code_by_id(stage.code)
    if code is None or (code.state, code.entered_by) != (LinkState.ENTERED, actor.id):
        raise Refusal(NOTHING)
    return code


def _enter_before(stage: Stage) -> None:
    """Whoever entered it before is not taken for the one who tries now."""
    stage.uow.people.set_code(stage.code, LinkState.ENTERED, LinkState.ENTERED, stage.person + 10_000)


def _decide(status: ApplicationStatus) -> Do:
    return lambda s, a: mentors.decide(s.uow, a, s.now, s.application, status, "Because.")


def _verify(approve: bool) -> Do:
    return lambda s, a: deciding.verify(s.uow, a, s.now, s.session, approve, None if approve else "Because.")


def _lead(lead: bool) -> Do:
    return lambda s, a: groups.set_lead(s.uow, a, s.now, s.group, s.person, lead)


CAME, SEAT = Attendance.ATTENDED, scenes.seat_learner

DEEDS: dict[str, Deed] = {
    "session.show": Deed(lambda s, a: attending.show(s.uow, a, s.now, s.session), reads=True),
    "session.link": Deed(_link, reads=True),
    "session.join": Deed(lambda s, a: attending.join(s.uow, a, s.now, s.session)),
    "session.leave": Deed(lambda s, a: attending.leave(s.uow, a, s.now, s.session)),
    "session.edit": Deed(
        lambda s, a: announcing.edit(s.uow, a, s.now, s.session, SessionChange(title="Another"))
    ),
    "session.cancel": Deed(lambda s, a: announcing.cancel(s.uow, a, s.now, s.session, "I am ill.")),
    "session.delete": Deed(lambda s, a: announcing.delete(s.uow, a, s.now, s.session)),
    "session.copy": Deed(lambda s, a: announcing.copy_of(s.uow, a, s.now, s.session), reads=True),
    "session.copy: announced again": Deed(_again),
    "session.verify: approve": Deed(_verify(approve=True)),
    "session.verify: reject": Deed(_verify(approve=False)),
    "session.participants": Deed(
        lambda s, a: leading.participants(s.uow, a, s.now, s.session), before=SEAT, reads=True
    ),
    "session.mark: one": Deed(
        lambda s, a: leading.mark(s.uow, a, s.now, s.session, s.learner, CAME), before=SEAT
    ),
    "session.mark: all": Deed(lambda s, a: leading.mark_all(s.uow, a, s.now, s.session, CAME), before=SEAT),
    "session.note": Deed(
        lambda s, a: leading.set_note(s.uow, a, s.now, s.session, s.learner, "Well done."), before=SEAT
    ),
    "session.minutes": Deed(
        lambda s, a: leading.set_minutes(s.uow, a, s.now, s.session, s.learner, 30), before=SEAT
    ),
    "session.add-learner": Deed(lambda s, a: leading.add_learner(s.uow, a, s.now, s.session, s.learner)),
    "session.remove-learner": Deed(
        lambda s, a: leading.remove_learner(s.uow, a, s.now, s.session, s.learner), before=SEAT
    ),
    "feedback.give": Deed(lambda s, a: feedback.give(s.uow, a, s.now, s.session, 5, "Good.")),
    "feedback.read": Deed(lambda s, a: feedback.received(s.uow, a, s.now, s.session), reads=True),
    "application.show": Deed(lambda s, a: mentors.application(s.uow, a, s.now, s.application), reads=True),
    "application.decide: approve": Deed(_decide(ApplicationStatus.APPROVED)),
    "application.decide: reject": Deed(_decide(ApplicationStatus.REJECTED)),
    "application.decide: send back": Deed(_decide(ApplicationStatus.CHANGES_REQUESTED)),
    "application.list": Deed(lambda s, a: mentors.applications(s.uow, a, s.now), reads=True),
    "application.apply": Deed(
        lambda s, a: mentors.apply(s.uow, a, s.now, application_form(s.group, reason="I want to."))
    ),
    "application.resubmit": Deed(
        lambda s, a: mentors.resubmit(s.uow, a, s.now, application_form(s.group, reason="I want to."))
    ),
    "mentor.save": Deed(lambda s, a: saving.save_mentor(s.uow, a, s.now, s.mentor, True)),
    "mentor.show": Deed(lambda s, a: discovery.show_mentor(s.uow, a, s.now, s.mentor), reads=True),
    "mentor.assign": Deed(lambda s, a: mentors.assign(s.uow, a, s.now, s.person, [s.group])),
    "mentor.assign: oneself": Deed(lambda s, a: mentors.assign(s.uow, a, s.now, a.id, [s.group])),
    "mentor.revoke": Deed(lambda s, a: mentors.revoke(s.uow, a, s.now, s.mentor, "Because.")),
    "mentor.pause": Deed(lambda s, a: mentors.pause(s.uow, a, s.now, s.mentor)),
    "mentor.reactivate": Deed(lambda s, a: mentors.reactivate(s.uow, a, s.now, s.mentor)),
    "mentor.figures": Deed(lambda s, a: discovery.figures(s.uow, a, s.now), reads=True),
    "profile.edit": Deed(
        lambda s, a: profile.edit_profile(s.uow, a, s.now, ProfileChange(headline="Another"))
    ),
    "profile.groups": Deed(lambda s, a: profile.change_groups(s.uow, a, s.now, [s.other])),
    "group.show": Deed(lambda s, a: groups.show_group(s.uow, a, s.now, s.group), reads=True),
    "group.join": Deed(lambda s, a: groups.join_group(s.uow, a, s.now, s.group)),
    "group.leave": Deed(lambda s, a: groups.leave_group(s.uow, a, s.now, s.group)),
    "group.create": Deed(lambda s, a: groups.create_group(s.uow, a, s.now, "Elixir")),
    "group.edit": Deed(
        lambda s, a: groups.edit_group(s.uow, a, s.now, s.group, GroupChange(description="Another"))
    ),
    "group.lead: make": Deed(_lead(lead=True)),
    "group.lead: unmake": Deed(_lead(lead=False), before=scenes.lead_person),
    "group.lead: oneself": Deed(lambda s, a: groups.set_lead(s.uow, a, s.now, s.other, a.id, lead=True)),
    "session.announce": Deed(
        lambda s, a: announcing.announce(s.uow, a, s.now, session_form(s.group)),
    ),
    "session.list-all": Deed(lambda s, a: leading.listed(s.uow, a, s.now), reads=True),
    "approvals.list": Deed(lambda s, a: approvals.waiting(s.uow, a, s.now), reads=True),
    "admin.make": Deed(lambda s, a: people.make_admin(s.uow, a, s.now, s.person)),
    "admin.make: oneself": Deed(lambda s, a: people.make_admin(s.uow, a, s.now, a.id)),
    "admin.remove": Deed(lambda s, a: people.remove_admin(s.uow, a, s.now, s.person)),
    "admin.remove: oneself": Deed(lambda s, a: people.remove_admin(s.uow, a, s.now, a.id)),
    "settings.change": Deed(lambda s, a: people.set_zone(s.uow, a, s.now, "Europe/Paris")),
    "settings.change: of an account": Deed(
        lambda s, a: people.set_notify(s.uow, a, s.now, s.account, on=False)
    ),
    "account.unlink": Deed(lambda s, a: linking.unlink(s.uow, a, s.now, s.account)),
    "link.offer": Deed(lambda s, a: linking.offer_code(s.uow, a, s.now, "a fresh code")),
    "link.enter": Deed(_enter, before=_enter_before),
    "link.confirm": Deed(lambda s, a: linking.confirm_code(s.uow, a, s.now, s.code)),
    "link.refuse": Deed(lambda s, a: linking.refuse_code(s.uow, a, s.now, s.code)),
    "person.export": Deed(lambda s, a: people.note_export(s.uow, a, s.now)),
    "person.erase": Deed(lambda s, a: people.erase_me(s.uow, a, s.now)),
    "outbox.list": Deed(lambda s, a: operations.outbox(s.uow, a, s.now), reads=True),
    "outbox.retry": Deed(lambda s, a: operations.retry(s.uow, a, s.now, s.row)),
    "outbox.discard": Deed(lambda s, a: operations.discard(s.uow, a, s.now, s.row)),
    "switch.list": Deed(lambda s, a: switches.paused(s.uow, a, s.now), reads=True),
    "switch.pause": Deed(lambda s, a: switches.pause(s.uow, a, s.now, Switch.OUTBOX)),
    "switch.resume": Deed(
        lambda s, a: switches.resume(s.uow, a, s.now, Switch.OUTBOX), before=scenes.hold_sending
    ),
    "audit.read": Deed(lambda s, a: operations.audit(s.uow, a, s.now), reads=True),
}
