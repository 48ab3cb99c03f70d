"""One platform in one of several replicas: its face and its sender run while this process holds the lease."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Protocol

import structlog

from bot.delivery import Sender
from bot.figures import Figures
from bot.holding import Holding
from bot.posting import Post
from core.clock import Clock
from core.errors import Unwritable
from core.leases import LeaseRole
from core.people.model import Platform
from core.ports import Database

log = structlog.get_logger(__name__)

HALTED = "halted"
"""The trouble of a face whose token the platform refuses."""
ROLES = {Platform.DISCORD: LeaseRole.DISCORD_GATEWAY, Platform.TELEGRAM: LeaseRole.TELEGRAM_POLL}


class Face(Protocol):
    """One platform: takes what people say, delivers what is owed."""

    @property
    def post(self) -> Post:
        """What delivers notices here."""
        ...

    @property
    def connected(self) -> bool:
        """Whether the platform is reached at present."""
        ...

    @property
    def trouble(self) -> str | None:
        """What somebody has to mend, as in `alert-<platform>-<trouble>`; None when nothing is known."""
        ...

    async def start(self) -> None:
        """Connect; raises when only the operator can mend what is wrong."""
        ...

    async def close(self) -> None:
        """Disconnect."""
        ...


class Runner:
    """Takes the platform's lease, runs its face and its sender, and stops both when the lease is lost."""

    def __init__(
        self,
        platform: Platform,
        make_face: Callable[[], Face],
        make_sender: Callable[[Face], Sender],
        database: Database,
        clock: Clock,
        owner: str,
        figures: Figures,
        *,
        shared: bool = False,
    ) -> None:
        """A `shared` face runs in every process: it is sent what people do, and does not fetch it."""
        self.platform = platform
        self.refused = asyncio.Event()
        """Set when the platform refuses us until the operator mends something."""
        self.settled = asyncio.Event()
        """Set once this process serves the platform, or stands by because another one does."""
        self._make_face = make_face
        self._make_sender = make_sender
        self._holding = None if shared else Holding(ROLES[platform], database, clock, owner, figures)
        self._epoch = 0
        self._face: Face | None = None
        self._sender: Sender | None = None
        self._task: asyncio.Task[None] | None = None
        self._starting: asyncio.Task[None] | None = None

    @property
    def state(self) -> str:
        """connected, starting, standby or refused."""
        if self.trouble == HALTED:
            return "refused"
        if self._face is None:
            return "standby" if self.settled.is_set() else "starting"
        return "connected" if self._face.connected else "starting"

    @property
    def trouble(self) -> str | None:
        """What keeps this platform from working until somebody acts; None when nothing does."""
        if self.refused.is_set() or (self._sender is not None and self._sender.halted):
            return HALTED
        if self._face is not None and self._face.trouble is not None:
            return self._face.trouble
        return "cut-off" if self._sender is not None and self._sender.cut_off else None

    def wake(self) -> None:
        """Something was committed or the clock moved."""
        if self._sender is not None:
            self._sender.wake()

    async def caught_up(self) -> None:
        """Wait until the sender has nothing left that could be sent now."""
        if self._sender is not None:
            await self._sender.caught_up()

    async def start(self) -> None:
        """Begin to try for the lease."""
        self._task = asyncio.get_running_loop().create_task(self._run(), name=f"run-{self.platform}")

    async def close(self) -> None:
        """Stop sending, disconnect, let another process take over at once."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._stop()
        if self._holding is not None:
            await self._holding.give_back()

    async def _run(self) -> None:
        holding = self._holding
        if holding is None:
            self._go()
            self.settled.set()
            return
        while True:
            try:
                async with asyncio.timeout(holding.renew_after):
                    lease = await holding.take()
                await self._follow(lease.epoch if lease else None)
            except Unwritable:
                # Nor can anybody else take the lease: people are answered as far as reading goes.
                log.warning("lease_not_renewed", platform=self.platform.value)
            except Exception:
                log.exception("lease_failed", platform=self.platform.value)
                if not holding.lasts:
                    await self._stop()
            await asyncio.sleep(holding.try_after)

    async def _follow(self, epoch: int | None) -> None:
        """Run while the lease is ours; after another process had it, everything begins anew."""
        if epoch != self._epoch:
            await self._stop()
        if epoch is not None and self._face is None and not self.refused.is_set():
            self._epoch = epoch
            self._go()
        self.settled.set()

    def _go(self) -> None:
        self._face = self._make_face()
        self._sender = self._make_sender(self._face)
        self._starting = asyncio.get_running_loop().create_task(self._connect(self._face, self._sender))

    async def _connect(self, face: Face, sender: Sender) -> None:
        """Beside the renewals: a platform that takes its time must not cost the lease."""
        try:
            await face.start()
            await sender.start()
        except Exception as error:
            log.exception("platform_refused", platform=self.platform.value, reason=str(error))
            self.refused.set()

    async def _stop(self) -> None:
        face, sender, starting = self._face, self._sender, self._starting
        self._face = self._sender = self._starting = None
        if starting is not None:
            starting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await starting
        for part in (sender, face):
            try:
                if part is not None:
                    await part.close()
            except Exception:
                # The lease is to be tried for again all the same, and the other part to be closed.
                log.exception("close_failed", platform=self.platform.value)
