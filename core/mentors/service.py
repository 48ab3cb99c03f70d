"""Applying to be a mentor, and what admins decide about mentors (rules.md §3)."""

from dataclasses import dataclass
from datetime import datetime

from core import auditing, text
from core.errors import Conflict, Refusal
from core.facts import ApplicationDecided, ApplicationSubmitted
from core.groups.model import LinkKind
from core.mentors import access, granting, rules
from core.mentors.model import Application, ApplicationForm, ApplicationStatus, Tier
from core.mentors.standing import assign, may_assign, pause, reactivate, revoke
from core.mentors.states import APPLICATION_EDGES
from core.notices import service as notices
from core.page import Page
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork

__all__ = [
    "Wanted",
    "application",
    "applications",
    "apply",
    "assign",
    "check_only",
    "decide",
    "may_apply",
    "may_assign",
    "may_decide",
    "may_resubmit",
    "my_application",
    "pause",
    "reactivate",
    "resubmit",
    "revoke",
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the applications is listed."""

    search: str = ""
    status: ApplicationStatus | None = None
    tier: Tier | None = None
    page: int = 1


def may_apply(uow: UnitOfWork, actor: Actor) -> None:
    """Whether a form is worth filling in: refuses whoever cannot apply, or not without an organisation."""
    granting.check_not_revoked(uow, actor.id)
    for other in uow.mentors.open_or_approved(actor.id):
        if other.form.tier not in rules.ORGANISED:
            facts = {"application": other.id, "status": other.status.value}
            raise Refusal("application-exists", **facts, other=Tier.COMPANY_MENTOR.value)


def apply(uow: UnitOfWork, actor: Actor, now: datetime, form: ApplicationForm) -> Application:
    """Apply to become a mentor; admins and the leads of the chosen groups are told."""
    _check_relation(uow, actor, form)
    form = rules.application(form, uow.groups.all(active_only=True))
    made = uow.mentors.apply(actor.id, form, now)
    after = {"status": made.status.value, "tier": form.tier.value}
    auditing.record(uow, actor, now, Action.APPLICATION_APPLY, ("application", made.id), {}, after)
    _tell_submitted(uow, now, made)
    return made


def _check_relation(uow: UnitOfWork, actor: Actor, form: ApplicationForm) -> None:
    """Whoever is a mentor, was one, or has applied already, hears that first."""
    granting.check_not_revoked(uow, actor.id)
    mentor = uow.mentors.get(actor.id)
    check_only(uow, actor, form.tier, form.organisation)
    if mentor is not None and form.tier not in rules.ORGANISED and mentor.tier not in rules.ORGANISED:
        raise Refusal("application-mentor-already", status=mentor.status.value)


def _tell_submitted(uow: UnitOfWork, now: datetime, application: Application) -> None:
    leads = [
        person_id
        for group_id in application.form.group_ids
        for person_id in uow.groups.people(group_id, LinkKind.LEAD)
    ]
    fact = ApplicationSubmitted(application.id, application.version)
    notices.tell(uow, fact, [application.person_id, *uow.people.admins(), *leads], now)


def may_resubmit(uow: UnitOfWork, actor: Actor, seen: int | None = None) -> Application:
    """This person's latest application, if it can still be changed."""
    latest = uow.mentors.latest_application(actor.id)
    if latest is None:
        raise Refusal("application-none")
    if latest.status is ApplicationStatus.APPROVED:
        raise Refusal("application-use-profile")
    if latest.status is ApplicationStatus.REVOKED:
        raise Refusal("application-mentor-revoked")
    old = access.find_application(uow, actor, Action.APPLICATION_RESUBMIT, latest.id)
    access.check_seen(old, seen)
    return old


def check_only(
    uow: UnitOfWork, actor: Actor, tier: Tier, organisation: str | None, but: int | None = None
) -> None:
    """One open or approved application a person, or one an organisation; `but` is the one being changed."""
    others = [one for one in uow.mentors.open_or_approved(actor.id) if one.id != but]
    other = rules.conflicting(tier, organisation, others)
    if other is not None:
        raise Refusal("application-exists", application=other.id, status=other.status.value)


def resubmit(
    uow: UnitOfWork, actor: Actor, now: datetime, form: ApplicationForm, seen: int | None = None
) -> Application:
    """Change an own application that waits, or submit again one that was rejected or sent back."""
    old = may_resubmit(uow, actor, seen)
    form = rules.application(form, uow.groups.all(active_only=True))
    check_only(uow, actor, form.tier, form.organisation, but=old.id)
    if form == old.form and old.status is ApplicationStatus.PENDING:
        return old
    if form == old.form:
        raise Refusal("application-unchanged", note=old.note)
    return _store(uow, actor, now, old, form)


def _store(
    uow: UnitOfWork, actor: Actor, now: datetime, old: Application, form: ApplicationForm
) -> Application:
    if old.status is not ApplicationStatus.PENDING:
        APPLICATION_EDGES.check(old.status, ApplicationStatus.PENDING)
    if not uow.mentors.resubmit(old.id, form, old.version, now):
        raise Conflict(f"application {old.id} was changed meanwhile")
    after = _get(uow, old.id)
    before, now_so = {"status": old.status.value}, {"status": after.status.value}
    auditing.record(uow, actor, now, Action.APPLICATION_RESUBMIT, ("application", old.id), before, now_so)
    _tell_submitted(uow, now, after)
    return after


def _get(uow: UnitOfWork, application_id: int) -> Application:
    application = uow.mentors.application(application_id)
    if application is None:
        raise Conflict(f"application {application_id} is gone")
    return application


def my_application(uow: UnitOfWork, actor: Actor, now: datetime) -> Application | None:
    """This person's latest application; None when they never applied."""
    return uow.mentors.latest_application(actor.id)


def applications(
    uow: UnitOfWork, actor: Actor, now: datetime, wanted: Wanted = Wanted()
) -> Page[Application]:
    """Every application, newest first, for admins."""
    access.check_admin(actor, Action.APPLICATION_LIST, "application", 0)
    search, size = text.searched(wanted.search), uow.programme.page_size
    return uow.mentors.applications(wanted.status, wanted.tier, search, wanted.page, size)


def application(uow: UnitOfWork, actor: Actor, now: datetime, application_id: int) -> Application:
    """One application in full, for admins and the applicant."""
    return access.find_application(uow, actor, Action.APPLICATION_SHOW, application_id)


def may_decide(uow: UnitOfWork, actor: Actor, application_id: int, seen: int | None = None) -> Application:
    """The application, if this person may decide about it."""
    access.check_admin(actor, Action.APPLICATION_DECIDE, "application", application_id)
    old = access.find_application(uow, actor, Action.APPLICATION_DECIDE, application_id)
    access.check_seen(old, seen)
    return old


def decide(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    application_id: int,
    status: ApplicationStatus,
    note: str | None = None,
    seen: int | None = None,
) -> Application:
    """Approve, reject or send back an application that waits; never one's own."""
    old = may_decide(uow, actor, application_id, seen)
    APPLICATION_EDGES.check(old.status, status)
    approved = status is ApplicationStatus.APPROVED
    words = rules.optional_note(note) if approved else rules.note(note)
    if not uow.mentors.decide(old.id, old.status, status, words, actor.id, now):
        raise Conflict(f"application {old.id} was decided meanwhile")
    if approved:
        form = old.form
        granting.grant(uow, old.person_id, form.tier, form.organisation, form.group_ids, now, form)
    before, after = {"status": old.status.value}, {"status": status.value}
    auditing.record(uow, actor, now, Action.APPLICATION_DECIDE, ("application", old.id), before, after)
    notices.tell(uow, ApplicationDecided(old.id, status.value, words), [old.person_id], now)
    return _get(uow, old.id)
