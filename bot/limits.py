"""Keeping to a platform's rates: two lanes, so that answers never wait behind notices (trust.md §2 row 4).

The quick lane passes at once and is only counted; the slow lane takes what the rate leaves. Both stop
where the platform has asked to wait. Time is the event loop's, which no change of the clock moves.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

MOST_GATES = 20_000
LONGEST_DEBT = 2.0
"""Seconds for which the quick lane can at most hold up the slow one."""
LEAST_RATE = 1.0
RECOVERY = 0.1
"""Messages a second regained with each message after a platform asked everybody to wait."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second, and so many at once after a pause."""

    per_second: float
    burst: float = 1.0


class Gate:
    """One rate being kept: in any span of t seconds at most rate × t + burst pass."""

    __slots__ = ("_due", "_full", "_rate", "closed_until")

    def __init__(self, full: Rate) -> None:
        self._full = full
        self._rate = full.per_second
        self._due = 0.0
        self.closed_until = 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more may pass; 0 or less when it may now."""
        return max(self._due - self._ahead, self.closed_until) - now

    def take(self, now: float) -> None:
        """Count one."""
        due = max(self._due, now) + 1 / self._rate
        self._due = min(due, now + self._ahead + LONGEST_DEBT + 1 / self._rate)
        self._rate = min(self._rate + RECOVERY, self._full.per_second)

    def strained(self, now: float) -> bool:
        """Whether more passed lately than the rate allows."""
        return self.wait(now) > 1 / self._rate

    def close(self, until: float) -> None:
        """Let nothing through until then."""
        self.closed_until = max(self.closed_until, until)

    def halve(self) -> None:
        """Go at half the speed, and back to the full one little by little."""
        self._rate = max(self._rate / 2, LEAST_RATE)

    @property
    def _ahead(self) -> float:
        """Seconds by which a burst may run ahead of the rate."""
        return (self._full.burst - 1) / self._rate

    def idle(self, now: float) -> bool:
        """Whether it holds nothing worth remembering."""
        return self._due <= now and self.closed_until <= now


class Limiter:
    """The rate of a whole platform, and one for each destination."""

    def __init__(self, overall: Rate, each: Callable[[str], Rate]) -> None:
        self._overall = Gate(overall)
        self._each = each
        self._gates: dict[str, Gate] = {}

    async def quick(self, dest: str, *, counted: bool = True) -> None:
        """Pass as an answer: wait only where the platform asked for it; an edit is not counted."""
        gate = self._gate(dest)
        now = await passing(lambda now: max(gate.closed_until, self._overall.closed_until) - now)
        if counted:
            gate.take(now)
            self._overall.take(now)

    async def slow(self, dest: str) -> None:
        """Pass as a notice: wait for the destination's rate and for what answers leave of the whole."""
        gate = self._gate(dest)
        now = await passing(lambda now: max(gate.wait(now), self._overall.wait(now)))
        gate.take(now)
        self._overall.take(now)

    def wait(self, dest: str) -> float:
        """Seconds for which this destination alone would keep a notice waiting."""
        return max(0.0, self._gate(dest).wait(_now()))

    def refused(self, dest: str, seconds: float, *, everywhere: bool = False) -> bool:
        """The platform asked to wait; returns whether that concerns everybody.

        It does when it says so, and when more had been sent than the whole platform's rate.
        """
        now = _now()
        everywhere = everywhere or self._overall.strained(now)
        if everywhere:
            self._overall.close(now + seconds)
            self._overall.halve()
        self._gate(dest).close(now + seconds)
        return everywhere

    def _gate(self, dest: str) -> Gate:
        gate = self._gates.get(dest)
        if gate is None:
            if len(self._gates) >= MOST_GATES:
                now = _now()
                self._gates = {key: one for key, one in self._gates.items() if not one.idle(now)}
            gate = self._gates[dest] = Gate(self._each(dest))
        return gate


def _now() -> float:
    return asyncio.get_running_loop().time()


async def passing(wait: Callable[[float], float]) -> float:
    """Sleep until there is nothing to wait for any more; others may have been faster meanwhile."""
    while True:
        now = _now()
        left = wait(now)
        if left <= 0:
            return now
        await asyncio.sleep(left)
