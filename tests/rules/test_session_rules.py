"""Limits of a session (rules.md §5; trust.md §2 rows 55–58)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from core.errors import Refusal
from core.programme import Programme
from core.sessions import rules
from core.sessions.model import Mode, SessionForm

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
START = NOW + timedelta(days=1)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
USUAL = Programme()
FORM = SessionForm(1, "Decorators", "", Mode.ONLINE, START, START + HOUR)


def code_of(check: object, *args: object) -> str | None:
    try:
        check(*args)  # type: ignore[operator]  # any rule of the module
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("length", "code"),
    [
        (timedelta(minutes=15), None),
        (timedelta(minutes=15) - SECOND, "session-length"),
        (timedelta(hours=8), None),
        (timedelta(hours=8) + SECOND, "session-length"),
        (timedelta(0), "session-length"),
        (-HOUR, "session-length"),
        (timedelta(days=3650), "session-length"),
    ],
)
def test_length(length: timedelta, code: str | None) -> None:
    assert code_of(rules.check_length, length, USUAL) == code


@pytest.mark.parametrize(
    ("ahead", "code"),
    [
        (-HOUR, "session-too-soon"),
        (timedelta(0), "session-too-soon"),
        (5 * MINUTE - SECOND, "session-too-soon"),
        (5 * MINUTE, None),
        (timedelta(days=365), None),
        (timedelta(days=365) + SECOND, "session-too-far"),
        (timedelta(days=365 * 7900), "session-too-far"),
    ],
)
def test_start(ahead: timedelta, code: str | None) -> None:
    assert code_of(rules.check_start, NOW + ahead, USUAL, NOW) == code


WRONG = "session-seats"


@pytest.mark.parametrize(
    ("seats", "code"),
    [(None, None), (1, None), (500, None), (0, WRONG), (-1, WRONG), (501, WRONG), (10**9, WRONG)],
)
def test_seats(seats: int | None, code: str | None) -> None:
    assert code_of(rules.checked, replace(FORM, seats=seats), USUAL) == code


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": ""}, "text-empty"),
        ({"title": "x" * 151}, "text-too-long"),
        ({"title": "x" * 150}, None),
        ({"description": "x" * 4000}, None),
        ({"description": "x" * 4001}, "text-too-long"),
        ({"link": "http://x.example.org"}, "link-not-https"),
        ({"link": None}, None),
        ({"mode": Mode.OFFLINE}, "session-venue-missing"),
        ({"mode": Mode.HYBRID, "link": "https://x.example.org"}, "session-venue-missing"),
        ({"mode": Mode.HYBRID, "venue": "Hall"}, None),
        ({"mode": Mode.OFFLINE, "venue": "x" * 255}, None),
        ({"mode": Mode.OFFLINE, "venue": "x" * 256}, "text-too-long"),
        ({"mode": Mode.OFFLINE, "venue": "Hall", "link": "nonsense, but dropped"}, None),
        ({"venue": "x" * 999}, None),
    ],
)
def test_fields(values: dict[str, object], code: str | None) -> None:
    assert code_of(rules.checked, replace(FORM, **values), USUAL) == code  # type: ignore[arg-type]  # parametrized


def test_times_are_kept_in_utc_to_the_second() -> None:
    local = START.astimezone(timezone(timedelta(hours=5, minutes=30))).replace(microsecond=7)
    kept = rules.checked(replace(FORM, starts_at=local), USUAL)
    assert kept.starts_at == START
    assert kept.starts_at.tzinfo is UTC
    with pytest.raises(ValueError, match="wall clock"):
        rules.checked(replace(FORM, starts_at=START.replace(tzinfo=None)), USUAL)


def test_the_allow_list_of_the_settings_holds() -> None:
    programme = replace(USUAL, allowed_link_hosts=frozenset({"zoom.us"}))
    assert code_of(rules.checked, replace(FORM, link="https://zoom.us/j"), programme) is None
    assert code_of(rules.checked, replace(FORM, link="https://meet.example.org"), programme) == "link-host"
