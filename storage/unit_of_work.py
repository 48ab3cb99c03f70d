"""The unit of work: every repository on one transaction (core/ports.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.people.model import Platform
from core.programme import Programme
from storage.arming import ArmingRepository
from storage.audit import AuditRepository
from storage.drafts import DraftRepository
from storage.groups import GroupRepository
from storage.inbox import Inbox
from storage.leases import LeaseRepository
from storage.mentors import MentorRepository
from storage.outbox import OutboxRepository
from storage.people import PersonRepository
from storage.queue import QueueRepository
from storage.scope import Scope
from storage.sessions import SessionRepository
from storage.switches import SwitchRepository
from storage.zone_rules import ZoneRulesRepository

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """`core.ports.UnitOfWork`; a repository costs next to nothing, so each use makes one."""

    scope: Scope
    source: str
    correlation: str
    read_only: bool = False

    @property
    def programme(self) -> Programme:
        """The numbers the rules are parameterised with."""
        return self.scope.programme

    @property
    def people(self) -> PersonRepository:
        """People, accounts, settings and link codes."""
        return PersonRepository(self.scope)

    @property
    def groups(self) -> GroupRepository:
        """Interest groups and links."""
        return GroupRepository(self.scope)

    @property
    def mentors(self) -> MentorRepository:
        """Applications and mentors."""
        return MentorRepository(self.scope)

    @property
    def sessions(self) -> SessionRepository:
        """Group sessions and participants."""
        return SessionRepository(self.scope)

    @property
    def outbox(self) -> OutboxRepository:
        """Notices owed."""
        return OutboxRepository(self.scope)

    @property
    def audit(self) -> AuditRepository:
        """The audit log."""
        return AuditRepository(self.scope)

    @property
    def queue(self) -> QueueRepository:
        """The sender's side of the outbox."""
        return QueueRepository(self.scope)

    @property
    def drafts(self) -> DraftRepository:
        """Half-filled commands."""
        return DraftRepository(self.scope)

    @property
    def leases(self) -> LeaseRepository:
        """Leases."""
        return LeaseRepository(self.scope)

    @property
    def switches(self) -> SwitchRepository:
        """What admins have paused."""
        return SwitchRepository(self.scope)

    @property
    def zone_rules(self) -> ZoneRulesRepository:
        """The times that were meant with sessions."""
        return ZoneRulesRepository(self.scope)

    @property
    def arming(self) -> ArmingRepository:
        """What sessions are armed by."""
        return ArmingRepository(self.scope)


@dataclass(frozen=True, slots=True)
class Unit(Generic[T]):
    """A use case with its input's key: what is done in one transaction."""

    use_case: Callable[[Work], T]
    source: str
    correlation: str
    key: tuple[Platform, str] | None = None
    outcome: Callable[[T], str] | None = None
    whose: Callable[[T], int | None] | None = None

    def run(self, scope: Scope) -> T:
        """Record the input, do it, store its outcome; raises Repeated when it was handled before."""
        if self.key is None:
            return self.use_case(Work(scope, self.source, self.correlation))
        read_only = Inbox(scope).record(self.key)
        result = self.use_case(Work(scope, self.source, self.correlation, read_only))
        if self.outcome is not None:
            person_id = self.whose(result) if self.whose is not None else None
            Inbox(scope).set_outcome(self.key, self.outcome(result), person_id)
        return result
