"""Time zones and languages to pick from, each with a number that stays the same.

A pick's value is a number; the checksum of a name is one that no update of the zone data changes.
"""

import zlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.dialog import written
from bot.dialog.catalogue import LOCALES
from bot.dialog.kinds import Choice
from core import zones as known
from core.errors import Refusal

SHOWN = 25


def number(name: str) -> int:
    """The number that stands for a name in a button."""
    return zlib.crc32(name.encode())


@cache
def _numbered() -> dict[int, str]:
    return {number(name): name for name in sorted(known.names())}


def zone_of(value: int, now: datetime) -> str:
    """The zone behind a number; Refusal when there is none."""
    return _numbered().get(value) or known.zone_name(str(value), now)


def zones(text: str, now: datetime, language: str, page: int) -> tuple[Sequence[Choice], bool]:
    """Zones that fit what was typed, well-known ones otherwise."""
    found = _found(text, now)
    first = (page - 1) * SHOWN
    shown = found[first : first + SHOWN]
    choices = [Choice(str(number(name)), _label(name, now, language)) for name in shown]
    return choices, len(found) > first + SHOWN


def _found(text: str, now: datetime) -> Sequence[str]:
    wanted = text.strip().casefold().replace(" ", "_")
    if not wanted:
        return known.well_known()
    inside = [name for name in sorted(known.names()) if "/" in name and wanted in name.casefold()]
    return tuple(dict.fromkeys((*known.suggest(text, now), *inside)))


def _label(name: str, now: datetime, language: str) -> str:
    there = now.astimezone(ZoneInfo(name))
    return f"{name.replace('_', ' ')} ({there.tzname()}, {written.clock(there.time(), language)})"


def languages(text: str) -> Sequence[Choice]:
    """Languages that have a folder of sentences."""
    found = [(name, written.locale(name).get_display_name() or name) for name in _names()]
    wanted = text.casefold()
    return [
        Choice(str(number(name)), shown.capitalize())
        for name, shown in found
        if wanted in f"{shown} {name}".casefold()
    ]


def language_of(value: int) -> str:
    """The language behind a number; Refusal when there is none."""
    for name in _names():
        if number(name) == value:
            return name
    raise Refusal("language-unknown")


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in LOCALES.iterdir() if any(path.glob("*.ftl"))))
