"""Flood limits: who sends too fast is told to wait, and who does not wait is counted."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.sandbox.telegram.limits import Limits
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn


class Stopwatch:
    """Real time, in a test's hands."""

    def __init__(self) -> None:
        self.at = 100.0

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    stopwatch = Stopwatch()
    monkeypatch.setattr("bot.sandbox.telegram.limits.time", stopwatch)
    return stopwatch


@pytest.fixture
def limits(standin: TelegramStandIn) -> Limits:
    return standin.limits


async def test_one_chat_takes_a_burst_then_one_a_second(
    bot: Bot, ada: Person, limits: Limits, watch: Stopwatch
) -> None:
    limits.chat_burst = 3
    for _ in range(3):
        await bot.send_message(ada.id, "x")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ada.id, "x")
    assert refused.value.retry_after == timedelta(seconds=1)
    assert (limits.refused, limits.breaches, len(ada.visible())) == (1, 0, 3)
    watch.at += 1
    await bot.send_message(ada.id, "x")
    assert limits.breaches == 0


async def test_calling_before_the_time_is_a_breach(
    bot: Bot, ada: Person, limits: Limits, watch: Stopwatch
) -> None:
    limits.chat_burst = 1
    await bot.send_message(ada.id, "x")
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(ada.id, "x")
    assert limits.breaches == 1


async def test_a_group_takes_20_a_minute(
    standin: TelegramStandIn, bot: Bot, ada: Person, limits: Limits, watch: Stopwatch
) -> None:
    group = standin.group("Readers", [ada])
    for _ in range(20):
        await bot.send_message(group.id, "x")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(group.id, "x")
    assert refused.value.retry_after == timedelta(seconds=3)
    await bot.send_message(ada.id, "others are not held up")


async def test_all_chats_together_take_30_a_second(
    standin: TelegramStandIn, bot: Bot, limits: Limits, watch: Stopwatch
) -> None:
    people = [standin.person(f"Ada{n} Example", started=True) for n in range(31)]
    for person in people[:30]:
        await bot.send_message(person.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "x")
    watch.at += 1
    for person in people[:30]:
        await bot.send_message(person.id, "x")
    assert limits.breaches == 0


async def test_the_limits_can_be_switched_off(bot: Bot, ada: Person, limits: Limits) -> None:
    limits.chat_burst = 0
    with pytest.raises(RetryAfter):
        await bot.send_message(ada.id, "x")
    limits.enforce = False
    await bot.send_message(ada.id, "x")


async def test_edits_and_answers_are_free(bot: Bot, ada: Person, limits: Limits, watch: Stopwatch) -> None:
    limits.chat_burst = 1
    message = await bot.send_message(ada.id, "0")
    for number in range(1, 40):
        await message.edit_text(str(number))
