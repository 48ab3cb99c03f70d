"""What a command answers, as intent; each platform renders it as richly as it can."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.dialog.text import Text


class Tone(StrEnum):
    """How a view feels; colours and icons follow."""

    PLAIN = "plain"
    GOOD = "good"
    CARE = "care"
    """A warning, or something that waits for a decision."""
    REFUSED = "refused"
    """Refused, rejected, cancelled or closed."""


class Style(StrEnum):
    """What a button does to the person's day."""

    PRIMARY = "primary"
    USUAL = "usual"
    GOOD = "good"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a button does: call a command with these answers."""

    command: str
    answers: Mapping[str, object] = field(default_factory=dict)
    seen: int | None = None
    """Version of the thing the card shows; an older one is outdated."""
    only: int | None = None
    """The one person who may press it; None leaves it to the policy."""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A button."""

    label: str
    press: Press | None = None
    url: str | None = None
    style: Style = Style.USUAL
    emoji: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A name and a value."""

    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a list with the buttons that act on it."""

    title: Text
    lines: tuple[Text, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its alternative text (at most 1024 characters)."""

    data: bytes
    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class File:
    """A document for the person to keep."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class View:
    """An answer, a notice or a card."""

    title: Text
    lines: tuple[Text, ...] = ()
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    actions: tuple[Action, ...] = ()
    picture: Picture | None = None
    file: File | None = None
    tone: Tone = Tone.PLAIN
    refused: bool = False
    """Nothing was done, so that what was pressed stays as it is and this stands below it."""
    private: bool = True
    """Seen by the asker alone: ephemeral on Discord; in a Telegram group, sent to the private chat."""
