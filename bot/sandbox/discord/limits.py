"""Rate limits: 50 requests a second in all, buckets a route, opening DMs; and whether 429s were obeyed.

Time is real and monotonic here: a clock that is moved by hand neither fills nor empties a bucket.
"""

import asyncio
import hashlib
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.discord.request import Request

GLOBAL = "*"
A_SECOND = 50
# Requests and seconds. Discord publishes none of these; they are what its headers have said for years.
BUCKETS: Mapping[tuple[str, str], tuple[int, float]] = {
    ("POST", "/channels/{channel_id}/messages"): (5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): (5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): (5, 1.0),
    ("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"): (10, 10.0),
    ("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"): (10, 10.0),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): (5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): (5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): (5, 2.0),
}
OTHERWISE = (50, 1.0)
MAJOR = ("channel_id", "guild_id", "webhook_token", "interaction_token")
# A request that left before the 429 could arrive is nobody's fault.
IN_FLIGHT = 0.15
# The threshold of 40003 is not published; a burst of ten and then one in two seconds is assumed.
DM_BURST, DM_EACH = 10, 2.0


@dataclass
class Window:
    """A bucket's current window."""

    ends: float = 0.0
    used: int = 0


@dataclass
class Pause:
    """A 429 that was answered, and until when nothing may come."""

    since: float
    until: float


@dataclass
class Limits:
    """All buckets; ``breaches`` are requests sent into a 429's pause, ``refused`` the 429s given.

    ``now``, the world's clock, only dates the headers.
    """

    now: Callable[[], datetime]
    enabled: bool = True
    a_second: int = A_SECOND
    breaches: list[str] = field(default_factory=list)
    refused: int = 0
    invalid: int = 0
    busiest_second: int = 0
    dm_limited: bool = True
    in_flight_seconds: float = IN_FLIGHT
    _windows: dict[str, Window] = field(default_factory=dict)
    _pauses: dict[str, Pause] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)
    _dm_filled: float = 0.0

    def note(self, request: Request) -> None:
        """Count a request, and a breach if it comes while a 429 forbids it."""
        now = asyncio.get_running_loop().time()
        for key in (self.key(request), *(() if request.authorized is False else (GLOBAL,))):
            pause = self._pauses.get(key)
            if pause is not None and pause.since + self.in_flight_seconds < now < pause.until - 0.01:
                self.breaches.append(f"{request.method} {request.path}")

    def refusal(self, request: Request) -> tuple[float, str] | None:
        """Return how long to wait, and whose limit it is, when a request comes too soon."""
        if not self.enabled:
            return None
        now = asyncio.get_running_loop().time()
        if request.authorized and (wait := self._over_all(now)):
            return self._refused(GLOBAL, wait, now), "global"
        window = self._window(request, now)
        if window.used >= self.bucket(request)[0]:
            return self._refused(self.key(request), window.ends - now, now), "user"
        window.used += 1
        return None

    def _refused(self, key: str, wait: float, now: float) -> float:
        self.refused += 1
        self.invalid += 1
        self._pauses[key] = Pause(now, now + wait)
        return wait

    def pause(self, request: Request, seconds: float, *, everywhere: bool) -> None:
        """Remember a 429 that a fault made up, so that ignoring it counts as a breach."""
        now = asyncio.get_running_loop().time()
        self._pauses[GLOBAL if everywhere else self.key(request)] = Pause(now, now + seconds)

    def _over_all(self, now: float) -> float:
        """Return how long to wait for the last second to hold fewer than 50 requests."""
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        if len(self._recent) >= self.a_second:
            return self._recent[0] + 1.0 - now
        self._recent.append(now)
        self.busiest_second = max(self.busiest_second, len(self._recent))
        return 0.0

    def _window(self, request: Request, now: float) -> Window:
        window = self._windows.setdefault(self.key(request), Window())
        if window.ends <= now:
            window.ends, window.used = now + self.bucket(request)[1], 0
        if len(self._windows) > 20_000:
            self._windows = {key: each for key, each in self._windows.items() if each.ends > now}
        return window

    @staticmethod
    def bucket(request: Request) -> tuple[int, float]:
        """Return a route's requests and seconds."""
        return BUCKETS.get((request.method, request.template), OTHERWISE)

    @staticmethod
    def key(request: Request) -> str:
        """Return what a bucket is kept under: the route and its major parameter."""
        major = next((request.parameters[name] for name in MAJOR if name in request.parameters), "")
        return f"{request.method} {request.template} {major}"

    def headers(self, request: Request) -> dict[str, str]:
        """Return the rate limit headers of an answer."""
        if not self.enabled:
            return {}
        most = self.bucket(request)[0]
        window = self._windows.get(self.key(request), Window())
        left = max(window.ends - asyncio.get_running_loop().time(), 0.001)
        route = f"{request.method} {request.template}".encode()
        return {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(max(most - window.used, 0)),
            "X-RateLimit-Reset": f"{self.now().timestamp() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route).hexdigest()[:32],
        }

    def may_open_dm(self) -> bool:
        """Return whether one more new DM channel may be opened now."""
        if not self.dm_limited:
            return True
        now = asyncio.get_running_loop().time()
        self._dm_filled = max(self._dm_filled, now - DM_BURST * DM_EACH)
        if self._dm_filled + DM_EACH > now:
            return False
        self._dm_filled += DM_EACH
        return True

    def relax(self) -> None:
        """Limit nothing any more: for tests that are about something else."""
        self.enabled = self.dm_limited = False
