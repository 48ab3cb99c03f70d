"""The small HTTP server: live, ready, figures (design.md §4)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot.figures import Figures

log = structlog.get_logger(__name__)

GOOD = frozenset({"connected", "standby"})
ASK_WITHIN = 5.0
"""Seconds that the database has to answer."""


@dataclass(frozen=True, slots=True)
class Health:
    """What `/healthz` asks about."""

    faces: Callable[[], dict[str, str]]
    """Each configured platform: connected, starting, standby or refused."""
    paused: Callable[[], Awaitable[list[str]]]
    """What admins have paused."""
    refresh: Callable[[], Awaitable[None]]
    """Bring the figures that are read from the database up to date."""
    next_due: Callable[[], Awaitable[float | None]]
    """Seconds to the next thing the bot does by itself; None when nothing is scheduled."""


class HttpServer:
    """Serves `/healthz`, `/livez` and `/metrics`; further routes are added by the composer."""

    def __init__(self, host: str, port: int, health: Health, figures: Figures) -> None:
        self.app = web.Application(client_max_size=1024 * 1024)
        self.app.router.add_get("/livez", self._live)
        self.app.router.add_get("/healthz", self._ready)
        self.app.router.add_get("/metrics", self._metrics)
        self._host = host
        self._port = port
        self._health = health
        self._figures = figures
        self._runner: web.AppRunner | None = None
        self.port = port

    async def start(self) -> None:
        """Listen; raises OSError with a plain message when the port is taken."""
        self._runner = web.AppRunner(self.app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        addresses = self._runner.addresses
        self.port = addresses[0][1] if addresses else self._port

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _live(self, _: web.Request) -> web.Response:
        return web.json_response({"live": True})

    async def _ready(self, _: web.Request) -> web.Response:
        faces = self._health.faces()
        stored = await self._stored()
        ready = stored is not None and all(state in GOOD for state in faces.values())
        body = {
            "status": "no database" if stored is None else "ready" if ready else "starting",
            "ready": ready,
            "live": True,
            "faces": faces,
            "database": stored is not None,
            **(stored or {}),
        }
        return web.json_response(body, status=200 if ready else 503)

    async def _stored(self) -> dict[str, object] | None:
        """What the database says; None where it cannot be asked."""
        try:
            async with asyncio.timeout(ASK_WITHIN):
                return {
                    "paused": await self._health.paused(),
                    "seconds_to_next": await self._health.next_due(),
                }
        except Exception as error:  # noqa: BLE001 - whatever it is: not ready
            log.warning("health_unknown", error=type(error).__name__)
            return None

    async def _metrics(self, _: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(ASK_WITHIN):
                await self._health.refresh()
        except Exception as error:  # noqa: BLE001 - what the process itself counts is told all the same
            log.warning("figures_not_refreshed", error=type(error).__name__)
        return web.Response(
            body=self._figures.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )
