"""One audit row for everything that changes state, and for attempts by the wrong person (rules.md §0)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditOutcome(StrEnum):
    """Whether the attempt was carried out."""

    DONE = "done"
    DENIED = "denied"


Values = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Who did what to which object; never free text from private fields."""

    at: datetime
    actor_id: int | None
    """None is the clock, or the operator: see `source`."""
    source: str
    """discord, telegram, clock or operator."""
    action: str
    object_kind: str
    object_id: int
    before: Values
    after: Values
    correlation: str
    outcome: AuditOutcome = AuditOutcome.DONE
