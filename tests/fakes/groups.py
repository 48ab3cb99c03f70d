"""Groups and links in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.groups.model import Group, GroupSummary, LinkKind
from core.page import Page
from tests.fakes.memory import Memory, matches, page


class FakeGroups:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def get(self, group_id: int) -> Group | None:
        return self.memory.groups.get(group_id)

    def by_slug(self, slug: str) -> Group | None:
        return next((group for group in self.memory.groups.values() if group.slug == slug), None)

    def all(self, *, active_only: bool) -> Sequence[Group]:
        found = [group for group in self.memory.groups.values() if group.active or not active_only]
        return sorted(found, key=lambda group: group.name.casefold())

    def page(self, person_id: int, text: str, number: int, size: int) -> Page[GroupSummary]:
        groups = [group for group in self.all(active_only=True) if matches(text, group.name)]
        return page((self._summary(group, person_id) for group in groups), number, size)

    def summary(self, group_id: int, person_id: int) -> GroupSummary | None:
        group = self.memory.groups.get(group_id)
        return self._summary(group, person_id) if group else None

    def _summary(self, group: Group, person_id: int) -> GroupSummary:
        links = self.links(person_id).get(group.id, frozenset())
        return GroupSummary(group, len(self.people(group.id, LinkKind.LEARNER)), links)

    def create(
        self,
        slug: str,
        name: str,
        description: str,
        discord_role_id: str | None,
        discord_channel_id: str | None,
        telegram_chat_id: str | None,
        now: datetime,
    ) -> Group:
        group = Group(
            id=self.memory.next(),
            slug=slug,
            name=name,
            description=description,
            active=True,
            discord_role_id=discord_role_id,
            discord_channel_id=discord_channel_id,
            telegram_chat_id=telegram_chat_id,
            version=1,
            created_at=now,
        )
        self.memory.groups[group.id] = group
        return group

    def save(self, group: Group, expected_version: int) -> bool:
        if self.memory.groups[group.id].version != expected_version:
            return False
        self.memory.groups[group.id] = replace(group, version=expected_version + 1)
        return True

    def move_chat(self, old_chat_id: str, new_chat_id: str) -> None:
        for group in list(self.memory.groups.values()):
            if group.telegram_chat_id == old_chat_id:
                self.memory.groups[group.id] = replace(group, telegram_chat_id=new_chat_id)

    def links(self, person_id: int) -> dict[int, frozenset[LinkKind]]:
        found: dict[int, frozenset[LinkKind]] = {}
        for group_id, person, kind in self.memory.links:
            if person == person_id:
                found[group_id] = found.get(group_id, frozenset()) | {kind}
        accounts = self.memory.accounts.values()
        roles = {role for a in accounts if a.person_id == person_id for role in a.role_ids}
        for group in self.memory.groups.values():
            if group.discord_role_id in roles:
                found[group.id] = found.get(group.id, frozenset()) | {LinkKind.LEARNER}
        return found

    def people(self, group_id: int, kind: LinkKind) -> Sequence[int]:
        return sorted(
            person for group, person, link in self.memory.links if (group, link) == (group_id, kind)
        )

    def set_link(self, group_id: int, person_id: int, kind: LinkKind, active: bool, now: datetime) -> bool:
        link = (group_id, person_id, kind)
        if (link in self.memory.links) is active:
            return False
        (self.memory.links.add if active else self.memory.links.discard)(link)
        return True
