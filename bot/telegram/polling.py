"""Our own long poll: Telegram forgets an update only after its effect is committed (trust.md §3.9).

The library's Updater confirms updates before anybody has handled them. The offset is sent once, to
confirm, and not kept: after a quiet week Telegram's ids begin anew, perhaps below it (trust.md §1.9).
"""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.telegram.backlog import Backlog
from bot.telegram.errors import ThrottledError
from bot.telegram.inbound import Inbound
from bot.telegram.updates import ALLOWED, Payload
from bot.telegram.wire import Wire

log = structlog.get_logger(__name__)

BATCH = 100
LONG_POLL = 30
"""Seconds that Telegram holds a poll open while there is nothing."""
GRACE = 10.0
"""Seconds more until a poll without an answer counts as lost."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds to wait after a failure."""

    conflict: float = 30.0
    first: float = 0.5
    longest: float = 10.0


class Polling:
    """Fetches updates for as long as Telegram lets it."""

    def __init__(
        self,
        wire: Wire,
        inbound: Inbound,
        broken: Callable[[str], Awaitable[None]],
        pauses: Pauses | None = None,
    ) -> None:
        self._wire = wire
        self._inbound = inbound
        self._broken = broken
        self._pauses = pauses or Pauses()
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        self._failures = 0
        self._told: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._fetching: asyncio.Task[list[Payload]] | None = None
        self._dice = random.SystemRandom()
        self._backlog: Backlog | None = None
        self._full = False
        self.connected = False

    @property
    def in_conflict(self) -> bool:
        """Whether another poller, or a webhook, takes the updates that are ours."""
        return self._told == Conflict.__name__

    def start(self, backlog: Backlog) -> None:
        """Begin to poll."""
        self._backlog = backlog
        self._task = asyncio.get_running_loop().create_task(self._run(), name="telegram-poll")

    async def close(self) -> None:
        """Fetch nothing more, let the last batch end, and confirm it."""
        self._stopping.set()
        if self._fetching is not None:
            self._fetching.cancel()
        if self._task is not None:
            await asyncio.wait([self._task])
        self.connected = False

    async def _run(self) -> None:
        first = True
        with contextlib.suppress(InvalidToken):
            while not self._stopping.is_set():
                batch = await self._next()
                if batch:
                    await (self._inbound.take_first if first else self._inbound.take)(batch)
                    first = False
                    self._offset = max(int(update["update_id"]) for update in batch) + 1
            await self._confirm()
            return
        self.connected = False
        log.error("telegram_broken", reason="Telegram refuses the token")
        await self._broken("token-refused")

    async def _next(self) -> list[Payload]:
        """The next updates; empty after a pause when Telegram could not be asked. Raises InvalidToken."""
        try:
            updates = await self._fetch()
        except InvalidToken:
            raise
        except TelegramError as error:
            await self._pause(error)
            return []
        if updates is None:
            return []
        self._offset, self._failures = None, 0
        if self._told is not None:
            log.info("telegram_back", after=self._told)
            self._told = None
        self._note_backlog(len(updates))
        self.connected = True
        return updates

    def _note_backlog(self, count: int) -> None:
        """The first updates after a silence have waited, and more of them as long as batches are full."""
        if self._backlog is None:
            return
        if not self.connected:
            self._backlog.begin()
        elif not self._full:
            self._backlog.end()
        self._full = count >= BATCH

    async def _fetch(self) -> list[Payload] | None:
        """One poll, None when it was ended; the first after a failure comes back at once."""
        seconds = LONG_POLL if self.connected else 0
        wanted = {
            "offset": self._offset,
            "limit": BATCH,
            "timeout": seconds,
            "allowed_updates": list(ALLOWED),
        }
        call = self._wire.call("getUpdates", wanted, read_timeout=seconds + GRACE)
        self._fetching = asyncio.get_running_loop().create_task(call)
        try:
            return await self._fetching
        except asyncio.CancelledError:
            if self._stopping.is_set() and self._fetching.cancelled():
                return None
            raise
        finally:
            self._fetching = None

    async def _pause(self, error: TelegramError) -> None:
        """Wait as the failure asks for; said once, however often it happens."""
        self.connected = False
        self._failures += 1
        what = type(error).__name__
        if self._told != what:
            self._told = what
            self._say(error)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._seconds(error)):
                await self._stopping.wait()

    def _say(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            cause = "another copy of the bot polls with this token, or somebody has set a webhook"
            log.error("telegram_conflict", likely_cause=cause, error=str(error))
        else:
            log.warning("telegram_unreachable", error=repr(error))

    def _seconds(self, error: TelegramError) -> float:
        if isinstance(error, Conflict):
            return self._pauses.conflict
        if isinstance(error, ThrottledError) and error.seconds is not None:
            return error.seconds
        longest: float = min(self._pauses.first * 2 ** min(self._failures - 1, 16), self._pauses.longest)
        return longest * self._dice.uniform(0.5, 1.0)

    async def _confirm(self) -> None:
        """Tell Telegram what was handled, so that a restart does not answer it again."""
        if self._offset is None:
            return
        with contextlib.suppress(TelegramError):
            told = {"offset": self._offset, "limit": 1, "timeout": 0}
            await self._wire.call("getUpdates", told, read_timeout=5.0)
