"""Things that happened, in the past tense; a notice tells people of them.

A fact holds ids and what may no longer be readable later (a reason, the old time); the rest is
loaded when the notice is sent, so that names, roles and remaining times are true then.
Fields are ints, strings, bools, instants or None: storage writes them as JSON.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fact:
    """Base of all facts; a subclass registers itself under its class name."""

    registry: ClassVar[dict[str, type["Fact"]]] = {}

    def __init_subclass__(cls) -> None:
        """Register the fact; slots make dataclass build the class twice, the last one stays."""
        super(Fact, cls).__init_subclass__()
        Fact.registry[cls.__name__] = cls

    @property
    def kind(self) -> str:
        """The name under which the outbox stores it."""
        return type(self).__name__


@dataclass(frozen=True, slots=True)
class AccountsLinked(Fact):
    """Two accounts were joined into one person."""

    platform: str
    name: str


@dataclass(frozen=True, slots=True)
class AccountUnlinked(Fact):
    """An account became a person of its own again."""

    platform: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkCodeEntered(Fact):
    """Somebody entered this person's link code elsewhere; they must confirm it.

    Who it was is read from the code: a name kept here would outlast the erasing of who bears it.
    """

    code_id: int
    platform: str


@dataclass(frozen=True, slots=True)
class RolesChanged(Fact):
    """A person may do more or less than before; their command menu follows."""

    person_id: int


@dataclass(frozen=True, slots=True)
class GroupRoleDue(Fact):
    """A mapped Discord role has to be given (or taken) to match a group link."""

    group_id: int
    person_id: int
    role_id: str
    give: bool


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(Fact):
    """Somebody applied to be a mentor, or resubmitted; it waits for a decision."""

    application_id: int
    version: int


@dataclass(frozen=True, slots=True)
class ApplicationDecided(Fact):
    """An application was approved, rejected or sent back for changes."""

    application_id: int
    status: str
    note: str | None


@dataclass(frozen=True, slots=True)
class MentorAssigned(Fact):
    """An admin made somebody a mentor without an application."""

    person_id: int


@dataclass(frozen=True, slots=True)
class MentorStatusChanged(Fact):
    """A mentor was paused, reactivated or revoked."""

    person_id: int
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class AdminChanged(Fact):
    """Somebody was made an admin or is one no longer."""

    person_id: int
    admin: bool


@dataclass(frozen=True, slots=True)
class LeadChanged(Fact):
    """Somebody was made lead of a group or is one no longer."""

    group_id: int
    person_id: int
    lead: bool


@dataclass(frozen=True, slots=True)
class SessionProposed(Fact):
    """A session waits for approval (again)."""

    session_id: int
    version: int


@dataclass(frozen=True, slots=True)
class SessionDecided(Fact):
    """A session was approved or rejected."""

    session_id: int
    approved: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class SessionCardChanged(Fact):
    """What the group's card of a session shows is no longer true; it is edited in place."""

    session_id: int


@dataclass(frozen=True, slots=True)
class SessionMoved(Fact):
    """Time, group or place of a session changed after people joined."""

    session_id: int
    old_starts_at: datetime
    old_place: str | None
    """The venue there was, empty for online alone; None when one meets as before. Never the link."""
    old_group: str | None
    version: int
    zone: str | None = None
    """Where other rules for the clocks moved it; None when somebody did."""


@dataclass(frozen=True, slots=True)
class SessionCancelled(Fact):
    """A session will not take place."""

    session_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class LearnerAdded(Fact):
    """A mentor put a learner into a session."""

    session_id: int


@dataclass(frozen=True, slots=True)
class LearnerRemoved(Fact):
    """A mentor took a learner out of a session."""

    session_id: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class ReminderDue(Fact):
    """A joined session is near."""

    session_id: int
    starts_at: datetime
    ahead: int
    """Seconds before the start at which the reminder was due."""


@dataclass(frozen=True, slots=True)
class SessionStarting(Fact):
    """A joined session starts now."""

    session_id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class AttendanceWanted(Fact):
    """A session ended; its mentor is asked who came."""

    session_id: int


@dataclass(frozen=True, slots=True)
class FeedbackWanted(Fact):
    """Somebody attended a session that ended; they are asked how it was."""

    session_id: int


@dataclass(frozen=True, slots=True)
class FeedbackGiven(Fact):
    """A learner gave or changed feedback."""

    session_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class NoticesUndecided(Fact):
    """Notices that could not be delivered wait for an admin's decision; told once a day."""

    day: str
    """In the community's zone."""


@dataclass(frozen=True, slots=True)
class NoticesSummed(Fact):
    """Many reminders were due after a downtime; one notice stands for them."""

    count: int


@dataclass(frozen=True, slots=True)
class OperationAlert(Fact):
    """Something about the running of mentorbot needs an admin."""

    what: str
    """Names a sentence `alert-<what>` of the catalogue."""
    detail: str
