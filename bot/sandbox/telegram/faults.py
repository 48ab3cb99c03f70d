"""Faults on order: refusals, silence, broken connections and lost answers, by method and by chance."""

import asyncio
import random
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import TypeAdapter

from bot.sandbox.telegram.errors import ApiError, bad_request, conflict, forbidden, too_many
from bot.sandbox.telegram.updates import TWO_POLLERS, Mischief

EVERY = "*"
SERVER_ERRORS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}


class FaultKind(StrEnum):
    """What goes wrong."""

    RATE_LIMIT = "rate_limit"  # 429 with retry_after `seconds`; nothing is done
    SERVER_ERROR = "server_error"  # 5xx (`status`); nothing is done
    LOST_ERROR = "lost_error"  # 5xx (`status`), though the call was done
    HTML_ERROR = "html_error"  # `status` with a web page instead of JSON, as a proxy in between answers
    RESET_BEFORE = "reset_before"  # connection cut; nothing is done
    RESET_AFTER = "reset_after"  # connection cut, though the call was done
    HANG_BEFORE = "hang_before"  # no answer for `seconds`, then cut; nothing is done
    HANG_AFTER = "hang_after"  # the call is done, no answer for `seconds`, then cut
    DELAY = "delay"  # done and answered, `seconds` late
    UNAUTHORIZED = "unauthorized"  # 401: the token was revoked
    NOT_FOUND = "not_found"  # 404, as for a malformed token
    CONFLICT = "conflict"  # 409: another poller
    BLOCKED = "blocked"  # 403: the person blocked the bot
    REFUSED = "refused"  # 400 with `text`


AFTERWARDS = frozenset({FaultKind.LOST_ERROR, FaultKind.RESET_AFTER, FaultKind.HANG_AFTER})


@dataclass(slots=True)
class Fault:
    """One fault on order: for one method or `*`, for so many times (None: for ever), with a chance."""

    kind: FaultKind
    method: str = EVERY
    times: int | None = None
    chance: float = 1.0
    seconds: float = 1.0
    status: int = 502
    text: str = "something is wrong with this request"
    chat_id: int | None = None
    happened: int = 0

    def concerns(self, method: str, chat_id: int | None) -> bool:
        """Say whether this fault could strike such a call."""
        spent = self.times is not None and self.happened >= self.times
        fits = self.method == EVERY or self.method.lower() == method.lower()
        return fits and not spent and self.chat_id in (None, chat_id)

    def refusal(self) -> ApiError | None:
        """Return the error this fault answers with, if it answers."""
        named = {
            FaultKind.RATE_LIMIT: too_many(max(1, round(self.seconds))),
            FaultKind.SERVER_ERROR: ApiError(self.status, SERVER_ERRORS.get(self.status, "Server Error")),
            FaultKind.LOST_ERROR: ApiError(self.status, SERVER_ERRORS.get(self.status, "Server Error")),
            FaultKind.UNAUTHORIZED: ApiError(401, "Unauthorized"),
            FaultKind.NOT_FOUND: ApiError(404, "Not Found"),
            FaultKind.CONFLICT: conflict(TWO_POLLERS),
            FaultKind.BLOCKED: forbidden("bot was blocked by the user"),
            FaultKind.REFUSED: bad_request(self.text),
        }
        return named.get(self.kind)


FAULT = TypeAdapter(Fault)


class BrokenError(Exception):
    """The connection is to be cut without an answer."""


@dataclass(slots=True)
class Faults:
    """All faults on order; `updates` holds the chances of lost, doubled and shuffled updates."""

    dice: random.Random
    updates: Mischief
    ordered: list[Fault] = field(default_factory=list)

    def add(self, kind: FaultKind | str, method: str = EVERY, **options: object) -> Fault:
        """Order a fault; the options are the fields of `Fault`. ValueError for a wrong one."""
        fault = FAULT.validate_python({"kind": kind, "method": method, **options})
        self.ordered.append(fault)
        return fault

    def clear(self) -> None:
        """Let everything work again."""
        self.ordered.clear()
        self.updates.drop = self.updates.duplicate = self.updates.reorder = 0.0

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the fault that strikes this call, counted as happened."""
        for fault in self.ordered:
            if fault.concerns(method, chat_id) and (fault.chance >= 1 or self.dice.random() < fault.chance):
                fault.happened += 1
                return fault
        return None


async def before(fault: Fault | None) -> None:
    """Do what a fault does before the call would be done.

    Raises:
        ApiError: the refusal to answer with.
        BrokenError: the connection is to be cut.
    """
    if fault is None or fault.kind in AFTERWARDS or fault.kind is FaultKind.HTML_ERROR:
        return
    if fault.kind in (FaultKind.DELAY, FaultKind.HANG_BEFORE):
        await asyncio.sleep(fault.seconds)
    if fault.kind in (FaultKind.HANG_BEFORE, FaultKind.RESET_BEFORE):
        raise BrokenError
    refusal = fault.refusal()
    if refusal is not None:
        raise refusal


async def afterwards(fault: Fault | None) -> None:
    """Do what a fault does once the call is done, raising like `before`."""
    if fault is None or fault.kind not in AFTERWARDS:
        return
    if fault.kind is FaultKind.HANG_AFTER:
        await asyncio.sleep(fault.seconds)
    refusal = fault.refusal()
    if refusal is not None:
        raise refusal
    raise BrokenError
