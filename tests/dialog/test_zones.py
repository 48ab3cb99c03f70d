"""Wall-clock answers around every change of clocks (trust.md §2 rows 50–51)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog.asking import Do
from bot.dialog.kinds import Moment
from bot.dialog.parsing import parse
from bot.dialog.reading import Reader, Reading
from core.errors import Refusal
from core.zones import names
from tests.dialog.conftest import CATALOGUE, House, first, said
from tests.dialog.memory import START

ZONES = sorted(names())
SAMPLE = [*ZONES[::15], "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
HOUR = timedelta(hours=1)


def reading(zone: str) -> Reading:
    nobody: Any = SimpleNamespace()
    return Reading(START, Reader(nobody, nobody, CATALOGUE.words("en", zone)))


def changes(zone: str) -> Iterator[datetime]:
    """Hours in which the zone's clocks change, 2024–2035."""
    place, at = ZoneInfo(zone), datetime(2024, 1, 1, tzinfo=UTC)
    while at.year < 2036:
        if at.astimezone(place).utcoffset() != (at + timedelta(days=5)).astimezone(place).utcoffset():
            hours = (at + HOUR * number for number in range(121))
            yield next(
                hour
                for hour in hours
                if hour.astimezone(place).utcoffset() != (hour + HOUR).astimezone(place).utcoffset()
            )
        at += timedelta(days=5)


@cache
def known_changes(zone: str) -> tuple[datetime, ...]:
    return tuple(changes(zone))


def read(wall: datetime, zone: str) -> datetime | Refusal:
    try:
        found = parse(Moment(), wall.strftime("%Y-%m-%d %H:%M"), reading(zone))
    except Refusal as refusal:
        return refusal
    assert isinstance(found, datetime)
    return found


def check(wall: datetime, zone: str) -> str:
    """Read a wall-clock time; whatever comes out has to be true in the zone."""
    place = ZoneInfo(zone)

    def shown(instant: datetime) -> datetime:
        return instant.astimezone(place).replace(tzinfo=None)

    found = read(wall, zone)
    if isinstance(found, datetime):
        assert found.tzinfo is UTC
        assert shown(found) == wall
        return "taken"
    facts: Any = found.facts
    if found.code == "answer-time-twice":
        offered = [facts["first"], facts["second"]]
        assert [shown(one) for one in offered] == [wall, wall]
        assert offered[0] < offered[1]
    else:
        offered = [facts["before"], facts["after"]]
        assert found.code == "answer-time-missing"
        assert shown(offered[0]) < wall <= shown(offered[1])
    for one in offered:
        raw = one.astimezone(place).isoformat(timespec="minutes")
        assert parse(Moment(), raw, reading(zone)) == one.replace(second=0)
    return found.code


@pytest.mark.parametrize("zone", SAMPLE)
def test_every_change_of_clocks(zone: str) -> None:
    outcomes = {"taken"}
    for change in known_changes(zone):
        around = change.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        for quarter in range(-12, 16):
            outcomes.add(check(around + quarter * timedelta(minutes=15), zone))
    if len(known_changes(zone)) > 1:
        assert outcomes == {"taken", "answer-time-missing", "answer-time-twice"}


@given(zone=st.sampled_from(ZONES), minutes=st.integers(0, 12 * 366 * 24 * 60))
def test_any_minute_in_any_zone(zone: str, minutes: int) -> None:
    wall = START.replace(year=2024, tzinfo=None) + timedelta(minutes=minutes)
    check(wall, zone)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-03-29 02:30", ["2026-03-29T00:59:00+00:00", "2026-03-29T01:00:00+00:00"]),
        ("2026-10-25 02:30", ["2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00"]),
    ],
)
async def test_the_two_times_are_offered_and_can_be_pressed(
    house: House, raw: str, expected: list[str]
) -> None:
    ada = house.person()
    await ada.invoke("home")
    house.database.uow().people.set_zone(1, "Europe/Berlin")
    results = []
    for index in (0, 1):
        await ada.invoke("plan", mode="ON_SITE", length=60)
        asked = await ada.type(raw)
        assert house.database.tables.drafts[asked.draft_id].answers.get("start") is None
        choices = first(asked).choices
        assert len(choices) == 2
        assert all("CE" in choice.label for choice in choices)
        view = await ada.step(asked, Do.ANSWER, "start", choices[index].value)
        results.append(next(node.at.isoformat() for node in view.title if hasattr(node, "at")))
        assert said(view).startswith("Planned")
    assert results == expected


async def test_a_date_read_in_two_ways_is_offered_both_ways(house: House) -> None:
    ada = house.person()
    await ada.invoke("plan", mode="ON_SITE", length=60)
    asked = await ada.type("3/4/2027 18:00")
    assert [choice.label for choice in first(asked).choices] == [
        "Sat, Apr 3, 2027, 6:00\u202fPM UTC",
        "Thu, Mar 4, 2027, 6:00\u202fPM UTC",
    ]
    assert "Mar 4, 2027" in said(await ada.answer(asked, first(asked).choices[1].value))
