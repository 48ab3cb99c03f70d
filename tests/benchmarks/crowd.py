"""Both platforms in a process of their own, their limits in force, with many who are told and some who act.

Spoken to in lines of JSON. It starts by saying where everything is; then, for each turn it is ordered, some
people act at a steady pace while a fan-out arrives, and it answers what both of them looked like from here.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.telegram.server import TelegramStandIn
from core.clock import SystemClock
from tests.benchmarks.talking import converse

TOLD = {"discord": 500, "telegram": 300}
"""Who receives a fan-out; each has an open chat with the bot."""
ACTING = 64
"""Who act; they are told nothing, so that what reaches them is an answer."""
LATEST = 60.0
"""Seconds after which something that has not come will not."""


class Arrivals:
    """When messages reached the chats that are watched."""

    def __init__(self, chats: Iterable[Any]) -> None:
        self._chats = frozenset(chats)
        self.notices: list[float] = []
        self.sent: list[float] = []
        """All messages of the bot, answers among them."""

    def note(self, chat: Any) -> None:
        """One more message was sent."""
        now = time.perf_counter()
        self.sent.append(now)
        if chat in self._chats:
            self.notices.append(now)

    def take(self) -> dict[str, Any]:
        """What came since the last time: how many in which span, answers that were sent with them too."""
        notices, self.notices = self.notices, []
        sent, self.sent = self.sent, []
        if not notices:
            return {"notices": 0, "within": 0, "seconds": 0.0}
        first, last = notices[0], notices[-1]
        within = sum(first <= at <= last for at in sent)
        return {"notices": len(notices), "within": within, "seconds": last - first}


class DiscordCrowd:
    """Some type `/session join`; answers to interactions are outside the limits of the whole bot."""

    def __init__(self) -> None:
        self.standin = DiscordStandIn(SystemClock().now)
        self._acting = [self.standin.add_person(f"Learner {n}") for n in range(ACTING)]
        self._told = [self.standin.add_person(f"Told {n}") for n in range(TOLD["discord"])]
        self._chats = {one.id: one.dm_channel.id for one in self._told}
        self.arrivals = Arrivals(self._chats.values())

    def about(self) -> dict[str, Any]:
        """Where it is, and who there is."""
        return {
            "token": self.standin.token,
            "api_url": self.standin.api_url,
            "acting": [str(one.id) for one in self._acting],
            "told": {str(user): str(chat) for user, chat in self._chats.items()},
        }

    async def watch(self) -> None:
        """See what is sent, for ever."""
        changes = self.standin.bell.listen()
        bot = self.standin.world.bot.id
        while True:
            change = await changes.get()
            if change["type"] == "message" and change["author_id"] == bot:
                self.arrivals.note(change["channel_id"])

    async def act(self, person: int, what: str) -> None:
        """Join; `what` is the session's id."""
        interaction = await self._acting[person].slash(None, "session join", {"session": what})
        await interaction.answered(within=LATEST)

    async def all_told(self, number: int) -> None:
        """Wait until so many notices came."""
        await self.standin.bell.until(lambda: len(self.arrivals.notices) >= number, LATEST)

    def broken(self) -> tuple[int, int]:
        """Requests sent into a pause that was asked for, and those refused as one too many."""
        return len(self.standin.limits.breaches), self.standin.limits.refused


class TelegramCrowd:
    """Some write a command; each answer is one of the thirty messages a second."""

    def __init__(self) -> None:
        self.standin = TelegramStandIn(SystemClock().now)
        self._acting = [self.standin.person(f"Learner {n}", started=True) for n in range(ACTING)]
        self._told = [self.standin.person(f"Told {n}", started=True) for n in range(TOLD["telegram"])]
        self.arrivals = Arrivals(one.chat.id for one in self._told)

    def about(self) -> dict[str, Any]:
        """Where it is, and who there is."""
        return {
            "token": self.standin.token,
            "api_url": self.standin.api_url,
            "acting": [str(one.id) for one in self._acting],
            "told": {str(one.id): None for one in self._told},
        }

    async def watch(self) -> None:
        """See what is sent, for ever."""
        changes, seen = self.standin.world.changes, 0
        while True:
            for note in await changes.wait_for(partial(changes.since, seen), within=None):
                seen = note.number
                message: Any = note.facts.get("message")
                if note.kind == "new" and message.sender.is_bot:
                    self.arrivals.note(message.chat.id)

    async def act(self, person: int, what: str) -> None:
        """Write a command and wait for the message that answers it."""
        writer = self._acting[person]
        writer.catch_up()
        await writer.send(what)
        await writer.next_message(lambda one: one.sender.is_bot, within=LATEST)

    async def all_told(self, number: int) -> None:
        """Wait until so many notices came."""
        await self.standin.wait_for(lambda: len(self.arrivals.notices) >= number, LATEST)

    def broken(self) -> tuple[int, int]:
        """Messages sent into a pause that was asked for, and those refused as one too many."""
        return self.standin.limits.breaches, self.standin.limits.refused


Crowd = DiscordCrowd | TelegramCrowd


async def _act(act: Callable[[int, str], Awaitable[None]], deeds: list[str], every: float) -> list[float]:
    """One deed after each pause, whether those before have been answered or not."""
    latencies: list[float] = []

    async def one(person: int, what: str) -> None:
        began = time.perf_counter()
        await act(person, what)
        latencies.append(time.perf_counter() - began)

    async with asyncio.TaskGroup() as group:
        for number, what in enumerate(deeds):
            group.create_task(one(number % ACTING, what))
            await asyncio.sleep(every)
    return latencies


async def _turn(crowd: Crowd, order: Any) -> dict[str, Any]:
    latencies, _ = await asyncio.gather(
        _act(crowd.act, order["deeds"], order["every"]), crowd.all_told(order["notices"])
    )
    breaches, refused = crowd.broken()
    return {"latencies": latencies, "breaches": breaches, "refused": refused, **crowd.arrivals.take()}


async def serve() -> None:
    """Until standard input ends."""
    crowds: dict[str, Crowd] = {"discord": DiscordCrowd(), "telegram": TelegramCrowd()}
    async with asyncio.TaskGroup() as watching:
        for crowd in crowds.values():
            await crowd.standin.start()
        watches = [watching.create_task(crowd.watch()) for crowd in crowds.values()]

        async def turn(order: dict[str, Any]) -> dict[str, Any]:
            done = await asyncio.gather(*(_turn(crowds[name], one) for name, one in order.items()))
            return dict(zip(order, done, strict=True))

        await converse({name: crowd.about() for name, crowd in crowds.items()}, turn)
        for watch in watches:
            watch.cancel()
        for crowd in crowds.values():
            await crowd.standin.stop()


if __name__ == "__main__":
    asyncio.run(serve())
