"""One Server-Sent-Events stream for the page: what changes on both stand-ins, and in the sandbox itself.

`event: discord` and `event: telegram` carry what the stand-ins' own streams carry; `event: sandbox` says that
`/sandbox/state` is worth reading again. A browser opens only six connections to one address, so that a page
with a stream for each would stop at the second tab.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web

from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.telegram.client_events import event_json
from bot.sandbox.telegram.server import TelegramStandIn

KEEP_ALIVE_SECONDS = 15.0
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
Waiting = asyncio.Queue[bytes | None]


class Stream:
    """Everybody who listens."""

    def __init__(self, discord: DiscordStandIn, telegram: TelegramStandIn) -> None:
        self._discord = discord
        self._telegram = telegram
        self._pages: set[Waiting] = set()

    def changed(self) -> None:
        """Tell every page that the sandbox's state has changed."""
        for page in self._pages:
            page.put_nowait(_event("sandbox", {}))

    async def close(self, _: web.Application) -> None:
        """End every stream, so that the server can stop."""
        for page in self._pages:
            page.put_nowait(None)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Send changes until the page goes away."""
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        async with self._listening() as page:
            with contextlib.suppress(ConnectionError):
                await response.write(_event("sandbox", {}))
                while (said := await _next(page)) is not None:
                    await response.write(said)
        return response

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator[Waiting]:
        page: Waiting = asyncio.Queue()
        self._pages.add(page)
        loop = asyncio.get_running_loop()
        pumps = [loop.create_task(self._pump_discord(page)), loop.create_task(self._pump_telegram(page))]
        try:
            yield page
        finally:
            self._pages.discard(page)
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump_discord(self, page: Waiting) -> None:
        changes = self._discord.bell.listen()
        try:
            while True:
                page.put_nowait(_event("discord", await changes.get()))
        finally:
            self._discord.bell.forget(changes)

    async def _pump_telegram(self, page: Waiting) -> None:
        world = self._telegram.world
        last = world.changes.last_number
        while True:
            notes = await world.changes.wait_for(partial(world.changes.since, last), None)
            for note in notes:
                page.put_nowait(_event("telegram", {"kind": note.kind, **event_json(world, note)}))
            last = notes[-1].number


async def _next(page: Waiting) -> bytes | None:
    try:
        async with asyncio.timeout(KEEP_ALIVE_SECONDS):
            return await page.get()
    except TimeoutError:
        return b": still here\n\n"


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
