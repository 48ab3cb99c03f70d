"""What Discord's answer to a notice means (trust.md §3.5): one pure function, tested exhaustively."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import aiohttp
import discord

from core.notices.outcomes import (
    Ambiguous,
    CardGone,
    Gone,
    Locked,
    Malformed,
    Outcome,
    Unknown,
    Unsent,
    Wait,
)

EDGE_BAN = timedelta(minutes=10)
"""How long nothing is sent after the network in front of Discord has refused us (trust.md §2 row 5)."""
TOO_MANY_DMS = timedelta(seconds=10)
BY_CODE: Mapping[int, type[Gone | CardGone | Malformed]] = {
    10003: Gone,  # unknown channel
    10004: Gone,  # unknown guild
    10007: Gone,  # unknown member
    10008: CardGone,
    10011: Malformed,  # unknown role
    10013: Gone,  # unknown user
    40005: Malformed,  # too large
    50001: Gone,  # missing access
    50005: CardGone,  # a message of somebody else
    50006: Malformed,  # empty
    50007: Gone,  # closed to us
    50013: Gone,  # missing permissions
    50024: Gone,  # not a channel to write in
    50033: Gone,  # invalid recipients
    50035: Malformed,
    50083: Gone,  # archived, and we may not open it again
    50278: Gone,  # no server in common
    160002: Malformed,  # cannot reply without reading history
}
LEFT = frozenset({10007, 10013, 50278})
"""Who is named by these shares no server with us (trust.md §2 row 75)."""
OPENING_TOO_FAST = 40003


def outcome(error: Exception) -> Outcome:
    """What an exception out of a request means for the notice."""
    match error:
        case discord.RateLimited(retry_after=seconds):
            return Wait(timedelta(seconds=seconds))
        case discord.HTTPException():
            return _answered(error)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return Unsent(f"no connection: {type(error).__name__}")
        case aiohttp.ClientError() | OSError() | TimeoutError():
            return Ambiguous(f"no answer: {error!r}")
        case _:
            return Unknown(repr(error))


def _answered(error: discord.HTTPException) -> Outcome:
    told = f"{error.status} ({error.code}) {error.text}"[:300]
    if error.status == 401:
        return Locked(told)
    if error.status == 429:
        return _too_many(error)
    if error.status >= 500:
        return Ambiguous(told)
    if error.code == OPENING_TOO_FAST:
        return Wait(TOO_MANY_DMS)
    if error.code in BY_CODE:
        found = BY_CODE[error.code](told)
        return replace(found, left=True) if isinstance(found, Gone) and error.code in LEFT else found
    return Malformed(told) if error.status in (400, 413) else Unknown(told)


def _too_many(error: discord.HTTPException) -> Wait:
    """Discord itself says how long; a page, or what has not passed by Discord, is a ban at its edge."""
    headers = error.response.headers
    if "Via" not in headers or "json" not in headers.get("Content-Type", ""):
        return Wait(EDGE_BAN, everywhere=True)
    return Wait(timedelta(seconds=float(headers.get("Retry-After", 1))), "X-RateLimit-Global" in headers)
