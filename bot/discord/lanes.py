"""One request at a time to a place, and none into a pause that Discord has asked for there.

discord.py waits out a 429 inside the request that met it. Where the bucket has something left (the limit is
another one, of which Discord does not tell), it sends others on meanwhile, and they only make it worse.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

import discord

OPENING, ROLES = "opening chats", "roles"
TOO_MANY = 429
PATIENCE = 3.0
"""Seconds that a notice waits for another one to the same place; longer ones make room for other places."""
CUT_OFF = 5.0
"""Seconds of rest after a request was given up: it may have waited out a pause whose end nobody knows now."""


class Lanes:
    """A place is a channel; opening chats and giving roles are one each."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._paused: dict[str, float] = {}
        """Until when, on the loop's clock; places of pauses that are over go with the next one."""

    @asynccontextmanager
    async def lane(self, place: str) -> AsyncIterator[None]:
        """Have the place to oneself. Raises discord.RateLimited while nothing can be sent there."""
        lock = self._locks.get(place)
        if lock is None:
            lock = self._locks[place] = asyncio.Lock()
        await self._enter(lock)
        try:
            left = self._paused.get(place, 0.0) - _now()
            if left > 0:
                raise discord.RateLimited(left)
            yield
        except discord.RateLimited as error:
            self._pause(place, error.retry_after)
            raise
        except discord.HTTPException as error:
            if error.status == TOO_MANY:
                self._pause(place, float(error.response.headers.get("Retry-After", 1)))
            raise
        except asyncio.CancelledError:
            self._pause(place, CUT_OFF)
            raise
        finally:
            lock.release()

    async def _enter(self, lock: asyncio.Lock) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await lock.acquire()
        except TimeoutError:
            raise discord.RateLimited(PATIENCE) from None

    def _pause(self, place: str, seconds: float) -> None:
        now = _now()
        self._paused = {one: until for one, until in self._paused.items() if until > now}
        self._paused[place] = now + seconds


def _now() -> float:
    return asyncio.get_running_loop().time()
