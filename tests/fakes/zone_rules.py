"""The times that were meant with sessions, in memory."""

from collections.abc import Sequence
from datetime import datetime

from core.sessions.model import Meant, Status, Wall
from tests.fakes.memory import Memory


class FakeZoneRules:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def mean(self, session_id: int, wall: Wall) -> None:
        self.memory.walls[session_id] = wall

    def meant(self, session_id: int) -> Wall | None:
        return self.memory.walls.get(session_id)

    def coming(self, after: datetime, last_id: int, limit: int) -> Sequence[Meant]:
        found = [
            Meant(one.id, one.starts_at, self.memory.walls[one.id])
            for one in self.memory.sessions.values()
            if one.status in {Status.PENDING_APPROVAL, Status.SCHEDULED}
            and one.id in self.memory.walls
            and (one.starts_at, one.id) > (after, last_id)
        ]
        return sorted(found, key=lambda one: (one.starts_at, one.session_id))[:limit]

    def read_by(self) -> str | None:
        return self.memory.zone_rules

    def note(self, rules: str) -> None:
        self.memory.zone_rules = rules
