"""Talking in lines of JSON with a process of its own, in which the platforms and the people live."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class City:
    """The other process, as seen from here."""

    process: asyncio.subprocess.Process
    sides: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What it said of itself at its start."""

    async def ask(self, order: dict[str, Any] | None) -> dict[str, Any]:
        """Give an order and wait for what came of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if order is not None:
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
        said = await self.process.stdout.readline()
        if not said:
            raise RuntimeError("the platforms' process has ended")
        answer: dict[str, Any] = json.loads(said)
        return answer


async def city(stack: AsyncExitStack, module: str) -> City:
    """Start the process that runs a module; it ends with the stack."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**24,
    )  # fmt: skip
    started = City(process)

    async def end() -> None:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()

    stack.push_async_callback(end)
    started.sides = await started.ask(None)
    return started


def settings(discord: dict[str, Any], telegram: dict[str, Any], database: str) -> dict[str, str]:
    """What the bot is told of the platforms there; nobody is too quick for it."""
    return {
        "MENTORBOT_DISCORD__TOKEN": discord["token"],
        "MENTORBOT_DISCORD__API_URL": discord["api_url"],
        "MENTORBOT_TELEGRAM__TOKEN": telegram["token"],
        "MENTORBOT_TELEGRAM__API_URL": telegram["api_url"],
        "MENTORBOT_DATABASE__URL": database,
        "MENTORBOT_HTTP__PORT": "0",
        "MENTORBOT_PEOPLE__COMMANDS_PER_MINUTE": "10000",
    }


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


async def converse(about: dict[str, Any], obey: Callable[[Any], Awaitable[dict[str, Any]]]) -> None:
    """Run in the other process: say where everything is, then answer each order until input ends."""
    _say(about)
    while line := await asyncio.to_thread(sys.stdin.readline):
        _say(await obey(json.loads(line)))
