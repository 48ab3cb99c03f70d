"""What the core asks of storage about the reminders that sessions are armed by."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.sessions.model import Armed


class Arming(Protocol):
    """Which coming sessions wait for what, and by which reminders they were armed."""

    def ahead(self, after: datetime, last_id: int, limit: int) -> Sequence[Armed]:
        """SCHEDULED sessions behind this start and id, in order."""
        ...

    def armed_by(self) -> str | None:
        """The reminders by which every coming session was last armed, as `note` was told them."""
        ...

    def note(self, reminders: str) -> None: ...
