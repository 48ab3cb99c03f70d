"""What keeps a run going: audit, drafts, leases, switches."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from core.audit import AuditRow
from core.drafts import Answers, Draft, DraftKey
from core.leases import Lease, LeaseRole
from core.page import Page
from core.switches import Switch


class Audit(Protocol):
    """The append-only audit log."""

    def add(self, row: AuditRow) -> None: ...
    def recent(self, number: int, size: int) -> Page[AuditRow]: ...
    def lately(self, actor_id: int, action: str, since: datetime, most: int) -> Sequence[datetime]:
        """When this person did it after `since`, newest first, at most so many; denied attempts left out."""
        ...


class Drafts(Protocol):
    """Half-filled commands and the rows behind tokens that do not fit into a button."""

    def get(self, draft_id: int) -> Draft | None: ...
    def open_for(self, key: DraftKey) -> Draft | None: ...
    def start(
        self, key: DraftKey, command: str, answers: Answers, asking: str | None, expires_at: datetime
    ) -> Draft:
        """Replaces a draft of the same key."""
        ...

    def save(
        self, draft_id: int, expected_version: int, answers: Answers, asking: str | None, expires_at: datetime
    ) -> bool:
        """Count the version up; False when the draft moved on."""
        ...

    def set_message(self, draft_id: int, message_id: str) -> None: ...
    def end(self, draft_id: int) -> bool: ...
    def purge(self, now: datetime) -> int: ...
    def keep_token(self, token: str, payload: str, expires_at: datetime, person_id: int | None) -> None:
        """What a button stands for, and who alone may press it; None where anybody may."""
        ...

    def token(self, token: str) -> str | None: ...


class Leases(Protocol):
    """Leases with a growing epoch; PostgreSQL's own clock decides there."""

    def take(self, role: LeaseRole, owner: str, hold: timedelta, now: datetime) -> Lease | None:
        """Take or renew; None while somebody else holds it."""
        ...

    def give_back(self, lease: Lease) -> None: ...
    def all(self) -> Sequence[Lease]: ...


class Switches(Protocol):
    """What admins have paused; whoever is stopped by it reads it in the same transaction."""

    def paused(self) -> Mapping[Switch, datetime]:
        """What is paused, and since when."""
        ...

    def pause(self, switch: Switch, now: datetime) -> bool:
        """False when it is paused already."""
        ...

    def resume(self, switch: Switch) -> bool:
        """False when it is not paused."""
        ...
