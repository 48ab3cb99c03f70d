"""Files that were cut short or changed by a bit, a disk that is full or shut (trust.md §2: 41, 42)."""

import asyncio
import shutil
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import REGISTRY
from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming, Invoke, Place
from bot.dialog.view import View
from bot.dialog.written import plain
from core.clock import StandingClock
from storage.backup import back_up
from storage.errors import CorruptDatabase, StorageError
from storage.sqlite import SqliteDatabase
from storage.tables import sessions
from storage.unit_of_work import Work
from storage.verify import broken
from tests.builders import NOW
from tests.engines import open_sqlite
from tests.proofs.beginning import begin, identity
from tests.proofs.sizes import size
from tests.proofs.stage import PROGRAMME

DAMAGES = size(200, 1_000)
FULL, ROOM = "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"
READ_ONLY, WRITABLE = "PRAGMA query_only = ON", "PRAGMA query_only = OFF"
LEAVING = range(40, 60)
_TAKEN = select(func.sum(sessions.c.taken))


@pytest.fixture
async def backup(sqlite: SqliteDatabase, tmp_path: Path) -> bytes:
    """Of a community in which something is going on."""
    community = partial(begin, now=NOW, crowd=60, leading=10, seats=6)
    await sqlite.write(community, source="operator", correlation="beginning")
    path = tmp_path / "backup.sqlite3"
    await asyncio.to_thread(back_up, f"sqlite+aiosqlite:///{sqlite.path}", path, NOW)
    return await asyncio.to_thread(path.read_bytes)


def damaged(whole: bytes, dice: Random) -> bytes:
    """Cut short anywhere, a bit changed anywhere, or a run of bytes gone."""
    at, kind = dice.randrange(len(whole)), dice.randrange(3)
    if kind == 0:
        return whole[:at]
    if kind == 1:
        return whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :]
    return whole[:at] + whole[at + dice.randrange(1, 5000) :]


def put(path: Path, content: bytes) -> bytes:
    """The file alone in its folder."""
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    path.write_bytes(content)
    return content


def contents(path: Path) -> bytes:
    """What is in the file now."""
    return path.read_bytes()


@pytest.mark.slow
async def test_a_damaged_backup_is_refused_and_kept_or_is_whole_enough(
    backup: bytes, sqlite_template: Path, tmp_path: Path, clock: StandingClock
) -> None:
    """Refused with a sentence for the operator, if not at the start, then by `mentorbot verify`, which reads
    everything; a bit changed in somebody's words nothing can see.
    """
    refused = 0
    dice = Random(20_310_304)  # noqa: S311 - the same damage each time
    path = tmp_path / "restored" / "mentorbot.sqlite3"
    for _ in range(DAMAGES):
        given = put(path, damaged(backup, dice))
        try:
            opened = await open_sqlite(sqlite_template, path.parent, PROGRAMME, clock)
        except StorageError:
            refused += 1
            assert contents(path) == given
        else:
            await opened.close()
            with suppress(CorruptDatabase):
                await opened.look(broken)
    assert DAMAGES // 2 < refused < DAMAGES


def joined(uow: Work) -> int:
    """Seats taken in all sessions."""
    return int(uow.scope.connection.execute(_TAKEN).scalar_one())


@pytest.mark.parametrize(("shut", "opened"), [(FULL, ROOM), (READ_ONLY, WRITABLE)], ids=["full", "read-only"])
async def test_while_nothing_can_be_written_people_read_and_nothing_is_half_done(
    shut: str, opened: str, sqlite: SqliteDatabase, clock: StandingClock
) -> None:
    """What nobody could be promised then succeeds afterwards, when the same input is delivered again."""
    community = partial(begin, now=NOW, crowd=80, leading=2, seats=60)
    await sqlite.write(community, source="operator", correlation="beginning")
    engine = Engine(
        REGISTRY, sqlite, FluentCatalogue(), clock, PROGRAMME, sqlite.secret, timedelta(days=7), 1_000_000
    )

    async def says(number: int, command: str, **given: object) -> View:
        incoming = Incoming(
            f"{command} {number}", identity(number), Place("chat", private=True), Invoke(command, given)
        )
        body = (await engine.handle(incoming)).body
        assert isinstance(body, View)
        return body

    async def refuses(number: int) -> bool:
        return (await says(number, "session leave", session="1")).refused

    before = await sqlite.read(joined)
    assert sqlite._raw is not None
    sqlite._raw.execute(shut)
    refused = [await refuses(number) for number in LEAVING]
    assert any(refused)
    told = await says(61, "session leave", session="1")
    assert "Nothing can be saved at the moment" in plain(told.title, "en", "UTC")
    assert (await says(30, "session browse")).rows
    assert await sqlite.read(joined) == before - refused.count(False)
    sqlite._raw.execute(opened)
    assert not any([await refuses(number) for number in LEAVING])
    assert await sqlite.read(joined) == before - len(LEAVING)
    assert await sqlite.read(broken) == []
