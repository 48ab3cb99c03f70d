"""Faults to order: what goes wrong, where, how often, and with what probability."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, get_args

from bot.sandbox.discord.bell import Bell
from bot.sandbox.discord.gateway import Gateway
from bot.sandbox.discord.request import Request

Before = Literal["429", "html_429", "5xx", "401", "refuse", "reset", "delay", "timeout_before"]
After = Literal["timeout_after", "reset_after", "5xx_after"]
Strike = Literal["drop", "reconnect", "invalid_session", "refuse_gateway", "duplicate_interactions", "deaf"]
REST_KINDS: tuple[str, ...] = (*get_args(Before), *get_args(After))
GATEWAY_KINDS: tuple[str, ...] = get_args(Strike)


@dataclass(eq=False)
class Fault:
    """One ordered fault. ``where`` is "METHOD path" or a path, with ``*``; templates match too.

    ``seconds`` is the delay, or how long a request that is never answered stays open.
    """

    kind: Before | After
    where: str = "*"
    times: int | None = None
    probability: float = 1.0
    retry_after: float = 1.0
    everywhere: bool = False
    status: int = 503
    code: int = 0
    message: str = ""
    seconds: float = 60.0
    struck: int = 0

    def strikes_at(self, request: Request) -> bool:
        """Return whether a request lies where this fault is ordered."""
        if self.times is not None and self.struck >= self.times:
            return False
        pattern = self.where if " " in self.where or self.where == "*" else f"* {self.where}"
        places = (f"{request.method} {request.path}", f"{request.method} {request.template}")
        return any(fnmatchcase(place, pattern) for place in places)


class Faults:
    """All ordered faults of the REST API, and the gateway's."""

    def __init__(self, gateway: Gateway, bell: Bell) -> None:
        self._gateway = gateway
        self._bell = bell
        self._orders: list[Fault] = []
        self._random = random.Random(0)  # noqa: S311 a seeded one on purpose: faults must repeat
        self._lifted = asyncio.Event()
        self.struck: Counter[str] = Counter()

    @property
    def ordered(self) -> tuple[Fault, ...]:
        """What goes wrong at present."""
        return tuple(self._orders)

    def order(self, fault: Fault) -> Fault:
        """Let something go wrong from now on."""
        self._orders.append(fault)
        self._bell.tell("faults")
        return fault

    def lift(self, fault: Fault) -> None:
        """Take one order back."""
        self._orders.remove(fault)

    def seed(self, number: int) -> None:
        """Start the sequence of chances anew."""
        self._random.seed(number)

    def clear(self) -> None:
        """End all faults, and cut what still waits for an answer."""
        self._orders.clear()
        self._gateway.refusing = False
        self._gateway.repeat_interactions = 0
        for link in self._gateway.links:
            link.deaf = False
        self._lifted.set()
        self._lifted = asyncio.Event()
        self._bell.tell("faults")

    def before(self, request: Request) -> Fault | None:
        """Return the fault that strikes before the request is processed."""
        return self._pick(request, get_args(Before))

    def after(self, request: Request) -> Fault | None:
        """Return the fault that strikes after the request was processed."""
        return self._pick(request, get_args(After))

    def _pick(self, request: Request, kinds: tuple[str, ...]) -> Fault | None:
        for fault in self._orders:
            fits = fault.kind in kinds and fault.strikes_at(request)
            if fits and self._random.random() < fault.probability:
                fault.struck += 1
                self.struck[fault.kind] += 1
                self._bell.ring()
                return fault
        return None

    async def hold(self, seconds: float) -> None:
        """Wait without answering, until the time is over or the faults are cleared."""
        lifted = self._lifted
        try:
            async with asyncio.timeout(seconds):
                await lifted.wait()
        except TimeoutError:
            return

    def strike_gateway(self, kind: Strike, *, code: int | None = None, times: int = 1) -> None:
        """Let the gateway drop, ask to reconnect, invalidate, refuse, repeat interactions or go deaf.

        A deaf gateway acknowledges no more heartbeats. ``refuse_gateway``, ``duplicate_interactions``
        and ``deaf`` last until ``clear``.
        """
        self.struck[kind] += 1
        if kind == "drop":
            self._gateway.drop(code)
        elif kind == "reconnect":
            self._gateway.ask_to_reconnect()
        elif kind == "invalid_session":
            self._gateway.invalidate(resumable=bool(code))
        elif kind == "refuse_gateway":
            self._gateway.refusing = True
        elif kind == "duplicate_interactions":
            self._gateway.repeat_interactions = times
        else:
            for link in self._gateway.links:
                link.deaf = True
