"""Quiet hours (rules.md §1)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import zones
from core.notices.quiet import SOON, quiet_until, rings_at
from core.people.model import QuietHours

NIGHT, NOON = QuietHours(time(22), time(7)), QuietHours(time(12), time(14))


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (None, "2026-03-04 23:00", None),
        (QuietHours(time(7), time(7)), "2026-03-04 07:00", None),
        (NIGHT, "2026-03-04 21:59", None),
        (NIGHT, "2026-03-04 22:00", "2026-03-05 07:00"),
        (NIGHT, "2026-03-04 23:59", "2026-03-05 07:00"),
        (NIGHT, "2026-03-05 00:00", "2026-03-05 07:00"),
        (NIGHT, "2026-03-05 06:59", "2026-03-05 07:00"),
        (NIGHT, "2026-03-05 07:00", None),
        (NOON, "2026-03-04 11:59", None),
        (NOON, "2026-03-04 12:00", "2026-03-04 14:00"),
        (NOON, "2026-03-04 14:00", None),
    ],
)
def test_until_when(quiet: QuietHours | None, now: str, until: str | None) -> None:
    assert quiet_until(quiet, "UTC", at(now)) == (at(until) if until else None)


def test_the_wall_clock_of_the_person_counts_over_dst() -> None:
    berlin = "Europe/Berlin"
    assert quiet_until(NIGHT, berlin, at("2026-03-28 23:00", berlin)) == at("2026-03-29 07:00", berlin)
    assert at("2026-03-29 07:00", berlin).hour == 5, "summer time began in between"


def test_the_end_in_the_hour_that_comes_twice_is_that_of_the_same_pass() -> None:
    berlin, night = "Europe/Berlin", QuietHours(time(22), time(2, 30))
    first, second = datetime(2026, 10, 25, 0, 10, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert quiet_until(night, berlin, first) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert quiet_until(night, berlin, second) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "starts", "rings"),
    [
        ("2026-03-04 23:00", None, "2026-03-05 07:00"),
        ("2026-03-04 23:00", "2026-03-05 12:00", "2026-03-05 07:00"),
        ("2026-03-04 23:00", "2026-03-05 08:00", "2026-03-05 06:00"),
        ("2026-03-04 23:00", "2026-03-05 00:30", "2026-03-04 23:00"),
        ("2026-03-04 23:00", "2026-03-04 22:00", "2026-03-05 07:00"),
        ("2026-03-04 21:00", "2026-03-05 08:00", "2026-03-04 21:00"),
    ],
)
def test_what_starts_soon_rings(now: str, starts: str | None, rings: str) -> None:
    assert rings_at(NIGHT, "UTC", at(now), at(starts) if starts else None) == at(rings)


@given(
    st.times(),
    st.times(),
    st.sampled_from(sorted(zones.names())),
    st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2035-01-01")),
    st.none() | st.integers(0, 200_000),
)
def test_it_never_rings_early_nor_more_than_a_day_late(
    start: time, end: time, zone: str, when: datetime, ahead: int | None
) -> None:
    now = when.replace(tzinfo=UTC)
    quiet = QuietHours(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    starts_at = None if ahead is None else now + timedelta(seconds=ahead)
    found = rings_at(quiet, zone, now, starts_at)
    assert now <= found <= now + timedelta(hours=26)
    if starts_at is not None:
        assert found <= max(now, starts_at - SOON)
