"""Both platforms in a process of their own, once for our bot and once for each that it is compared with.

Spoken to in lines of JSON. It starts by saying where everything is; then, for each line that names a face,
whose it is, how many act at once and what they do, it answers how long each waited for the first answer.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.telegram.server import TelegramStandIn
from core.clock import SystemClock
from tests.benchmarks.talking import converse

PEOPLE = 64
Act = Callable[[int, str], Awaitable[None]]


class DiscordSide:
    """Somebody types `/session join` and waits for the answer."""

    def __init__(self) -> None:
        self.standin = DiscordStandIn(SystemClock().now)
        self.standin.limits.relax()
        self._people = [self.standin.add_person(f"Learner {n}") for n in range(PEOPLE)]
        self._lobby = self.standin.world.add_channel("lobby")

    def about(self) -> dict[str, Any]:
        """Where it is, and who there is."""
        return {
            "token": self.standin.token,
            "api_url": self.standin.api_url,
            "people": [str(one.id) for one in self._people],
        }

    async def act(self, person: int, what: str) -> None:
        """Join; `what` is the session's id."""
        interaction = await self._people[person].slash(self._lobby, "session join", {"session": what})
        await interaction.answered(within=60.0)

    async def ready(self) -> None:
        """Nothing to prepare."""


class TelegramSide:
    """Somebody presses the button Join and waits until the message shows what came of it."""

    def __init__(self) -> None:
        self.standin = TelegramStandIn(SystemClock().now)
        self.standin.limits.enforce = False
        self._people = [self.standin.person(f"Learner {n}", started=True) for n in range(PEOPLE)]
        self._cards: list[Any] = []

    def about(self) -> dict[str, Any]:
        """Where it is, and who there is."""
        return {
            "token": self.standin.token,
            "api_url": self.standin.api_url,
            "people": [str(one.id) for one in self._people],
        }

    async def ready(self) -> None:
        """Have a message of the bot to press on."""
        for person in self._people:
            await person.start()
            self._cards.append(await person.next_message(lambda one: one.sender.is_bot, within=60.0))

    async def act(self, person: int, what: str) -> None:
        """Join; `what` is the button's data."""
        presser = self._people[person]
        presser.catch_up()
        press = await presser.press(self._cards[person], data=what, forged=True)
        await press.answered(within=60.0)
        await presser.next_message(lambda one: one.sender.is_bot, within=60.0)


Side = DiscordSide | TelegramSide


async def _drive(act: Act, deeds: Iterable[tuple[int, str]], at_once: int) -> dict[str, Any]:
    """So many people at once, each one thing after the other."""
    queues: dict[int, list[str]] = {}
    for person, what in deeds:
        queues.setdefault(person % at_once, []).append(what)
    latencies: list[float] = []

    async def live(person: int, doing: list[str]) -> None:
        for what in doing:
            began = time.perf_counter()
            await act(person, what)
            latencies.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(live(person, doing) for person, doing in queues.items()))
    return {"seconds": time.perf_counter() - began, "latencies": latencies}


async def serve() -> None:
    """Until standard input ends."""
    sides: dict[str, Side] = {f"discord {who}": DiscordSide() for who in ("ours", "empty")}
    sides |= {f"telegram {who}": TelegramSide() for who in ("ours", "empty", "calls")}
    for side in sides.values():
        await side.standin.start()

    async def obey(order: dict[str, Any]) -> dict[str, Any]:
        side = sides[order["side"]]
        if order.get("ready"):
            await side.ready()
            return {}
        return await _drive(side.act, order["deeds"], order["at_once"])

    await converse({name: side.about() for name, side in sides.items()}, obey)
    for side in sides.values():
        await side.standin.stop()


if __name__ == "__main__":
    asyncio.run(serve())
