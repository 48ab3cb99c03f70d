"""A small invented community that exists on both platforms from the start."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """Somebody one can play, on either platform."""

    name: str
    role: str
    about: str


PEOPLE = (
    Inhabitant("Ada Example", "learner", "learns Python and wants a mentor"),
    Inhabitant("Linus Sample", "learner", "learns design, lives mostly in Discord"),
    Inhabitant("Grace Specimen", "mentor", "a mentor of the Python circle"),
    Inhabitant("Alan Placeholder", "mentor", "would like to become a mentor"),
    Inhabitant("Margo Admin", "admin", "runs the programme"),
    Inhabitant("Otto Outsider", "outsider", "belongs to no group"),
)
GROUPS = ("Python circle", "Design studio")


@dataclass(frozen=True, slots=True)
class Community:
    """The people, roles, channels and chats by name."""

    discord: dict[str, DiscordPerson]
    telegram: dict[str, TelegramPerson]
    roles: dict[str, Role]
    channels: dict[str, Channel]
    chats: dict[str, Group]

    @property
    def admin_discord_id(self) -> str:
        """The admin's Discord user id, for the bot's settings."""
        return self.discord["Margo Admin"].id

    @property
    def admin_telegram_id(self) -> str:
        """The admin's Telegram user id, for the bot's settings."""
        return str(self.telegram["Margo Admin"].id)


def found(discord: DiscordStandIn, telegram: TelegramStandIn) -> Community:
    """Let the community exist on both stand-ins."""
    on_telegram = {
        one.name: telegram.person(one.name, user_id=FIRST_TELEGRAM_ID + number)
        for number, one in enumerate(PEOPLE)
    }
    roles = {name: discord.world.add_role(name) for name in GROUPS}
    channels = {
        name: discord.world.add_channel(name.lower().replace(" ", "-"), topic=f"Sessions of the {name}")
        for name in GROUPS
    }
    on_discord = {one.name: discord.add_person(one.name) for one in PEOPLE}
    on_discord["Margo Admin"].become_admin()
    members = [person for name, person in on_telegram.items() if name != "Otto Outsider"]
    chats = {name: telegram.group(name, members, [on_telegram["Margo Admin"]]) for name in GROUPS}
    return Community(on_discord, on_telegram, roles, channels, chats)
