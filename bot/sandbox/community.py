"""A small invented community that exists on both platforms from the start."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.sandbox.discord.people import Person as DiscordPerson
from bot.sandbox.discord.records import Channel, Role
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.telegram.groups import Group
from bot.sandbox.telegram.people import Person as TelegramPerson
from bot.sandbox.telegram.server import TelegramStandIn

FOUNDED = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""Everything is made at this instant, so that ids are the same at every start and a kept database fits."""
FIRST_TELEGRAM_ID = 70_000_001
LONGEST_NAME = 32


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """Somebody one can play, on either platform."""

    name: str
    role: str
    about: str


PEOPLE = (
    Inhabitant("Ada Example", "learner", "learns Python, lives mostly in Discord"),
    Inhabitant("Linus Sample", "learner", "learns design, lives mostly in Telegram"),
    Inhabitant("Grace Specimen", "mentor", "mentors the Python circle"),
    Inhabitant("Alan Placeholder", "mentor", "would like to become a mentor"),
    Inhabitant("Margo Admin", "admin", "runs the programme"),
    Inhabitant("Otto Outsider", "outsider", "belongs to no group"),
)
ADMIN = "Margo Admin"
OUTSIDER = "Otto Outsider"
GROUPS = ("Python circle", "Design studio")


class UnknownPersonError(LookupError):
    """Nobody here has that name; the message names those who do."""


@dataclass(slots=True)
class Community:
    """The people, roles, channels and chats by name; people can be added while it runs."""

    on_discord: DiscordStandIn
    on_telegram: TelegramStandIn
    people: list[Inhabitant] = field(default_factory=list)
    discord: dict[str, DiscordPerson] = field(default_factory=dict)
    telegram: dict[str, TelegramPerson] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    chats: dict[str, Group] = field(default_factory=dict)

    @property
    def admin_discord_id(self) -> str:
        """The admin's Discord user id, for the bot's settings."""
        return self.discord[ADMIN].id

    @property
    def admin_telegram_id(self) -> str:
        """The admin's Telegram user id, for the bot's settings."""
        return str(self.telegram[ADMIN].id)

    def add(self, one: Inhabitant, telegram_id: int | None = None) -> None:
        """Let somebody exist on both platforms; ValueError for a name that is taken or too long."""
        if not 1 <= len(one.name) <= LONGEST_NAME:
            raise ValueError(f"A name has 1 to {LONGEST_NAME} characters.")
        if one.name in self.discord:
            raise ValueError(f"{one.name} is here already.")
        self.people.append(one)
        self.discord[one.name] = self.on_discord.add_person(one.name)
        self.telegram[one.name] = self.on_telegram.person(one.name, user_id=telegram_id)

    def named(self, name: str) -> str:
        """The full name of somebody given by full or first name; raises UnknownPersonError."""
        for one in self.people:
            if name.casefold() in (one.name.casefold(), one.name.partition(" ")[0].casefold()):
                return one.name
        known = ", ".join(one.name for one in self.people)
        raise UnknownPersonError(f"There is nobody called {name!r} here. There are {known}.")


def found(discord: DiscordStandIn, telegram: TelegramStandIn) -> Community:
    """Let the community exist on both stand-ins."""
    community = Community(discord, telegram)
    for name in GROUPS:
        topic = f"Sessions of the {name}"
        community.roles[name] = discord.world.add_role(name)
        community.channels[name] = discord.world.add_channel(name.lower().replace(" ", "-"), topic=topic)
    for number, one in enumerate(PEOPLE):
        community.add(one, FIRST_TELEGRAM_ID + number)
    community.discord[ADMIN].become_admin()
    members = [person for name, person in community.telegram.items() if name != OUTSIDER]
    for name in GROUPS:
        community.chats[name] = telegram.group(name, members, [community.telegram[ADMIN]])
    return community
