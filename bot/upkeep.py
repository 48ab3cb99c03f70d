"""`mentorbot migrate`, `backup`, `restored`, `verify`, `pause` and `resume`: without a platform."""

import asyncio
import tempfile
from functools import partial
from pathlib import Path

from bot.composing import open_storage
from bot.config import Settings
from bot.programme import programme
from core.clock import SystemClock
from core.operations import switches
from core.switches import Switch
from storage.abstract import AbstractDatabase
from storage.backup import back_up
from storage.database import file_of, open_database
from storage.errors import AlreadyRunning, NoDatabase
from storage.verify import verify as broken_promises

CLOCK = SystemClock()


async def migrate(settings: Settings) -> str:
    """Bring the schema up to this program; says that it is done."""
    database = await open_storage(settings, programme(settings), CLOCK)
    await database.close()
    return "The database has this program's schema."


async def backup(settings: Settings, target: Path) -> str:
    """Copy the database while the bot runs; raises storage.errors.StorageError with what to do."""
    copy = await asyncio.to_thread(back_up, settings.database.url.get_secret_value(), target, CLOCK.now())
    return f"The copy is in {copy} and is whole. A bot started on it holds what was owed until you decide."


async def restored(settings: Settings) -> str:
    """Say that the database is a copy that nothing tells from the original."""
    database = await _existing(settings)
    try:
        held = await database.mark_restored()
    finally:
        await database.close()
    return f"{held} notices are held until an admin decides with `admin outbox`. Start the bot now."


async def turn(settings: Settings, switch: Switch, *, paused: bool) -> str:
    """Pause something, or resume it, as `admin pause` does; says what is paused then.

    Raises storage.errors.StorageError, on SQLite while the bot runs: only one process may write to it.
    """
    database = await _alone(settings)
    use_case = switches.pause if paused else switches.resume
    act = partial(use_case, actor=None, now=CLOCK.now(), switch=switch)
    try:
        left = await database.write(act, source="operator", correlation="command-line")
    finally:
        await database.close()
    return f"Paused: {', '.join(sorted(left))}." if left else "Nothing is paused."


async def _alone(settings: Settings) -> AbstractDatabase:
    try:
        return await _existing(settings)
    except AlreadyRunning as running:
        raise AlreadyRunning(
            "A running mentorbot has this file to itself. Pause and resume over chat with `admin pause`; or "
            "stop it, do this, and start it again: a pause outlasts that."
        ) from running


async def _existing(settings: Settings) -> AbstractDatabase:
    """Opened, never made: a new one would say that all is done, and the bot's own be as it was."""
    file = file_of(settings.database.url.get_secret_value())
    if file is not None and not file.exists():
        raise NoDatabase(
            f"There is no database at {file.absolute()}. Check database.url, and the folder you are in."
        )
    return await open_storage(settings, programme(settings), CLOCK)


async def verify(settings: Settings) -> list[str]:
    """What does not hold, a sentence each; SQLite is looked at in a copy, since the bot may be running."""
    url = settings.database.url.get_secret_value()
    if file_of(url) is None:
        return await _verify(settings, url)
    with tempfile.TemporaryDirectory(prefix="mentorbot-verify-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        await asyncio.to_thread(back_up, url, copy, CLOCK.now())
        return await _verify(settings, f"sqlite+aiosqlite:///{copy}")


async def _verify(settings: Settings, url: str) -> list[str]:
    database = open_database(url, programme(settings), now=CLOCK)
    await database.open()
    try:
        return await broken_promises(database)
    finally:
        await database.close()
