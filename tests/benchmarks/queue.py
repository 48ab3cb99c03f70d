"""The outbox: how fast rows are claimed and settled, beside the same on the bare driver (design.md §6)."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import count

from core.leases import Lease, LeaseRole
from core.notices.model import OutboxRow, OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import Platform
from core.ports import UnitOfWork
from tests import builders
from tests.benchmarks.measuring import Burst, Line, Stopwatch, microseconds, rotate
from tests.benchmarks.setting import NOW, AnyDatabase, Setting, postgres, sqlite

ROWS = 10_000
BATCH = 200
HOLD = timedelta(seconds=90)
SENT = Settlement(OutboxStatus.SENT, message_id="1")
_numbers = count(1)


async def measure(setting: Setting) -> list[Line]:
    """Both engines; the platforms take 30 and 50 a second, so all of this is headroom."""
    path = setting.folder / "queue.sqlite3"
    async with sqlite(path) as database:
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as raw:
            raw.execute("PRAGMA synchronous = NORMAL")
            turns = await rotate(
                {"raw": partial(_raw, raw, database), "ours": partial(_claim_and_settle, database)}
            )
    ours, raw_turns = turns["ours"], turns["raw"]
    lines = [
        Line(
            "SQLite: claim + settle, 200 at a time",
            f"{ours.per_second:,.0f} rows/s",
            "≥ 20,000 · 60,000",
            f"raw sqlite3, one statement each: {raw_turns.per_second:,.0f} rows/s; "
            f"CPU {microseconds(ours.cpu)} against {microseconds(raw_turns.cpu)} a row",
        )
    ]
    if setting.postgres:
        async with postgres(setting.folder) as database:
            turns = await rotate({"ours": partial(_claim_and_settle, database)}, rounds=3)
        ours = turns["ours"]
        detail = f"CPU {microseconds(ours.cpu)} a row, the server's left out"
        lines.append(
            Line("PostgreSQL: claim + settle, 200 at a time", f"{ours.per_second:,.0f} rows/s", "", detail)
        )
    return lines


async def _owed(database: AnyDatabase) -> Lease:
    """Owe many notices and take the lease under which they are claimed."""

    def owe(uow: UnitOfWork) -> None:
        uow.outbox.owe([builders.notice(next(_numbers)) for _ in range(ROWS)])

    await database.write(owe, source="benchmark")
    lease = await database.write(
        lambda uow: uow.leases.take(LeaseRole.SEND_DISCORD, "benchmark", HOLD, NOW), source="benchmark"
    )
    assert lease is not None
    return lease


async def _claim_and_settle(database: AnyDatabase) -> Burst:
    lease, done = await _owed(database), 0

    def claim(uow: UnitOfWork) -> Sequence[OutboxRow]:
        return uow.queue.claim(Platform.DISCORD, lease, NOW, BATCH, HOLD)

    with Stopwatch() as watch:
        while rows := await database.write(claim, source="benchmark"):
            done += await database.write(partial(settle, rows), source="benchmark")
    assert done == ROWS
    return watch.burst(ROWS)


def settle(rows: Sequence[OutboxRow], uow: UnitOfWork) -> int:
    """Each by itself, as the sender does it; returns how many claims had not been lost."""
    return sum(uow.queue.settle(row, SENT, NOW) for row in rows)


async def _raw(raw: sqlite3.Connection, database: AnyDatabase) -> Burst:
    """What a hand-written queue would do: a batch marked, then each row finished, in one commit each."""
    await _owed(database)
    done = 0
    with Stopwatch() as watch:
        while ids := raw.execute(
            "UPDATE outbox SET status = 'sending', attempt = attempt + 1 WHERE id IN (SELECT id FROM outbox"
            " WHERE status = 'pending' AND platform = 'discord' ORDER BY priority, useful_until, id LIMIT ?)"
            " RETURNING id",
            (BATCH,),
        ).fetchall():
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany("UPDATE outbox SET status = 'sent', settled_at = 1 WHERE id = ?", ids)
            raw.execute("COMMIT")
            done += len(ids)
    assert done == ROWS
    return watch.burst(ROWS)
