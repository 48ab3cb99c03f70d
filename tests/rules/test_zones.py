"""Zones and wall-clock times (trust.md §2 rows 50–55, goal 15)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import zones
from core.errors import Refusal

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def transitions(zone: str) -> list[tuple[datetime, timedelta]]:
    """Instants at which a zone's offset changes, and by how much."""
    place = ZoneInfo(zone)
    found = []
    low = FIRST
    while low < LAST:
        high = low + timedelta(days=7)
        change = high.astimezone(place).utcoffset() - low.astimezone(place).utcoffset()  # type: ignore[operator]  # never None
        if change:
            found.append((zones._change_between(low, high, place), change))
        low = high
    return found


ZONES = sorted(zones.names())


@pytest.mark.parametrize("part", range(12))
def test_every_transition_of_every_zone(part: int) -> None:
    """Around each change, each instant is found from its wall clock, and each missing one is refused."""
    seen = 0
    for zone in ZONES[part::12]:
        place = ZoneInfo(zone)
        for at, change in transitions(zone)[:8]:
            seen += 1
            for minutes in (-90, -31, -1, 0, 1, 29, 61):
                _check_round_trip(at + timedelta(minutes=minutes), place, zone)
            if change > timedelta(0):
                _check_gap(at, change, place, zone)
            else:
                _check_overlap(at, change, place, zone)
    assert seen or part


def _check_round_trip(at: datetime, place: ZoneInfo, zone: str) -> None:
    local = at.astimezone(place)
    assert zones.instant(local.replace(tzinfo=None, fold=0), zone, local.fold) == at


def _check_gap(at: datetime, change: timedelta, place: ZoneInfo, zone: str) -> None:
    opening = (at - MINUTE).astimezone(place).replace(tzinfo=None) + MINUTE
    for inside in (opening, opening + change / 2, opening + change - MINUTE):
        with pytest.raises(Refusal) as caught:
            zones.instant(inside, zone)
        assert caught.value.code == "time-missing"
        assert caught.value.facts["before"] == at - MINUTE
        assert caught.value.facts["after"] == at
    assert zones.instant(opening - MINUTE, zone) == at - MINUTE
    assert zones.instant(opening + change, zone) == at


def _check_overlap(at: datetime, change: timedelta, place: ZoneInfo, zone: str) -> None:
    shown_twice = at.astimezone(place).replace(tzinfo=None, fold=0)
    with pytest.raises(Refusal) as caught:
        zones.instant(shown_twice, zone)
    assert caught.value.code == "time-twice"
    first, second = caught.value.facts["first"], caught.value.facts["second"]
    assert (first, second) == (at + change, at)
    assert zones.instant(shown_twice, zone, 0) == first
    assert zones.instant(shown_twice, zone, 1) == second


@given(
    st.datetimes(datetime.fromisoformat("1971-01-01"), datetime.fromisoformat("2099-01-01")),
    st.sampled_from(ZONES),
    st.sampled_from([None, 0, 1]),
)
def test_any_wall_clock_is_an_instant_that_shows_it_or_a_refusal(
    wall: datetime, zone: str, fold: int | None
) -> None:
    wall = wall.replace(microsecond=0)
    code, at = _tried(wall, zone, fold)
    if at is None:
        assert code in {"time-missing", "time-twice"}
    else:
        assert at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == wall


def _tried(wall: datetime, zone: str, fold: int | None = None) -> tuple[str, datetime | None]:
    try:
        return "", zones.instant(wall, zone, fold)
    except Refusal as refusal:
        return refusal.code, None


@pytest.mark.parametrize(
    ("wall", "zone", "before", "after"),
    [
        ("2026-03-29 02:30", "Europe/Berlin", "2026-03-29 00:59", "2026-03-29 01:00"),
        ("2026-03-08 02:00", "America/New_York", "2026-03-08 06:59", "2026-03-08 07:00"),
        ("2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-03 15:29", "2026-10-03 15:30"),
        ("2011-12-30 12:00", "Pacific/Apia", "2011-12-30 09:59", "2011-12-30 10:00"),
    ],
)
def test_a_time_in_a_gap_names_its_neighbours(wall: str, zone: str, before: str, after: str) -> None:
    with pytest.raises(Refusal) as caught:
        zones.instant(datetime.fromisoformat(wall), zone)
    assert caught.value.facts["before"] == datetime.fromisoformat(before).replace(tzinfo=UTC)
    assert caught.value.facts["after"] == datetime.fromisoformat(after).replace(tzinfo=UTC)


@pytest.mark.parametrize("wall", ["0001-01-01 00:00", "0001-01-01 02:00", "9999-12-31 23:59:59"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York", "Asia/Kolkata"])
def test_the_ends_of_the_calendar_are_refused_not_crashed(wall: str, zone: str) -> None:
    code, at = _tried(datetime.fromisoformat(wall), zone)
    assert code == ("time-range" if at is None else "")


def test_every_place_is_accepted_in_any_spelling() -> None:
    for zone in (name for name in ZONES if "/" in name or name == "UTC"):
        for spelling in (zone, f" {zone.upper()} ", zone.replace("_", " ")):
            assert zones.zone_name(spelling, NOW) == zone


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("CST", "America/Chicago"),
        ("cst", "Asia/Shanghai"),
        ("IST", "Asia/Kolkata"),
        ("EST", "America/New_York"),
        ("CET", "Europe/Berlin"),
        ("GMT", "Europe/London"),
        ("berlin", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("Kolkatta", "Asia/Kolkata"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("GMT+1", "Europe/Berlin"),
        ("-5", "America/New_York"),
        ("Mumbai", ""),
    ],
)
def test_wrong_and_abbreviated_zones_get_suggestions(text: str, suggested: str) -> None:
    with pytest.raises(Refusal) as caught:
        zones.zone_name(text, NOW)
    assert caught.value.code == "zone-unknown"
    assert suggested in str(caught.value.facts["suggestions"])


@pytest.mark.parametrize(
    "text", ["GMT+25", "../../etc/passwd", "", " ", "\x00", "Factory", "localtime", "x" * 10000]
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        zones.zone_name(text, NOW)
    assert caught.value.code == "zone-unknown"


@given(st.text(max_size=40))
def test_a_name_is_stored_only_if_zoneinfo_loads_it(text: str) -> None:
    try:
        ZoneInfo(zones.zone_name(text, NOW))
    except Refusal as refusal:
        for name in str(refusal.facts["suggestions"]).split(", "):
            assert not name or ZoneInfo(name).key == name
