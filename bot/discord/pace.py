"""How fast we may send: Discord's limit for a whole bot, for opening chats, and for refused requests."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta

from aiolimiter import AsyncLimiter

from bot.limits import Gate, Rate, passing

REQUESTS = Rate(per_second=48.0, burst=1.3)
"""Of Discord's 50 requests a second. A timer that rings six milliseconds late is made good, and requests may
arrive thirty-five milliseconds closer together than they left before a second holds one too many. Answers to
interactions are not among them: a fan-out never slows them, and no quick lane is needed."""
DM_BURST, DM_EACH = 10, 2.0
"""Chats opened at once, then one in so many seconds (trust.md §2 row 9)."""
REFUSED_MOST, REFUSED_WITHIN = 500, 600.0
"""Refused requests in so many seconds; at 10,000 Discord bans the address (trust.md §2 row 6)."""
REFUSALS = frozenset({401, 403, 429})


class Pace:
    """Kept by the one sender; each of its methods is about one of the limits."""

    def __init__(
        self,
        *,
        requests: Rate = REQUESTS,
        refused_most: int = REFUSED_MOST,
        waited: Callable[[float], None] = lambda _: None,
    ) -> None:
        """`waited` is told the seconds of each wait for a turn."""
        self._waited = waited
        self._requests = Gate(requests)
        self._opening = AsyncLimiter(DM_BURST, DM_BURST * DM_EACH)
        self._refused: deque[float] = deque()
        self._refused_most = refused_most

    async def turn(self) -> None:
        """Wait for the next place among the requests of this second."""
        begun = asyncio.get_running_loop().time()
        now = await passing(self._requests.wait)
        self._requests.take(now)
        self._waited(now - begun)

    async def may_open_chat(self) -> bool:
        """Whether one more chat may be opened now; it then counts as opened."""
        if not self._opening.has_capacity():
            return False
        await self._opening.acquire()
        return True

    def refused(self, status: int) -> None:
        """Count an answer that counts against the address."""
        if status in REFUSALS:
            self._refused.append(asyncio.get_running_loop().time())

    def barred(self) -> timedelta | None:
        """How long to send nothing, after too many refusals; None when all is well."""
        now = asyncio.get_running_loop().time()
        while self._refused and self._refused[0] <= now - REFUSED_WITHIN:
            self._refused.popleft()
        if len(self._refused) < self._refused_most:
            return None
        return timedelta(seconds=self._refused[0] + REFUSED_WITHIN - now)
