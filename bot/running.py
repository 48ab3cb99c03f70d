"""One run of the bot: start, say `ready`, wait for the end, stop in good order."""

import asyncio
import contextlib
import gc
import signal
from datetime import timedelta

import structlog
from aiohttp import web

from bot.app import LOGINS_FIRST, App, StartError
from bot.config import Settings
from bot.watchdog import HUNG, Watchdog
from core.clock import MovableClock
from core.errors import Unwritable

log = structlog.get_logger(__name__)
CANNOT_START = 3
CLOSE_WITHIN = 9.0
"""Seconds."""
COLLECTED_AFTER = (20_000, 20, 50)
"""New objects before the young are looked through, and how often before the older are: with Python's own 700,
the looking is a tenth of every command, as sixty commands at once have more than that alive."""


async def serve(settings: Settings, ahead: float | None = None) -> int:
    """Run until SIGINT or SIGTERM; returns the exit code.

    `ahead` (seconds) starts it with a clock that the sandbox can move further.
    """
    clock = None if ahead is None else MovableClock(ahead=timedelta(seconds=ahead))
    app = App(settings, clock)
    if clock is not None:
        _offer_clock(app, clock)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, ended.set)
    watchdog = Watchdog()
    try:
        await app.start()
        watchdog.start()
        keep_what_is_loaded()
        ready = loop.create_task(_say_ready(app))
        settled = loop.create_task(_settle(app, ready))
        failed = loop.create_task(app.failed.wait())
        shut = loop.create_task(app.watch.gave_up.wait())
        end = loop.create_task(ended.wait())
        await asyncio.wait({end, failed, shut}, return_when=asyncio.FIRST_COMPLETED)
        for task in (settled, ready, failed, shut, end):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if app.failed.is_set() and not ended.is_set():
            log.error("cannot_start", reason="every configured platform refuses the bot; see above")
            return CANNOT_START
        if app.watch.gave_up.is_set() and not ended.is_set():
            log.critical("ended_because_nothing_can_be_stored", reason="the disk is full or shut; make room")
            return HUNG
    except StartError as error:
        log.error("cannot_start", reason=str(error))  # noqa: TRY400 its words say all
        return CANNOT_START
    finally:
        await _close(app)
        watchdog.close()
    log.info("stopped")
    return 0


async def _close(app: App) -> None:
    """Whatever hangs is cut off: the next start makes good what was on its way (trust.md §2 row 85)."""
    try:
        async with asyncio.timeout(CLOSE_WITHIN):
            await app.close()
    except TimeoutError:
        log.warning("stopped_in_haste")
    except Unwritable:
        log.warning("leases_not_given_back")


def keep_what_is_loaded() -> None:
    """Take what the start has made from the garbage collector's round: it all stays until the end.

    It would be walked again and again, which costs as much as a tenth to a quarter of every command.
    """
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
    gc.enable()


async def _say_ready(app: App) -> None:
    """One line once every configured face is connected (design.md §4)."""
    await app.connected()
    log.info("ready", faces=sorted(app.runners), http_port=app.http.port)


async def _settle(app: App, ready: asyncio.Task[None]) -> None:
    """Load what nobody waits for at a start."""
    await asyncio.wait({ready}, timeout=LOGINS_FIRST)
    await app.engine.warm_up()
    keep_what_is_loaded()


def _offer_clock(app: App, clock: MovableClock) -> None:
    """Let the sandbox that started this process move its clock."""

    async def moved(request: web.Request) -> web.Response:
        body = await request.json()
        clock.set_ahead(timedelta(seconds=float(body["ahead"])))
        await app.catch_up()
        return web.json_response({"now": clock.now().isoformat()})

    app.offer("POST", "/clock", moved)
