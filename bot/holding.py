"""A lease as its holder sees it: renewed in time, and surely over before anybody else can have it."""

import asyncio
from datetime import timedelta

import structlog

from bot.figures import Figures
from core.clock import Clock
from core.leases import Lease, LeaseRole
from core.ports import Database

log = structlog.get_logger(__name__)

HOLD = timedelta(seconds=12)
"""A dead holder is replaced after at most this long plus one attempt of a standby."""
STANDBY = timedelta(seconds=2)
"""Between two attempts of a standby: takeover is to take twenty seconds, connecting included."""
MARGIN = 1.0
"""Seconds before its end from which on a lease is not relied on (trust.md §2 row 32)."""


class Holding:
    """One role that at most one process has at a time.

    How long it lasts is measured on the loop's clock, which no operator sets and which goes on while
    the process is stopped; the database's own clock began to count later than we did.
    """

    def __init__(
        self, role: LeaseRole, database: Database, clock: Clock, owner: str, figures: Figures
    ) -> None:
        self.role = role
        self.lease: Lease | None = None
        self.ends = 0.0
        """Until when we may act under it, on the loop's clock."""
        self._database = database
        self._clock = clock
        self._owner = owner
        self._held = figures.leases.labels(role.value)

    @property
    def lasts(self) -> bool:
        """Whether the role is ours, whatever anybody else may do."""
        return self.lease is not None and _now() < self.ends

    @property
    def renew_after(self) -> float:
        """Seconds between two renewals."""
        return HOLD.total_seconds() / 3

    @property
    def try_after(self) -> float:
        """Seconds to the next attempt: to renew it, or to have it soon after its holder died."""
        return self.renew_after if self.lasts else min(self.renew_after, STANDBY.total_seconds())

    async def take(self) -> Lease | None:
        """Take or renew the lease where a third of it has passed; None while another process has it."""
        hold = HOLD.total_seconds()
        if self.lasts and _now() < self.ends + MARGIN - hold + self.renew_after:
            return self.lease
        now, asked_at = self._clock.now(), _now()
        self.lease = await self._database.write(
            lambda uow: uow.leases.take(self.role, self._owner, HOLD, now), source="clock"
        )
        self.ends = asked_at + hold - MARGIN
        self._held.set(self.lease is not None)
        return self.lease

    async def give_back(self) -> None:
        """Let another process have it at once, or, where that cannot be said, when it has run out.

        Whoever gives it back is stopping: that goes on whatever the database does.
        """
        lease, self.lease = self.lease, None
        self._held.set(0)
        if lease is None:
            return
        try:
            await self._database.write(lambda uow: uow.leases.give_back(lease), source="clock")
        except Exception as error:  # noqa: BLE001 - it runs out by itself
            log.warning("lease_kept", role=self.role.value, error=type(error).__name__)


def _now() -> float:
    return asyncio.get_running_loop().time()
