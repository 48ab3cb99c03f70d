"""IANA zones and wall-clock times (trust.md §2 rows 50–55)."""

import difflib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from core.errors import Refusal

MINUTE = timedelta(minutes=1)
_ABBREVIATED = re.compile(r"[A-Z]{2,5}|(UTC|GMT)?[+-]\d{1,2}(:?\d{2})?|[A-Z]{3}\d[A-Z]{3}|GMT[+-]?0")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")
_MEANT = {
    "ACST": ("Australia/Adelaide", "Australia/Darwin"),
    "AEST": ("Australia/Sydney", "Australia/Brisbane"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "AWST": ("Australia/Perth",),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "CAT": ("Africa/Maputo", "Africa/Harare"),
    "CEST": ("Europe/Paris", "Europe/Berlin", "Europe/Madrid"),
    "CET": ("Europe/Paris", "Europe/Berlin", "Africa/Algiers"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "CDT": ("America/Chicago", "America/Havana"),
    "EAT": ("Africa/Nairobi",),
    "EEST": ("Europe/Athens", "Europe/Kyiv", "Europe/Helsinki"),
    "EET": ("Europe/Athens", "Europe/Kyiv", "Africa/Cairo"),
    "EST": ("America/New_York", "America/Panama"),
    "EDT": ("America/New_York", "America/Toronto"),
    "GMT": ("Europe/London", "Africa/Accra", "UTC"),
    "HKT": ("Asia/Hong_Kong",),
    "HST": ("Pacific/Honolulu",),
    "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    "MSK": ("Europe/Moscow",),
    "MST": ("America/Denver", "America/Phoenix"),
    "MDT": ("America/Denver",),
    "NST": ("America/St_Johns",),
    "NZST": ("Pacific/Auckland",),
    "PKT": ("Asia/Karachi",),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
    "PDT": ("America/Los_Angeles", "America/Vancouver"),
    "SAST": ("Africa/Johannesburg",),
    "SGT": ("Asia/Singapore",),
    "WAT": ("Africa/Lagos",),
    "WET": ("Europe/Lisbon", "Africa/Casablanca"),
    "WIB": ("Asia/Jakarta",),
}  # fmt: skip
_WELL_KNOWN = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago",
    "America/New_York", "America/Halifax", "America/St_Johns", "America/Sao_Paulo", "Atlantic/Azores",
    "Europe/London", "Africa/Lagos", "Europe/Berlin", "Africa/Cairo", "Africa/Johannesburg",
    "Africa/Nairobi", "Europe/Istanbul", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok", "Asia/Jakarta",
    "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Adelaide", "Australia/Sydney",
    "Pacific/Auckland",
)  # fmt: skip


def well_known() -> Sequence[str]:
    """A zone for each offset that many people live in, from west to east."""
    return _WELL_KNOWN


@cache
def names() -> frozenset[str]:
    """Every IANA name that zoneinfo loads, without what is not a place's time."""
    return frozenset(available_timezones() - {"Factory", "localtime", "posixrules"})


@cache
def _by_folded() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(names())}


def zone_name(raw: str, now: datetime) -> str:
    """The IANA name that was meant, in its own spelling; Refusal with suggestions otherwise."""
    text = raw.strip().replace(" ", "_")[:64]
    upper = text.upper()
    known = _by_folded().get(text.casefold())
    if known is not None and (known == "UTC" or not _ABBREVIATED.fullmatch(upper) or "/" in known):
        return known
    found = suggest(text, now)
    raise Refusal("zone-unknown", name=text, suggestions=", ".join(found))


def suggest(text: str, now: datetime, limit: int = 5) -> Sequence[str]:
    """IANA names for an abbreviation, an offset, a city or a misspelling; perhaps none."""
    upper = text.strip().upper().replace(" ", "")
    if upper in _MEANT:
        return _MEANT[upper][:limit]
    offset = _OFFSET.fullmatch(upper)
    if offset:
        return _at_offset(offset, now)[:limit]
    folded = text.strip().casefold().replace(" ", "_")
    by_part = [name for key, name in _by_folded().items() if folded and folded in key.split("/")]
    inside = [name for key, name in _by_folded().items() if len(folded) > 2 and folded in key]
    close = difflib.get_close_matches(folded, list(_by_folded()), n=limit, cutoff=0.6)
    cities = {key.rsplit("/", 1)[-1]: name for key, name in _by_folded().items()}
    by_city = [cities[key] for key in difflib.get_close_matches(folded, list(cities), n=limit, cutoff=0.7)]
    found = dict.fromkeys((*by_part, *inside, *by_city, *(_by_folded()[key] for key in close)))
    return tuple(name for name in found if "/" in name and not name.startswith("Etc/"))[:limit]


def _at_offset(found: re.Match[str], now: datetime) -> tuple[str, ...]:
    sign = -1 if found[1] == "-" else 1
    offset = sign * timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return tuple(name for name in _WELL_KNOWN if now.astimezone(ZoneInfo(name)).utcoffset() == offset)


def instant(wall: datetime, zone: str, fold: int | None = None) -> datetime:
    """The UTC instant of a naive wall-clock time in a zone.

    Refusal `time-missing` when clocks skip it, with the nearest times before and after; `time-twice`
    when they show it twice and `fold` (0 first, 1 second) does not say which; `time-range` outside
    of what calendars hold.
    """
    place = ZoneInfo(zone)
    try:
        first, second = (wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
        if first == second:
            return first
        if first < second:
            return _chosen(first, second, fold)
        change = _change_between(second, first, place)
    except (OverflowError, ValueError):
        raise Refusal("time-range") from None
    raise Refusal(
        "time-missing", wall=wall.isoformat(" ", "minutes"), before=change - MINUTE, after=change, zone=zone
    )


def wall_clock(at: datetime, zone: str) -> datetime:
    """What the clocks of a zone show at an instant, naive."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def moved(at: datetime, wall: datetime, zone: str) -> datetime | None:
    """The instant at which the clocks of a zone show `wall` by today's rules, where `at` is none of those.

    None while `at` still reads so, whichever of two such times it is. Where clocks skip the time now, the
    first one after it; where they show it twice, the first. A zone that is gone moves nothing.
    """
    try:
        if wall_clock(at, zone) == wall:
            return None
        found: object = instant(wall, zone, fold=0)
    except Refusal as refusal:
        found = refusal.facts.get("after")
    except ZoneInfoNotFoundError:
        return None
    return found if isinstance(found, datetime) and found != at else None


def reread() -> None:
    """Forget the rules that were read, so that those which lie on the machine now hold."""
    ZoneInfo.clear_cache()
    names.cache_clear()
    _by_folded.cache_clear()


def _chosen(first: datetime, second: datetime, fold: int | None) -> datetime:
    if fold is None:
        raise Refusal("time-twice", first=first, second=second)
    return second if fold else first


def _change_between(low: datetime, high: datetime, place: ZoneInfo) -> datetime:
    """The instant at which the zone's offset changes; it lies after `low` and not after `high`."""
    old = low.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(place).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high
