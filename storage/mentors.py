"""Mentors and their profiles (rules.md §3)."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    bindparam,
    delete,
    distinct,
    exists,
    func,
    insert,
    select,
    update,
)

from core.groups.model import LinkKind
from core.mentors.model import Mentor, MentorFigures, MentorStatus, ProfileForm, Tier
from core.page import Page
from core.sessions.model import Attendance, Part, Status
from storage import mapping
from storage.applications import Applications
from storage.scope import PerEngine
from storage.searching import LIMIT, OFFSET, folded, matches, page, pattern, window
from storage.tables import (
    group_links,
    mentor_skills,
    mentors,
    participants,
    people,
    saved_mentors,
    sessions,
)

_PERSON: BindParameter[int] = bindparam("of_person")
_MENTORS = select(
    *(column for column in mentors.c if column.name != "search_key"), people.c.name
).select_from(mentors.join(people, people.c.id == mentors.c.person_id))
_GET = _MENTORS.where(mentors.c.person_id == _PERSON)
_PROFILE = (
    "headline",
    "about",
    "expertise",
    "company",
    "job_title",
    "years",
    "location",
    "links",
    "session_minutes",
    "buffer_minutes",
    "meeting_link",
    "rate",
    "currency",
    "public",
)


def _grant(insert: Callable[..., Any]) -> Any:
    """A new mentor, or a former one again with the profile they had."""
    begun = insert(mentors)
    renewed = {name: begun.excluded[name] for name in ("tier", "organisation", "status")}
    return begun.on_conflict_do_update(
        index_elements=["person_id"], set_=renewed | {"version": mentors.c.version + 1}
    )


_GRANT = PerEngine(_grant)
_SAVE = (
    update(mentors)
    .where(mentors.c.person_id == _PERSON, mentors.c.version == bindparam("expected"))
    .values({name: bindparam(f"new_{name}", type_=mentors.c[name].type) for name in _PROFILE})
    .values(search_key=bindparam("new_search_key"), version=mentors.c.version + 1)
)
_SET_STATUS = (
    update(mentors)
    .where(mentors.c.person_id == _PERSON, mentors.c.status == bindparam("expected"))
    .values(status=bindparam("new_status"), version=mentors.c.version + 1)
)
_DROP_SKILLS = delete(mentor_skills).where(mentor_skills.c.person_id == _PERSON)
_ADD_SKILLS = insert(mentor_skills)
_LED = select(sessions.c.status, sessions.c.starts_at, sessions.c.ends_at).where(
    sessions.c.mentor_id == _PERSON
)
_HELD = (
    select(
        func.count(distinct(participants.c.person_id)).filter(
            participants.c.attendance == Attendance.ATTENDED
        ),
        func.count(participants.c.rating),
        func.avg(participants.c.rating),
    )
    .select_from(sessions.join(participants, participants.c.session_id == sessions.c.id))
    .where(
        sessions.c.mentor_id == _PERSON,
        sessions.c.status == Status.COMPLETED,
        participants.c.part == Part.MENTEE,
        participants.c.left_at.is_(None),
    )
)


_OF_BOTH = (saved_mentors.c.person_id == _PERSON, saved_mentors.c.mentor_id == bindparam("of_mentor"))
_SAVED = select(saved_mentors.c.mentor_id).where(*_OF_BOTH)
_LET_GO = delete(saved_mentors).where(*_OF_BOTH)
_KEEP_SAVED = PerEngine(lambda insert: insert(saved_mentors).on_conflict_do_nothing())


@cache
def _discover(*, by_text: bool, by_skill: bool, by_group: bool, everyone: bool, of_one: bool) -> Select[Any]:
    statement = _MENTORS
    if not everyone:
        statement = statement.where(mentors.c.public, mentors.c.status == MentorStatus.ACTIVE)
    if by_text:
        statement = statement.where(matches(people.c.name_key, mentors.c.search_key))
    if by_skill:
        statement = statement.where(
            exists().where(
                mentor_skills.c.person_id == mentors.c.person_id,
                mentor_skills.c.skill_key == bindparam("skill"),
            )
        )
    if by_group:
        statement = statement.where(
            exists().where(
                group_links.c.person_id == mentors.c.person_id,
                group_links.c.group_id == bindparam("group"),
                group_links.c.kind == LinkKind.MENTOR,
                group_links.c.active,
            )
        )
    if of_one:
        statement = statement.where(
            exists().where(
                saved_mentors.c.person_id == bindparam("saved_by"),
                saved_mentors.c.mentor_id == mentors.c.person_id,
            )
        )
    return statement.order_by(people.c.name_key, mentors.c.person_id).limit(LIMIT).offset(OFFSET)


def _values(form: ProfileForm) -> dict[str, Any]:
    values = {name: getattr(form, name) for name in _PROFILE}
    searched = (form.headline, form.about, form.company, form.job_title, *form.expertise)
    return values | {
        "expertise": list(form.expertise),
        "links": list(form.links),
        "search_key": folded("\n".join(text for text in searched if text)),
    }


class MentorRepository(Applications):
    """`core.ports.Mentors`: this file and the applications."""

    __slots__ = ()

    def get(self, person_id: int) -> Mentor | None:
        """A mentor, whether at work, paused or former."""
        row = self._connection.execute(_GET, {"of_person": person_id}).one_or_none()
        return None if row is None else mapping.mentor(row)

    def grant(
        self, person_id: int, tier: Tier, organisation: str | None, form: ProfileForm, now: datetime
    ) -> Mentor:
        """Create the profile; a former mentor comes back to ACTIVE with the profile there was."""
        known = self.get(person_id)
        values = _values(form) | {
            "person_id": person_id,
            "tier": tier,
            "organisation": organisation,
            "status": MentorStatus.ACTIVE,
            "version": 1,
            "since": now,
        }
        self._connection.execute(_GRANT.on(self._scope), values)
        if known is None:
            self._write_skills(person_id, form.expertise)
        return mapping.mentor(self._connection.execute(_GET, {"of_person": person_id}).one())

    def save_profile(self, person_id: int, profile: ProfileForm, expected_version: int) -> bool:
        """False when somebody was faster."""
        values = {f"new_{name}": value for name, value in _values(profile).items()}
        values |= {"of_person": person_id, "expected": expected_version}
        if self._connection.execute(_SAVE, values).rowcount != 1:
            return False
        self._write_skills(person_id, profile.expertise)
        return True

    def set_status(self, person_id: int, expected: MentorStatus, status: MentorStatus) -> bool:
        """Guarded by the expected state."""
        values = {"of_person": person_id, "expected": expected, "new_status": status}
        return self._connection.execute(_SET_STATUS, values).rowcount == 1

    def discover(
        self,
        text: str,
        skill: str | None,
        group_id: int | None,
        number: int,
        size: int,
        *,
        all_statuses: bool,
        saved_by: int | None = None,
    ) -> Page[Mentor]:
        """Public ACTIVE mentors by name; `all_statuses` is the admin's view."""
        statement = _discover(
            by_text=bool(text.strip()),
            by_skill=bool(skill),
            by_group=group_id is not None,
            everyone=all_statuses,
            of_one=saved_by is not None,
        )
        values = {"pattern": pattern(text), "skill": folded(skill or ""), "group": group_id}
        values |= {"saved_by": saved_by}
        rows = self._connection.execute(statement, values | window(number, size))
        return page([mapping.mentor(row) for row in rows], number, size)

    def saved(self, person_id: int, mentor_id: int) -> bool:
        """Whether somebody has saved a mentor."""
        values = {"of_person": person_id, "of_mentor": mentor_id}
        return self._connection.execute(_SAVED, values).one_or_none() is not None

    def save(self, person_id: int, mentor_id: int, now: datetime) -> None:
        """Save a mentor for somebody; once however often it is said."""
        values = {"person_id": person_id, "mentor_id": mentor_id, "saved_at": now}
        self._connection.execute(_KEEP_SAVED.on(self._scope), values)

    def let_go(self, person_id: int, mentor_id: int) -> None:
        """Forget that somebody has saved a mentor."""
        self._connection.execute(_LET_GO, {"of_person": person_id, "of_mentor": mentor_id})

    def figures(self, person_id: int, now: datetime) -> MentorFigures:
        """What a mentor has done, from completed sessions only."""
        led = self._connection.execute(_LED, {"of_person": person_id}).all()
        held = [row.ends_at - row.starts_at for row in led if row.status is Status.COMPLETED]
        coming = [
            row for row in led if row.status in {Status.SCHEDULED, Status.IN_PROGRESS} and row.ends_at > now
        ]
        learners, ratings, average = self._connection.execute(_HELD, {"of_person": person_id}).one()
        return MentorFigures(
            sessions_held=len(held),
            learners=learners,
            hours=sum(held, timedelta()) / timedelta(hours=1),
            upcoming=len(coming),
            waiting=sum(row.status is Status.PENDING_APPROVAL for row in led),
            ratings=ratings,
            rating=float(average) if ratings >= self._scope.programme.ratings_shown_from else None,
        )

    def _write_skills(self, person_id: int, expertise: Sequence[str]) -> None:
        self._connection.execute(_DROP_SKILLS, {"of_person": person_id})
        skills = sorted({folded(skill) for skill in expertise})
        if skills:
            rows = [{"skill_key": skill, "person_id": person_id} for skill in skills]
            self._connection.execute(_ADD_SKILLS, rows)
