"""Dates, times and lengths written out by Babel, for places that show plain text only."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from functools import lru_cache
from typing import assert_never
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, units

from bot.dialog.text import Link, Node, Own, Show, SpotName, Strong, Text, User, When

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Babel's locale of a language tag such as `en` or `pt-BR`."""
    return Locale.parse(language.replace("-", "_"))


@lru_cache(maxsize=64)
def day_first(language: str) -> bool:
    """Whether everybody who reads this language writes 10 March as 10/03; English is written both ways."""
    named = locale(language)
    ways = dates.get_date_format("short", locale=named).pattern.lower()
    return (named.language, named.territory) != ("en", None) and ways.startswith("d")


@lru_cache(maxsize=1024)
def length(span: timedelta, language: str) -> str:
    """A length of time exactly, as “1 hour, 30 minutes”; a negative one as its size."""
    rest = abs(int(span.total_seconds()))
    parts = []
    for unit, seconds in _UNITS:
        count, rest = divmod(rest, seconds)
        if count:
            parts.append(units.format_unit(count, f"duration-{unit}", "long", locale=locale(language)))
    if not parts:
        return units.format_unit(0, "duration-minute", "long", locale=locale(language))
    return lists.format_list(parts, style="unit", locale=locale(language))


@lru_cache(maxsize=1024)
def distance(ahead: timedelta, language: str) -> str:
    """How far away something is, in the largest unit of which there are two, as “in 60 minutes”."""
    return dates.format_timedelta(ahead, add_direction=True, threshold=2, locale=locale(language))


@lru_cache(maxsize=1024)
def day(value: date, language: str) -> str:
    """A date with its weekday, as “Wed, Mar 4, 2026”."""
    return dates.format_skeleton("yMMMEd", value, locale=locale(language))


@lru_cache(maxsize=2048)
def clock(value: time, language: str) -> str:
    """A wall-clock time, as “6:00 PM” or “18:00”."""
    return dates.format_time(value, "short", locale=locale(language))


@lru_cache(maxsize=2048)
def instant(value: When, language: str, zone: str) -> str:
    """An instant in a zone; one that is to be shown relatively says how far away it is, if that is known."""
    if value.show is Show.RELATIVE and value.ahead is not None:
        return distance(value.ahead, language)
    local = value.at.astimezone(ZoneInfo(zone))
    match value.show:
        case Show.DAY:
            return day(local.date(), language)
        case Show.TIME:
            return clock(local.time(), language)
        case Show.FULL | Show.MOMENT | Show.RELATIVE:
            return f"{day(local.date(), language)}, {clock(local.time(), language)} {local.tzname()}"
        case _:
            assert_never(value.show)


def plain(text: Text, language: str, zone: str) -> str:
    """A text without any formatting, for labels, pictures and logs."""
    if len(text) == 1:
        return _plain(text[0], language, zone)
    return "".join(_plain(node, language, zone) for node in text)


def _plain(node: Node, language: str, zone: str) -> str:
    match node:
        case Own(written) | User(written):
            return written
        case When():
            return instant(node, language, zone)
        case Link(_, label):
            return label
        case Strong(inner):
            return inner.text
        case SpotName():
            return node.id
        case _:
            assert_never(node)


def listed(items: Sequence[str], language: str) -> str:
    """Several things in one sentence, as “a, b and c”."""
    return lists.format_list(list(items), locale=locale(language))
