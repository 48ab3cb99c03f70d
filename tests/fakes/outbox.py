"""The outbox and the audit log in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.audit import AuditOutcome, AuditRow
from core.leases import Lease
from core.notices.model import UNTOLD, Card, Notice, OutboxRow, OutboxStatus, Target
from core.page import Page
from core.people.model import Platform
from core.switches import Switch
from tests.fakes.memory import Memory, page

GONE = {OutboxStatus.CANCELLED, OutboxStatus.SUPERSEDED}


def row(number: int, notice: Notice, status: OutboxStatus = OutboxStatus.PENDING) -> OutboxRow:
    """A row as it is when it is owed."""
    return OutboxRow(
        id=number,
        notice=notice,
        status=status,
        attempt=0,
        ambiguous=0,
        lease_owner=None,
        lease_epoch=0,
        lease_until=None,
        nonce=f"n{number}",
        plain=False,
        message_id=None,
        error=None,
        created_at=notice.not_before,
        sent_at=None,
    )


class FakeOutbox:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def owe(self, notices: Sequence[Notice]) -> int:
        new = 0
        for notice in notices:
            if notice.dedupe_key not in {one.notice.dedupe_key for one in self.memory.rows.values()}:
                kept = notice.target is Target.KEPT
                number = self.memory.next()
                status = OutboxStatus.KEPT if kept else OutboxStatus.PENDING
                self.memory.rows[number] = row(number, notice, status)
                new += 1
        return new

    def owe_card(self, notice: Notice) -> None:
        for one in self.memory.rows.values():
            same = (one.notice.target, one.notice.dest, one.notice.session_id) == (
                notice.target,
                notice.dest,
                notice.session_id,
            )
            if same and one.status is OutboxStatus.PENDING:
                return
        self.owe([notice])

    def cancel(self, session_id: int, kinds: Collection[str]) -> int:
        found = [
            one
            for one in self.memory.rows.values()
            if one.status is OutboxStatus.PENDING
            and one.notice.session_id == session_id
            and one.notice.fact.kind in kinds
        ]
        for one in found:
            self.memory.rows[one.id] = replace(one, status=OutboxStatus.CANCELLED)
        return len(found)

    def waiting_for(self, person_id: int, number: int, size: int) -> Page[OutboxRow]:
        found = [
            one
            for one in sorted(self.memory.rows.values(), key=lambda one: -one.id)
            if one.notice.person_id == person_id
            and one.status in UNTOLD
            and one.id not in self.memory.taken_over
        ]
        return page(found, number, size)

    def in_hand(self, person_id: int, dedupe_keys: Collection[str]) -> bool:
        return any(
            one.notice.dedupe_key in dedupe_keys
            and one.status not in GONE
            and one.id not in self.memory.taken_over
            for one in self.memory.rows.values()
        )

    def taken_over(self, row_id: int, now: datetime) -> None:
        self.memory.taken_over.add(row_id)

    def mark_read(self, person_id: int, now: datetime) -> None:
        for one in self.waiting_for(person_id, 1, 1000).items:
            del self.memory.rows[one.id]

    def card(self, session_id: int, platform: Platform, channel: str) -> Card | None:
        found = [one for one in self.cards(session_id) if (one.platform, one.channel) == (platform, channel)]
        return found[0] if found else None

    def cards(self, session_id: int) -> Sequence[Card]:
        return [one for one in self.memory.cards if one.session_id == session_id]

    def card_places(self, session_id: int, group_id: int, *, shown: bool) -> Sequence[tuple[Platform, str]]:
        places = {(one.platform, one.channel) for one in self.cards(session_id)}
        group = self.memory.groups.get(group_id)
        if shown and group is not None and group.discord_channel_id is not None:
            places.add((Platform.DISCORD, group.discord_channel_id))
        if shown and group is not None and group.telegram_chat_id is not None:
            places.add((Platform.TELEGRAM, group.telegram_chat_id))
        return sorted(places)


class FakeQueue:
    """What admins do with rows; claiming and settling are storage's, and tested there."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def listed(self, statuses: Collection[OutboxStatus], number: int, size: int) -> Page[OutboxRow]:
        return page((one for one in self.memory.rows.values() if one.status in statuses), number, size)

    def get(self, row_id: int) -> OutboxRow | None:
        return self.memory.rows.get(row_id)

    def retry(self, row_id: int, now: datetime) -> bool:
        self.memory.rows[row_id] = replace(self.memory.rows[row_id], status=OutboxStatus.PENDING)
        return True

    def discard(self, row_id: int) -> bool:
        self.memory.rows[row_id] = replace(self.memory.rows[row_id], status=OutboxStatus.CANCELLED)
        return True

    def depth(self) -> dict[tuple[str, str], int]:
        return dict(
            Counter(
                (one.notice.platform.value, one.status.value)
                for one in self.memory.rows.values()
                if one.notice.platform
            )
        )

    def oldest_pending(self, platform: Platform, now: datetime) -> datetime | None:
        due = [
            one.notice.not_before
            for one in self.memory.rows.values()
            if one.notice.platform is platform
            and one.status is OutboxStatus.PENDING
            and one.notice.not_before <= now
        ]
        return min(due, default=None)


class FakeLeases:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def all(self) -> Sequence[Lease]:
        return self.memory.leases


class FakeSwitches:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def paused(self) -> Mapping[Switch, datetime]:
        return dict(self.memory.paused)

    def pause(self, switch: Switch, now: datetime) -> bool:
        return self.memory.paused.setdefault(switch, now) is now

    def resume(self, switch: Switch) -> bool:
        return self.memory.paused.pop(switch, None) is not None


class FakeAudit:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def add(self, row: AuditRow) -> None:
        self.memory.audit.append(row)

    def recent(self, number: int, size: int) -> Page[AuditRow]:
        return page(self.memory.audit[::-1], number, size)

    def lately(self, actor_id: int, action: str, since: datetime, most: int) -> Sequence[datetime]:
        done = [
            one.at
            for one in self.memory.audit
            if (one.actor_id, one.action, one.outcome) == (actor_id, action, AuditOutcome.DONE)
            and one.at > since
        ]
        return sorted(done, reverse=True)[:most]
