"""Prometheus figures; one registry a process, so that several apps can live in one test."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from core.notices.model import OutboxRow, OutboxStatus
from core.people.model import Platform

Observe = Callable[[float], None]


def _unseen(_seconds: float) -> None:
    """What is measured where nobody looks."""


@dataclass(frozen=True, slots=True)
class FaceFigures:
    """What a face measures, in seconds."""

    answered: Observe = _unseen
    """From receiving an input to the first answer."""
    waited: Observe = _unseen
    """For how long the platform's rates kept a notice back."""


def _gauge(registry: CollectorRegistry, name: str, says: str, *labels: str) -> Gauge:
    return Gauge(f"mentorbot_{name}", says, labels, registry=registry)


class Figures:
    """What is counted while the bot runs."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.commands = Counter(
            "mentorbot_commands",
            "Commands by name and outcome",
            ["platform", "command", "outcome"],
            registry=self.registry,
        )
        self.first_answer = Histogram(
            "mentorbot_first_answer_seconds",
            "From receiving an input to the first answer",
            ["platform"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5),
            registry=self.registry,
        )
        self.limiter_waits = Histogram(
            "mentorbot_limiter_wait_seconds",
            "For how long the platform's rates kept a notice back",
            ["platform"],
            buckets=(0.01, 0.05, 0.25, 1, 3, 10, 30, 60),
            registry=self.registry,
        )
        self.outbox = _gauge(
            self.registry, "outbox_rows", "Notices owed, by platform and state", "platform", "status"
        )
        self.oldest = _gauge(
            self.registry, "outbox_oldest_seconds", "Age of the oldest notice that is due", "platform"
        )
        self.outcomes = Counter(
            "mentorbot_notices",
            "Notices settled, by platform and state",
            ["platform", "status"],
            registry=self.registry,
        )
        self.lateness = Histogram(
            "mentorbot_notice_lateness_seconds",
            "From the instant a notice was due to its settling",
            ["platform"],
            buckets=(0.05, 0.25, 1, 5, 15, 60, 300, 3600),
            registry=self.registry,
        )
        self.tick_lag = Histogram(
            "mentorbot_tick_lag_seconds",
            "From the instant a session's step was due to its handling",
            buckets=(0.01, 0.05, 0.25, 1, 5, 60, 3600),
            registry=self.registry,
        )
        self.log_bytes = _gauge(self.registry, "write_ahead_log_bytes", "Size of SQLite's write-ahead log")
        self.leases = _gauge(self.registry, "leases_held", "Leases held by this process", "role")
        tasks = _gauge(self.registry, "tasks", "Tasks of the event loop")
        tasks.set_function(lambda: len(asyncio.all_tasks()))
        self.paused = _gauge(self.registry, "paused", "1 while an admin has paused it", "what")

    def of(self, platform: Platform) -> FaceFigures:
        """What the face of this platform measures."""
        return FaceFigures(
            self.first_answer.labels(platform.value).observe,
            self.limiter_waits.labels(platform.value).observe,
        )

    def carried_out(self, platform: str, command: str, outcome: str) -> None:
        """Count an input by its command and what came of it."""
        self.commands.labels(platform, command, outcome).inc()

    def settled(self, platform: Platform, status: OutboxStatus, row: OutboxRow, now: datetime) -> None:
        """Count what became of a notice and how late that was."""
        self.outcomes.labels(platform.value, status.value).inc()
        if status is OutboxStatus.SENT:
            late = (now - row.notice.not_before).total_seconds()
            self.lateness.labels(platform.value).observe(max(0.0, late))

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)
