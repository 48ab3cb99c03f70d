"""What the core asks of storage about groups and links."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.groups.model import Group, GroupSummary, LinkKind
from core.page import Page


class Groups(Protocol):
    """Interest groups and links."""

    def get(self, group_id: int) -> Group | None: ...
    def by_slug(self, slug: str) -> Group | None: ...
    def all(self, *, active_only: bool) -> Sequence[Group]:
        """By name."""
        ...

    def page(self, person_id: int, text: str, number: int, size: int) -> Page[GroupSummary]:
        """Active groups by name with the person's links."""
        ...

    def summary(self, group_id: int, person_id: int) -> GroupSummary | None:
        """One group, active or not, with its learners counted and the person's links."""
        ...

    def create(
        self,
        slug: str,
        name: str,
        description: str,
        discord_role_id: str | None,
        discord_channel_id: str | None,
        telegram_chat_id: str | None,
        now: datetime,
    ) -> Group: ...
    def save(self, group: Group, expected_version: int) -> bool:
        """Store changed fields and count the version up; False when somebody was faster."""
        ...

    def move_chat(self, old_chat_id: str, new_chat_id: str) -> None:
        """A Telegram group became a supergroup."""
        ...

    def links(self, person_id: int) -> dict[int, frozenset[LinkKind]]:
        """Active links by group, a mapped Discord role counting as a learner's link (rules.md §2)."""
        ...

    def people(self, group_id: int, kind: LinkKind) -> Sequence[int]: ...
    def set_link(self, group_id: int, person_id: int, kind: LinkKind, active: bool, now: datetime) -> bool:
        """True when this changed something."""
        ...
