"""Out: outbox row → claim → notice → render → platform → settle (trust.md §3.4)."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog

from bot.figures import Figures
from bot.holding import Holding
from bot.notices.rendering import Renderer
from bot.posting import Parcel, Post
from bot.redaction import Redaction
from bot.steadiness import Steadiness
from core.clock import Clock
from core.errors import CoreError
from core.leases import Lease, LeaseRole
from core.notices import cards, fallback
from core.notices.model import OutboxRow
from core.notices.outcomes import Ambiguous, Locked, Outcome, Pointless, Sent, Unknown, Unsent, Wait
from core.notices.settling import sent_enough, settle
from core.people.model import Platform
from core.ports import Database, UnitOfWork

log = structlog.get_logger(__name__)

AT_ONCE = 8
"""Rows in flight: what a crash can leave uncertain is bounded by it."""
HOLD = timedelta(seconds=90)
"""How long a claim lasts; twice the longest send."""
SEND_LIMIT = 35.0
"""Seconds after which a send is given up as ambiguous; the libraries wait thirty for an answer, or until a
platform's pause is over."""
CLAIM_USE = HOLD.total_seconds() - SEND_LIMIT - 5.0
"""Seconds after its claim within which a send may begin, so that it ends before the claim does."""
FINISH_WITHIN = 5.0
"""Seconds that `close` leaves to sends on their way (trust.md §2 row 85)."""
UNCLEAR = 4
"""Unclear answers in a row that are an outage."""
LONGEST_PAUSE = 15.0
"""Seconds between two looks whether an outage is over."""
CUT_OFF = 60.0
"""Seconds: who asks for a longer pause has cut us off, and admins are told."""
LEASE_ROLES = {Platform.DISCORD: LeaseRole.SEND_DISCORD, Platform.TELEGRAM: LeaseRole.SEND_TELEGRAM}


@dataclass(slots=True)
class Pace:
    """When this sender may go on after the platform asked it to wait, or refused its token."""

    paused_until: float = 0.0
    halted: bool = False
    outages: int = 0
    """Failures to reach the platform in a row; probing slows down with them."""
    unclear: int = 0
    """Unclear answers in a row."""
    dice: random.Random = field(default_factory=random.SystemRandom)

    def failed(self, outcome: Unsent | Ambiguous, now: float, platform: Platform) -> None:
        """Nothing gets through: pause everything, twice as long each time, and say so once.

        One unclear answer may be about that message alone; some in a row are an outage.
        """
        self.unclear += isinstance(outcome, Ambiguous)
        if now < self.paused_until or (isinstance(outcome, Ambiguous) and self.unclear < UNCLEAR):
            return
        if self.outages == 0:
            log.warning("platform_down", platform=platform.value)
        self.paused_until = now + min(LONGEST_PAUSE, 2.0**self.outages)
        self.outages += 1

    def rest(self, seconds: float, now: float) -> None:
        """Send nothing for a while for a reason of our own."""
        self.paused_until = max(self.paused_until, now + seconds)

    def stop(self, seconds: float, now: float, platform: Platform) -> None:
        """The platform asked everybody to wait; after minutes of it, one notice finds out if it is over."""
        self.paused_until = now + seconds
        if seconds > CUT_OFF:
            if self.outages == 0:
                log.error("platform_cut_off", platform=platform.value, seconds=round(seconds))
            self.outages += 1

    def answered(self, platform: Platform) -> None:
        """The platform dealt with a message, even if it refused it."""
        if self.outages:
            log.info("platform_back", platform=platform.value)
        self.outages = self.unclear = 0


class Sender:
    """Sends what is owed on one platform; the only one to do so while it holds the lease."""

    def __init__(
        self,
        platform: Platform,
        post: Post,
        database: Database,
        renderer: Renderer,
        clock: Clock,
        owner: str,
        figures: Figures,
        reachable: Callable[[], bool] = lambda: True,
    ) -> None:
        """`reachable` says whether it is worth while to look if an outage is over."""
        self.steadiness = Steadiness()
        """Asked before anything is claimed; the composer gives all of them the same."""
        self.redact: Callable[[str], str] = Redaction().text
        """Blanks secrets in the words of an error, which are kept and shown to admins."""
        self.platform = platform
        self._post = post
        self._database = database
        self._renderer = renderer
        self._clock = clock
        self._figures = figures
        self._pace = Pace()
        self._woken = asyncio.Event()
        self._turning = asyncio.Lock()
        """Held from the look at what is owed until what was claimed is among the sends."""
        self._idle = asyncio.Event()
        """Set after each turn and each send, for who waits for the end of them."""
        self._task: asyncio.Task[None] | None = None
        self._sends: set[asyncio.Task[None]] = set()
        self._holding = Holding(LEASE_ROLES[platform], database, clock, owner, figures)
        self._reachable = reachable
        self._limits: dict[asyncio.Timeout, float] = {}
        """The limit of each send on its way, and when it ends even under a lease that lasts."""

    def wake(self) -> None:
        """Something was committed or the clock moved: look again."""
        self._woken.set()

    @property
    def halted(self) -> bool:
        """Whether the platform refused our token; rows stay until a restart with a right one."""
        return self._pace.halted

    @property
    def cut_off(self) -> bool:
        """Whether nothing may be sent for minutes: a ban at the edge, or too many refusals."""
        return self._pace.paused_until > self._now() + CUT_OFF

    async def caught_up(self) -> None:
        """Wait until no row is in flight and none may be sent yet."""
        self._woken.set()
        while True:
            async with self._turning:
                next_at = await self._database.read(lambda uow: uow.queue.next_at(self.platform))
                if not self._sends and (next_at is None or next_at > self._clock.now()):
                    return
                self._idle.clear()
            await self._idle.wait()

    async def start(self) -> None:
        """Begin sending."""
        self._task = asyncio.get_running_loop().create_task(self._run(), name=f"send-{self.platform}")

    async def close(self) -> None:
        """Stop claiming, let sends in flight end for a while, give the lease back."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._sends:
            _, late = await asyncio.wait(self._sends, timeout=FINISH_WITHIN)
            for send in late:
                send.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._holding.give_back()

    async def _run(self) -> None:
        while True:
            try:
                async with self._turning:
                    busy = await self._turn()
            except Exception:
                log.exception("sender_failed", platform=self.platform.value)
                self._pace.rest(LONGEST_PAUSE, self._now())
                busy = False
            self._idle.set()
            if not busy:
                await self._sleep()

    async def _turn(self) -> bool:
        """Claim and send once; True when there may be more at once."""
        lease = await self._leased()
        if held := self.steadiness.holds():
            self._pace.rest(held, self._now())
        room = self._room()
        if lease is None or room <= 0:
            return False
        now, claimed_at = self._clock.now(), self._now()
        rows = await self._database.write(
            lambda uow: uow.queue.claim(self.platform, lease, now, room, HOLD), source="clock"
        )
        for row in rows:
            task = asyncio.get_running_loop().create_task(
                self._deliver(row, claimed_at), name=f"row-{row.id}"
            )
            self._sends.add(task)
            task.add_done_callback(self._done)
        return len(rows) == room

    def _room(self) -> int:
        """How many rows may be claimed: while the platform was out of reach, one that finds out."""
        if self._pace.halted or self._now() < self._pace.paused_until:
            return 0
        if self._pace.outages:
            return 1 - len(self._sends) if self._reachable() else 0
        return AT_ONCE - len(self._sends)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._sends.discard(task)
        self._idle.set()
        self._woken.set()

    async def _sleep(self) -> None:
        """Until something is committed, a send ends, the earliest row may be sent or the lease is renewed."""
        wait = self._holding.try_after
        paused = self._pace.paused_until - self._now()
        if paused > 0:
            wait = min(wait, paused)
        elif self._holding.lasts and self._room() > 0:
            wait = min(wait, await self._to_next(wait))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._woken.wait()
        self._woken.clear()

    async def _to_next(self, longest: float) -> float:
        """Seconds to the earliest row; a database that cannot tell does not end the sending."""
        try:
            next_at = await self._database.read(lambda uow: uow.queue.next_at(self.platform))
        except Exception:
            log.exception("sender_failed", platform=self.platform.value)
            return longest
        return longest if next_at is None else max(0.05, (next_at - self._clock.now()).total_seconds())

    async def _leased(self) -> Lease | None:
        """The lease, and with it more time for what is on its way; None while another process has it."""
        lease = await self._holding.take()
        if lease is not None:
            for limit, latest in self._limits.items():
                limit.reschedule(min(latest, self._holding.ends))
        return lease

    async def _deliver(self, row: OutboxRow, claimed_at: float) -> None:
        with structlog.contextvars.bound_contextvars(
            correlation=row.notice.correlation, outbox=row.id, kind=row.notice.fact.kind
        ):
            try:
                outcome = self._seen(await self._attempt(row, claimed_at))
                await self._settle(row, outcome)
            except Exception:
                log.exception("delivery_failed", platform=self.platform.value)

    async def _attempt(self, row: OutboxRow, claimed_at: float) -> Outcome:
        now = self._clock.now()
        if row.notice.useful_until is not None and now > row.notice.useful_until:
            return Pointless("its moment has passed")
        if sent_enough(row):
            return Ambiguous("interrupted while it was sent, again and again")
        try:
            parcel = await self._database.read(lambda uow: self._renderer.parcel(uow, row, now))
        except CoreError as error:
            return Unknown(f"rendering: {error!r}")
        except Exception as error:
            log.exception("render_failed")
            return Unknown(f"rendering: {type(error).__name__}")
        return parcel if isinstance(parcel, Pointless) else await self._send(parcel, claimed_at)

    async def _send(self, parcel: Parcel, claimed_at: float) -> Outcome:
        """Send while both the lease and the claim are ours; a lease that ends meanwhile ends the send."""
        begun = self._now()
        if not self._holding.lasts or begun > claimed_at + CLAIM_USE:
            log.warning("send_fenced", platform=self.platform.value)
            return Wait(timedelta(0))
        limit = asyncio.timeout_at(min(begun + SEND_LIMIT, self._holding.ends))
        self._limits[limit] = begun + SEND_LIMIT
        try:
            async with limit:
                return await self._post.send(parcel)
        except TimeoutError:
            return Ambiguous(f"no answer within {self._now() - begun:.0f} s")
        finally:
            del self._limits[limit]

    async def _settle(self, row: OutboxRow, outcome: Outcome) -> None:
        now = self._clock.now()
        settlement = settle(outcome, row, now, self._pace.dice.random())
        if settlement.error:
            settlement = replace(settlement, error=self.redact(settlement.error))

        def act(uow: UnitOfWork) -> bool:
            if not uow.queue.settle(row, settlement, now):
                return False
            cards.after(uow, row, settlement)
            fallback.after(uow, row, settlement, now)
            return True

        kept = await self._database.write(act, source="clock", correlation=row.notice.correlation)
        self._figures.settled(self.platform, settlement.status, row, now)
        if not kept:
            log.warning("claim_lost")
        elif isinstance(outcome, Sent):
            log.info("sent", platform=self.platform.value, attempt=row.attempt)
        elif not isinstance(outcome, Pointless):
            log.info(
                "not_sent",
                outcome=type(outcome).__name__,
                status=settlement.status.value,
                error=settlement.error,
            )
        self._follow(outcome)

    def _follow(self, outcome: Outcome) -> None:
        """What an outcome means for the rows after it."""
        if isinstance(outcome, Locked):
            self._pace.halted = True
            log.error("platform_halted", platform=self.platform.value, reason=outcome.error)
        elif isinstance(outcome, Wait) and outcome.everywhere:
            self._pace.stop(outcome.retry_after.total_seconds(), self._now(), self.platform)
        elif isinstance(outcome, Unsent | Ambiguous):
            self._pace.failed(outcome, self._now(), self.platform)
        elif not isinstance(outcome, Pointless | Unknown | Wait):
            self._pace.answered(self.platform)

    def _seen(self, outcome: Outcome) -> Outcome:
        """In an outage an unclear answer of Discord is one more failure to reach it.

        The nonce, the same on every resend, keeps a message that arrived after all from being shown twice.
        """
        if isinstance(outcome, Ambiguous) and self._pace.outages and self.platform is Platform.DISCORD:
            return Unsent(outcome.error)
        return outcome

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
