"""Making the parts that know storage or a platform, from the settings."""

from aiohttp import web
from pydantic import SecretStr

from bot.config import Settings
from bot.dialog.dispatch import Engine
from bot.discord.face import DiscordFace
from bot.figures import Figures
from bot.telegram.conversing import Hooks
from bot.telegram.face import TelegramFace, WebhookAt
from core.clock import Clock
from core.facts import OperationAlert
from core.notices import service
from core.people.model import Platform
from core.ports import Database, UnitOfWork
from core.programme import Programme
from storage.abstract import AbstractDatabase
from storage.database import open_database
from storage.errors import StorageError

__all__ = ["StorageError", "discord_face", "open_storage", "telegram_face"]


async def open_storage(settings: Settings, programme: Programme, clock: Clock) -> AbstractDatabase:
    """Open the configured database; raises storage.errors.StorageError with what to do."""
    database = open_database(settings.database.url.get_secret_value(), programme, now=clock)
    await database.open()
    return database


def discord_face(settings: Settings, engine: Engine, database: Database, figures: Figures) -> DiscordFace:
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
        figures=figures.of(Platform.DISCORD),
    )


def telegram_face(
    settings: Settings, engine: Engine, database: Database, figures: Figures, http: web.Application
) -> TelegramFace:
    """The Telegram face, not yet connected; in webhook mode its route is added to the HTTP server."""
    section = settings.telegram
    webhook = None
    if section.mode == "webhook":
        webhook = WebhookAt(str(section.webhook_url), secret(section.webhook_secret))
    face = TelegramFace(
        engine,
        secret(section.token),
        section.api_url,
        webhook=webhook,
        former_webhook_url=section.webhook_url,
        hooks=_hooks(database, engine.clock),
        figures=figures.of(Platform.TELEGRAM),
    )
    face.add_to(http)
    return face


def _hooks(database: Database, clock: Clock) -> Hooks:
    """What happens on Telegram that is no input of a person."""

    async def reachable(user_id: str, can: bool) -> None:  # noqa: FBT001 the face's signature
        def store(uow: UnitOfWork) -> None:
            account = uow.people.account(Platform.TELEGRAM, user_id)
            if account is not None:
                uow.people.set_reachable(account.id, reachable=can)

        await database.write(store, source="telegram")

    async def moved(old: str, new: str) -> None:
        await database.write(lambda uow: uow.groups.move_chat(old, new), source="telegram")

    async def alert(what: str, detail: str) -> None:
        def owe(uow: UnitOfWork) -> None:
            service.tell(uow, OperationAlert(what, detail), uow.people.admins(), clock.now())

        await database.write(owe, source="telegram")

    async def poisoned(update_id: str, error: str) -> None:
        await alert("update-skipped", f"{update_id}: {error}")

    async def broken(reason: str) -> None:
        await alert("telegram-halted", reason)

    return Hooks(reachable=reachable, moved=moved, poisoned=poisoned, broken=broken)


def secret(value: SecretStr | None) -> str:
    """The value of a secret that is known to be set."""
    if value is None:
        raise ValueError("not set")
    return value.get_secret_value()
