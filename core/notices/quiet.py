"""Quiet hours: until when a notice waits (rules.md §1, trust.md §3.8)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.people.model import QuietHours

SOON = timedelta(hours=2)
"""What starts sooner than this rings whatever the hour."""


def rings_at(quiet: QuietHours | None, zone: str, now: datetime, starts_at: datetime | None) -> datetime:
    """When something may ring for a person; `starts_at` is when what it is about takes place."""
    until = quiet_until(quiet, zone, now)
    if until is None:
        return now
    if starts_at is not None and starts_at >= now:
        return max(now, min(until, starts_at - SOON))
    return until


def quiet_until(quiet: QuietHours | None, zone: str, now: datetime) -> datetime | None:
    """The end of the quiet hours that hold at an instant; None when none do."""
    if quiet is None or quiet.start == quiet.end:
        return None
    local = now.astimezone(ZoneInfo(zone))
    clock = local.time()
    if quiet.start < quiet.end:
        holds = quiet.start <= clock < quiet.end
    else:
        holds = clock >= quiet.start or clock < quiet.end
    if not holds:
        return None
    # In the hour that clocks show twice the end is that of the same pass.
    end = local.replace(hour=quiet.end.hour, minute=quiet.end.minute, second=0, microsecond=0)
    if end.time() <= clock:
        end += timedelta(days=1)
    return max(end.astimezone(UTC), now)
