"""What the clock has to do with a session, and when; pure (trust.md §3.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.programme import Programme
from core.sessions.model import Session, Status


class Timed(Protocol):
    """What the clock needs to know of a session, announced or about to be."""

    @property
    def status(self) -> Status:
        """The stored state."""
        ...

    @property
    def starts_at(self) -> datetime:
        """The start."""
        ...

    @property
    def ends_at(self) -> datetime:
        """The end."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """A session that is about to be stored."""

    status: Status
    starts_at: datetime
    ends_at: datetime


class StepKind(StrEnum):
    """What happens at a step, in the order in which steps of one instant happen."""

    REMIND = "remind"
    EXPIRE = "expire"
    START = "start"
    END = "end"


_ORDER = list(StepKind)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the clock does with a session."""

    at: datetime
    kind: StepKind
    ahead: timedelta = timedelta(0)
    """How long before the start a reminder is due."""


def steps(session: Timed, programme: Programme) -> Sequence[Step]:
    """Every step of a session in its stored state, in order; empty for one that is over."""
    start, end = Step(session.starts_at, StepKind.START), Step(session.ends_at, StepKind.END)
    match session.status:
        case Status.PENDING_APPROVAL:
            found = [Step(session.starts_at, StepKind.EXPIRE)]
        case Status.SCHEDULED:
            reminders = [
                Step(session.starts_at - ahead, StepKind.REMIND, ahead) for ahead in programme.reminders
            ]
            found = [*reminders, start, end]
        case Status.IN_PROGRESS:
            found = [end]
        case _:
            found = []
    return sorted(found, key=lambda step: (step.at, _ORDER.index(step.kind)))


def due_steps(session: Session, programme: Programme, now: datetime) -> Sequence[Step]:
    """Steps from the instant the session is armed for up to now."""
    armed = session.due_at
    if armed is None:
        return ()
    return [step for step in steps(session, programme) if armed <= step.at <= now]


def next_due(session: Timed, programme: Programme, after: datetime) -> datetime | None:
    """The first instant after `after` at which there is something to do; None when there is nothing.

    A change of state never passes: one that lies behind `after` is due at once.
    """
    remaining = steps(session, programme)
    ahead = [step.at for step in remaining if step.at > after or step.kind is not StepKind.REMIND]
    return ahead[0] if ahead else None
