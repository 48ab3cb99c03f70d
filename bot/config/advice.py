"""What is allowed but probably not meant: told by `mentorbot check` and at the start, never fatal."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.config.settings import Settings

_DISCORD_TOKEN = re.compile(r"[\w-]{18,}\.[\w-]{6,}\.[\w-]{25,}")
_TELEGRAM_TOKEN = re.compile(r"\d{6,}:[\w-]{30,}")
_LOCALES = Path(__file__).parent.parent / "locales"


def warnings(settings: Settings) -> list[str]:
    """Sentences for the operator, without any secret in them."""
    return [*settings.found, *_tokens(settings), *_addresses(settings), *_people(settings)]


def _tokens(settings: Settings) -> Iterator[str]:
    discord, telegram = settings.discord.token, settings.telegram.token
    if discord is not None and not _DISCORD_TOKEN.fullmatch(discord.get_secret_value()):
        yield "discord.token does not look like a bot token (three parts with dots); copy it again"
    if telegram is not None and not _TELEGRAM_TOKEN.fullmatch(telegram.get_secret_value()):
        yield "telegram.token does not look like a bot token (digits:letters); ask @BotFather for it again"


def _addresses(settings: Settings) -> Iterator[str]:
    for name in ("discord", "telegram"):
        address = urlsplit(getattr(settings, name).api_url)
        if address.scheme == "http" and not _is_this_machine(address.hostname or ""):
            yield f"{name}.api_url is not https: the token would cross the network unprotected"
    if not settings.telegram.api_url.endswith("/bot"):
        yield "telegram.api_url does not end in /bot, as every Bot API server's address does"


def _people(settings: Settings) -> Iterator[str]:
    admins = settings.admins
    if settings.faces and not (
        admins.discord_user_ids or admins.telegram_user_ids or admins.discord_role_ids
    ):
        yield "[admins] is empty: nobody can approve a mentor until an admin's numeric id stands there"
    if not any((_LOCALES / name).is_dir() for name in _catalogues(settings.community.language)):
        yield f"community.language: no sentences in {settings.community.language} yet; English is used"


def _catalogues(language: str) -> tuple[str, str]:
    return language, language.partition("-")[0]


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
