"""What the core asks of storage about the wall-clock times that sessions are meant for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.sessions.model import Meant, Wall


class ZoneRules(Protocol):
    """The time that was meant with each session, and the rules of zones it was last read by."""

    def mean(self, session_id: int, wall: Wall) -> None:
        """Keep with a session the time that was meant by its start."""
        ...

    def meant(self, session_id: int) -> Wall | None:
        """None for a session that was announced before such times were kept."""
        ...

    def coming(self, after: datetime, last_id: int, limit: int) -> Sequence[Meant]:
        """PENDING_APPROVAL and SCHEDULED sessions whose time is known, behind this start and id, in order."""
        ...

    def read_by(self) -> str | None:
        """The rules that every coming session was last held against, as they were noted."""
        ...

    def note(self, rules: str) -> None: ...
