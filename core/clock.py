"""The one clock. Everything that needs the time is given a `Clock` or an instant."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the current instant, aware and in UTC."""

    def now(self) -> datetime:
        """Return the current instant in UTC."""
        ...


class SystemClock:
    """The machine's clock; the only place that reads it."""

    def now(self) -> datetime:
        """Return the machine's current instant in UTC."""
        return datetime.now(UTC)
