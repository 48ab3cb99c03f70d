"""What the bot runs between: both stand-ins, a furnished database, and the environment that names them."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import asyncpg

from bot.dialog.command import REGISTRY
from bot.sandbox.discord.people import Person as DiscordPerson
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.telegram.people import Person as TelegramPerson
from bot.sandbox.telegram.server import TelegramStandIn
from core.clock import MovableClock
from core.groups.model import LinkKind
from core.mentors.model import ProfileForm, Tier
from core.people import roles
from core.people.model import Actor, Identity, Platform
from core.programme import Programme
from core.sessions import announcing, attending
from core.sessions.model import Mode, SessionForm
from storage.database import open_database
from storage.unit_of_work import Work
from storage.verify import broken
from tests.proofs.process.child import Child

T = TypeVar("T")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
REMINDERS = "60m,15m"
PROGRAMME = Programme(approval=False, reminders=(60 * MINUTE, 15 * MINUTE), min_notice=MINUTE)
WATCHERS = 3
"""On each platform: people who only receive, so that what is in their chats is all of it notices."""
ACTORS = 2
"""On each platform: people who join and leave."""
NEAR, APART = 62 * MINUTE, 6 * MINUTE
"""When the first session begins that is reminded of, and how far they are apart."""
LENGTH = 20 * MINUTE
"""Of a session; there are as many mentors as lead at once."""
TIGHT = "Last seats"


class Town:
    """Everything around the bot. The clocks of stand-ins and bot go together, `ahead` of the machine's."""

    def __init__(
        self,
        database_url: str,
        folder: Path,
        *,
        near: int = 12,
        far: int = 6,
        first: timedelta = NEAR,
        apart: timedelta = APART,
    ) -> None:
        self.first, self.apart = first, apart
        self.clock = MovableClock()
        self.begun = self.clock.now()
        self.url = database_url
        self.folder = folder
        self.near = [f"Near {number:02}" for number in range(near)]
        self.far = [f"Far {number:02}" for number in range(far)]
        self.discord = DiscordStandIn(self.clock.now)
        self.discord.limits.relax()
        self.telegram = TelegramStandIn(self.clock.now, seed=7)
        self.telegram.limits.enforce = False
        self.lobby = self.discord.world.add_channel("lobby")
        self.channel = self.discord.world.add_channel("python-circle")
        self.admin = self.discord.add_person("Margo Admin").become_admin()
        self.telegram_admin = self.telegram.person("Milo Admin", started=True)
        names = [f"Wanda Watcher {number}" for number in range(WATCHERS)]
        self.discord_watchers = [self.discord.add_person(name) for name in names]
        self.telegram_watchers = [self.telegram.person(name, started=True) for name in names]
        names = [f"Ada Actor {number}" for number in range(ACTORS)]
        self.discord_actors = [self.discord.add_person(name) for name in names]
        self.telegram_actors = [self.telegram.person(name, started=True) for name in names]
        mentors = -(-LENGTH // apart)
        self.mentors = [self.telegram.person(f"Grace Mentor {n}", started=True) for n in range(mentors)]
        self.settings: dict[str, str] = {}
        self.children: list[Child] = []
        self.up, self.down = asyncio.Event(), asyncio.Event()
        """Whether somebody who acts may expect an answer."""

    @property
    def watchers(self) -> list[DiscordPerson | TelegramPerson]:
        """On both platforms."""
        return [*self.discord_watchers, *self.telegram_watchers]

    @property
    def actors(self) -> list[DiscordPerson | TelegramPerson]:
        """On both platforms."""
        return [*self.discord_actors, *self.telegram_actors]

    async def open(self) -> "Town":
        """Serve both platforms and furnish the database."""
        await self.discord.start()
        await self.telegram.start()
        database = open_database(self.url, PROGRAMME, now=self.clock)
        await database.open()
        await database.write(self._furnish, source="test")
        await database.close()
        return self

    async def close(self) -> None:
        """End every process that still runs, then the stand-ins."""
        for child in self.children:
            await child.kill()
        await self.discord.stop()
        await self.telegram.stop()

    async def start(self, *, point: str = "", passage: int = 1, hurry: bool = False, **extra: str) -> Child:
        """Start the bot, perhaps with a point at which it dies."""
        if point:
            extra |= {"PROOF_POINT": point, "PROOF_PASSAGE": str(passage)}
        if hurry:
            extra["PROOF_HURRY"] = "1"
        # Hundreds of lives in a few minutes: each has a day of its own to identify in (trust.md §2 row 38).
        self.discord.gateway.identifies = 0
        ahead = str(self.clock.ahead.total_seconds())
        child = await Child.start(self.environment() | extra, "run", "--movable-clock", ahead)
        self.children.append(child)
        return child

    async def move(self, by: timedelta, *children: Child) -> None:
        """Let time pass for the stand-ins and these processes."""
        self.clock.move(by)
        for child in children:
            await child.move_clock(self.clock.ahead.total_seconds())

    async def lapse(self) -> None:
        """What a dead process held is over at once, as it is by itself once its leases end.

        On SQLite the next start releases them; on PostgreSQL it would only wait.
        """
        if not self.url.startswith("postgresql"):
            return
        connection = await asyncpg.connect(self.url.replace("+asyncpg", ""))
        try:
            await connection.execute("UPDATE leases SET until = to_timestamp(0)")
        finally:
            await connection.close()

    def answers(self, *, now: bool) -> None:
        """Tell those who act whether to expect answers."""
        for event, is_set in ((self.up, now), (self.down, not now)):
            (event.set if is_set else event.clear)()

    async def look(self, query: Callable[[Work], T]) -> T:
        """Ask the database, whoever else uses it."""
        database = open_database(self.url, PROGRAMME, now=self.clock)
        return await database.look(query)

    async def broken(self) -> list[str]:
        """Which promises do not hold on the database."""
        return await self.look(broken)

    def database_alone(self) -> dict[str, str]:
        """For what is done to the database from the command line."""
        return {
            "PROOF_FOLDER": str(self.folder),
            "MENTORBOT_DATABASE__URL": self.url,
            "MENTORBOT_LOG__FORMAT": "json",
        }

    def environment(self) -> dict[str, str]:
        """The contract (design.md §4), and nothing else."""
        return {
            **self.database_alone(),
            "MENTORBOT_DISCORD__TOKEN": self.discord.token,
            "MENTORBOT_DISCORD__API_URL": self.discord.api_url,
            "MENTORBOT_TELEGRAM__TOKEN": self.telegram.token,
            "MENTORBOT_TELEGRAM__API_URL": self.telegram.api_url,
            "MENTORBOT_HTTP__PORT": "0",
            "MENTORBOT_PEOPLE__COMMANDS_PER_MINUTE": "10000",
            "MENTORBOT_SESSIONS__REMINDERS": REMINDERS,
            "MENTORBOT_SESSIONS__APPROVAL": "none",
            "MENTORBOT_ADMINS__DISCORD_USER_IDS": json.dumps([int(self.admin.id)]),
            "MENTORBOT_ADMINS__TELEGRAM_USER_IDS": json.dumps([self.telegram_admin.id]),
            **self.settings,
        }

    def _furnish(self, work: Work) -> None:
        """A group, mentors, and sessions near and far.

        Its cards are on Discord alone: a Telegram chat takes twenty messages in a minute of the machine's,
        and here an hour of the programme's passes in that time.
        """
        now = self.begun
        group = work.groups.create("python-circle", "Python circle", "", None, self.channel.id, None, now)
        for admin in (self.admin, self.telegram_admin):
            work.people.set_admin(_actor(work, admin, now).id, admin=True)

        def member(person: DiscordPerson | TelegramPerson, kind: LinkKind = LinkKind.LEARNER) -> Actor:
            actor = _actor(work, person, now)
            if kind is LinkKind.MENTOR:
                work.mentors.grant(actor.id, Tier.IG_MENTOR, None, ProfileForm(), now)
            work.groups.set_link(group.id, actor.id, kind, active=True, now=now)
            return _actor(work, person, now)

        mentors = [member(person, LinkKind.MENTOR) for person in self.mentors]
        watchers = [member(person) for person in self.watchers]
        for person in self.actors:
            member(person)

        def announce(mentor: Actor, title: str, start: datetime, seats: int | None = None) -> int:
            link, end = "https://meet.example.org/room", start + LENGTH
            form = SessionForm(group.id, title, "", Mode.ONLINE, start, end, link, seats=seats)
            return announcing.announce(work, mentor, now, form).id

        for number, title in enumerate(self.near):
            mentor = mentors[number % len(mentors)]
            session = announce(mentor, title, now + self.first + number * self.apart)
            for watcher in watchers:
                attending.join(work, watcher, now, session, confirmed=True)
        for number, title in enumerate([*self.far, TIGHT]):
            announce(
                mentors[0], title, now + timedelta(days=20) + number * HOUR, 3 if title == TIGHT else None
            )


def _actor(work: Work, person: DiscordPerson | TelegramPerson, now: datetime) -> Actor:
    user = person.user
    if isinstance(person, TelegramPerson):
        who = Identity(Platform.TELEGRAM, str(person.id), user.name)
    else:
        who = Identity(Platform.DISCORD, person.id, getattr(user, "display_name", user.name))
    return roles.actor(work, who, now)


TELEGRAM_NAMES = {command.name: command.telegram for command in REGISTRY}
