"""The composition root: builds everything from the settings, starts it, stops it in reverse order."""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial

import structlog
from aiohttp import web

from bot import commands, notices
from bot.alarms import Alarms, Chores
from bot.composing import discord_face, open_storage, telegram_face
from bot.config import Settings
from bot.delivery import Sender
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.checks import check
from bot.dialog.command import REGISTRY
from bot.dialog.dispatch import Engine
from bot.figures import Figures
from bot.http import GOOD, Health, HttpServer
from bot.leasing import Face, Runner
from bot.notices.rendering import Renderer
from bot.programme import programme
from bot.rearming import Rearming
from bot.redaction import Redaction
from bot.steadiness import Steadiness
from bot.watching import Watch
from bot.zone_rules import ZoneRules
from core.clock import Clock, MovableClock, SystemClock
from core.people.model import Platform
from core.ports import UnitOfWork
from core.switches import Switch
from storage.abstract import AbstractDatabase
from storage.errors import StorageError
from storage.marks import Marks
from storage.unreachable import UNREACHABLE

log = structlog.get_logger(__name__)
DECLARED = (commands, notices)
"""Importing these declares every command and every notice."""


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
POLL_SECONDS = 0.01
LOGINS_FIRST = 15.0
"""Seconds for which what can wait leaves the processor to them; one that takes longer is not waited for."""


class StartError(Exception):
    """The bot cannot start; the message says why and what to do."""


class App:
    """The whole bot in one process."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.failed = asyncio.Event()
        """Set when no configured platform can be reached until the operator mends something."""
        self.steadiness = Steadiness()
        self.runners: dict[Platform, Runner] = {}
        self.engine: Engine
        self.http: HttpServer
        self._owner = secrets.token_hex(8)
        self._figures = Figures()
        self._programme = programme(settings)
        self._database: AbstractDatabase
        self.watch: Watch
        self._alarms: Alarms
        self.zone_rules: ZoneRules
        self.rearming: Rearming
        self._besides: set[asyncio.Task[None]] = set()
        self._closing = False
        self._watching: asyncio.Task[None] | None = None
        self._routes: list[tuple[str, str, Answer]] = []
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        """Open the database, start the faces, the senders, the alarms and the HTTP server.

        A platform that cannot be reached does not keep the other from working. Raises StartError for
        what the operator has to mend.
        """
        catalogue = FluentCatalogue()
        problems = check(REGISTRY, catalogue)
        if problems:
            raise StartError("the commands do not fit the platforms:\n" + "\n".join(problems))
        database = await self._open()
        self._stack.push_async_callback(database.close)
        self._database = database
        self.engine = Engine(
            REGISTRY,
            database,
            catalogue,
            self.clock,
            self._programme,
            database.secret,
            self.settings.drafts.expiry,
            self.settings.people.commands_per_minute,
        )
        self.engine.carried_out = self._figures.carried_out
        self._serve_http()
        self._make_runners(Renderer(catalogue, self._programme))
        self._make_alarms()
        database.on_commit(self._committed)
        if isinstance(self.clock, MovableClock):
            self.clock.listen(self._clock_moved)
        await self._start_all()

    async def _open(self) -> AbstractDatabase:
        try:
            return await open_storage(self.settings, self._programme, self.clock)
        except StorageError as error:
            raise StartError(str(error)) from error
        except UNREACHABLE as error:
            raise StartError(
                f"the database cannot be used ({type(error).__name__}: {error}); "
                "check that it runs, that this process may use it, and MENTORBOT_DATABASE__URL"
            ) from error

    async def close(self) -> None:
        """Take nothing new, let what is on its way arrive, close everything in reverse order."""
        self._closing = True
        for task in {self._watching, *self._besides} - {None}:
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        await self._stack.aclose()

    async def connected(self) -> None:
        """Wait until every configured platform is connected, here or (standing by) in another process."""
        while not all(runner.state in GOOD for runner in self.runners.values()):  # noqa: ASYNC110 no face has an event
            await asyncio.sleep(POLL_SECONDS)

    async def caught_up(self) -> None:
        """Wait until nothing is due and nothing owed could be sent now; for stories with a moved clock."""
        await self._alarms.ring()
        for runner in self.runners.values():
            await runner.caught_up()

    def offer(self, method: str, path: str, handler: Answer) -> None:
        """Add a route to the HTTP server; before `start`."""
        self._routes.append((method, path, handler))

    def _serve_http(self) -> None:
        http = self.settings.http
        health = Health(
            faces=self._face_states,
            paused=self._paused,
            refresh=self._refresh_figures,
            next_due=self._seconds_to_next,
        )
        self.http = HttpServer(http.host, http.port, health, self._figures)
        for method, path, handler in self._routes:
            self.http.app.router.add_route(method, path, handler)

    def _make_runners(self, renderer: Renderer) -> None:
        parts = (self.settings, self.engine, self._database, self._figures)
        settings = self.settings
        if settings.discord.token is not None:
            self._make_runner(Platform.DISCORD, lambda: discord_face(*parts), renderer)
        if settings.telegram.token is None:
            return
        if settings.telegram.mode == "webhook":
            # Made once, before the HTTP server starts: its route cannot be added later.
            face = telegram_face(*parts, self.http.app)
            self._make_runner(Platform.TELEGRAM, lambda: face, renderer, shared=True)
        else:
            http = self.http.app
            self._make_runner(Platform.TELEGRAM, lambda: telegram_face(*parts, http), renderer)

    def _make_runner(
        self, platform: Platform, make: Callable[[], Face], renderer: Renderer, *, shared: bool = False
    ) -> None:
        sender = partial(self._sender, platform, renderer)
        parts = (self._database, self.clock, self._owner, self._figures)
        self.runners[platform] = Runner(platform, make, sender, *parts, shared=shared)

    def _sender(self, platform: Platform, renderer: Renderer, face: Face) -> Sender:
        sender = Sender(
            platform,
            face.post,
            self._database,
            renderer,
            self.clock,
            self._owner,
            self._figures,
            lambda: platform is not Platform.TELEGRAM or face.connected,
        )
        sender.steadiness = self.steadiness
        sender.redact = Redaction(self.settings.secrets()).text
        return sender

    def _make_alarms(self) -> None:
        self.watch = Watch(self._database, self.clock, self.runners, self.steadiness)
        chores = Chores(sweep=self._sweep, watch=self.watch.look, tidy=self._tidy, lead=self._look)
        self._alarms = Alarms(self._database, self.clock, self._owner, self._figures, chores, self.steadiness)
        self.zone_rules = ZoneRules(self._database, self.clock, self._alarms.leads)
        self.rearming = Rearming(self._database, self.clock, self._alarms.leads, self._programme)

    async def _start_all(self) -> None:
        http = self.settings.http
        try:
            await self.http.start()
        except OSError as error:
            raise StartError(
                f"port {http.port} of {http.host} cannot be used ({error.strerror}); "
                "set MENTORBOT_HTTP__PORT to a free one, or to 0 for any"
            ) from error
        self._stack.push_async_callback(self.http.close)
        self._stack.push_async_callback(self._close_runners)
        for runner in self.runners.values():
            await runner.start()
        self._watching = asyncio.get_running_loop().create_task(self._watch(), name="watch")
        await self._alarms.start()
        self._stack.push_async_callback(self._alarms.close)

    async def _close_runners(self) -> None:
        """All at once: together they have the few seconds that one has alone."""
        await asyncio.gather(*(runner.close() for runner in self.runners.values()))

    async def _watch(self) -> None:
        """Give up only when every platform has refused us."""
        await asyncio.gather(*(runner.refused.wait() for runner in self.runners.values()))
        self.failed.set()

    def _committed(self, marks: Marks) -> None:
        """After a commit: who sleeps until an instant hears of what is earlier."""
        if marks.owed:
            for runner in self.runners.values():
                runner.wake()
        if marks.due is not None:
            self._alarms.rearm(marks.due)

    async def catch_up(self) -> None:
        """Handle everything that is due by now; for whoever has moved the clock and waits for it."""
        await self._alarms.ring()

    def _clock_moved(self) -> None:
        self._beside(self._alarms.ring(), "clock-moved")
        for runner in self.runners.values():
            runner.wake()

    def _beside(self, work: Coroutine[None, None, None], name: str) -> None:
        """Do something beside the rest; it ends with the bot, and none begins while that ends."""
        if self._closing:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._besides.add(task)
        task.add_done_callback(self._besides.discard)

    def _face_states(self) -> dict[str, str]:
        return {platform.value: runner.state for platform, runner in self.runners.items()}

    async def _paused(self) -> list[str]:
        return [one.value for one in await self._database.read(lambda uow: uow.switches.paused())]

    async def _seconds_to_next(self) -> float | None:
        due = await self._database.read(lambda uow: uow.sessions.next_due())
        return None if due is None else (due - self.clock.now()).total_seconds()

    async def _refresh_figures(self) -> None:
        now = self.clock.now()
        self._figures.log_bytes.set(self._database.log_bytes)
        paused = await self._paused()
        for switch in Switch:
            self._figures.paused.labels(switch.value).set(switch.value in paused)
        depth = await self._database.read(lambda uow: uow.queue.depth())
        self._figures.outbox.clear()
        for (platform, status), rows in depth.items():
            self._figures.outbox.labels(platform, status).set(rows)
        for platform in self.runners:
            oldest = await self._database.read(partial(_oldest, platform, now))
            age = 0.0 if oldest is None else (now - oldest).total_seconds()
            self._figures.oldest.labels(platform.value).set(age)

    async def _sweep(self) -> None:
        now = self.clock.now()
        lapsed = await self._database.write(lambda uow: uow.queue.sweep(now), source="clock")
        if lapsed:
            log.warning("claims_lapsed", rows=lapsed)

    async def _tidy(self) -> None:
        now, kept = self.clock.now(), self.settings.retention
        await self._database.write(lambda uow: uow.drafts.purge(now), source="clock")
        await self._database.purge(now, inbox=kept.inbox, outbox=kept.outbox, audit=kept.audit)
        await self._look()

    async def _look(self) -> None:
        """Sessions that wait for the wrong instant, by this machine's zones or by the settings."""
        await self.rearming.look()
        self._beside(self._look_at_zones(), "zone-rules")

    async def _look_at_zones(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOGINS_FIRST):
                await self.connected()
        await self.zone_rules.look()


def _oldest(platform: Platform, now: datetime, uow: UnitOfWork) -> datetime | None:
    return uow.queue.oldest_pending(platform, now)
