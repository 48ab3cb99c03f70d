"""Text before a platform renders it: words of ours, words of people, instants, links.

Escaping is the renderer's work; a `User` node holds raw text of a person and must come out
as exactly that text, pinging nobody (trust.md §2 rows 64–67).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.dialog.kinds import SpotOf


@dataclass(frozen=True, slots=True)
class Own:
    """Words of the catalogue."""

    text: str


@dataclass(frozen=True, slots=True)
class User:
    """Words a person wrote."""

    text: str


class Show(StrEnum):
    """How much of an instant is shown."""

    FULL = "full"
    """Weekday, date, time, and how far away."""
    MOMENT = "moment"
    """Date and time."""
    DAY = "day"
    TIME = "time"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class When:
    """An instant, shown in the viewer's zone by the platform itself where it can."""

    at: datetime
    show: Show = Show.FULL
    ahead: timedelta | None = None
    """How far away it is when it is told: for clients that cannot count themselves."""


def between(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[When, When]:
    """From when to when: the day is told once, where it is the same one in the viewer's zone."""
    first, last = (at.astimezone(ZoneInfo(zone)).date() for at in (starts_at, ends_at))
    return When(starts_at, Show.MOMENT), When(ends_at, Show.TIME if first == last else Show.MOMENT)


@dataclass(frozen=True, slots=True)
class Link:
    """A link; its host is shown when the label does not show it."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasised words of ours or of a person."""

    node: "Own | User"


@dataclass(frozen=True, slots=True)
class SpotName:
    """A role, a channel or a chat: by its name where the platform shows that itself, elsewhere by its id."""

    of: SpotOf
    id: str


Node = Own | User | When | Link | Strong | SpotName
Text = tuple[Node, ...]
