"""What keeps the bot from starting, and how it ends when asked (trust.md §2: 33, 42, 85)."""

import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.proofs.process.child import Child
from tests.proofs.process.town import Town

CANNOT_START = 3


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    made = Town(f"sqlite+aiosqlite:///{tmp_path}/mentorbot.sqlite3", tmp_path, near=1, far=1)
    try:
        yield await made.open()
    finally:
        await made.close()


async def refused(child: Child, *words: str) -> None:
    """It ends with the exit code, says why, and shows no trace."""
    assert await child.end() == CANNOT_START, child.told()
    (line,) = child.said("cannot_start")
    for word in words:
        assert word in line["reason"], line
    assert "exception" not in line
    assert "Traceback" not in child.told()


async def test_a_second_process_on_one_file_is_refused_and_the_first_goes_on(town: Town) -> None:
    first = await (await town.start()).ready()
    await refused(await town.start(), "Another mentorbot is using", "PostgreSQL")
    assert (await first.get("/healthz"))[0] == 200
    await first.kill()
    third = await (await town.start()).ready()
    assert await third.stop() == 0


async def test_what_is_no_database_of_ours_is_refused_and_kept(town: Town) -> None:
    path = town.folder / "mentorbot.sqlite3"
    whole = path.read_bytes()
    path.write_bytes(b"this is no database at all" * 400)
    damaged = path.read_bytes()
    await refused(await town.start(), "damaged", "backup")
    assert path.read_bytes() == damaged
    path.write_bytes(whole)
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    await refused(await town.start(), "newer mentorbot")
    foreign = town.folder / "other.sqlite3"
    raw = sqlite3.connect(foreign)
    raw.execute("CREATE TABLE bread (id INTEGER)")
    raw.close()
    town.url = f"sqlite+aiosqlite:///{foreign}"
    await refused(await town.start(), "not mentorbot's")


async def test_a_server_that_does_not_answer_and_a_port_that_is_taken_are_named(town: Town) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        await refused(await town.start(MENTORBOT_HTTP__PORT=port), port, "MENTORBOT_HTTP__PORT")
    town.url = f"postgresql+asyncpg://nobody:canary-password@127.0.0.1:{port}/nothing"
    child = await town.start()
    await refused(child, "PostgreSQL cannot be used", "database.url")
    assert "canary-password" not in child.told()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_end_it_ends_well_and_lets_go_of_everything(
    town: Town, number: signal.Signals
) -> None:
    child = await (await town.start()).ready()
    child.signal(number)
    assert await child.end(15) == 0, child.told()
    assert child.said("stopped")
    assert not child.said("stopped_in_haste")
    leases = await town.look(lambda work: work.leases.all())
    assert leases
    assert all(lease.until < town.begun for lease in leases), leases
