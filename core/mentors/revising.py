"""Changing parts of an own application (rules.md §3: edit, resubmit)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Refusal
from core.mentors import rules, service
from core.mentors.model import Application, ApplicationForm, Tier
from core.people.model import Actor
from core.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class ApplicationChange:
    """What of an application is to be changed; None leaves it as it is."""

    about: str | None = None
    expertise: str | None = None
    """Skills separated by commas."""
    reason: str | None = None
    hours: int | None = None
    group_ids: tuple[int, ...] | None = None
    tier: Tier | None = None
    organisation: str | None = None


def revise(
    uow: UnitOfWork, actor: Actor, now: datetime, change: ApplicationChange, seen: int | None = None
) -> Application:
    """Change what is given of the latest application; one that was rejected or sent back waits again."""
    latest = uow.mentors.latest_application(actor.id)
    if latest is None:
        raise Refusal("application-none")
    return service.resubmit(uow, actor, now, _changed(latest.form, change), seen)


def _changed(form: ApplicationForm, change: ApplicationChange) -> ApplicationForm:
    expertise = form.expertise if change.expertise is None else rules.skills(change.expertise)
    return replace(
        form,
        about=form.about if change.about is None else change.about,
        expertise=expertise,
        reason=form.reason if change.reason is None else change.reason,
        hours=form.hours if change.hours is None else change.hours,
        group_ids=form.group_ids if change.group_ids is None else change.group_ids,
        tier=form.tier if change.tier is None else change.tier,
        organisation=form.organisation if change.organisation is None else change.organisation,
    )
