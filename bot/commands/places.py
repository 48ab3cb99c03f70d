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
from bot.dialog.picking import folded
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
    found = _found(text, now, language)
    first = (page - 1) * SHOWN
    shown = found[first : first + SHOWN]
    choices = [Choice(str(number(name)), _label(name, now, language)) for name in shown]
    return choices, len(found) > first + SHOWN


def _found(text: str, now: datetime, language: str) -> Sequence[str]:
    wanted = text.strip().casefold().replace(" ", "_")
    if not wanted:
        return known.well_known()
    said = folded(text)
    cities = [name for name, city in _cities(language).items() if said and f" {said}" in f" {folded(city)}"]
    inside = [name for name in sorted(known.names()) if "/" in name and wanted in name.casefold()]
    return tuple(dict.fromkeys((*cities, *known.suggest(text, now), *inside)))


@cache
def _cities(language: str) -> dict[str, str]:
    """What the cities of zones are called in a language, such as “Londres”, where no zone is called so."""
    told, parts = written.locale(language).time_zones, {folded(n.rpartition("/")[2]) for n in known.names()}
    cities = {name: told[name].get("city", "") for name in sorted(known.names()) if name in told}
    return {name: city for name, city in cities.items() if city and folded(city) not in parts}


def _label(name: str, now: datetime, language: str) -> str:
    """The name; before it the city's own in this language, where that is another."""
    there, city = now.astimezone(ZoneInfo(name)), _cities(language).get(name)
    before, time_there = f"{city} · " if city else "", written.clock(there.time(), language)
    return f"{before}{name.replace('_', ' ')} ({there.tzname()}, {time_there})"


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
