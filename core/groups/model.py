"""An interest group and its links to people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LinkKind(StrEnum):
    """How a person belongs to a group; several kinds at once are possible."""

    LEARNER = "learner"
    MENTOR = "mentor"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Group:
    """An interest group (IG) with the places where its cards are posted."""

    id: int
    slug: str
    name: str
    description: str
    active: bool
    discord_role_id: str | None
    discord_channel_id: str | None
    telegram_chat_id: str | None
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """A group as one person sees it in a list."""

    group: Group
    learners: int
    links: frozenset[LinkKind]
    """The viewer's own active links."""
