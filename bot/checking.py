"""`mentorbot check`: what would keep the bot from starting, found without going online."""

from pathlib import Path

from bot import commands, notices
from bot.composing import open_storage
from bot.config import Settings
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.checks import check
from bot.dialog.command import REGISTRY
from bot.dialog.language import WordingError
from bot.programme import programme
from core.clock import SystemClock
from storage.database import file_of

DECLARED = (commands, notices)
"""Importing these declares every command and every notice."""


async def findings(settings: Settings) -> list[str]:
    """Problems with the menus and the database, a sentence each."""
    return [*_menus(), *await _database(settings)]


def _menus() -> list[str]:
    try:
        return check(REGISTRY, FluentCatalogue(strict=True))
    except WordingError as error:
        return [str(error)]


async def _database(settings: Settings) -> list[str]:
    file = file_of(settings.database.url.get_secret_value())
    if file is not None and not file.exists():
        return _can_be_made(file)
    try:
        database = await open_storage(settings, programme(settings), SystemClock())
    except Exception as error:  # noqa: BLE001 - whatever it is, the operator is told in one line
        return [f"the database cannot be opened: {error}"]
    await database.close()
    return []


def _can_be_made(path: Path) -> list[str]:
    """A file that is not there yet is fine where a folder above it exists."""
    if any(parent.is_dir() for parent in path.absolute().parents):
        return []
    return [f"the database's folder {path.parent} cannot be made"]
