"""Telegram's flood limits in real time, and the count of callers who do not keep to them."""

import math
import time
from dataclasses import dataclass, field

from bot.sandbox.telegram.errors import too_many
from bot.sandbox.telegram.world import Chat

# Buckets of chats that have been quiet are forgotten once there are this many.
BUCKETS_KEPT = 50_000


@dataclass(slots=True)
class Bucket:
    """Tokens that come back at `rate` a second, at most `burst` of them."""

    rate: float
    burst: float
    tokens: float
    at: float
    closed_until: float = 0.0

    def refill(self, now: float) -> None:
        """Add what came back since the last look."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now

    def wait(self) -> float:
        """Return seconds until one token is there, 0 when it is."""
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


@dataclass(slots=True)
class Limits:
    """The limits and their sizes; every figure may be set at any time.

    Real Telegram says: about 30 messages a second overall, one a second in a chat with short bursts, 20 a
    minute in a group (platforms.md). The private burst is generous here: people in tests type very fast.
    Only sending counts; edits and answers do not.
    """

    enforce: bool = True
    overall_per_second: float = 30.0
    overall_burst: float = 30.0
    chat_per_second: float = 1.0
    chat_burst: float = 40.0
    group_per_minute: float = 20.0
    group_burst: float = 20.0
    callback_seconds: float = 30.0
    breaches: int = 0
    refused: int = 0
    _buckets: dict[int, Bucket] = field(default_factory=dict)

    def spend(self, chat: Chat) -> None:
        """Take a token for a message to a chat.

        Raises:
            ApiError: 429 with `retry_after`; a call before that time has passed counts as a breach.
        """
        if not self.enforce:
            return
        now = time.monotonic()
        if chat.is_private:
            own = self._bucket(chat.id, self.chat_per_second, self.chat_burst, now)
        else:
            own = self._bucket(chat.id, self.group_per_minute / 60, self.group_burst, now)
        overall = self._bucket(0, self.overall_per_second, self.overall_burst, now)
        for bucket in (own, overall):
            self._check(bucket, now)
        for bucket in (own, overall):
            bucket.tokens -= 1

    def reset(self) -> None:
        """Forget everything that was counted; the sizes stay."""
        self._buckets.clear()
        self.breaches = self.refused = 0

    def _check(self, bucket: Bucket, now: float) -> None:
        if now < bucket.closed_until:
            self.breaches += 1
        elif bucket.wait() == 0:
            return
        else:
            bucket.closed_until = now + max(1, math.ceil(bucket.wait()))
        self.refused += 1
        raise too_many(max(1, math.ceil(bucket.closed_until - now)))

    def _bucket(self, key: int, rate: float, burst: float, now: float) -> Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= BUCKETS_KEPT:
                self._forget_full(now)
            bucket = self._buckets[key] = Bucket(rate, burst, burst, now)
        bucket.rate, bucket.burst = rate, burst
        bucket.refill(now)
        return bucket

    def _forget_full(self, now: float) -> None:
        for key, bucket in list(self._buckets.items()):
            bucket.refill(now)
            if bucket.tokens >= bucket.burst:
                del self._buckets[key]
