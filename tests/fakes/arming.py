"""What sessions are armed by, in memory."""

from collections.abc import Sequence
from datetime import datetime

from core.sessions.model import Armed, Status
from tests.fakes.memory import Memory


class FakeArming:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def ahead(self, after: datetime, last_id: int, limit: int) -> Sequence[Armed]:
        found = [
            Armed(one.id, one.status, one.starts_at, one.ends_at, one.due_at)
            for one in self.memory.sessions.values()
            if one.status is Status.SCHEDULED and (one.starts_at, one.id) > (after, last_id)
        ]
        return sorted(found, key=lambda one: (one.starts_at, one.session_id))[:limit]

    def armed_by(self) -> str | None:
        return self.memory.armed_by

    def note(self, reminders: str) -> None:
        self.memory.armed_by = reminders
