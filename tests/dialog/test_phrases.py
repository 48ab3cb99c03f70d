"""Times and lengths as people say them in French and English: read as meant, or not at all."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.dialog.kinds import ClockTime, Day, Duration, Moment
from bot.dialog.parsing import parse
from bot.dialog.reading import Reader, Reading
from bot.dialog.written import day_first
from core.errors import Refusal

NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
LENGTH = Duration(timedelta(minutes=1), timedelta(hours=24), ())


def reading(language: str) -> Reading:
    """A Wednesday in Paris; of the words, the parser needs only the language's name."""
    nobody: Any = SimpleNamespace()
    words: Any = SimpleNamespace(language=language, zone="Europe/Paris")
    return Reading(NOW, Reader(nobody, nobody, words), typed=True)


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour - 1, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("demain à 18 heures", paris(5, 18)),
        ("demain à 18 heures 30", paris(5, 18, 30)),
        ("18h demain", paris(5, 18)),
        ("à 18h le 10 mars", paris(10, 18)),
        ("18h30 vendredi", paris(6, 18, 30)),
        ("vendredi prochain à 18h", paris(6, 18)),
        ("ce soir à 20h", paris(4, 20)),
        ("ce soir à 8h", paris(4, 20)),
        ("demain matin 9h", paris(5, 9)),
        ("demain après-midi à 3h", paris(5, 15)),
        ("demain 6 heures du soir", paris(5, 18)),
        ("dans 1h30", paris(4, 13)),
        ("dans 1 heure 30", paris(4, 13)),
        ("dans 1,5 heure", paris(4, 13)),
        ("dans une heure et demie", paris(4, 13)),
        ("dans 2 heures", paris(4, 13, 30)),
    ],
)
def test_french_as_it_is_said(said: str, meant: datetime) -> None:
    assert parse(Moment(), said, reading("fr")) == meant


@pytest.mark.parametrize(
    "said", ["10/03/2026 18h", "10-03-2026 à 18:00", "18h le 10/03/2026", "03/10/2026 6pm"]
)
def test_in_french_the_day_comes_first_and_in_english_it_is_asked(said: str) -> None:
    day = (paris(10, 18), datetime(2026, 10, 3, 16, tzinfo=UTC))["03/10" in said]
    assert parse(Moment(), said, reading("fr")) == day
    with pytest.raises(Refusal, match="answer-day-twice"):
        parse(Moment(), said.replace("à", "at").replace("le", "on"), reading("en"))


def test_what_can_be_meant_in_one_way_only_is_taken_in_any_language() -> None:
    for language in ("fr", "en"):
        for said in ("25/03/2026", "03/25/2026", "25.03.2026"):
            assert parse(Day(), said, reading(language)) == date(2026, 3, 25)


@pytest.mark.parametrize(
    ("language", "first"),
    [("fr", True), ("de", True), ("en-GB", True), ("en", False), ("en-US", False), ("ja", False)],
)
def test_who_writes_the_day_first(language: str, first: bool) -> None:
    assert day_first(language) == first


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("6 pm tomorrow", paris(5, 18)),
        ("18:00 10.3.2026", paris(10, 18)),
        ("tomorrow evening at 8:00", paris(5, 20)),
        ("tonight at 8:30", paris(4, 20, 30)),
        ("tomorrow morning at 8:00", paris(5, 8)),
        ("tomorrow night at 1 am", paris(5, 1)),
        ("tomorrow afternoon at 1:30 pm", paris(5, 13, 30)),
        ("in 1 hour 30", paris(4, 13)),
        ("in half an hour", paris(4, 12)),
    ],
)
def test_english_as_it_is_said(said: str, meant: datetime) -> None:
    assert parse(Moment(), said, reading("en")) == meant


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "jeudi en huit 18h"),
        ("fr", "mardi en quinze 9h"),
        ("fr", "vendredi 18h-19h"),
        ("fr", "demain à dix-huit heures"),
        ("en", "friday 6-7pm"),
        ("en", "10-11 march 6pm"),
        ("en", "march 10-12"),
    ],
)
def test_what_would_be_misread_is_asked_again(language: str, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(Moment(), said, reading(language))
    assert caught.value.code == "answer-not-a-moment"


@pytest.mark.parametrize(
    ("language", "said", "minutes"),
    [
        ("fr", "1 heure 30", 90),
        ("fr", "1,5 heure", 90),
        ("fr", "1 h 30 min", 90),
        ("fr", "une heure et demie", 90),
        ("fr", "2 heures 15", 135),
        ("fr", "90 mn", 90),
        ("fr", "une demi-heure", 30),
        ("en", "1.25h", 75),
        ("en", "an hour and a half", 90),
        ("en", "two hours", 120),
        ("en", "1 hour and 30 minutes", 90),
    ],
)
def test_lengths_as_they_are_said(language: str, said: str, minutes: int) -> None:
    assert parse(LENGTH, said, reading(language)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(("language", "said"), [("en", "2-3 hours"), ("fr", "2 à 3 heures")])
def test_a_length_between_two_is_asked_again(language: str, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(LENGTH, said, reading(language))
    assert caught.value.code == "answer-not-a-length"


@pytest.mark.parametrize(
    ("said", "meant"), [("22 heures", time(22)), ("10 h du soir", time(22)), ("7h du matin", time(7))]
)
def test_clock_times_as_they_are_said(said: str, meant: time) -> None:
    assert parse(ClockTime(), said, reading("fr")) == meant
