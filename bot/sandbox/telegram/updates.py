"""The queue of updates: kept until confirmed by a higher offset, handed to one poller at a time."""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.telegram.changes import Changes
from bot.sandbox.telegram.errors import JsonObject, conflict

KEPT_FOR = timedelta(hours=24)
MAX_BATCH = 100
MAX_WAIT_SECONDS = 50
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
TWO_POLLERS = "terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(slots=True, frozen=True)
class Update:
    """An update that waits."""

    id: int
    kind: str
    body: object
    at: datetime

    def as_json(self) -> JsonObject:
        """Return the `Update`."""
        return {"update_id": self.id, self.kind: self.body}


@dataclass(slots=True)
class Mischief:
    """How often updates are lost, come twice or come out of order; seeded, so a run can be repeated."""

    dice: random.Random
    drop: float = 0.0
    duplicate: float = 0.0
    reorder: float = 0.0

    def happens(self, chance: float) -> bool:
        """Throw the dice."""
        return chance > 0 and self.dice.random() < chance


@dataclass(slots=True)
class UpdateQueue:
    """All updates the bot has not confirmed yet."""

    now: Callable[[], datetime]
    changes: Changes
    mischief: Mischief
    next_id: int
    waiting: deque[Update] = field(default_factory=deque)
    replays: list[Update] = field(default_factory=list)
    allowed: frozenset[str] | None = None
    hooked: bool = False
    confirmed: int = 0
    _poll: int = 0

    def push(self, kind: str, body: object) -> None:
        """Queue an update unless the bot did not ask for its kind, or it is to get lost."""
        wanted = kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if not wanted:
            return
        update = Update(self.next_id, kind, body, self.now())
        self.next_id += 1
        if not self.mischief.happens(self.mischief.drop):
            self.waiting.append(update)
        self.changes.ring()

    def allow(self, kinds: object) -> None:
        """Choose the kinds of updates from now on; an empty list brings the default back."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or None

    def confirm(self, offset: int) -> None:
        """Forget updates below the offset; a negative one keeps only so many of the newest."""
        if offset < 0:
            gone = max(0, len(self.waiting) + offset)
        else:
            gone = sum(update.id < offset for update in self.waiting)
        for _ in range(gone):
            update = self.waiting.popleft()
            self.confirmed += 1
            if self.mischief.happens(self.mischief.duplicate):
                self.replays.append(update)
        if gone:
            self.changes.ring()

    def discard(self) -> None:
        """Forget everything that waits."""
        self.waiting.clear()
        self.replays.clear()
        self.changes.ring()

    async def poll(self, offset: int, limit: int, seconds: int) -> list[JsonObject]:
        """Confirm and wait for the next batch; 409 when another poller takes over or a webhook is set."""
        self._poll += 1
        mine = self._poll
        self.changes.ring()
        self._refuse_if_hooked()
        self._forget_old()
        self.confirm(offset)
        limit = limit if 1 <= limit <= MAX_BATCH else MAX_BATCH
        try:
            await self.changes.wait_for(
                lambda: self.waiting or self.replays or self.hooked or self._poll != mine,
                min(max(seconds, 0), MAX_WAIT_SECONDS),
            )
        except TimeoutError:
            return []
        if self._poll != mine:
            raise conflict(TWO_POLLERS)
        self._refuse_if_hooked()
        return [update.as_json() for update in self._batch(limit)]

    def _batch(self, limit: int) -> list[Update]:
        batch = [*self.replays, *self.waiting][:limit]
        self.replays.clear()
        if self.mischief.happens(self.mischief.reorder):
            self.mischief.dice.shuffle(batch)
        return batch

    def _refuse_if_hooked(self) -> None:
        if self.hooked:
            raise conflict(HOOKED)

    def _forget_old(self) -> None:
        oldest = self.now() - KEPT_FOR
        while self.waiting and self.waiting[0].at < oldest:
            self.waiting.popleft()
