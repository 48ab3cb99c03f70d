"""Writing the audit log: one row for each change, and for each attempt by the wrong person (rules.md §0)."""

from datetime import datetime, timedelta

from core.audit import AuditOutcome, AuditRow, Values
from core.errors import Denied
from core.people.model import Actor
from core.permissions import Action
from core.ports import UnitOfWork

DAY = timedelta(days=1)


def record(
    uow: UnitOfWork,
    actor: Actor | None,
    now: datetime,
    action: Action,
    thing: tuple[str, int],
    before: Values,
    after: Values,
) -> None:
    """Note a change of `thing` (its kind and id); the actor None is the clock, or the operator."""
    uow.audit.add(
        AuditRow(
            at=now,
            actor_id=actor.id if actor else None,
            source=uow.source,
            action=action.value,
            object_kind=thing[0],
            object_id=thing[1],
            before=before,
            after=after,
            correlation=uow.correlation,
        )
    )


def again_from(uow: UnitOfWork, actor: Actor, now: datetime, action: Action, most: int) -> datetime | None:
    """From when on a person may do again what they did so often within a day; None for now, and `most` 0."""
    done = uow.audit.lately(actor.id, action.value, now - DAY, most) if most else ()
    return done[-1] + DAY if most and len(done) >= most else None


def denied(uow: UnitOfWork, actor: Actor, now: datetime, refusal: Denied) -> None:
    """Note an attempt by the wrong person, in a transaction of its own: the attempt's was rolled back."""
    facts = refusal.facts
    object_id = facts.get("object_id")
    uow.audit.add(
        AuditRow(
            at=now,
            actor_id=actor.id,
            source=uow.source,
            action=str(facts.get("action", "unknown")),
            object_kind=str(facts.get("object_kind", "unknown")),
            object_id=object_id if isinstance(object_id, int) else 0,
            before={},
            after={"refusal": refusal.code},
            correlation=uow.correlation,
            outcome=AuditOutcome.DENIED,
        )
    )
