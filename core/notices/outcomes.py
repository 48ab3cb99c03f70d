"""What the platform answered to a notice (trust.md §3.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.notices.model import OutboxStatus


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it; “not modified” counts too."""

    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Refused by a rate limit before it was taken; not a counted attempt."""

    retry_after: timedelta
    everywhere: bool = False
    """The whole platform is to pause, not this destination only."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """Certainly not sent: no connection, no name, refused."""

    error: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """May have arrived: a read timeout, a reset after writing, a 5xx."""

    error: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The destination cannot be reached: blocked, closed, deleted."""

    error: str
    left: bool = False
    """Nobody there any more: they share no server with the bot."""


@dataclass(frozen=True, slots=True)
class CardGone:
    """The card to be edited no longer exists; a fresh one is posted once."""

    error: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """The platform refused what we sent: our fault."""

    error: str


@dataclass(frozen=True, slots=True)
class Locked:
    """The token is refused: the whole platform halts, the row goes back."""

    error: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A Telegram group became a supergroup with another id."""

    new_dest: str


@dataclass(frozen=True, slots=True)
class Pointless:
    """Not sent because it was no longer true or useful."""

    reason: str
    cancelled: bool = False
    """The thing itself was cancelled, rather than the moment having passed."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything else."""

    error: str


Outcome = (
    Sent | Wait | Unsent | Ambiguous | Gone | CardGone | Malformed | Locked | Moved | Pointless | Unknown
)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What becomes of the row; stored under the fence of its claim."""

    status: OutboxStatus
    not_before: datetime | None = None
    counted: bool = True
    """False gives the attempt back."""
    ambiguous: int = 0
    """Added to the row's own count."""
    plain: bool = False
    """True marks the row; False leaves the mark as it is."""
    message_id: str | None = None
    error: str | None = None
    new_dest: str | None = None
    unreachable: bool = False
    """The account is marked, and one fallback row is owed to another account or kept."""
    left: bool = False
    """The person has left; admins are told where others wait for them."""
    forget_card: bool = False
