"""`python -m tests.proofs.process.launch run`: the bot, which kills itself on passing a named point.

The environment says where: PROOF_POINT names the point, PROOF_PASSAGE (1 by default) says at which passage.
PROOF_HURRY shortens leases and claims, so that a test need not sit out what another process held.
PROOF_OWNER is the name under which it takes leases.
Nothing of this is in the bot: the points are wrapped around it here.
"""

import functools
import inspect
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot import __main__ as bot_main
from bot import alarms, delivery, holding
from bot.app import App
from bot.discord.deliver import DiscordPost
from bot.discord.wire import Wire as DiscordWire
from bot.telegram.deliver import TelegramPost
from bot.telegram.polling import Polling
from core.sessions import ticking
from storage import backup
from storage.inbox import Inbox
from storage.leases import LeaseRepository
from storage.postgres import PostgresDatabase
from storage.queue import QueueRepository
from storage.sqlite import SqliteDatabase
from storage.unit_of_work import Unit


class Deadly:
    """Counts passages of the one point and dies at the n-th."""

    def __init__(self, point: str, passage: int) -> None:
        self.point = point
        self.left = passage

    def passed(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            sys.stderr.write(f'{{"event": "dying", "point": "{self.point}"}}\n')
            sys.stderr.flush()
            os.kill(os.getpid(), signal.SIGKILL)


def around(
    owner: Any, name: str, before: Callable[..., None] | None, after: Callable[..., None] | None
) -> None:
    """Have something happen before or after a function, in whatever way it is called."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def plain(*args: Any, **given: Any) -> Any:
        if before is not None:
            before(*args)
        result = original(*args, **given)
        if after is not None:
            after(*args, result)
        return result

    @functools.wraps(original)
    async def awaited(*args: Any, **given: Any) -> Any:
        if before is not None:
            before(*args)
        result = await original(*args, **given)
        if after is not None:
            after(*args, result)
        return result

    setattr(owner, name, awaited if inspect.iscoroutinefunction(original) else plain)


def committed(owner: Any, die: Callable[..., None]) -> None:
    """After the commit of somebody's input."""
    original = owner.write

    async def write(*args: Any, **given: Any) -> Any:
        result = await original(*args, **given)
        if given.get("key") is not None:
            die()
        return result

    owner.write = write


def arm(point: str, die: Callable[..., None]) -> None:
    """Wrap one named point around the bot."""
    places = single(die)
    if point in places:
        around(*places[point])
    elif point == "migration":
        _migrating(die)
    elif point == "input-after-commit":
        for engine in (SqliteDatabase, PostgresDatabase):
            committed(engine, die)
    else:
        before, after = {"send-before": (die, None), "send-after": (None, die)}[point]
        for post in (DiscordPost, TelegramPost):
            around(post, "send", before, after)


def single(die: Callable[..., None]) -> dict[str, tuple[Any, str, Any, Any]]:
    """Points that lie in one place: whose, of what name, before it, after it."""

    def of_input(unit: Unit[Any], *_: object) -> None:
        if unit.key is not None:
            die()

    def of_rows(*passed: Any) -> None:
        if passed[-1]:
            die()

    def of_batch(polling: Polling) -> None:
        if polling._offset is not None:
            die()

    return {
        "input-before-record": (Unit, "run", of_input, None),
        "input-after-record": (Inbox, "record", None, die),
        "input-after-change": (Inbox, "set_outcome", die, None),
        "input-before-commit": (Unit, "run", None, of_input),
        "answer-before": (DiscordWire, "answer", die, None),
        "answer-after": (DiscordWire, "answer", None, die),
        "offset-before": (Polling, "_fetch", of_batch, None),
        "claim-before": (QueueRepository, "claim", die, None),
        "claim-after": (QueueRepository, "claim", None, of_rows),
        "claim-committed": (delivery.Sender, "_deliver", die, None),
        "settle-before": (QueueRepository, "settle", die, None),
        "settle-after": (QueueRepository, "settle", None, die),
        "settle-committed": (delivery.Sender, "_follow", die, None),
        "tick-before": (alarms.Alarms, "_tick", die, None),
        "tick-inside": (ticking, "tick", None, die),
        "tick-committed": (alarms.Alarms, "_tick", None, die),
        "lease-taken": (LeaseRepository, "take", None, die),
        "backup-before-mark": (backup, "closing", _second(die), None),
        "backup-before-rename": (backup, "_copy", None, die),
    }


def _migrating(die: Callable[..., None]) -> None:
    """Each table or index that a migration makes."""
    from alembic.operations import Operations  # noqa: PLC0415 as late as the bot does

    around(Operations, "invoke", None, die)


def _second(die: Callable[..., None]) -> Callable[..., None]:
    """The copy is there once the second of both databases is opened."""
    seen = 0

    def before(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == 2:
            die()

    return before


def hurry() -> None:
    """Leases of three seconds; how long a claim lasts is on the clock that the tests move."""
    holding.HOLD = timedelta(seconds=3)
    holding.MARGIN = 0.3
    alarms.SWEEP = timedelta(seconds=1)
    alarms.SAFETY = timedelta(seconds=1)


def main() -> None:
    """Arm the point, then be the bot."""
    if os.environ.get("PROOF_HURRY"):
        hurry()
    if owner := os.environ.get("PROOF_OWNER"):
        around(App, "__init__", None, lambda app, *_: setattr(app, "_owner", owner))
    point = os.environ.get("PROOF_POINT")
    if point:
        deadly = Deadly(point, int(os.environ.get("PROOF_PASSAGE", "1")))
        arm(point, deadly.passed)
    bot_main.main()


if __name__ == "__main__":
    main()
