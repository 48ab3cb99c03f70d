"""Times in words, read by dateparser; what it would guess from too little is not taken."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.dialog import phrases

LONGEST = 60
_WORD = re.compile(r"[^\W\d_]{3}|[^\x00-\u02ff\W\d_]")
"""Three letters, or one of a script in which one sign is a word."""
_PRECISE = {"time", "day", "week", "part_of_day"}
_SHIFT = timedelta(hours=1, minutes=37)
_ANY_BASE = datetime(2026, 3, 4, 10, 30)  # noqa: DTZ001 - dateparser reckons in wall-clock times


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was understood."""

    day: date
    timed: bool
    """A time was said, not only a day."""
    wall: datetime | None = None
    """The wall-clock time, where one was said."""
    instant: datetime | None = None
    """The instant, where it follows from now alone (“in 2 hours”) or a zone was said."""

    @property
    def exact(self) -> bool:
        """Whether it is counted from now rather than read off a clock."""
        return self.instant is not None


def spoken(raw: str, language: str, now: datetime, zone: str) -> Spoken | None:
    """A date or a time in words, always ahead where that is left open; None for anything unclear."""
    if not _readable(raw):
        return None
    base = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0, microsecond=0)
    found = _read(raw, language, base)
    if found is None or found.period not in _PRECISE:
        return None
    when: datetime = found.date_obj
    if found.period != "time":
        return (
            None if ":" in raw else Spoken(_not_next_year(when.date(), base.date(), found.parts), timed=False)
        )
    if when.tzinfo is not None:
        return Spoken(when.date(), timed=True, instant=when.astimezone(UTC))
    later = _read(raw, language, base + _SHIFT)
    if later is None or later.date_obj - when != _SHIFT:
        return Spoken(when.date(), timed=True, wall=when)
    counted = Spoken(when.date(), timed=True, wall=when, instant=_after(now, when - base))
    return None if _names_a_day(raw, language, base) else counted


def spoken_length(raw: str, language: str) -> timedelta | None:
    """A length of time in words, such as “2 hours”; None for anything else."""
    if not _readable(raw):
        return None
    found = _read(raw, language, _ANY_BASE, ["relative-time"])
    later = _read(raw, language, _ANY_BASE + _SHIFT, ["relative-time"])
    if found is None or later is None or later.date_obj - found.date_obj != _SHIFT:
        return None
    span: timedelta = found.date_obj - _ANY_BASE
    return span if span > timedelta() else None


def warm_up() -> None:
    """Load what the first time in words would otherwise wait for; takes about half a second of a thread."""
    spoken("tomorrow 18:00", "en", datetime(2026, 3, 4, tzinfo=UTC), "UTC")


def _readable(raw: str) -> bool:
    """A word of some length and no sign that belongs to no date: dateparser passes over such signs."""
    if len(raw) > LONGEST or not _WORD.search(raw) or phrases.unreadable(raw):
        return False
    return all(sign in " .,:/'’-" or unicodedata.category(sign)[0] in "LMN" for sign in raw)


def _names_a_day(raw: str, language: str, base: datetime) -> bool:
    """Whether hours would be counted from a day's name, as in “demain à dix-huit heures”."""
    words = raw.split()
    ends = [word for word in (words[0], words[-1]) if len(words) > 1 and word.isalpha()]
    found = (_read(word, language, base) for word in ends)
    return any(one is not None and one.period == "day" for one in found)


def _after(now: datetime, span: timedelta) -> datetime | None:
    try:
        return (now + span).replace(second=0, microsecond=0)
    except OverflowError:
        return None


def _not_next_year(found: date, today: date, parts: tuple[str, ...]) -> date:
    """“4 March” said on 4 March is today."""
    same = "year" not in parts and (found.month, found.day) == (today.month, today.day)
    return today if same and found.year == today.year + 1 else found


def _read(raw: str, language: str, base: datetime, parsers: list[str] | None = None) -> Any | None:
    # Imported when first needed: it costs a quarter of a second that a start should not wait for.
    from dateparser.date import DateDataParser  # noqa: PLC0415 - see above

    settings = {
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": base,
        "RETURN_TIME_AS_PERIOD": True,
        "PARSERS": parsers or ["relative-time", "absolute-time"],
    }
    try:
        found = DateDataParser(languages=list(_languages(language)), settings=settings).get_date_data(raw)
    except (ValueError, OverflowError, TypeError):
        return None
    return found if found.date_obj is not None else None


@lru_cache(maxsize=64)
def _languages(language: str) -> tuple[str, ...]:
    """The person's language, where dateparser knows it, and English."""
    from dateparser.data.languages_info import language_order  # noqa: PLC0415 - as above

    name = language.partition("-")[0]
    return tuple(dict.fromkeys([*([name] if name in language_order else []), "en"]))
