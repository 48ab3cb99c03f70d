"""Sessions and participants in memory."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.groups.model import LinkKind
from core.page import Page
from core.sessions.model import (
    Attendance,
    Feedback,
    Listed,
    Mode,
    Part,
    Participant,
    Participation,
    Session,
    SessionForm,
    Status,
    Within,
)
from tests.fakes.groups import FakeGroups
from tests.fakes.memory import Memory, matches, page

ORDER = [Part.MENTOR, Part.CO_MENTOR, Part.MENTEE]
OVER = {Status.CANCELLED, Status.REJECTED}
OPEN = {Status.SCHEDULED, Status.IN_PROGRESS}


class FakeSessions:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def get(self, session_id: int) -> Session | None:
        return self.memory.sessions.get(session_id)

    def _values(self, form: SessionForm) -> dict[str, Any]:
        names = (
            "group_id", "title", "description", "mode", "starts_at", "ends_at", "link", "venue", "seats"
        )  # fmt: skip
        values: dict[str, Any] = {name: getattr(form, name) for name in names}
        return {**values, "group_name": self.memory.groups[form.group_id].name}

    def add(
        self, form: SessionForm, mentor_id: int, status: Status, due_at: datetime | None, now: datetime
    ) -> Session:
        name = self.memory.people[mentor_id].name
        session = Session(
            id=self.memory.next(),
            mentor_id=mentor_id,
            mentor_name=name,
            taken=0,
            status=status,
            reason=None,
            decided_by=None,
            decided_by_name=None,
            decided_at=None,
            due_at=due_at,
            version=1,
            created_at=now,
            **self._values(form),
        )
        self.memory.sessions[session.id] = session
        self._place(session.id, mentor_id, Part.MENTOR, now)
        return session

    def _place(self, session_id: int, person_id: int, part: Part, now: datetime) -> None:
        name = self.memory.people[person_id].name
        place = Participant(session_id, person_id, name, part, Attendance.INVITED, None, None, None, now)
        self.memory.places[session_id, person_id] = place

    def _change(self, session_id: int, **values: Any) -> None:
        self.memory.sessions[session_id] = replace(self.memory.sessions[session_id], **values)

    def _of_mentor(self, mentor_id: int) -> Iterable[Session]:
        return (one for one in self.memory.sessions.values() if one.mentor_id == mentor_id)

    def same(self, mentor_id: int, title: str, starts_at: datetime) -> Session | None:
        for one in self._of_mentor(mentor_id):
            if one.status not in OVER and (one.title, one.starts_at) == (title, starts_at):
                return one
        return None

    def overlapping(
        self, mentor_id: int, starts_at: datetime, ends_at: datetime, but: int | None
    ) -> Session | None:
        for one in self._of_mentor(mentor_id):
            if (
                one.id != but
                and one.status not in OVER
                and one.starts_at < ends_at
                and starts_at < one.ends_at
            ):
                return one
        return None

    def save(
        self,
        session_id: int,
        form: SessionForm,
        status: Status,
        due_at: datetime | None,
        expected_version: int,
    ) -> bool:
        version = self.memory.sessions[session_id].version
        if version != expected_version:
            return False
        self._change(session_id, status=status, due_at=due_at, version=version + 1, **self._values(form))
        return True

    def move(
        self,
        session_id: int,
        expected: Status,
        status: Status,
        *,
        due_at: datetime | None,
        reason: str | None = None,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
    ) -> bool:
        old = self.memory.sessions[session_id]
        if old.status is not expected:
            return False
        self._change(session_id, status=status, due_at=due_at, version=old.version + 1)
        if decided_at is not None:
            name = self.memory.people[decided_by].name if decided_by else None
            self._change(
                session_id,
                reason=reason,
                decided_by=decided_by,
                decided_by_name=name,
                decided_at=decided_at,
            )
        return True

    def set_due(self, session_id: int, expected: datetime, due_at: datetime | None) -> bool:
        if self.memory.sessions[session_id].due_at != expected:
            return False
        self._change(session_id, due_at=due_at)
        return True

    def delete(self, session_id: int) -> None:
        del self.memory.sessions[session_id]
        self.memory.places = {key: p for key, p in self.memory.places.items() if key[0] != session_id}

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        due = [(one.due_at, one.id) for one in self.memory.sessions.values() if one.due_at is not None]
        return [number for at, number in sorted(due) if at <= now][:limit]

    def next_due(self) -> datetime | None:
        return min((s.due_at for s in self.memory.sessions.values() if s.due_at is not None), default=None)

    def _found(self, text: str) -> list[Session]:
        every = sorted(self.memory.sessions.values(), key=lambda one: (one.starts_at, one.id))
        return [one for one in every if matches(text, one.title, one.mentor_name)]

    def browse(
        self,
        within: Within,
        now: datetime,
        text: str,
        mode: Mode | None,
        number: int,
        size: int,
    ) -> Page[Listed]:
        groups = self._groups(within)
        found = [
            self._listed(one, within)
            for one in self._found(text)
            if one.group_id in groups
            and one.status in OPEN
            and one.ends_at > now
            and mode in {None, one.mode}
        ]
        return page(found, number, size)

    def of_mentor(
        self, mentor_id: int, status: Status | None, text: str, number: int, size: int
    ) -> Page[Session]:
        found = self._found(text)[::-1]
        led = [one for one in found if one.mentor_id == mentor_id and status in {None, one.status}]
        return page(led, number, size)

    def listed(
        self, group_id: int | None, status: Status | None, text: str, number: int, size: int
    ) -> Page[Session]:
        found = self._found(text)[::-1]
        return page(
            [one for one in found if group_id in {None, one.group_id} and status in {None, one.status}],
            number,
            size,
        )

    def archived(self, within: Within, before: datetime, number: int, size: int) -> Page[Listed]:
        groups = self._groups(within)
        found = [one for one in self._found("")[::-1] if one.group_id in groups and one.starts_at < before]
        return page([self._listed(one, within) for one in found], number, size)

    def _groups(self, within: Within) -> set[int]:
        links = FakeGroups(self.memory).links(within.person_id).items()
        return {
            group_id
            for group_id, kinds in links
            if within.group_id in {None, group_id} and (LinkKind.LEARNER in kinds or not within.as_learner)
        }

    def _listed(self, one: Session, within: Within) -> Listed:
        place = self.memory.places.get((one.id, within.person_id))
        names = (name for name in Listed._fields if name != "part")
        return Listed(**{name: getattr(one, name) for name in names}, part=place.part if place else None)

    def awaiting(self, group_ids: Collection[int] | None, limit: int) -> Sequence[Session]:
        return [
            one
            for one in self._found("")
            if one.status is Status.PENDING_APPROVAL and (group_ids is None or one.group_id in group_ids)
        ][:limit]

    def participant(self, session_id: int, person_id: int) -> Participant | None:
        return self.memory.places.get((session_id, person_id))

    def participants(self, session_id: int, text: str = "") -> Sequence[Participant]:
        found = [p for p in self.memory.places.values() if p.session_id == session_id]
        return sorted(
            (p for p in found if matches(text, p.name)), key=lambda p: (ORDER.index(p.part), p.name)
        )

    def take_seat(self, session_id: int, person_id: int, now: datetime) -> bool:
        session = self.memory.sessions[session_id]
        if session.seats_left == 0 or (session_id, person_id) in self.memory.places:
            return False
        self._place(session_id, person_id, Part.MENTEE, now)
        self._change(session_id, taken=session.taken + 1)
        return True

    def free_seat(self, session_id: int, person_id: int, now: datetime) -> bool:
        place = self.memory.places.get((session_id, person_id))
        if place is None or place.part is not Part.MENTEE:
            return False
        del self.memory.places[session_id, person_id]
        self._change(session_id, taken=self.memory.sessions[session_id].taken - 1)
        return True

    def places(self, person_id: int, session_ids: Collection[int]) -> dict[int, Part]:
        places = self.memory.places.values()
        return {
            p.session_id: p.part for p in places if p.person_id == person_id and p.session_id in session_ids
        }

    def joined_overlapping(
        self, person_id: int, starts_at: datetime, ends_at: datetime, but: int
    ) -> Session | None:
        for one in (self.memory.sessions[s] for s, p in self.memory.places if p == person_id):
            if (
                one.id != but
                and one.status not in OVER
                and one.starts_at < ends_at
                and starts_at < one.ends_at
            ):
                return one
        return None

    def _set(self, session_id: int, person_id: int, **values: Any) -> None:
        key = (session_id, person_id)
        self.memory.places[key] = replace(self.memory.places[key], **values)

    def set_attendance(self, session_id: int, person_ids: Collection[int], attendance: Attendance) -> int:
        for person_id in person_ids:
            self._set(session_id, person_id, attendance=attendance)
        return len(person_ids)

    def set_note(self, session_id: int, person_id: int, note: str | None) -> None:
        self._set(session_id, person_id, note=note)

    def set_minutes(self, session_id: int, person_id: int, minutes: int | None) -> None:
        self._set(session_id, person_id, minutes=minutes)

    def set_feedback(self, session_id: int, person_id: int, feedback: Feedback) -> None:
        self._set(session_id, person_id, feedback=feedback)

    def ratings(self, session_id: int) -> tuple[int, float | None]:
        given = [p.feedback.rating for p in self.participants(session_id) if p.feedback]
        found = [rating for rating in given if rating is not None]
        return len(found), sum(found) / len(found) if found else None

    def _participations(self, person_id: int) -> list[Participation]:
        places = [p for p in self.memory.places.values() if p.person_id == person_id]
        found = [Participation(self.memory.sessions[p.session_id], p) for p in places]
        return sorted(found, key=lambda one: one.session.starts_at)

    def history(self, person_id: int, number: int, size: int) -> Page[Participation]:
        found = [p for p in self._participations(person_id)[::-1] if p.participant.part is Part.MENTEE]
        return page(found, number, size)

    def upcoming(self, person_id: int, now: datetime, limit: int) -> Sequence[Participation]:
        return [one for one in self._participations(person_id) if one.session.ends_at > now][:limit]
