"""Making the parts that know storage or a platform, from the settings."""

from aiohttp import web
from pydantic import SecretStr

from bot.config import Settings
from bot.dialog.dispatch import Engine
from bot.discord.face import DiscordFace
from bot.telegram.face import TelegramFace
from core.clock import Clock
from core.people.model import Platform
from core.ports import Database, UnitOfWork
from core.programme import Programme
from storage.database import open_database
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase

Storage = SqliteDatabase | PostgresDatabase


async def open_storage(settings: Settings, programme: Programme, clock: Clock) -> Storage:
    """Open the configured database; raises storage.errors.StorageError with what to do."""
    database = open_database(settings.database.url.get_secret_value(), programme, now=clock)
    await database.open()
    return database


def discord_face(settings: Settings, engine: Engine, database: Database) -> DiscordFace:
    """The Discord face, not yet connected."""
    section = settings.discord

    async def remember(user_id: str, channel: str) -> None:
        def store(uow: UnitOfWork) -> None:
            account = uow.people.account(Platform.DISCORD, user_id)
            if account is not None:
                uow.people.set_dm_channel(account.id, channel)

        await database.write(store, source="discord")

    return DiscordFace(
        engine,
        token=secret(section.token),
        api_url=section.api_url,
        guild_ids=section.guild_ids,
        members_intent=section.members_intent,
        shard_count=section.shard_count,
        remember_chat=remember,
    )


def telegram_face(settings: Settings, engine: Engine, database: Database, http: web.Application) -> TelegramFace:
    """The Telegram face, not yet connected."""
    raise NotImplementedError


def secret(value: SecretStr | None) -> str:
    """The value of a secret that is known to be set."""
    if value is None:
        raise ValueError("not set")
    return value.get_secret_value()
