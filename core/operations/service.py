"""For admins: what the outbox could not deliver, and the audit log (trust.md §3.5, §5)."""

from dataclasses import dataclass
from datetime import datetime

from core import auditing
from core.audit import AuditRow
from core.errors import Denied, Refusal
from core.leases import Lease
from core.notices.model import OutboxRow, OutboxStatus
from core.page import Page
from core.people.model import Actor, Platform
from core.permissions import Action
from core.ports import UnitOfWork

UNDECIDED = frozenset({OutboxStatus.DEAD, OutboxStatus.UNCERTAIN, OutboxStatus.HELD})


def _check_admin(actor: Actor, action: Action, row_id: int) -> None:
    if not actor.admin:
        raise Denied("admin-only", action=action.value, object_kind="notice", object_id=row_id)


def outbox(uow: UnitOfWork, actor: Actor, now: datetime, number: int = 1) -> Page[OutboxRow]:
    """Notices that need a decision, newest first."""
    _check_admin(actor, Action.OUTBOX_LIST, 0)
    return uow.queue.listed(UNDECIDED, number, uow.programme.page_size)


def undecided(uow: UnitOfWork) -> int:
    """How many notices need a decision."""
    return sum(count for (_, status), count in uow.queue.depth().items() if status in UNDECIDED)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is on its way to one platform."""

    platform: Platform
    waiting: int
    sending: int
    since: datetime | None
    """Since when the row waits that has been due longest."""


@dataclass(frozen=True, slots=True)
class Running:
    """How the sending and the sharing of work stand."""

    owed: tuple[Owed, ...]
    leases: tuple[Lease, ...]
    """Those that somebody holds."""


def running(uow: UnitOfWork, actor: Actor, now: datetime) -> Running:
    """What each platform is still owed, and which process does what."""
    _check_admin(actor, Action.OUTBOX_LIST, 0)
    depth = uow.queue.depth()
    owed = tuple(
        Owed(
            platform,
            depth.get((platform.value, OutboxStatus.PENDING.value), 0),
            depth.get((platform.value, OutboxStatus.SENDING.value), 0),
            uow.queue.oldest_pending(platform, now),
        )
        for platform in Platform
    )
    return Running(owed, tuple(lease for lease in uow.leases.all() if lease.until > now))


def audit(uow: UnitOfWork, actor: Actor, now: datetime, number: int = 1) -> Page[AuditRow]:
    """Who did what, newest first."""
    _check_admin(actor, Action.AUDIT_READ, 0)
    return uow.audit.recent(number, uow.programme.page_size)


def retry(uow: UnitOfWork, actor: Actor, now: datetime, row_id: int) -> int:
    """Send a notice again; returns its number."""
    row = _undecided(uow, actor, Action.OUTBOX_RETRY, row_id)
    if not uow.queue.retry(row.id, now):
        raise _decided(uow, row_id)
    _record(uow, actor, now, Action.OUTBOX_RETRY, row, OutboxStatus.PENDING)
    return row.id


def discard(uow: UnitOfWork, actor: Actor, now: datetime, row_id: int) -> int:
    """Give a notice up; returns its number."""
    row = _undecided(uow, actor, Action.OUTBOX_DISCARD, row_id)
    if not uow.queue.discard(row.id):
        raise _decided(uow, row_id)
    _record(uow, actor, now, Action.OUTBOX_DISCARD, row, OutboxStatus.CANCELLED)
    return row.id


def _undecided(uow: UnitOfWork, actor: Actor, action: Action, row_id: int) -> OutboxRow:
    _check_admin(actor, action, row_id)
    row = uow.queue.get(row_id)
    if row is None or row.status not in UNDECIDED:
        raise _decided(uow, row_id)
    return row


def _decided(uow: UnitOfWork, row_id: int) -> Refusal:
    row = uow.queue.get(row_id)
    return Refusal("outbox-decided", row=row_id, status=row.status.value if row else None)


def _record(
    uow: UnitOfWork, actor: Actor, now: datetime, action: Action, row: OutboxRow, status: OutboxStatus
) -> None:
    before, after = {"status": row.status.value}, {"status": status.value}
    auditing.record(uow, actor, now, action, ("notice", row.id), before, after)
