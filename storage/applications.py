"""Applications to become a mentor (rules.md §3)."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update

from core.mentors.model import Application, ApplicationForm, ApplicationStatus, Tier
from core.page import Page
from storage import mapping
from storage.scope import Repository
from storage.searching import LIMIT, OFFSET, ONE, folded, matches, page, pattern, window
from storage.tables import applications, people
from storage.tables.mentors import STANDS

_ORGANISED = {Tier.COMPANY_MENTOR, Tier.CAMPUS_MENTOR}
_applicant = people.alias("applicant")
_decider = people.alias("decider")
_APPLICATIONS = select(
    *(column for column in applications.c if column.name != "scope"),
    _applicant.c.name.label("person_name"),
    _decider.c.name.label("decided_by_name"),
).select_from(
    applications.join(_applicant, _applicant.c.id == applications.c.person_id).outerjoin(
        _decider, _decider.c.id == applications.c.decided_by
    )
)
_GET = _APPLICATIONS.where(applications.c.id == bindparam("of_application"))
_GET_LOCKED = _GET.with_for_update(of=applications, key_share=True)
_OF_PERSON = _APPLICATIONS.where(applications.c.person_id == bindparam("of_person")).order_by(
    applications.c.id.desc()
)
_LATEST = _OF_PERSON.limit(ONE)
_STANDING = _OF_PERSON.where(STANDS)
_ADD = insert(applications).returning(applications.c.id)
_RESUBMIT = (
    update(applications)
    .where(applications.c.id == bindparam("of_application"), applications.c.version == bindparam("expected"))
    .values(
        about=bindparam("new_about"),
        expertise=bindparam("new_expertise", type_=applications.c.expertise.type),
        reason=bindparam("new_reason"),
        hours=bindparam("new_hours"),
        group_ids=bindparam("new_group_ids", type_=applications.c.group_ids.type),
        tier=bindparam("new_tier"),
        organisation=bindparam("new_organisation"),
        scope=bindparam("new_scope"),
        status=ApplicationStatus.PENDING,
        note=None,
        decided_by=None,
        decided_at=None,
        version=applications.c.version + 1,
        updated_at=bindparam("now"),
    )
)
_DECIDE = (
    update(applications)
    .where(applications.c.id == bindparam("of_application"), applications.c.status == bindparam("expected"))
    .values(
        status=bindparam("new_status"),
        note=bindparam("new_note"),
        decided_by=bindparam("by"),
        decided_at=bindparam("now"),
        updated_at=bindparam("now"),
        version=applications.c.version + 1,
    )
)


@cache
def _list(*, by_status: bool, by_tier: bool, by_text: bool) -> Select[Any]:
    statement = _APPLICATIONS
    if by_status:
        statement = statement.where(applications.c.status == bindparam("of_status"))
    if by_tier:
        statement = statement.where(applications.c.tier == bindparam("of_tier"))
    if by_text:
        statement = statement.where(matches(_applicant.c.name_key))
    return statement.order_by(applications.c.id.desc()).limit(LIMIT).offset(OFFSET)


def _values(form: ApplicationForm) -> dict[str, Any]:
    organised = form.tier in _ORGANISED and form.organisation
    return {
        "about": form.about,
        "expertise": list(form.expertise),
        "reason": form.reason,
        "hours": form.hours,
        "group_ids": list(form.group_ids),
        "tier": form.tier,
        "organisation": form.organisation,
        "scope": folded(form.organisation or "") if organised else "",
    }


class Applications(Repository):
    """The part of `core.ports.Mentors` that is about applications."""

    __slots__ = ()

    def application(self, application_id: int) -> Application | None:
        """An application, locked until the commit where it is loaded to be acted upon."""
        statement = _GET_LOCKED if self._scope.writes else _GET
        row = self._connection.execute(statement, {"of_application": application_id}).one_or_none()
        return None if row is None else mapping.application(row)

    def latest_application(self, person_id: int) -> Application | None:
        """The one a person sent last."""
        row = self._connection.execute(_LATEST, {"of_person": person_id}).one_or_none()
        return None if row is None else mapping.application(row)

    def open_or_approved(self, person_id: int) -> Sequence[Application]:
        """Those that are PENDING, CHANGES_REQUESTED or APPROVED, the newest first."""
        rows = self._connection.execute(_STANDING, {"of_person": person_id})
        return [mapping.application(row) for row in rows]

    def apply(self, person_id: int, form: ApplicationForm, now: datetime) -> Application:
        """Add a PENDING application."""
        values = _values(form) | {
            "person_id": person_id,
            "status": ApplicationStatus.PENDING,
            "version": 1,
            "created_at": now,
            "updated_at": now,
        }
        application_id = self._connection.execute(_ADD, values).scalar_one()
        return mapping.application(self._connection.execute(_GET, {"of_application": application_id}).one())

    def resubmit(
        self, application_id: int, form: ApplicationForm, expected_version: int, now: datetime
    ) -> bool:
        """Back to PENDING with the note and the decision cleared."""
        values = {f"new_{name}": value for name, value in _values(form).items()}
        values |= {"of_application": application_id, "expected": expected_version, "now": now}
        return self._connection.execute(_RESUBMIT, values).rowcount == 1

    def decide(
        self,
        application_id: int,
        expected: ApplicationStatus,
        status: ApplicationStatus,
        note: str | None,
        decided_by: int,
        now: datetime,
    ) -> bool:
        """Guarded by the expected state; False when somebody was faster."""
        values = {
            "of_application": application_id,
            "expected": expected,
            "new_status": status,
            "new_note": note,
            "by": decided_by,
            "now": now,
        }
        return self._connection.execute(_DECIDE, values).rowcount == 1

    def applications(
        self, status: ApplicationStatus | None, tier: Tier | None, text: str, number: int, size: int
    ) -> Page[Application]:
        """Newest first."""
        statement = _list(by_status=status is not None, by_tier=tier is not None, by_text=bool(text.strip()))
        values = {"of_status": status, "of_tier": tier, "pattern": pattern(text)}
        rows = self._connection.execute(statement, values | window(number, size))
        return page([mapping.application(row) for row in rows], number, size)
