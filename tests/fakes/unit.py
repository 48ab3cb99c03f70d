"""A unit of work over the fakes; nothing is rolled back, a test sees what a refused use case left."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from core import ports
from core.programme import Programme
from tests.fakes.arming import FakeArming
from tests.fakes.groups import FakeGroups
from tests.fakes.memory import Memory
from tests.fakes.mentors import FakeMentors
from tests.fakes.outbox import FakeAudit, FakeLeases, FakeOutbox, FakeQueue, FakeSwitches
from tests.fakes.people import FakePeople
from tests.fakes.sessions import FakeSessions
from tests.fakes.zone_rules import FakeZoneRules


@dataclass
class FakeUnitOfWork:
    programme: Programme
    memory: Memory
    source: str = "discord"
    correlation: str = "input-1"
    read_only: bool = False

    def __post_init__(self) -> None:
        self.people = FakePeople(self.memory, self.programme)
        self.groups = FakeGroups(self.memory)
        self.mentors = FakeMentors(self.memory)
        self.sessions = FakeSessions(self.memory)
        self.outbox = FakeOutbox(self.memory)
        self.audit = FakeAudit(self.memory)
        self.queue = cast("ports.Queue", FakeQueue(self.memory))
        self.leases = cast("ports.Leases", FakeLeases(self.memory))
        self.switches = FakeSwitches(self.memory)
        self.zone_rules = FakeZoneRules(self.memory)
        self.arming = FakeArming(self.memory)

    @property
    def drafts(self) -> ports.Drafts:
        raise LookupError("no use case of these tests needs it")


if TYPE_CHECKING:
    _complete: ports.UnitOfWork = FakeUnitOfWork(Programme(), Memory())
