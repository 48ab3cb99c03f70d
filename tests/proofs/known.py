"""What there is in a database at a moment: whom and what random commands can be about."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Executable, select

from core.groups.model import LinkKind
from core.mentors.model import MentorStatus
from core.people.model import Identity, LinkState
from core.sessions.model import Attendance, Part
from storage.queue import UNDECIDED
from storage.tables import (
    accounts,
    applications,
    group_links,
    groups,
    link_codes,
    mentors,
    outbox,
    participants,
    people,
    sessions,
)
from storage.unit_of_work import Work

_PEOPLE, _ACCOUNTS, _GROUPS, _SESSIONS = map(select, (people, accounts, groups, sessions))
_LINKS = select(group_links).where(group_links.c.active)
_PLACES = select(participants).where(participants.c.left_at.is_(None))
_APPLICATIONS, _MENTORS = select(applications), select(mentors)
_CODES = select(link_codes).where(link_codes.c.state.in_([LinkState.OFFERED, LinkState.ENTERED]))
_NOTICES = select(outbox.c.id, outbox.c.status).where(outbox.c.status.in_(UNDECIDED))
_ACTIVE = {True: "active", False: "switched-off"}


@dataclass
class Thing:
    """Something a command can be about, and the people who are something to it."""

    id: int
    group: int = 0
    state: str = ""
    """The column of the tables that speaks about it."""
    people: dict[str, list[int]] = field(default_factory=dict)
    """Ids of people by the word that the tables have for them."""


@dataclass
class Known:
    """Everything, by kind; ids of people who can act by what they are in general."""

    identities: dict[int, list[Identity]] = field(default_factory=dict)
    accounts: list[Thing] = field(default_factory=list)
    groups: list[Thing] = field(default_factory=list)
    sessions: list[Thing] = field(default_factory=list)
    applications: list[Thing] = field(default_factory=list)
    mentors: list[Thing] = field(default_factory=list)
    codes: list[Thing] = field(default_factory=list)
    notices: list[Thing] = field(default_factory=list)
    people: dict[str, list[int]] = field(default_factory=dict)


def look(work: Work) -> Known:
    """Read everything, apart from those who were erased."""
    found = Known()
    living = {row.id for row in _rows(work, _PEOPLE) if row.erased_at is None}
    for row in _rows(work, _ACCOUNTS):
        if row.person_id in living:
            identity = Identity(
                row.platform, row.user_id, row.name, row.username, role_ids=frozenset(row.role_ids)
            )
            found.identities.setdefault(row.person_id, []).append(identity)
            found.accounts.append(Thing(row.id, people={"owner": [row.person_id]}))
    found.people["admin"] = [p for p in work.people.admins() if p in living]
    _groups(work, found)
    _sessions(work, found)
    _rest(work, found)
    return found


def _rows(work: Work, query: Executable) -> list[Any]:
    return list(work.scope.connection.execute(query))


def _groups(work: Work, found: Known) -> None:
    words = {LinkKind.LEARNER: "learner", LinkKind.MENTOR: "group mentor", LinkKind.LEAD: "lead"}
    known = {row.id: Thing(row.id, row.id, _ACTIVE[row.active]) for row in _rows(work, _GROUPS)}
    for row in _rows(work, _LINKS):
        known[row.group_id].people.setdefault(words[row.kind], []).append(row.person_id)
    found.groups = list(known.values())
    found.people["some lead"] = [p for group in found.groups for p in group.people.get("lead", ())]


def _sessions(work: Work, found: Known) -> None:
    by_group = {group.id: group for group in found.groups}
    known = {}
    for row in _rows(work, _SESSIONS):
        people = {word: list(ids) for word, ids in by_group[row.group_id].people.items()}
        people["owner"] = [row.mentor_id]
        known[row.id] = Thing(row.id, row.group_id, row.status.value, people)
    for row in _rows(work, _PLACES):
        if row.part is Part.MENTEE:
            known[row.session_id].people.setdefault("joined", []).append(row.person_id)
        if row.attendance is Attendance.ATTENDED:
            known[row.session_id].people.setdefault("attended", []).append(row.person_id)
    found.sessions = list(known.values())


def _rest(work: Work, found: Known) -> None:
    for row in _rows(work, _APPLICATIONS):
        found.applications.append(Thing(row.id, 0, row.status.value, {"owner": [row.person_id]}))
    for row in _rows(work, _MENTORS):
        found.mentors.append(Thing(row.person_id, 0, row.status.value, {"owner": [row.person_id]}))
        found.people.setdefault("profile", []).append(row.person_id)
        if row.status is MentorStatus.ACTIVE:
            found.people.setdefault("mentor", []).append(row.person_id)
    for row in _rows(work, _CODES):
        found.codes.append(Thing(row.id, 0, row.state.value, {"owner": [row.person_id]}))
    found.notices = [Thing(row.id, 0, row.status.value) for row in _rows(work, _NOTICES)]
