"""Many people at once: random commands, tickers and senders in parallel, and the history they leave."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any

from bot.dialog import failing
from bot.dialog.call import Call
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import REGISTRY, Registry
from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming, Place, Pressed
from bot.dialog.view import View
from core.clock import StandingClock
from core.errors import Conflict, Refusal
from core.people.model import Identity, Platform
from core.sessions import ticking
from tests.engines import AnyDatabase
from tests.proofs.acting import Acting, weights
from tests.proofs.beginning import begin
from tests.proofs.known import Known, look
from tests.proofs.pressing import Meaning
from tests.proofs.sending import Claims, claim, finish, lead, outcome
from tests.proofs.stage import PROGRAMME

CATALOGUE = FluentCatalogue()
CROWD, LEADING, SEATS = 500, 10, 6
AT_ONCE = 48
LOOK_EVERY, TICK_EVERY, SEND_EVERY = 40, 15, 4
"""Commands between two looks at what there is, two ticks of the clock, two turns of a sender."""
TWICE = 0.05
"""How often an input is delivered twice, both at once."""
_HEARING: ContextVar[list[str]] = ContextVar("_HEARING")
"""What one delivery hears; two of the same input are told apart."""


@dataclass
class Said:
    """One input and what came of it."""

    key: str
    meaning: Meaning
    who: Identity
    heard: list[str] = field(default_factory=list)
    """“ok”, the code of a refusal, “busy”, or what went wrong."""


class Swarm:
    """A run of so many commands; everything drawn comes from the seed."""

    def __init__(self, database: AnyDatabase, clock: StandingClock, seed: int) -> None:
        self.database, self.clock = database, clock
        self.dice = Random(seed)  # noqa: S311 - the same draws each time
        self.acting = Acting(self.dice)
        self.meanings, self.often = zip(*weights().items(), strict=True)
        self.engine = Engine(
            REGISTRY, database, CATALOGUE, clock, PROGRAMME, database.secret, timedelta(days=7), 1_000_000
        )
        self.history: dict[str, Said] = {}
        self.claims = Claims()
        self.known: Known
        self._look_again = True
        self._ticking = asyncio.Lock()
        self._settled = count()
        self.wrong: list[str] = []

    async def begin(self) -> None:
        """The community there is when they start."""
        now = self.clock.now()
        act = partial(begin, now=now, crowd=CROWD, leading=LEADING, seats=SEATS)
        await self.database.write(act, source="operator", correlation="beginning")
        self.known = await self.database.read(look)

    def only(self, command: str, sessions: int) -> None:
        """Have everybody do the same with a few sessions."""
        chosen = [(one, often) for one, often in weights().items() if one.command == command]
        self.meanings, self.often = zip(*chosen, strict=True)
        joinable = [one for one in self.known.sessions if one.state == "SCHEDULED"]
        self.known.sessions = joinable[:sessions]
        self._look_again = False

    async def run(self, commands: int) -> None:
        """Give so many commands, `AT_ONCE` at a time."""
        numbers = iter(range(commands))
        await asyncio.gather(*(self._work(numbers) for _ in range(AT_ONCE)))

    async def _work(self, numbers: Any) -> None:
        for number in numbers:
            await self._command(number)
            for often, act in ((LOOK_EVERY, self._look), (TICK_EVERY, self._tick), (SEND_EVERY, self.send)):
                if number % often == 0:
                    await act()

    async def _command(self, number: int) -> None:
        (meaning,) = self.dice.choices(self.meanings, self.often)
        who, press = self.acting.draw(meaning, self.known, self.clock.now())
        said = self.history[f"input-{number}"] = Said(f"input-{number}", meaning, who)
        sealer = self.engine.sealer(None)
        token = sealer.seal(press)
        await sealer.keep()
        incoming = Incoming(said.key, who, Place("chat", private=True, message_id="1"), Pressed(token))
        times = 2 if self.dice.random() < TWICE else 1
        await asyncio.gather(*(self._deliver(said, incoming) for _ in range(times)))

    async def _deliver(self, said: Said, incoming: Incoming) -> None:
        hearing: list[str] = []
        _HEARING.set(hearing)
        body = (await self.engine.handle(incoming)).body
        self.acting.read(body)
        said.heard.append(hearing[0] if hearing else "ok")

    async def _look(self) -> None:
        if self._look_again:
            self.known = await self.database.read(look)

    async def _tick(self) -> None:
        """Time passes, and two tickers wake at once; it stands still while they work."""
        async with self._ticking:
            self.clock.at += timedelta(minutes=self.dice.choice((1, 4, 9, 30)))
            await asyncio.gather(self._due(), self._due())

    async def _due(self) -> None:
        now = self.clock.now()
        due = await self.database.read(lambda uow: uow.sessions.due(now, 50))
        for session_id in due:
            await self._try(partial(ticking.tick, session_id=session_id, now=now), f"tick-{session_id}")

    async def send(self) -> None:
        """A sender's turn; several run at once under one lease, as after a restart."""
        now, platform = self.clock.now(), self.dice.choice(list(Platform))
        lease = await self._try(partial(lead, platform=platform, now=now), "lease")
        if lease is None:
            return
        rows = await self._try(partial(claim, platform=platform, lease=lease, now=now), "claim") or ()
        self.claims.taken(rows, now)
        for row in rows:
            answer = outcome(self.dice)
            if answer is not None:
                self.claims.let_go(row)
                settle = partial(finish, row=row, answer=answer, now=now, dice=self.dice)
                await self._try(settle, f"settle-{row.id}-{next(self._settled)}")

    async def _try(self, use_case: Callable[[Any], Any], correlation: str) -> Any:
        try:
            return await self.database.write(use_case, source="clock", correlation=correlation)
        except Conflict:
            return None


def overhear(swarm: Swarm, monkeypatch: Any) -> None:
    """Note in the history what each input was refused for, or what went wrong."""
    answer: Callable[..., Awaitable[Any]] = failing.answer

    async def refused(refusal: Refusal, call: Call, *more: Any) -> Any:
        _HEARING.get().append(refusal.code)
        return await answer(refusal, call, *more)

    def apology(error: Exception, call: Call, registry: Registry) -> View:
        busy = isinstance(error, Conflict)
        _HEARING.get().append("busy" if busy else f"failed: {error!r}")
        if not busy:
            swarm.wrong.append(f"{swarm.history[call.incoming.key]}: {error!r}")
        return View(title=(), refused=True)

    monkeypatch.setattr(failing, "answer", refused)
    monkeypatch.setattr(failing, "apology", apology)
