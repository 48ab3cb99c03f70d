"""Updates into the face: chats side by side, each chat in order, nothing lost and nothing for ever.

An update is done with once its effect is committed; the answer may still be on its way then, because
a chat that Telegram makes us wait for must not keep the others waiting (trust.md §3.9).
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from bot.telegram.tries import Tries, sift
from bot.telegram.updates import Payload, chat_of

log = structlog.get_logger(__name__)

AT_ONCE = 64
"""Updates handled at once: as many as storage lets share a commit."""
TRIES = 3
"""Failures after which an update is recorded and skipped (trust.md §2 row 29)."""
Answer = Callable[[], Awaitable[None]]
Handle = Callable[[Payload], Awaitable[Answer | None]]
"""Carries out an update and returns what sends its answer."""
Poisoned = Callable[[str, str], Awaitable[None]]
"""Told the id of an update that nobody can handle, and why."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    retry: float = 0.3
    """Between two tries of an update, times the tries so far."""
    answers: float = 2.0
    """How long a batch waits for its answers to be sent before the next one is fetched."""


class ProcessEndedError(Exception):
    """The process ended each time this update was handled."""


class Inbound:
    """Takes updates and has each handled."""

    def __init__(
        self, handle: Handle, poisoned: Poisoned, tries: Tries, patience: Patience | None = None
    ) -> None:
        self._handle = handle
        self._poisoned = poisoned
        self._tries = tries
        self._patience = patience or Patience()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[int, asyncio.Task[None]] = {}

    async def take_first(self, updates: Sequence[Payload]) -> None:
        """The same for the first updates after a start: one of them may have ended the last process."""
        fresh = updates
        try:
            fresh = await sift(updates, self._tries, self._alone, self._too_often)
        except Exception:
            log.exception("tries_not_counted")
        await self.take(fresh)
        for update in fresh:
            await self._end(update)

    async def _alone(self, update: Payload) -> None:
        answer = await self._committed(update)
        if answer is not None:
            await _sent(answer, update)
        await self._end(update)

    async def _too_often(self, update: Payload) -> None:
        await self._skip(update, ProcessEndedError(update.get("update_id")))
        await self._end(update)

    async def _end(self, update: Payload) -> None:
        try:
            await self._tries.end(update)
        except Exception:
            log.exception("tries_not_counted")

    async def take(self, updates: Sequence[Payload]) -> None:
        """Return once every one of these is done with. Raises CancelledError when one was given up."""
        by_chat: dict[int, list[Payload]] = defaultdict(list)
        for update in updates:
            by_chat[_chat(update)].append(update)
        loop = asyncio.get_running_loop()
        committed: list[asyncio.Future[None]] = []
        for chat, told in by_chat.items():
            done: asyncio.Future[None] = loop.create_future()
            committed.append(done)
            before = self._turns.get(chat)
            turn = loop.create_task(self._turn(told, before, done), name=f"telegram-chat-{chat}")
            self._turns[chat] = turn
            turn.add_done_callback(partial(self._ended, chat))
        turns = [self._turns[chat] for chat in by_chat if chat in self._turns]
        if committed:
            await asyncio.wait(committed)
        if any(done.cancelled() for done in committed):
            # Some were given up in a shutdown: whoever fetched them must not confirm any.
            raise asyncio.CancelledError
        if turns:
            await asyncio.wait(turns, timeout=self._patience.answers)

    async def close(self, within: float) -> None:
        """Let what is being handled end, for so many seconds."""
        turns = list(self._turns.values())
        if turns:
            _, late = await asyncio.wait(turns, timeout=within)
            for turn in late:
                turn.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _ended(self, chat: int, turn: "asyncio.Task[None]") -> None:
        if self._turns.get(chat) is turn:
            del self._turns[chat]

    async def _turn(
        self, updates: Sequence[Payload], before: "asyncio.Task[None] | None", done: "asyncio.Future[None]"
    ) -> None:
        try:
            if before is not None:
                await asyncio.wait([before])
            for number, update in enumerate(updates, start=1):
                async with self._room:
                    answer = await self._committed(update)
                if number == len(updates):
                    done.set_result(None)
                if answer is not None:
                    await _sent(answer, update)
        finally:
            if not done.done():
                done.cancel()

    async def _committed(self, update: Payload) -> Answer | None:
        """Handle one update; one that fails three times is recorded and skipped."""
        for tries in range(1, TRIES + 1):
            try:
                return await self._handle(update)
            except Exception as error:  # noqa: BLE001 - whatever it is, the updates behind it go on
                if tries == TRIES:
                    await self._skip(update, error)
                else:
                    told = {"tries": tries, "error": type(error).__name__}
                    log.warning("update_failed", update=update.get("update_id"), **told)
                    await asyncio.sleep(self._patience.retry * tries)
        return None

    async def _skip(self, update: Payload, error: Exception) -> None:
        log.error("update_poisoned", update=update.get("update_id"), exc_info=error)
        try:
            await self._poisoned(str(update.get("update_id")), type(error).__name__)
        except Exception:
            log.exception("poison_not_recorded")


async def _sent(answer: Answer, update: Payload) -> None:
    try:
        await answer()
    except Exception:
        log.exception("answer_failed", update=update.get("update_id"))


def _chat(update: Payload) -> int:
    """The chat; an update too broken to have one is handled on its own."""
    try:
        return chat_of(update)
    except (AttributeError, KeyError, TypeError, ValueError):
        return 0
