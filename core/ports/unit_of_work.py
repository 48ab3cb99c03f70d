"""Everything a use case may touch, and the one awaited door to it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from core.people.model import Platform
from core.ports.arming import Arming
from core.ports.groups import Groups
from core.ports.mentors import Mentors
from core.ports.outbox import Outbox, Queue
from core.ports.people import People
from core.ports.running import Audit, Drafts, Leases, Switches
from core.ports.sessions import Sessions
from core.ports.zone_rules import ZoneRules
from core.programme import Programme


class UnitOfWork(Protocol):
    """Everything a use case may touch, inside one transaction."""

    @property
    def programme(self) -> Programme: ...
    @property
    def source(self) -> str:
        """Where the input came from: discord, telegram, clock or operator."""
        ...

    @property
    def correlation(self) -> str:
        """Ties platform event, change, audit and notices together."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether an admin has paused all changes; told in units that handle an input."""
        ...

    @property
    def people(self) -> People: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def mentors(self) -> Mentors: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def queue(self) -> Queue: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def switches(self) -> Switches: ...
    @property
    def zone_rules(self) -> ZoneRules: ...
    @property
    def arming(self) -> Arming: ...


T = TypeVar("T")


class Repeated(Exception):
    """This input was handled before; carries the outcome that was stored with its effect."""

    def __init__(self, outcome: str) -> None:
        super().__init__("input handled before")
        self.outcome = outcome


class Database(Protocol):
    """The only awaited door to storage."""

    async def write(
        self,
        use_case: Callable[[UnitOfWork], T],
        *,
        source: str,
        correlation: str = "",
        key: tuple[Platform, str] | None = None,
        outcome: Callable[[T], str] | None = None,
        whose: Callable[[T], int | None] | None = None,
    ) -> T:
        """Run a use case in one transaction and answer after its commit.

        With `key` the input is recorded in the inbox in the same transaction, `outcome(result)` with
        it, as that of the person `whose(result)`, with whom it is erased; a key that is there already
        raises `Repeated` and nothing runs. `Conflict` and the
        engine's own serialisation failures are tried again, at most three times.
        """
        ...

    async def read(self, query: Callable[[UnitOfWork], T]) -> T:
        """Run a query that writes nothing."""
        ...
