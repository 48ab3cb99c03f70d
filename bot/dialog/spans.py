"""Lengths of time in digits, and the few in words that everybody uses."""

import re

_MINUTES = re.compile(r"([-+]?)([0-9]{1,18})(?:\s*(?:m|mn|min|mins|minutes?|[’']))?", re.IGNORECASE)
_HOURS = re.compile(
    r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?\s*(?:h|hrs?|hours?|heures?)"
    r"(?:\s*(?:,|and|et)?\s*([0-9]{1,2})\s*(?:m|mn|min|mins|minutes?)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_HALF_HOUR = re.compile(r"half an hour|(?:a )?half hour|(?:une )?demi-heure", re.IGNORECASE)
_AND_A_HALF = re.compile(r"(.+?)\s+(?:and a half|et demie?)", re.IGNORECASE)
_COUNTED = re.compile(r"(an?|one|une|two|deux|three|trois|four|quatre)\s+(?=h)", re.IGNORECASE)
_COUNTS = {"two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4}


def minutes(raw: str) -> int | None:
    """The minutes meant; None for what is written in another way."""
    if found := _MINUTES.fullmatch(raw):
        return int(found[2]) * (-1 if found[1] == "-" else 1)
    if _HALF_HOUR.fullmatch(raw):
        return 30
    said = _COUNTED.sub(lambda one: f"{_COUNTS.get(one[1].lower(), 1)} ", raw, count=1)
    if (half := _AND_A_HALF.fullmatch(said)) and (found := _HOURS.fullmatch(half[1])) and not found[3]:
        return _of(found) + 30
    if found := _HOURS.fullmatch(said):
        return _of(found)
    if found := _CLOCK.fullmatch(raw):
        return int(found[1]) * 60 + int(found[2])
    return None


def _of(found: re.Match[str]) -> int:
    parts = found[2] or "0"
    part: int = int(parts) * 60 // 10 ** len(parts)
    return int(found[1]) * 60 + part + int(found[3] or 0)
