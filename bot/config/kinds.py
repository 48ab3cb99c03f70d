"""The kinds of value a setting can have, each with the sentence that says what is wrong with a bad one."""

import json
import re
from datetime import timedelta
from difflib import get_close_matches
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(?:\d{1,6}[smhd])+")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_ENGINES = ("sqlite+aiosqlite", "postgresql+asyncpg")


class Section(BaseModel):
    """One `[section]` of config.toml; immutable, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True)


def duration(text: str) -> timedelta:
    """Read `90s`, `15m`, `24h`, `7d` or a chain of them such as `1h30m`.

    Raises:
        ValueError: when the text is nothing of the kind.
    """
    compact = text.replace(" ", "").lower()
    if not _DURATION.fullmatch(compact):
        raise ValueError("must be a length of time with its unit: s, m, h or d")
    return timedelta(
        seconds=sum(int(n) * _SECONDS[unit] for n, unit in re.findall(r"(\d+)([smhd])", compact))
    )


def span(default: str, *, least: str = "0s", most: str = "3650d") -> Any:
    """Declare a length-of-time setting; its default is also its example."""
    return Field(duration(default), ge=duration(least), le=duration(most), examples=[default])


def _to_duration(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise ValueError("must be a length of time with its unit, in quotes: s, m, h or d")  # noqa: TRY004 - pydantic collects ValueError only
    return duration(value)


def _to_number(value: object) -> object:
    if isinstance(value, bool | float):
        raise ValueError("must be a whole number")  # noqa: TRY004 - pydantic collects ValueError only
    return value


def _to_items(value: object) -> object:
    """Accept a TOML array, and from the environment a JSON list or words with commas between."""
    if not isinstance(value, str):
        return value
    if not value.lstrip().startswith("["):
        return [item.strip() for item in value.split(",") if item.strip()]
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError("must be a list, with commas between its items") from None


def _to_zone(value: object) -> object:
    if isinstance(value, ZoneInfo):
        return value
    text = value.strip() if isinstance(value, str) else ""
    try:
        if "/" in text or text == "UTC":
            return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        pass
    places = {name.rsplit("/", 1)[-1].lower(): name for name in sorted(available_timezones()) if "/" in name}
    near = get_close_matches(text.rsplit("/", 1)[-1].lower().replace(" ", "_"), places, n=3)
    hint = f"; did you mean {' or '.join(places[place] for place in near)}?" if near else ""
    raise ValueError(f"must be an IANA time zone: UTC, or an area and a place{hint}")


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _filled(value: str) -> str:
    if not value:
        raise ValueError("must not be empty")
    return value


def _web_address(value: str) -> str:
    parts = _split(value)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a web address that begins with https:// or http://")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("must be a plain web address: no user, password, ? or # in it")
    return value.rstrip("/")


def _secure_address(value: str) -> str:
    if not _web_address(value).startswith("https://"):
        raise ValueError("must begin with https://")
    return _web_address(value)


def _host(value: str) -> str:
    if not _HOST.fullmatch(value.lower()):
        raise ValueError("must be host names alone, without https:// and without a path")
    return value.lower()


def _database_url(value: SecretStr) -> SecretStr:
    """The address may hold a password, so no sentence here repeats it."""
    engine, _, rest = value.get_secret_value().partition("://")
    if engine not in _ENGINES:
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    if engine == _ENGINES[0] and (not rest.startswith("/") or rest.strip("/") in {"", ":memory:"}):
        raise ValueError(
            "must name a file after sqlite+aiosqlite:/// (in memory alone nothing would be kept)"
        )
    if engine == _ENGINES[1]:
        _check_server(rest)
    return value


def _check_server(rest: str) -> None:
    parts = _split(f"//{rest}")
    if parts is None or not parts.path.strip("/"):
        raise ValueError(
            "must name a server and a database: postgresql+asyncpg://user:password@host:5432/name"
        )


def _split(address: str) -> SplitResult | None:
    """Take an address apart; none when it is not one, its port included."""
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


Text = Annotated[str, BeforeValidator(_stripped), AfterValidator(_filled)]
Secret = Annotated[SecretStr, BeforeValidator(_stripped), Field(min_length=1)]
Number = Annotated[int, BeforeValidator(_to_number)]
Identifier = Annotated[Number, Field(gt=0, lt=2**63)]
Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_to_items)]
Duration = Annotated[timedelta, BeforeValidator(_to_duration)]
Durations = Annotated[tuple[Duration, ...], BeforeValidator(_to_items)]
Zone = Annotated[ZoneInfo, BeforeValidator(_to_zone)]
WebAddress = Annotated[str, BeforeValidator(_stripped), AfterValidator(_web_address)]
SecureAddress = Annotated[str, BeforeValidator(_stripped), AfterValidator(_secure_address)]
Hosts = Annotated[
    tuple[Annotated[str, BeforeValidator(_stripped), AfterValidator(_host)], ...], BeforeValidator(_to_items)
]
DatabaseUrl = Annotated[SecretStr, BeforeValidator(_stripped), AfterValidator(_database_url)]
Upper = BeforeValidator(_upper)
Stripped = BeforeValidator(_stripped)
