"""Every answer of Discord has an outcome (trust.md §3.5)."""

from datetime import timedelta
from types import SimpleNamespace

import aiohttp
import discord
import pytest

from bot.discord.outcomes import BY_CODE, outcome
from core.notices.outcomes import Ambiguous, CardGone, Gone, Locked, Malformed, Unknown, Unsent, Wait


def answered(status: int, code: int = 0, **headers: str) -> discord.HTTPException:
    headers = {"Content_Type": "application/json"} | headers
    response = SimpleNamespace(
        status=status, reason="", headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    return discord.HTTPException(response, {"code": code, "message": "words"})  # type: ignore[arg-type]  # all it reads


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_known_code(code: int) -> None:
    found = outcome(answered(403, code))
    assert isinstance(found, BY_CODE[code])
    assert str(code) in found.error


def test_only_who_shares_no_server_has_left() -> None:
    left = {code for code in BY_CODE if getattr(outcome(answered(403, code)), "left", False)}
    assert left == {10007, 10013, 50278}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (answered(401), Locked),
        (answered(401, 50027), Locked),
        (answered(500), Ambiguous),
        (answered(503), Ambiguous),
        (answered(524), Ambiguous),
        (answered(400), Malformed),
        (answered(413), Malformed),
        (answered(403), Unknown),
        (answered(404), Unknown),
        (answered(403, 50007), Gone),
        (answered(403, 50278), Gone),
        (answered(404, 10008), CardGone),
        (aiohttp.ClientConnectorError(SimpleNamespace(), OSError()), Unsent),  # type: ignore[arg-type]  # for its class
        (aiohttp.ConnectionTimeoutError(), Unsent),
        (aiohttp.ServerDisconnectedError(), Ambiguous),
        (aiohttp.ServerTimeoutError(), Ambiguous),
        (ConnectionResetError(), Ambiguous),
        (TimeoutError(), Ambiguous),
        (ValueError("?"), Unknown),
    ],
)
def test_what_else_can_come(error: Exception, kind: type) -> None:
    assert type(outcome(error)) is kind


def test_waits_as_long_as_discord_says() -> None:
    assert outcome(discord.RateLimited(40.0)) == Wait(timedelta(seconds=40))
    assert outcome(answered(429, Via="1.1 google", Retry_After="7")) == Wait(timedelta(seconds=7))
    everywhere = answered(429, Via="1.1 google", Retry_After="7", X_RateLimit_Global="true")
    assert outcome(everywhere) == Wait(timedelta(seconds=7), everywhere=True)


def test_a_refusal_that_is_not_discords_own_stops_everything_for_ten_minutes() -> None:
    assert outcome(answered(429)) == Wait(timedelta(minutes=10), everywhere=True)
    page = answered(429, Via="1.1 edge", Retry_After="7", Content_Type="text/html; charset=UTF-8")
    assert outcome(page) == Wait(timedelta(minutes=10), everywhere=True)


def test_opening_chats_too_fast_waits_for_this_one_only() -> None:
    assert outcome(answered(400, 40003)) == Wait(timedelta(seconds=10))
