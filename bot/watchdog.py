"""Notices from a thread of its own when the event loop stands still (trust.md §2 row 86)."""

import asyncio
import os
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import structlog

log = structlog.get_logger(__name__)
HUNG = 4
"""Exit code of a process that stood still for too long, for whoever starts it again."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    look: float = 0.5
    """Between two looks, and between two beats of the loop."""
    told: float = 1.0
    """Without a beat for so long, the log says where the loop stands."""
    ended: float = 60.0
    """Without a beat for so long, the process ends: another one can do the work, this one cannot."""


def _end() -> None:
    """At once: a loop that stands still cannot close anything, and the next start makes good what is owed."""
    os._exit(HUNG)


class Watchdog:
    """The loop beats, the thread listens.

    Silence is counted in the thread's own looks: a process that was stopped as a whole, with its
    thread, has not hung.
    """

    def __init__(self, patience: Patience | None = None, end: Callable[[], None] = _end) -> None:
        self._patience = patience or Patience()
        self._end = end
        self._beats = 0
        self._closed = threading.Event()
        self._watched = threading.get_ident()
        self._timer: asyncio.TimerHandle | None = None
        self._thread = threading.Thread(target=self._listen, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin; called in the thread of the loop that is watched."""
        self._beat()
        self._thread.start()

    def close(self) -> None:
        """Listen no more."""
        self._closed.set()
        if self._timer is not None:
            self._timer.cancel()

    def _beat(self) -> None:
        self._beats += 1
        self._timer = asyncio.get_running_loop().call_later(self._patience.look, self._beat)

    def _listen(self) -> None:
        heard, looks, told = 0, 0, False
        while not self._closed.wait(self._patience.look):
            if self._beats != heard:
                if told:
                    log.warning("loop_goes_on", seconds=looks * self._patience.look)
                heard, looks, told = self._beats, 0, False
                continue
            looks += 1
            silent = looks * self._patience.look
            if silent > self._patience.told and not told:
                told = True
                log.error("loop_stands_still", seconds=silent, stack=self._stack())
            if silent > self._patience.ended:
                log.critical("ended_because_the_loop_stood_still", seconds=silent, stack=self._stack())
                self._end()
                return

    def _stack(self) -> str:
        frame = sys._current_frames().get(self._watched)  # noqa: SLF001 the only way to another thread's stack
        return "".join(traceback.format_stack(frame)) if frame is not None else "?"
