"""Lengths of time as people write them: “90”, “1h30”, “2 hours”."""

import re
from datetime import timedelta

from bot.dialog import spans
from bot.dialog.kinds import Duration
from bot.dialog.reading import Reading
from bot.dialog.times import relative
from core.errors import Refusal

_PARTLY = re.compile(r"[0-9][.,][0-9]|[0-9]\s*(?:-|à|to)\s*[0-9]|[0-9]$", re.IGNORECASE)
"""What dateparser would understand only a part of."""


def parse_length(kind: Duration, raw: str | int, reading: Reading) -> timedelta:
    """The length meant, within the kind's limits; a bare number is minutes."""
    found = _minutes(raw, reading)
    if found is None:
        raise Refusal("answer-not-a-length", text=str(raw)[:40])
    # Compared as minutes: a length that no timedelta holds is refused, not an error.
    if not kind.least <= timedelta(minutes=max(-1, min(found, 10**7))) <= kind.most:
        raise Refusal("answer-length-range", least=kind.least, most=kind.most)
    return timedelta(minutes=found)


def _minutes(raw: str | int, reading: Reading) -> int | None:
    if isinstance(raw, int):
        return None if isinstance(raw, bool) else raw
    if (found := spans.minutes(raw)) is not None:
        return found
    if ":" in raw or not re.search("[0-9]", raw) or _PARTLY.search(raw):
        return None
    span = relative(raw, reading.known().words.language)
    return None if span is None else int(span.total_seconds() // 60)
