"""Half-filled commands, kept so that a restart or a week's pause loses nothing (design.md §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.people.model import Platform

Answers = Mapping[str, object]
"""Raw answers by parameter: strings, numbers, booleans, lists of these, None for skipped."""


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Whose draft it is and where it is filled in; at most one draft a key."""

    platform: Platform
    chat_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-filled command."""

    id: int
    key: DraftKey
    command: str
    answers: Answers
    asking: str | None
    """The parameter that a typed text would answer; None while a summary is shown."""
    version: int
    """Counts the answers; a button of an older version is outdated."""
    message_id: str | None
    """The one message in which the questions are asked, where the platform edits it in place."""
    expires_at: datetime
