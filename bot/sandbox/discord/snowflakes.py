"""Ids as Discord makes them: the injected time in the high bits, a counter below."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
COUNTER_BITS = 22


class Snowflakes:
    """Makes ids that are unique and rise while the clock stands still or goes forward."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._count = 0

    def next(self) -> str:
        """Return a new id; past 4,194,304 ids the counter spills into the milliseconds."""
        self._count += 1
        millisecond = (self._now() - EPOCH) // timedelta(milliseconds=1)
        return str((millisecond << COUNTER_BITS) + self._count)


def created_at(snowflake: str) -> datetime:
    """Return the moment an id was made at, in UTC."""
    return EPOCH + timedelta(milliseconds=int(snowflake) >> COUNTER_BITS)
