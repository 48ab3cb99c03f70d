"""Judging a history: what people were told against what the database says happened (trust.md §4, checker)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from core.audit import AuditOutcome
from storage.tables import audit
from storage.unit_of_work import Work
from tests.proofs.invariants import broken
from tests.proofs.swarm import Said, Swarm

_DONE = select(audit).where(audit.c.outcome == AuditOutcome.DONE).order_by(audit.c.id)
NOT_SWEPT = "was not swept"
"""Senders that die leave claims that nobody sweeps here."""
BUSY = 0.02
"""The most inputs that may hear “busy, try again”."""


async def judge(swarm: Swarm) -> list[str]:
    """Everything that is wrong, a sentence each."""
    promises, log = await swarm.database.read(_read)
    return [
        *swarm.wrong,
        *swarm.claims.wrong,
        *(one for one in promises if NOT_SWEPT not in one),
        *_acknowledged(swarm.history, log),
        *_effects(log),
        *_full(swarm.history, log),
        *_busy(swarm.history),
    ]


def _read(work: Work) -> tuple[list[str], list[Mapping[str, Any]]]:
    return broken(work), list(work.scope.connection.execute(_DONE).mappings())


def _acknowledged(history: Mapping[str, Said], log: list[Mapping[str, Any]]) -> Iterator[str]:
    """What was refused had no effect, and every effect was acknowledged (or nobody knows: “busy”).

    Of two deliveries of one input the second may be refused for what the first one did.
    """
    did = {row["correlation"] for row in log}
    for said in history.values():
        refused = [one for one in said.heard if one not in {"ok", "busy"}]
        if said.key in did and refused and len(refused) == len(said.heard):
            yield f"{said.key} ({said.meaning}) was refused with {refused} and had an effect."


def _effects(log: list[Mapping[str, Any]]) -> Iterator[str]:
    """I13: one input, one effect."""
    effects = Counter(
        (row["correlation"], row["action"], row["object_kind"], row["object_id"], row["after"].get("person"))
        for row in log
        if row["correlation"].startswith("input-")
    )
    for effect, count in effects.items():
        if count > 1:
            yield f"{effect} happened {count} times (I13)."


def _full(history: Mapping[str, Said], log: list[Mapping[str, Any]]) -> Iterator[str]:
    """Nobody hears “full” of a session that never was."""
    most: dict[int, int] = {}
    for row in log:
        if row["object_kind"] == "session" and "taken" in row["after"]:
            most[row["object_id"]] = max(most.get(row["object_id"], 0), row["after"]["taken"])
    seats = {
        row["object_id"]: row["after"]["seats"]
        for row in log
        if row["object_kind"] == "session" and row["after"].get("seats")
    }
    full = {session for session, taken in most.items() if taken >= seats.get(session, 1)}
    heard = sum("session-full" in said.heard for said in history.values())
    if heard and not full:
        yield f"{heard} heard that a session is full, and none ever was."


def _busy(history: Mapping[str, Said]) -> Iterator[str]:
    busy = [said for said in history.values() if "busy" in said.heard]
    if len(busy) > BUSY * len(history):
        yield f"{len(busy)} of {len(history)} inputs heard “busy, try again”, such as {busy[0]}."
