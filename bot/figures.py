"""Prometheus figures; one registry a process, so that several apps can live in one test."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from core.notices.model import OutboxRow, OutboxStatus
from core.people.model import Platform


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
        self.outbox = Gauge(
            "mentorbot_outbox_rows",
            "Notices owed, by platform and state",
            ["platform", "status"],
            registry=self.registry,
        )
        self.oldest = Gauge(
            "mentorbot_outbox_oldest_seconds",
            "Age of the oldest notice that is due",
            ["platform"],
            registry=self.registry,
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
        self.leases = Gauge(
            "mentorbot_leases_held", "Leases held by this process", ["role"], registry=self.registry
        )

    def settled(self, platform: Platform, status: OutboxStatus, row: OutboxRow, now: datetime) -> None:
        """Count what became of a notice and how late that was."""
        self.outcomes.labels(platform.value, status.value).inc()
        if status is OutboxStatus.SENT:
            late = (now - row.notice.not_before).total_seconds()
            self.lateness.labels(platform.value).observe(max(0.0, late))

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)
