"""What becomes of a start when the rules of its zone change (trust.md §2 row 53)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import zones
from tests.governments import CAIRO, THREE_AHEAD, TWO_AHEAD, Government

HOUR = timedelta(hours=1)
SIX = datetime.fromisoformat("2031-06-02 18:00")
ZONES = sorted(zones.names())
INSTANTS = st.datetimes(datetime.fromisoformat("1980-01-01"), datetime.fromisoformat("2090-01-01"))


@given(INSTANTS, st.sampled_from(ZONES))
def test_while_the_rules_stay_nothing_moves(naive: datetime, zone: str) -> None:
    at = naive.replace(tzinfo=UTC)
    assert zones.moved(at, zones.wall_clock(at, zone), zone) is None


@given(INSTANTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_after_a_change_it_reads_as_was_meant_or_is_the_first_time_after_a_gap(
    naive: datetime, before: str, after: str
) -> None:
    """The rules of another zone stand for those of the same one after a change."""
    at = naive.replace(tzinfo=UTC, microsecond=0)
    wall = zones.wall_clock(at, before)
    new = zones.moved(at, wall, after)
    assert new != at
    now = at if new is None else new
    if zones.wall_clock(now, after) != wall:
        step = now.astimezone(ZoneInfo(after)).utcoffset()
        assert (now - timedelta(seconds=1)).astimezone(ZoneInfo(after)).utcoffset() != step
        assert zones.wall_clock(now, after) > wall
    assert zones.moved(now, wall, after) is None, "it moves once"


def test_a_government_moves_it_and_moves_it_back(government: Government) -> None:
    at = datetime(2031, 6, 2, 16, 0, tzinfo=UTC)
    assert zones.wall_clock(at, CAIRO) == SIX
    government.decree(THREE_AHEAD)
    assert zones.moved(at, SIX, CAIRO) is None, "the rules that were read hold until they are read again"
    zones.reread()
    assert zones.moved(at, SIX, CAIRO) == at - HOUR
    government.decree(TWO_AHEAD)
    zones.reread()
    assert zones.moved(at - HOUR, SIX, CAIRO) == at


@pytest.mark.parametrize(
    ("wall", "at", "new"),
    [
        ("2026-03-29 02:30", "2026-03-29 00:30", "2026-03-29 01:00"),
        ("2026-10-25 02:30", "2026-10-25 00:30", None),
        ("2026-10-25 02:30", "2026-10-25 01:30", None),
        ("2026-10-25 02:30", "2026-10-25 02:30", "2026-10-25 00:30"),
    ],
    ids=["skipped", "first of two", "second of two", "neither of two"],
)
def test_a_time_that_clocks_skip_or_show_twice(wall: str, at: str, new: str | None) -> None:
    found = zones.moved(_utc(at), datetime.fromisoformat(wall), "Europe/Berlin")
    assert found == (None if new is None else _utc(new))


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Atlantis/Capital", "Etc/GMT+12"])
def test_a_zone_that_is_gone_or_a_time_beyond_the_calendar_moves_nothing(zone: str) -> None:
    wall = datetime.fromisoformat("9999-12-31 23:30")
    assert zones.moved(datetime(9999, 12, 31, 23, 0, tzinfo=UTC), wall, zone) is None
