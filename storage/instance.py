"""What a database knows of itself: secret, epoch, and whether it was restored (trust.md §2 row 44)."""

import secrets
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, delete, insert, select, update

from core.notices.model import OutboxStatus
from storage.compiled import Runs
from storage.tables import EPOCH, leases, meta, outbox
from storage.tables.base import among
from storage.tables.outbox import IS_UNSETTLED

SECRET, INSTANCE, COPY, HOME = "secret", "epoch", "copy-of", "home"
_GET = select(meta.c.key, meta.c.value)
_ADD = insert(meta)
_SET = update(meta).where(meta.c.key == bindparam("of_key")).values(value=bindparam("new_value"))
_NO_COPY = delete(meta).where(meta.c.key == COPY)
_HOLD = (
    update(outbox)
    .where(IS_UNSETTLED, among(outbox.c.status, OutboxStatus.PENDING, OutboxStatus.SENDING))
    .values(status=OutboxStatus.HELD, lease_owner=None, lease_until=None)
)
_FREE_CLAIMS = (
    update(outbox)
    .where(among(outbox.c.status, OutboxStatus.SENDING))
    .values(status=OutboxStatus.PENDING, lease_owner=None, lease_until=None, ambiguous=outbox.c.ambiguous + 1)
)
_FREE_LEASES = update(leases).values(until=EPOCH)


@dataclass(frozen=True, slots=True)
class Instance:
    """The identity of one database."""

    secret: bytes
    """Seals buttons; made once, 32 random bytes."""
    epoch: str
    """Changes when a backup is restored."""
    held: int = 0
    """Notices held back because this is a restored backup; an admin decides about them."""


def known(connection: Runs) -> Instance:
    """The identity of a database that has one; writes nothing."""
    stored = _stored(connection)
    return Instance(bytes.fromhex(stored[SECRET]), stored[INSTANCE])


def identify(connection: Runs, home: str | None = None) -> Instance:
    """The identity, made the first time; a backup's copy that is started becomes a restored database.

    `home` names where a server keeps the database: a dump that was restored is somewhere else than it says.
    """
    stored = _stored(connection)
    if SECRET not in stored:
        _add(connection, {SECRET: secrets.token_hex(32), INSTANCE: secrets.token_hex(8)})
    moved = home is not None and stored.get(HOME, home) != home
    held = mark_restored(connection) if moved or COPY in stored else 0
    if moved:
        connection.execute(_SET, {"of_key": HOME, "new_value": home})
    elif home is not None and HOME not in stored:
        _add(connection, {HOME: home})
    return replace(known(connection), held=held)


def _add(connection: Runs, values: dict[str, str]) -> None:
    connection.execute(_ADD, [{"key": key, "value": value} for key, value in values.items()])


def _stored(connection: Runs) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(_GET)}


def mark_restored(connection: Runs) -> int:
    """Hold what was owed when the backup was made: it may have been sent since. Returns how many rows."""
    connection.execute(_SET, {"of_key": INSTANCE, "new_value": secrets.token_hex(8)})
    connection.execute(_NO_COPY)
    connection.execute(_FREE_LEASES)
    return connection.execute(_HOLD).rowcount


def begin_alone(connection: Runs) -> None:
    """Free what a process that died held: on SQLite the file's lock proves that nobody else runs."""
    connection.execute(_FREE_LEASES)
    connection.execute(_FREE_CLAIMS)
