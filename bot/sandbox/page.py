"""The page and the sandbox's own controls: clock, bot process, outbox; the rest are the stand-ins' endpoints.

GET  /                     the page
GET  /static/<file>        its modules, styles and pictures
GET  /sandbox/state        {now, ahead, bot: {alive, ready}, people, groups, outbox, leases}
POST /sandbox/clock        {by: seconds} or {to: "next"}: move the clock of everything
POST /sandbox/bot          {do: "kill" | "start"}
GET  /sandbox/log          the bot's last log lines
GET  /sandbox/events       Server-Sent Events: `changed` whenever the state is worth reading again
"""

import asyncio
import contextlib
import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families

from bot.sandbox.community import GROUPS, PEOPLE

if TYPE_CHECKING:
    from bot.sandbox.host import Sandbox

STATIC = Path(__file__).parent / "static"
FURTHEST = timedelta(days=400)
Outbox = dict[str, dict[str, int]]


class Page:
    """Serves the page; knows the sandbox, and nothing of core or storage."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._listeners: set[asyncio.Event] = set()

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/", self._index)
        app.router.add_static("/static/", STATIC)
        app.router.add_get("/sandbox/state", self._state)
        app.router.add_post("/sandbox/clock", self._clock)
        app.router.add_post("/sandbox/bot", self._bot)
        app.router.add_get("/sandbox/log", self._log)
        app.router.add_get("/sandbox/events", self._events)

    def changed(self) -> None:
        """Tell every open page to read the state again."""
        for listener in self._listeners:
            listener.set()

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-store"})

    async def _state(self, _: web.Request) -> web.Response:
        sandbox = self._sandbox
        status, _text = await sandbox.bot.get("/healthz")
        metrics = await sandbox.bot.get("/metrics") if status else (0, "")
        return web.json_response(
            {
                "now": sandbox.clock.now().isoformat(),
                "ahead": sandbox.clock.ahead.total_seconds(),
                "bot": {"alive": sandbox.bot.alive, "ready": status == 200},
                "people": [
                    {
                        **asdict(one),
                        "discord": sandbox.community.discord[one.name].id,
                        "telegram": sandbox.community.telegram[one.name].id,
                    }
                    for one in PEOPLE
                ],
                "groups": list(GROUPS),
                "outbox": _outbox(metrics[1]),
            }
        )

    async def _clock(self, request: web.Request) -> web.Response:
        body = await request.json()
        by = await self._to_next() if body.get("to") == "next" else timedelta(seconds=float(body["by"]))
        if by is None:
            raise web.HTTPConflict(text="Nothing is scheduled, so there is no next event to move to.")
        if not timedelta(0) <= self._sandbox.clock.ahead + by <= FURTHEST:
            raise web.HTTPConflict(text="The clock goes forward only, and at most 400 days.")
        await self._sandbox.move(by)
        return web.json_response({"now": self._sandbox.clock.now().isoformat()})

    async def _to_next(self) -> timedelta | None:
        """How far it is to what the bot does next by itself; it says so on its health page."""
        _, text = await self._sandbox.bot.get("/healthz")
        due = json.loads(text or "{}").get("seconds_to_next")
        return None if due is None else timedelta(seconds=max(0.0, float(due)) + 0.5)

    async def _bot(self, request: web.Request) -> web.Response:
        do = (await request.json()).get("do")
        if do == "kill":
            await self._sandbox.bot.kill()
        elif do == "start" and not self._sandbox.bot.alive:
            await self._sandbox.bot.start()
        return web.json_response({"alive": self._sandbox.bot.alive})

    async def _log(self, _: web.Request) -> web.Response:
        return web.json_response({"lines": self._sandbox.bot.lines[-200:]})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await stream.prepare(request)
        listener = asyncio.Event()
        self._listeners.add(listener)
        try:
            while True:
                await stream.write(b"event: changed\ndata: {}\n\n")
                listener.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(listener.wait(), 15)
        except (ConnectionResetError, asyncio.CancelledError):
            return stream
        finally:
            self._listeners.discard(listener)


def _outbox(metrics: str) -> Outbox:
    """Rows of the outbox by platform and state, as the bot's figures tell them."""
    found: Outbox = {}
    for family in text_string_to_metric_families(metrics):
        if family.name == "mentorbot_outbox_rows":
            for sample in family.samples:
                platform = found.setdefault(sample.labels["platform"], {})
                platform[sample.labels["status"]] = int(sample.value)
    return found
