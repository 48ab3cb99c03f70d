"""A loop that stands still is told of, and ended (trust.md §2 row 86)."""

import asyncio
import threading
from collections.abc import MutableMapping
from typing import Any

from structlog.testing import capture_logs

from bot.watchdog import Patience, Watchdog

LONG = 30.0


def a_handler_that_blocks(until: threading.Event) -> bool:
    """Stands still until the watchdog has acted."""
    return until.wait(LONG)


async def test_a_loop_that_stands_still_is_ended_and_the_log_says_where_it_stood() -> None:
    ended = threading.Event()
    watchdog = Watchdog(Patience(look=0.01, told=0.02, ended=0.05), ended.set)
    with capture_logs() as logs:
        watchdog.start()
        assert a_handler_that_blocks(ended)
    watchdog.close()
    told, last = [one for one in logs if one["log_level"] in {"error", "critical"}]
    assert told["event"] == "loop_stands_still"
    assert "a_handler_that_blocks" in told["stack"]
    assert (last["event"], last["log_level"]) == ("ended_because_the_loop_stood_still", "critical")


async def test_a_loop_that_goes_on_is_told_of_and_left_alone() -> None:
    ended, told = threading.Event(), threading.Event()
    watchdog = Watchdog(Patience(look=0.01, told=0.02, ended=LONG), ended.set)

    goes_on = asyncio.Event()
    loop = asyncio.get_running_loop()

    def hear(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if event["event"] == "loop_stands_still":
            told.set()
        elif event["event"] == "loop_goes_on":
            loop.call_soon_threadsafe(goes_on.set)
        return event

    with capture_logs(processors=[hear]):
        watchdog.start()
        assert a_handler_that_blocks(told)
        async with asyncio.timeout(LONG):
            await goes_on.wait()
    watchdog.close()
    assert not ended.is_set()
