"""The parts of the stand-in, put together: the bot and everybody around it, and what has been seen of it."""

import random
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from bot.sandbox.telegram.changes import PATIENCE
from bot.sandbox.telegram.exchanges import Exchange, Exchanges
from bot.sandbox.telegram.faults import Faults
from bot.sandbox.telegram.groups import Group
from bot.sandbox.telegram.limits import Limits
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.spec import Spec
from bot.sandbox.telegram.state import State
from bot.sandbox.telegram.updates import Mischief, UpdateQueue
from bot.sandbox.telegram.world import Status, User, World

Found = TypeVar("Found")


class Scene:
    """What a test or the page acts on."""

    def __init__(
        self, now: Callable[[], datetime], bot: User, dice: random.Random, spec: Spec | None
    ) -> None:
        """Begin with a bot and nobody else."""
        self.world = World(now, bot)
        mischief = Mischief(dice)
        updates = UpdateQueue(now, self.world.changes, mischief, next_id=secrets.randbelow(10**9) + 1)
        self.state = State(self.world, updates, Limits(), now)
        self.faults = Faults(dice, mischief)
        self.exchanges = Exchanges()
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.spec = spec

    @property
    def limits(self) -> Limits:
        """Return the flood limits; `limits.enforce = False` switches them off."""
        return self.state.limits

    @property
    def unknown_calls(self) -> list[str]:
        """Return the methods that were called and that the stand-in does not know."""
        return self.exchanges.unknown

    @property
    def violations(self) -> list[str]:
        """Return what calls did against the description; empty without one."""
        return self.spec.violations if self.spec else []

    @property
    def calls(self) -> list[Exchange]:
        """Return the last calls, oldest first."""
        return list(self.exchanges.ring)

    def person(
        self,
        name: str,
        *,
        language_code: str | None = "en",
        username: str | None = None,
        user_id: int | None = None,
        started: bool = False,
    ) -> Person:
        """Let a new account exist and act as it; `started` as if it had pressed Start long ago."""
        first, _, last = name.partition(" ")
        number = user_id or self.world.next_user_id()
        user = self.world.add_user(User(number, first, last or None, username, language_code))
        person = self.people[user.id] = Person(self.state, user)
        person.chat.started = started
        return person

    def group(
        self,
        title: str,
        members: Iterable[Person] = (),
        admins: Iterable[Person] = (),
        *,
        kind: str = "supergroup",
        bot: str | None = "member",
    ) -> Group:
        """Let a group exist, quietly; `bot` is the bot's status in it, `None` when it is not in it.

        The first of `admins` owns the group.
        """
        chat = self.world.add_group(title, kind)
        chat.members.update({person.id: Status.MEMBER for person in members})
        for person in admins:
            owned = Status.CREATOR in chat.members.values()
            chat.members[person.id] = Status.ADMINISTRATOR if owned else Status.CREATOR
        if bot is not None:
            chat.members[self.world.bot.id] = Status(bot)
        group = self.groups[chat.id] = Group(self.state, chat)
        return group

    async def wait_for(self, look: Callable[[], Found | None], within: float = PATIENCE) -> Found:
        """Return the first truthy answer of `look`, looking at every change of the world."""
        return await self.world.changes.wait_for(look, within)

    async def settled(self, within: float = PATIENCE) -> None:
        """Wait until the bot has confirmed every update."""
        await self.wait_for(lambda: not self.state.updates.waiting, within)
