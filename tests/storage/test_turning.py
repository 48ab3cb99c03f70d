"""`mentorbot pause` and `resume`: the switches of `admin pause`, for when no chat can be reached."""

import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from bot.command_line import BAD_CONFIG, CANNOT_START
from bot.composing import open_storage
from bot.config import Settings, load
from bot.upkeep import migrate, restored, turn
from core.clock import StandingClock, SystemClock
from core.programme import Programme
from core.switches import Switch
from storage.errors import AlreadyRunning, NoDatabase
from storage.sqlite import SqliteDatabase
from storage.verify import broken
from tests.engines import fresh_postgres, open_postgres


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Of a database that nobody has open."""
    url = f"sqlite+aiosqlite:///{tmp_path}/mentorbot.sqlite3"
    if request.param == "postgres":
        url = await fresh_postgres(request.getfixturevalue("postgres_server"), "turning")
    settings = load(None, {"MENTORBOT_DATABASE__URL": url})
    await migrate(settings)
    return settings


async def test_what_is_paused_is_resumed_and_both_are_in_the_log(settings: Settings) -> None:
    pause, resume = (partial(turn, settings, paused=one) for one in (True, False))
    assert await pause(switch=Switch.READ_ONLY) == "Paused: read-only."
    for _ in range(2):
        assert await pause(switch=Switch.DISCORD) == "Paused: discord, read-only."
    assert await resume(switch=Switch.READ_ONLY) == "Paused: discord."
    assert await resume(switch=Switch.DISCORD) == "Nothing is paused."
    database = await open_storage(settings, Programme(), SystemClock())
    log = (await database.read(lambda uow: uow.audit.recent(1, 9))).items
    assert [(one.action, one.after, one.actor_id, one.source) for one in reversed(log)] == [
        ("switch.pause", {"read-only": True}, None, "operator"),
        ("switch.pause", {"discord": True}, None, "operator"),
        ("switch.resume", {"read-only": False}, None, "operator"),
        ("switch.resume", {"discord": False}, None, "operator"),
    ]
    assert await database.read(broken) == []
    await database.close()


@pytest.mark.postgres
async def test_on_postgresql_it_holds_at_once_in_a_bot_that_runs(
    postgres_url: str, programme: Programme, clock: StandingClock
) -> None:
    running = await open_postgres(postgres_url, programme, clock)
    settings = load(None, {"MENTORBOT_DATABASE__URL": postgres_url})
    assert await turn(settings, Switch.OUTBOX, paused=True) == "Paused: outbox."
    assert set(await running.read(lambda uow: uow.switches.paused())) == {Switch.OUTBOX}
    await running.close()


async def test_on_sqlite_a_bot_that_runs_says_what_to_do_instead(sqlite: SqliteDatabase) -> None:
    settings = load(None, {"MENTORBOT_DATABASE__URL": f"sqlite+aiosqlite:///{sqlite.path}"})
    with pytest.raises(AlreadyRunning, match="over chat with `admin pause`; or stop it"):
        await turn(settings, Switch.OUTBOX, paused=True)
    assert await sqlite.read(lambda uow: uow.switches.paused()) == {}


@pytest.mark.parametrize("work", [partial(turn, switch=Switch.OUTBOX, paused=True), restored])
async def test_where_no_database_is_nothing_is_made_and_nothing_called_done(
    work: Callable[[Settings], Awaitable[str]], tmp_path: Path
) -> None:
    """Typed in another folder, a path that begins in this one names no file."""
    path = tmp_path / "data" / "mentorbot.sqlite3"
    settings = load(None, {"MENTORBOT_DATABASE__URL": f"sqlite+aiosqlite:///{path}"})
    with pytest.raises(NoDatabase, match=re.escape(str(path))):
        await work(settings)
    assert not path.parent.exists()


def test_the_command_line_says_what_is_paused_and_what_can_be(tmp_path: Path) -> None:
    environment = os.environ | {"MENTORBOT_DATABASE__URL": f"sqlite+aiosqlite:///{tmp_path}/one.sqlite3"}

    def typed(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - our own words

    assert typed("pause", "outbox").returncode == CANNOT_START
    typed("migrate")
    paused = typed("pause", "outbox")
    assert (paused.returncode, paused.stdout) == (0, "Paused: outbox.\n")
    assert typed("resume", "outbox").stdout == "Nothing is paused.\n"
    unknown = typed("pause", "everything")
    assert unknown.returncode == BAD_CONFIG
    assert "read-only" in unknown.stderr
