"""How everything here is measured: several contenders in one process, in turns, by wall and by CPU time."""

import gc
import os
import platform
import sqlite3
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Self

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Burst:
    """What one contender did in one of its turns."""

    operations: int
    seconds: float
    cpu_seconds: float
    latencies: tuple[float, ...] = ()
    """Seconds of each operation, where they were taken."""


@dataclass(slots=True)
class Turns:
    """All turns of one contender."""

    bursts: list[Burst] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Operations a second: the median turn."""
        return statistics.median(burst.operations / burst.seconds for burst in self.bursts)

    @property
    def cpu(self) -> float:
        """CPU seconds of this process an operation: the median turn."""
        return statistics.median(burst.cpu_seconds / burst.operations for burst in self.bursts)

    def latency(self, percent: float) -> float:
        """A percentile of all operations' seconds."""
        return percentile([one for burst in self.bursts for one in burst.latencies], percent)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    name: str
    measured: str
    goal: str = ""
    """Must · stretch, from design.md §6."""
    detail: str = ""


Contender = Callable[[], Awaitable[Burst]]


def percentile(values: list[float], percent: float) -> float:
    """The smallest value that so many percent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class Stopwatch:
    """Wall and CPU time of a stretch of work; CPU counts every thread of this process."""

    def __enter__(self) -> Self:
        gc.collect()
        self._cpu, self._wall = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._wall
        self.cpu_seconds = time.process_time() - self._cpu

    def burst(self, operations: int, latencies: list[float] | None = None) -> Burst:
        """What was measured."""
        return Burst(operations, self.seconds, self.cpu_seconds, tuple(latencies or ()))


async def rotate(contenders: Mapping[str, Contender], rounds: int = ROUNDS) -> dict[str, Turns]:
    """One turn of each, over and over, so that what disturbs the machine disturbs all; one to warm up."""
    turns = {name: Turns() for name in contenders}
    for contend in contenders.values():
        await contend()
    for _ in range(rounds):
        for name, contend in contenders.items():
            turns[name].bursts.append(await contend())
    return turns


def milliseconds(seconds: float) -> str:
    """A duration as the tables write it."""
    return f"{seconds * 1000:,.2f} ms"


def microseconds(seconds: float) -> str:
    """A short duration as the tables write it."""
    return f"{seconds * 1_000_000:,.0f} µs"


def machine() -> str:
    """What all of this ran on, and how busy it was."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        if line.startswith("model name")
    ]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{len(names)} × {names[0] if names else platform.processor()}, Linux {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"SQLAlchemy {version('sqlalchemy')}, discord.py {version('discord.py')}, "
        f"python-telegram-bot {version('python-telegram-bot')}; load average {load}"
    )
