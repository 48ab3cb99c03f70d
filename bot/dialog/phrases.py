"""Turns of phrase of French and English that dateparser misreads or does not know.

It takes “18h demain” for eighteen hours from tomorrow, and “jeudi en huit” for the eighth of a month:
what it would read wrongly is put into words that it reads right, or is not read at all.
"""

import re
from datetime import time

_AFTERNOON, _EVENING = r"après-midi|apres-midi|aprem|afternoon", r"soirée|soir|evening|night"
_PART = rf"(?:matinée|matin|morning|{_AFTERNOON}|{_EVENING})"
_TODAY = re.compile(rf"\b(?:(?:ce|cet|this)\s+(?={_PART}\b)|(?=tonight\b))", re.IGNORECASE)
_OF_DAY = re.compile(
    rf"\s*\b(?:(?:in the|du|dans la|(?:de|dans) l’)\s*)?(?:{_PART}|tonight)\b", re.IGNORECASE
)
_FIRST_HOURS = {
    1: re.compile(rf"\b(?:{_AFTERNOON})\b", re.IGNORECASE),
    5: re.compile(rf"\b(?:{_EVENING}|tonight)\b", re.IGNORECASE),
}
_OF_TWELVE = re.compile(r"\d\s*[ap]\.?\s?m\b", re.IGNORECASE)
_NEXT = re.compile(r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+prochain\b", re.IGNORECASE)
_IN_DIGITS = re.compile(r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./-])\d{1,2}\1\d{2,4})\b", re.ASCII)
_UNREADABLE = re.compile(r"\ben\s+(?:huit|quinze)\b|\d\s*(?:h|am|pm)?\s*-\s*\d", re.ASCII | re.IGNORECASE)


def plainly(raw: str) -> str:
    """A day without “next”, where that says nothing more in French, and without the part of the day."""
    today = _TODAY.sub("today ", raw.replace("'", "’"))
    return " ".join(_NEXT.sub(r"\1", _OF_DAY.sub("", today)).split())


def later(clock: time, raw: str) -> time:
    """The time meant: “8:00” of an evening is twelve hours later."""
    first = next((hour for hour, part in _FIRST_HOURS.items() if part.search(raw)), 12)
    if first <= clock.hour < 12 and not _OF_TWELVE.search(raw):
        return clock.replace(hour=clock.hour + 12)
    return clock


def unreadable(raw: str) -> bool:
    """Whether dateparser would read something that is not meant: a span of days or hours, a week on."""
    return _UNREADABLE.search(_IN_DIGITS.sub(" ", raw)) is not None
