"""The one clock. Everything that needs the time is given a `Clock` or an instant."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
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


class MovableClock:
    """A clock that a sandbox or a test moves forward; whoever sleeps until an instant is told."""

    def __init__(self, base: Clock | None = None, ahead: timedelta = timedelta(0)) -> None:
        self._base = base or SystemClock()
        self.ahead = ahead
        """How far it is ahead of its base."""
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the moved instant in UTC."""
        return self._base.now() + self.ahead

    def listen(self, moved: Callable[[], None]) -> None:
        """Have `moved` called after each move."""
        self._listeners.append(moved)

    def set_ahead(self, ahead: timedelta) -> None:
        """Move it to this distance from its base."""
        self.ahead = ahead
        for moved in self._listeners:
            moved()

    def move(self, by: timedelta) -> None:
        """Move it forward (or back)."""
        self.set_ahead(self.ahead + by)


class StandingClock:
    """A clock that stands until it is set: a base for tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the instant at which it stands."""
        return self.at
