"""Two lanes under one rate: notices keep to it, answers pass, and both stop when told to."""

import asyncio

import pytest

from bot.discord.pace import REQUESTS
from bot.limits import Gate, Limiter, Rate
from bot.telegram.outlet import IN_GROUP, OVERALL


def passed(rate: Rate, seconds: float) -> list[float]:
    """When things pass a gate that is pushed all the time."""
    gate, now, times = Gate(rate), 100.0, []
    while now < 100 + seconds:
        now += max(0.0, gate.wait(now))
        gate.take(now)
        times.append(now)
    return times


@pytest.mark.parametrize("rate", [REQUESTS, OVERALL, IN_GROUP, Rate(1.0, 3), Rate(50, 10)])
def test_no_span_of_time_holds_more_than_its_rate(rate: Rate) -> None:
    times = passed(rate, 200)
    for span in (1.0, 7.0, 60.0):
        most = max(sum(1 for one in times[i:] if one < start + span) for i, start in enumerate(times[:50]))
        assert most <= rate.per_second * span + rate.burst + 1e-6


def test_the_whole_rate_is_used() -> None:
    assert len(passed(Rate(29.7, 1.29), 100)) == pytest.approx(2970, abs=5)


def test_thirty_a_second_and_twenty_a_minute_are_never_passed() -> None:
    assert int(OVERALL.per_second + OVERALL.burst) <= 30
    assert int(IN_GROUP.per_second * 60 + IN_GROUP.burst) <= 20
    assert OVERALL.per_second >= 0.99 * 30


def test_fifty_a_second_are_never_passed_though_requests_draw_together_on_their_way() -> None:
    drawn_together = 0.035
    assert int(REQUESTS.per_second * (1 + drawn_together) + REQUESTS.burst) <= 50
    assert REQUESTS.per_second >= 0.95 * 50


def test_what_comes_late_is_made_good() -> None:
    gate, began, now = Gate(REQUESTS), 100.0, 100.0
    for _ in range(480):
        now += max(0.0, gate.wait(now)) + 0.002
        gate.take(now)
    assert now - began < 10.05


def test_half_the_speed_recovers_little_by_little() -> None:
    gate, now = Gate(Rate(10)), 100.0
    gate.halve()
    gate.take(now)
    assert gate.wait(now) == pytest.approx(1 / 5)
    for _ in range(60):
        now += gate.wait(now)
        gate.take(now)
    assert gate.wait(now) == pytest.approx(1 / 10)


def limiter() -> Limiter:
    return Limiter(Rate(1000, 5), lambda dest: Rate(1.0, 1) if dest == "slow" else Rate(1000, 5))


async def test_an_answer_passes_where_a_notice_waits() -> None:
    both = limiter()
    await both.slow("slow")
    assert both.wait("slow") > 0.5
    async with asyncio.timeout(0.2):
        await both.quick("slow")
    async with asyncio.timeout(0.2):
        await both.slow("other")
    assert both.wait("slow") > 1.5, "the answer counts"


async def test_an_edit_is_not_counted() -> None:
    both = limiter()
    await both.quick("slow", counted=False)
    assert both.wait("slow") == 0


async def test_both_lanes_wait_where_the_platform_said_so() -> None:
    both = limiter()
    assert not both.refused("a", 0.2)
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(0.1):
        await both.quick("b")
    await both.quick("a")
    assert asyncio.get_running_loop().time() - began >= 0.2
    assert both.refused("a", 0.1, everywhere=True)
    began = asyncio.get_running_loop().time()
    await both.quick("b")
    await both.slow("c")
    assert asyncio.get_running_loop().time() - began >= 0.1


async def test_a_refusal_after_too_much_concerns_everybody() -> None:
    both = Limiter(Rate(5, 1), lambda _: Rate(1000, 5))
    for number in range(12):
        await both.quick(str(number))
    assert both.refused("3", 0.01)


async def test_what_answers_owe_does_not_stop_notices_for_long() -> None:
    both = Limiter(Rate(100, 1), lambda _: Rate(1000, 5))
    for number in range(5000):
        await both.quick(str(number))
    assert 0 < both._overall.wait(asyncio.get_running_loop().time()) <= 2.1


async def test_quiet_destinations_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.limits.MOST_GATES", 10)
    both = Limiter(Rate(10_000, 100), lambda _: Rate(10_000_000, 5))
    both.refused("closed", 60)
    for number in range(50):
        await both.quick(str(number))
    assert len(both._gates) <= 12
    assert "closed" in both._gates
