"""The closed set of things a command can ask for; both faces match on it exhaustively."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.people.model import Actor
from core.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: the raw value, what people read, and a second line."""

    value: str
    label: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Looking:
    """Who is choosing, when, and what they have typed or answered so far."""

    actor: Actor
    now: datetime
    text: str
    answers: Mapping[str, object]
    number: int
    """Page, counted from 1."""
    zone: str
    language: str


Source = Callable[[UnitOfWork, Looking], tuple[Sequence[Choice], bool]]
"""Suggests up to 25 choices and says whether there are more."""


@dataclass(frozen=True, slots=True)
class ShortText:
    """One line; length in code points. Raw: str. Value: str."""

    longest: int = 100
    shortest: int = 1


@dataclass(frozen=True, slots=True)
class LongText:
    """Several lines; length in code points. Raw: str. Value: str."""

    longest: int = 1000


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number in ASCII digits. Raw: int or str. Value: int."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class YesNo:
    """Raw: bool or "yes"/"no". Value: bool."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A member of a small enum, labelled `<enum name>-<value>` in the catalogue. Raw: its value."""

    options: type[StrEnum]


@dataclass(frozen=True, slots=True)
class Pick:
    """A thing suggested by a query; typed text that matches one label is taken too.

    Raw: the choice's value (an id as text), or a list of these. Value: int, or tuple of ints.
    """

    source: Source
    many: bool = False
    wider: Source | None = None
    """Not offered, but understood when named: the command itself then says why it cannot be."""


@dataclass(frozen=True, slots=True)
class PersonPick:
    """A person: a member option on Discord, a searched list on Telegram.

    Raw: `discord:<user id>` or the person's id as text. Value: int (person id).
    """


@dataclass(frozen=True, slots=True)
class Day:
    """A date in the viewer's zone. Raw: ISO date or words (“tomorrow”). Value: date."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A wall-clock time. Raw: `18:00` or words. Value: time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and a time in the viewer's zone.

    Raw: `2026-03-04`, then `2026-03-04 18:00`, or words (“tomorrow 6pm”); a time that the clock
    skips is refused with its neighbours, one that it shows twice is asked back. Value: aware UTC datetime.
    """


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time. Raw: minutes as int or text (“90”, “1h30”). Value: timedelta."""

    least: timedelta
    most: timedelta
    usual: tuple[timedelta, ...]
    """Offered as buttons."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file. Raw: an `Uploaded`. Value: the same, checked."""

    suffixes: tuple[str, ...]
    most_bytes: int


class SpotOf(StrEnum):
    """Things of a platform that a group can be tied to."""

    DISCORD_ROLE = "discord-role"
    DISCORD_CHANNEL = "discord-channel"
    TELEGRAM_CHAT = "telegram-chat"


@dataclass(frozen=True, slots=True)
class Spot:
    """A role, a channel or a chat: Discord's own role and channel options and selects where they exist,
    elsewhere the id or a mention as text. Raw: str. Value: the id as str.
    """

    of: SpotOf


@dataclass(frozen=True, slots=True)
class Confirm:
    """The summary with Confirm, Change and Cancel; always last. Raw: "yes". Value: True."""


Kind = (
    ShortText
    | LongText
    | Number
    | YesNo
    | OneOf
    | Pick
    | PersonPick
    | Day
    | ClockTime
    | Moment
    | Duration
    | Upload
    | Spot
    | Confirm
)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file somebody sent, already fetched from the platform."""

    name: str
    size: int
    data: bytes
