"""Dates and times as people write them: ISO, with digits, or in words of their language.

What wall-clock times mean in a zone is decided by core/zones.py: a time that clocks skip or show
twice is refused with the two instants to choose from (trust.md §2 rows 50–51).
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.dialog import phrases, spans, written
from bot.dialog.reading import Reading
from bot.dialog.spoken import Spoken, spoken, spoken_length
from core import zones
from core.errors import Refusal

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_CLOCK = re.compile(
    r"([01]?[0-9]|2[0-4])(?:(?:[:.h]|\s?(?:h|heures?)\s?)([0-5][0-9])(?::[0-5][0-9])?)?"
    r"\s*(heures?|h|uhr|a\.?\s?m\.?|p\.?\s?m\.?)?",
    re.IGNORECASE,
)
_ENDS_WITH_CLOCK = re.compile(rf"(?P<day>.*?)[\s,]+(?:T|@\s*)?(?P<clock>{_CLOCK.pattern})", re.IGNORECASE)
_BEGINS_WITH_CLOCK = re.compile(
    rf"(?P<clock>(?:at\s+|à\s+)?{_CLOCK.pattern})[\s,]+(?:(?:on|le)\s+)?(?P<day>.+)", re.IGNORECASE
)
_AHEAD = re.compile(r"(?:in|dans)\s+(?![0-9]+$)(.+)", re.IGNORECASE)
_JOINING = re.compile(r"[\s,]+(?:at|à|a las?|alle|às|um|om|kl\.?|klo|o|u|в|о|ob)$", re.IGNORECASE)
_LEADING = re.compile(r"^(?:at|à|a las?|alle|às|um|om|kl\.?|klo|в|о)\s+", re.IGNORECASE)
_SHOWN = 40


def parse_day(raw: str, reading: Reading) -> date:
    """A date in the viewer's zone."""
    if (found := _written_day(raw, reading)) is not None:
        return found
    said = _said(raw, reading)
    if said is not None and not (said.timed and ":" not in raw and said.exact):
        return said.day
    _refuse_day_that_does_not_exist(raw, reading)
    raise Refusal("answer-not-a-day", text=raw[:_SHOWN], example=_example(reading))


def parse_clock(raw: str, reading: Reading) -> time:
    """A wall-clock time."""
    if (found := _clock(phrases.plainly(raw))) is not None:
        return phrases.later(found, raw)
    said = _said(raw, reading) if re.search(r"[^\W\d_]{3}", raw) else None
    if said is not None and said.timed and not said.exact and said.wall is not None:
        return said.wall.time()
    raise Refusal("answer-not-a-time", text=raw[:_SHOWN])


def parse_moment(raw: str, reading: Reading) -> datetime | date:
    """An instant in UTC, or the date when only that was said."""
    if _OFFSET.fullmatch(raw):
        return _iso_instant(raw, reading)
    if (day := _written_day(raw, reading)) is not None:
        return day
    if (ahead := _ahead(raw, reading)) is not None:
        return ahead
    said = phrases.plainly(raw)
    if (clock := _clock(said)) is not None:
        return _on_day(phrases.later(clock, raw), reading)
    for form in (_ENDS_WITH_CLOCK, _BEGINS_WITH_CLOCK):
        split = form.fullmatch(said)
        if split and (clock := _clock(split["clock"])) is not None:
            found = _on_said_day(split["day"], phrases.later(clock, raw), reading)
            if found is not None:
                return found
    return _spoken_moment(raw, reading)


def _ahead(raw: str, reading: Reading) -> datetime | None:
    """So long from now, as “in 1h30”: words that dateparser does not count with are read here."""
    found = _AHEAD.fullmatch(raw)
    minutes = spans.minutes(found[1]) if found else None
    if minutes is None or not 0 < minutes < 10**7:
        return None
    return (reading.now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)


def _on_said_day(raw: str, clock: time, reading: Reading) -> datetime | None:
    try:
        day = _day_before_clock(raw, reading)
    except Refusal as refusal:
        raise _with_clock(refusal, clock, reading) from None
    return None if day is None else _instant(datetime.combine(day, clock), reading)


def relative(raw: str, language: str) -> timedelta | None:
    """A length of time in words, such as “2 hours”; None when it is none."""
    return spoken_length(raw, language)


def _iso_instant(raw: str, reading: Reading) -> datetime:
    try:
        return datetime.fromisoformat(raw).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal("answer-no-such-day", text=raw[:_SHOWN], example=_example(reading)) from None


def _written_day(raw: str, reading: Reading) -> date | None:
    """A date in digits; a Refusal when it does not exist or can be read in two ways."""
    if found := _ISO_DAY.fullmatch(raw):
        return _existing(reading, raw, int(found[1]), int(found[2]), int(found[3]))
    found = _DAY.fullmatch(raw)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second:
        return _existing(reading, raw, year, second, first)
    if second > 12:
        return _existing(reading, raw, year, first, second)
    if written.day_first(reading.known().words.language):
        return _existing(reading, raw, year, second, first)
    raise Refusal(
        "answer-day-twice",
        text=raw,
        first=_existing(reading, raw, year, second, first),
        second=_existing(reading, raw, year, first, second),
    )


def _existing(reading: Reading, raw: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal("answer-no-such-day", text=raw[:_SHOWN], example=_example(reading)) from None


def _clock(raw: str) -> time | None:
    """A time in digits; a bare number is none."""
    found = _CLOCK.fullmatch(_LEADING.sub("", raw, count=1))
    if found is None or (found[2] is None and found[3] is None):
        return None
    hour, minute, mark = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if mark[:1] in {"a", "p"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if mark[0] == "p" else 0)
    return time(hour, minute) if hour < 24 else None


def _on_day(clock: time, reading: Reading) -> datetime:
    """A time on the day given before, or the next time that the clock shows it."""
    if reading.day is not None:
        return _instant(datetime.combine(reading.day, clock), reading)
    local = reading.now.astimezone(ZoneInfo(reading.known().words.zone))
    day = local.date() if clock > local.time() else local.date() + timedelta(days=1)
    return _instant(datetime.combine(day, clock), reading)


def _day_before_clock(raw: str, reading: Reading) -> date | None:
    said = _JOINING.sub("", raw.strip())
    if (day := _written_day(said, reading)) is not None:
        return day
    found = _said(said, reading)
    return found.day if found is not None and not found.timed else None


def _with_clock(refusal: Refusal, clock: time, reading: Reading) -> Refusal:
    """A day that can be read in two ways, as the two instants."""
    facts = {
        name: _instant(datetime.combine(fact, clock), reading) if isinstance(fact, date) else fact
        for name, fact in refusal.facts.items()
    }
    return Refusal(refusal.code, **facts)


def _spoken_moment(raw: str, reading: Reading) -> datetime | date:
    said = _said(raw, reading)
    if said is None:
        _refuse_day_that_does_not_exist(raw, reading)
        raise Refusal("answer-not-a-moment", text=raw[:_SHOWN], example=_example(reading))
    if not said.timed:
        return said.day
    if said.instant is not None:
        return said.instant
    return _instant(said.wall or datetime.combine(said.day, time()), reading)


def _instant(wall: datetime, reading: Reading) -> datetime:
    try:
        return zones.instant(wall.replace(second=0, microsecond=0), reading.known().words.zone)
    except Refusal as refusal:
        raise Refusal(f"answer-{refusal.code}", **refusal.facts) from None


def _said(raw: str, reading: Reading) -> Spoken | None:
    words = reading.known().words
    return spoken(raw, words.language, reading.now, words.zone)


def _refuse_day_that_does_not_exist(raw: str, reading: Reading) -> None:
    """“31 April” is no date; that is worth saying."""
    earlier = re.sub(r"\b(?:29|30|31)\b", "28", raw, count=1)
    if earlier != raw and _said(earlier, reading) is not None:
        raise Refusal("answer-no-such-day", text=raw[:_SHOWN], example=_example(reading))


def _example(reading: Reading) -> str:
    return (reading.now + timedelta(days=7)).date().isoformat()
