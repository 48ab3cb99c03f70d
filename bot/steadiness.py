"""Notices when the machine's clock jumps, before anything is done by it (trust.md §2 rows 48, 49)."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from core.clock import Clock, SystemClock

log = structlog.get_logger(__name__)

JUMP = timedelta(minutes=10)
"""By how much the wall clock may move against the steady one between two looks."""
HOLD = 60.0
"""Seconds for which nothing is sent and nothing falls due after a jump."""


class Steadiness:
    """Compares the wall clock with the steady one; a machine that slept counts as a jump too.

    It is the machine's own clock that is watched: one that a sandbox moves is moved on purpose.
    """

    def __init__(self, wall: Clock | None = None, steady: Callable[[], float] | None = None) -> None:
        self._wall = wall or SystemClock()
        self._steady = steady or _loop_time
        self._last: tuple[datetime, float] | None = None
        self._held_until = 0.0
        self._jumped: timedelta | None = None
        self._listeners: list[Callable[[], None]] = []

    def holds(self) -> float:
        """Seconds for which everything has to wait; 0 when the clocks agree."""
        wall, steady = self._wall.now(), self._steady()
        if self._last is not None:
            moved = wall - self._last[0] - timedelta(seconds=steady - self._last[1])
            if abs(moved) > JUMP:
                self._jump(moved, steady)
        self._last = wall, steady
        return max(0.0, self._held_until - steady)

    def listen(self, jumped: Callable[[], None]) -> None:
        """Have `jumped` called after each jump: who sleeps by the wall clock has to set it anew."""
        self._listeners.append(jumped)

    def take(self) -> timedelta | None:
        """By how much it jumped, once."""
        jumped, self._jumped = self._jumped, None
        return jumped

    def _jump(self, moved: timedelta, steady: float) -> None:
        self._jumped = moved
        self._held_until = steady + HOLD
        log.error("clock_jumped", seconds=round(moved.total_seconds()), held=HOLD)
        for listener in self._listeners:
            listener()


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
