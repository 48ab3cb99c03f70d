"""A person, their accounts, and who is acting."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from core.mentors.model import MentorStatus


class Platform(StrEnum):
    """A network on which a person can have an account."""

    DISCORD = "discord"
    TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a platform says is speaking; nothing in it is believed beyond the ids."""

    platform: Platform
    user_id: str
    name: str
    username: str | None = None
    language: str | None = None
    role_ids: frozenset[str] | None = None
    """Discord role ids of the member; None where the platform did not tell (a DM, Telegram)."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Wall-clock hours in which only what is urgent may ring; may pass midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Person:
    """One human; has one or more accounts."""

    id: int
    name: str
    language: str | None
    """Chosen language; None follows the platform's, then the community's."""
    zone: str | None
    """IANA name; None means the community's zone."""
    quiet: QuietHours | None
    admin: bool
    """Made admin by another admin; ids in the configuration are not stored."""
    created_at: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A person on one platform."""

    id: int
    person_id: int
    platform: Platform
    user_id: str
    name: str
    username: str | None
    language: str | None
    role_ids: frozenset[str]
    """Discord roles last seen; they count as membership of mapped groups (rules.md §2)."""
    reachable: bool
    """False after the platform said that direct messages do not arrive."""
    notify: bool
    """Whether notices go to this account (rules.md §9)."""
    dm_channel: str | None
    """Discord's DM channel, remembered because opening DMs is rate limited."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose account speaks, as it is stored."""

    account: Account
    person: Person
    mentor: MentorStatus | None = None
    """None for who never was one."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting now, with the roles read in the same transaction."""

    person: Person
    account: Account
    admin: bool
    mentor: bool
    """Approved and neither paused nor revoked."""
    paused: bool = False
    role_ids: frozenset[str] = field(default_factory=frozenset)

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id


class LinkState(StrEnum):
    """Where a link code stands."""

    OFFERED = "offered"
    ENTERED = "entered"
    USED = "used"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A one-time code that joins two accounts of one person (rules.md §1)."""

    id: int
    digest: str
    person_id: int
    platform: Platform
    state: LinkState
    entered_by: int | None
    """Person who entered it on the other side; confirmed on the first."""
    expires_at: datetime
