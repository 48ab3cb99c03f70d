"""The checker: what people and stand-ins recorded, held against what the database says (trust.md §4)."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.sandbox.discord.people import Person as DiscordPerson
from bot.sandbox.discord.posts import NONCE_LIFE
from core.notices.model import OutboxStatus, Target
from core.people.model import Platform
from storage.tables import accounts, outbox, participants, sessions
from storage.unit_of_work import Work
from tests.proofs.process.child import PATIENCE, Child
from tests.proofs.process.swarm import Diary
from tests.proofs.process.town import TIGHT, Town

OPEN = {OutboxStatus.PENDING, OutboxStatus.SENDING}
FINAL = {"SessionStarting", "SessionCardChanged"}
"""What no later notice replaces."""
LOOK_AGAIN = 0.25
"""The database rings no bell."""
STEP = timedelta(seconds=20)
"""What waits to be sent again need not be waited for."""
LATE_ANSWER = "late-"
"""So begin the nonces of answers, which are no notices, to what a process did after it had been stopped."""
REMINDS = {"ReminderDue", "SessionStarting"}


@dataclass
class Record:
    """Everything the checker needs of the database."""

    rows: list[Any]
    places: set[tuple[Platform, str, str]]
    """Who is in which session, by title."""
    started: set[str]


def record(work: Work) -> Record:
    """Read it."""
    run = work.scope.connection.execute
    active = participants.c.left_at.is_(None)
    joined = (
        select(accounts.c.platform, accounts.c.user_id, sessions.c.title)
        .join(participants, participants.c.person_id == accounts.c.person_id)
        .join(sessions, sessions.c.id == participants.c.session_id)
        .where(active)
    )
    places = {(row.platform, row.user_id, row.title) for row in run(joined)}
    past = select(sessions.c.title).where(sessions.c.starts_at <= work.scope.clock.now())
    started = {row.title for row in run(past)}
    return Record(list(run(select(outbox).order_by(outbox.c.id)).all()), places, started)


async def drained(town: Town, *children: Child, within: float = PATIENCE * 2, step: timedelta = STEP) -> None:
    """Wait until every input is confirmed and nothing is owed any more."""
    await town.telegram.settled(within)

    def left(work: Work) -> list[Any]:
        return [row for row in record(work).rows if row.status in OPEN]

    deadline = asyncio.get_running_loop().time() + within
    while rows := await town.look(left):
        assert not any(child.ended for child in children), [child.told() for child in children]
        late = asyncio.get_running_loop().time() > deadline
        assert not late, (rows, [child.told() for child in children])
        await town.move(step, *children)
        await asyncio.sleep(LOOK_AGAIN)


async def check(town: Town, diaries: list[Diary], *, late: bool = False) -> dict[str, int]:
    """Every promise; returns what is worth telling. `late`: see `Diary.possible`."""
    found = await town.look(record)
    broken = await town.broken()
    assert not broken, broken
    _effects(found, diaries, late=late)
    lost = [row for row in found.rows if row.status in OPEN | {OutboxStatus.DEAD, OutboxStatus.HELD}]
    assert not lost, lost
    cancelled = [row for row in found.rows if row.status is OutboxStatus.CANCELLED and row.kind in FINAL]
    assert not cancelled, cancelled
    dropped, twice = _on_discord(town, found)
    copies = _on_telegram(town, found)
    _order(found)
    _reminded(town, found)
    deeds = [deed for diary in diaries for deed in diary.deeds]
    return {
        "deeds": len(deeds),
        "answered": sum(deed.answer is not None for deed in deeds),
        "rows": len(found.rows),
        "uncertain": sum(row.status is OutboxStatus.UNCERTAIN for row in found.rows),
        "telegram_copies": copies,
        "discord_resends_dropped": dropped,
        "discord_copies": twice,
    }


def lateness(rows: list[Any], struck: Platform, begin: datetime, end: datetime) -> dict[str, float]:
    """Seconds of the programme from owed to known to be sent, but for the struck platform in its outage."""
    counted = [
        (row.sent_at - row.created_at).total_seconds()
        for row in rows
        if row.status is OutboxStatus.SENT and not (row.platform is struck and begin <= row.created_at <= end)
    ]
    seconds = sorted(counted)
    parts = {f"p{part}": round(seconds[len(seconds) * part // 100], 1) for part in (50, 95, 99)}
    return parts | {"of": len(seconds), "most": round(seconds[-1], 1)}


def _effects(found: Record, diaries: list[Diary], *, late: bool) -> None:
    """What was answered is there, and nothing is there that nobody did."""
    for diary in diaries:
        for session in {deed.session for deed in diary.deeds} - {TIGHT}:
            is_in = (diary.platform, diary.user_id, session) in found.places
            told = [(deed.into, (deed.answer or "")[:80]) for deed in diary.about(session)]
            assert is_in in diary.possible(session, late=late), (diary.user_id, session, is_in, told)


def _personal(found: Record, platform: Platform) -> list[Any]:
    return [row for row in found.rows if row.platform is platform and row.target is Target.PERSON]


def _on_discord(town: Town, found: Record) -> tuple[int, int]:
    """Each notice that was sent is seen once; none is seen that nobody owed.

    Once more, where the bot was killed again and again until Discord had forgotten the nonce.
    """
    people: list[DiscordPerson] = [*town.discord_watchers, *town.discord_actors, town.admin]
    shown: dict[str, list[datetime]] = {}
    for one in (dm for person in people for dm in person.dms() if dm.author.bot):
        shown.setdefault(str(one.nonce), []).append(one.created_at)
    rows = {row.nonce: row for row in _personal(found, Platform.DISCORD)}
    twice = {nonce: times for nonce, times in shown.items() if len(times) > 1}
    assert all(len(times) == 2 and max(times) - min(times) > NONCE_LIFE for times in twice.values()), twice
    missing = [row for nonce, row in rows.items() if row.status is OutboxStatus.SENT and nonce not in shown]
    assert not missing, missing
    unowed = {nonce for nonce in shown if not nonce.startswith(LATE_ANSWER)} - set(rows)
    assert not unowed, unowed
    return len(town.discord.posts.nonce_repeats), len(twice)


def _on_telegram(town: Town, found: Record) -> int:
    """Each notice that was sent is seen, at most twice; more than once only where an attempt was cut off."""
    copies = 0
    for watcher in town.telegram_watchers:
        rows = [row for row in _personal(found, Platform.TELEGRAM) if row.dest == str(watcher.id)]
        sent = [row for row in rows if row.status is OutboxStatus.SENT]
        shown = {one.id for one in watcher.visible() if one.sender.is_bot}
        assert {int(row.message_id) for row in sent} <= shown
        assert len({row.message_id for row in sent}) == len(sent)
        most = sum(1 + (row.ambiguous > 0) for row in rows if row.status is not OutboxStatus.EXPIRED)
        assert len(shown) <= most, (watcher, len(shown), most)
        copies += len(shown) - len(sent)
    return copies


def _order(found: Record) -> None:
    """What was said about one thing in one place came in the order in which it happened."""
    latest: dict[str, int] = {}
    for row in found.rows:
        if row.status is OutboxStatus.SENT and row.target is Target.PERSON:
            assert latest.get(row.order_key, 0) < int(row.message_id), row
            latest[row.order_key] = int(row.message_id)


def _reminded(town: Town, found: Record) -> None:
    """Whoever is in a session that began was told, or of so many at once that they were summed up."""
    told = {(row.dest, row.session_id) for row in found.rows if row.kind in REMINDS}
    summed = {row.dest for row in found.rows if row.kind == "NoticesSummed"}
    people = [str(one.id) for one in town.watchers]
    for person in people:
        if person not in summed:
            assert sum(dest == person for dest, _ in told) >= len(found.started & set(town.near)), person
