"""How fast one person may go: a bucket of tokens a person and action (trust.md §2 row 73)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from core.people.model import Platform

MINUTE = timedelta(minutes=1)
_MOST_BUCKETS = 20_000


class Pace(Enum):
    """What to do with an input."""

    FINE = auto()
    WARN = auto()
    """The first one too many: say so."""
    SILENT = auto()


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime
    warned: bool = False


class Limiter:
    """Counts inputs; buckets refill evenly over a minute and live in memory only."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: dict[tuple[Platform, str, str], _Bucket] = {}
        self.silenced = 0
        """Inputs that got no answer since the start."""

    def pace(self, platform: Platform, user_id: str, action: str, now: datetime, allowance: int = 1) -> Pace:
        """Take one token; `allowance` makes a bucket so many times larger."""
        size = float(self._per_minute * allowance)
        key = (platform, user_id, action)
        bucket = self._buckets.get(key)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[key] = _Bucket(size, now)
        # A clock that was set back adds nothing.
        gained = max(timedelta(), now - bucket.at) / MINUTE * size
        bucket.tokens, bucket.at = min(size, bucket.tokens + gained), now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            bucket.warned = False
            return Pace.FINE
        if not bucket.warned:
            bucket.warned = True
            return Pace.WARN
        self.silenced += 1
        return Pace.SILENT

    def _make_room(self, now: datetime) -> None:
        """Forget those who have been quiet for a minute: their buckets are full again."""
        if len(self._buckets) >= _MOST_BUCKETS:
            self._buckets = {key: one for key, one in self._buckets.items() if now - one.at < MINUTE}
