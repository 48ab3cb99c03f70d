"""Faults on order, seen through the real library: what was refused, what was done and not answered."""

import asyncio

import aiohttp
import httpx
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.sandbox.telegram.faults import FaultKind
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn
from tests.platforms.standins.telegram.conftest import Clock

REFUSED: dict[FaultKind, tuple[type[TelegramError], str]] = {
    FaultKind.RATE_LIMIT: (RetryAfter, "Retry in 0:00:07"),
    FaultKind.SERVER_ERROR: (NetworkError, "Bad Gateway"),
    FaultKind.HTML_ERROR: (NetworkError, "Parsing the server response"),
    FaultKind.RESET_BEFORE: (NetworkError, "ReadError"),
    FaultKind.UNAUTHORIZED: (InvalidToken, "Unauthorized"),
    FaultKind.NOT_FOUND: (InvalidToken, "Not Found"),
    FaultKind.CONFLICT: (Conflict, "terminated by other getUpdates request"),
    FaultKind.BLOCKED: (Forbidden, "bot was blocked by the user"),
    FaultKind.REFUSED: (BadRequest, "Something is wrong"),
}


@pytest.mark.parametrize("kind", REFUSED)
async def test_a_refusal_does_nothing(
    standin: TelegramStandIn, bot: Bot, ada: Person, kind: FaultKind
) -> None:
    error, words = REFUSED[kind]
    fault = standin.faults.add(kind, "sendMessage", times=1, seconds=7)
    with pytest.raises(error, match=words) as raised:
        await bot.send_message(ada.id, "x")
    assert type(raised.value) is error
    assert ada.visible() == []
    assert fault.happened == 1
    assert standin.calls[-1].fault == kind
    await bot.send_message(ada.id, "x")


@pytest.mark.parametrize("kind", [FaultKind.LOST_ERROR, FaultKind.RESET_AFTER])
async def test_a_lost_answer_leaves_the_message_sent(
    standin: TelegramStandIn, bot: Bot, ada: Person, kind: FaultKind
) -> None:
    standin.faults.add(kind, "sendMessage", times=1)
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "sent all the same")
    assert ada.last().text == "sent all the same"


@pytest.mark.parametrize(("kind", "sent"), [(FaultKind.HANG_BEFORE, 0), (FaultKind.HANG_AFTER, 1)])
async def test_silence_times_out_before_or_after_the_deed(
    standin: TelegramStandIn, bot: Bot, ada: Person, kind: FaultKind, sent: int
) -> None:
    standin.faults.add(kind, "sendMessage", seconds=60)
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "x", read_timeout=0.1)
    assert len(ada.visible()) == sent


async def test_a_delay_only_delays(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    standin.faults.add("delay", "sendMessage", seconds=0.01)
    assert (await bot.send_message(ada.id, "x")).text == "x"


async def test_a_fault_can_be_meant_for_one_chat_or_every_method(
    standin: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    linus = standin.person("Linus Sample", started=True)
    standin.faults.add("blocked", chat_id=linus.id)
    await bot.send_message(ada.id, "x")
    for call in (bot.send_message(linus.id, "x"), bot.send_chat_action(linus.id, "typing")):
        with pytest.raises(Forbidden):
            await call
    standin.faults.clear()
    await bot.send_message(linus.id, "x")


async def test_faults_by_chance_repeat_with_their_seed(
    standin: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    runs = []
    for _ in range(2):
        standin.faults.dice.seed(3)
        standin.faults.clear()
        standin.faults.add("server_error", chance=0.5)
        outcomes = [await asyncio.gather(bot.get_me(), return_exceptions=True) for _ in range(12)]
        runs.append([isinstance(outcome, Exception) for (outcome,) in outcomes])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {True, False}


async def test_a_revoked_or_malformed_token(standin: TelegramStandIn) -> None:
    async with aiohttp.ClientSession() as session:
        for token, status in ((f"7000000001:{'B' * 35}", 401), ("nonsense", 404)):
            async with session.get(f"{standin.api_url}{token}/getMe") as answer:
                assert (answer.status, (await answer.json())["error_code"]) == (status, status)


async def test_updates_come_twice_lost_or_shuffled(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    mischief = standin.faults.updates
    mischief.duplicate = 1.0
    await ada.send("again")
    (first,) = await bot.get_updates()
    await ada.send("next")
    batch = await bot.get_updates(offset=first.update_id + 1)
    assert [update.update_id - first.update_id for update in batch] == [0, 1]
    mischief.duplicate, mischief.reorder = 0.0, 1.0
    for number in range(6):
        await ada.send(str(number))
    shuffled = [update.update_id for update in await bot.get_updates()]
    assert shuffled != sorted(shuffled)
    mischief.drop = 1.0
    await ada.send("lost")
    assert len(await bot.get_updates()) == len(shuffled)


async def test_updates_are_forgotten_after_a_day(
    standin: TelegramStandIn, bot: Bot, ada: Person, clock: Clock
) -> None:
    await ada.send("old")
    clock.advance(hours=24, seconds=1)
    await ada.send("young")
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["young"]


async def test_nobody_listens_after_stop(standin: TelegramStandIn, bot: Bot) -> None:
    await standin.stop()
    with pytest.raises(NetworkError) as raised:
        await bot.get_me()
    assert isinstance(raised.value.__cause__, httpx.ConnectError)
