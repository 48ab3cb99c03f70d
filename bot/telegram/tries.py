"""How often an update was begun and not ended, counted where a kill cannot lose it (trust.md §2 row 29).

Only what was being handled when the process ended can have ended it, and Telegram gives that out again
in the first batch after a start. Each try is an input of its own in the inbox.
"""

from collections.abc import Awaitable, Callable, Sequence

from bot.telegram.updates import Payload
from core.people.model import Platform
from core.ports import Database, Repeated, UnitOfWork

MOST = 4
"""Once in company, where another may have been the deadly one, and three times alone; then it is skipped."""
FINISHED, TOO_OFTEN = 0, MOST + 1


class _NotFinishedError(Exception):
    """Undoes the question whether an update was finished."""


class Tries:
    """Counts tries of updates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, update: Payload) -> int:
        """Count a try and return its number; FINISHED when there is nothing left to do."""
        if await self._finished(update):
            return FINISHED
        for number in range(1, MOST + 1):
            try:
                await self._write(update, str(number), lambda _: None)
            except Repeated:
                continue
            return number
        return TOO_OFTEN

    async def end(self, update: Payload) -> None:
        """Note that an update was carried out and answered."""
        try:
            await self._write(update, "ended", lambda _: None)
        except Repeated:
            return

    async def _finished(self, update: Payload) -> bool:
        def ask(_: UnitOfWork) -> None:
            raise _NotFinishedError

        try:
            await self._write(update, "ended", ask)
        except _NotFinishedError:
            return False
        except Repeated:
            return True
        raise AssertionError("the question undoes itself")

    async def _write(self, update: Payload, what: str, act: Callable[[UnitOfWork], None]) -> None:
        key = (Platform.TELEGRAM, f"try-{update.get('update_id')}-{what}"[:64])
        await self._database.write(act, source=Platform.TELEGRAM.value, key=key)


async def sift(
    updates: Sequence[Payload],
    tries: Tries,
    alone: Callable[[Payload], Awaitable[None]],
    skip: Callable[[Payload], Awaitable[None]],
) -> list[Payload]:
    """The updates that may be handled side by side; whatever a process has ended with is handled alone.

    One after the other, so that what stands behind a deadly update is not counted with it.
    """
    fresh = []
    for update in updates:
        number = await tries.begin(update)
        if number == 1:
            fresh.append(update)
        elif number == TOO_OFTEN:
            await skip(update)
        elif number != FINISHED:
            await alone(update)
    return fresh
