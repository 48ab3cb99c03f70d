"""A state machine of the whole programme (trust.md §4 G1): any command, the clock, the senders, in any order.

Hypothesis draws sequences of steps and shrinks a failing one. Every command of the registry goes through the
real engine, use cases and SQLite repositories on a real file; what is left out is the commit, which the
swarm has (test_swarm.py). After each step every promise is checked that can be read off the database.

A usual run is 60 sequences of up to 50 steps, the same ones each time; `make prove` is 200 × 50 new ones.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.dialog import failing
from bot.dialog.call import Call
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import Registry
from bot.dialog.view import View
from core.clock import StandingClock
from core.errors import Refusal
from core.people import linking
from core.people.model import Platform
from core.ports import UnitOfWork
from core.sessions import ticking
from tests.builders import NOW
from tests.proofs.acting import Acting, weights
from tests.proofs.beginning import arrive, begin
from tests.proofs.invariants import broken
from tests.proofs.known import look
from tests.proofs.pressing import Meaning, Pressing
from tests.proofs.rehearsal import Rehearsal
from tests.proofs.sending import Claims, claim, finish, lead, outcome
from tests.proofs.sizes import FULL, size
from tests.proofs.stage import PROGRAMME

CATALOGUE = FluentCatalogue()
SEEDS = st.integers(0, 10_000)
EVENTS = {
    "time passes": 14,
    "time passes and nobody looks": 7,
    "notices are sent": 14,
    "somebody arrives": 7,
    "lapsed claims are swept": 4,
    "accounts are linked": 4,
}
"""How often each happens, where a command is given once."""
STEPS: list[Meaning | str] = [
    *(one for one, often in weights().items() for _ in range(max(1, round(often)))),
    *(one for one, often in EVENTS.items() for _ in range(often)),
]
MINUTES = st.sampled_from((1, 7, 20, 45, 90, 24 * 60, 7 * 24 * 60))
SETTINGS = settings(
    max_examples=size(60, 200),
    stateful_step_count=50,
    deadline=None,
    derandomize=not FULL,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class Programme(RuleBasedStateMachine):
    """People, the clock and the senders."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.clock = StandingClock(NOW)
        self.rehearsal = Rehearsal(template, PROGRAMME, self.clock)
        self.pressing = Pressing(self.rehearsal, CATALOGUE, self.clock)
        self.acting = Acting(Random(0))  # noqa: S311 - the same draws each time
        self.claims = Claims()
        self.loop = asyncio.new_event_loop()
        self.people = 0
        self.steps = 0

    def teardown(self) -> None:
        self.loop.close()
        self.rehearsal.close()

    def run(self, awaitable: Any) -> Any:
        """Wait for something."""
        return self.loop.run_until_complete(awaitable)

    def act(self, use_case: Any) -> Any:
        """Run a use case that no person asked for."""
        return self.run(self.rehearsal.write(use_case, source="clock", correlation=f"clock {self.clock.at}"))

    @initialize()
    def begin(self) -> None:
        self.act(lambda uow: begin(uow, self.clock.at, crowd=8, leading=2, seats=3))
        self.people = 8

    @rule(what=st.sampled_from(STEPS), minutes=MINUTES, seed=SEEDS)
    def step(self, what: Meaning | str, minutes: int, seed: int) -> None:
        self.steps += 1
        if isinstance(what, Meaning):
            self.somebody_does(what, seed)
        else:
            self.meanwhile(what, minutes, seed)

    def somebody_does(self, meaning: Meaning, seed: int) -> None:
        self.acting.dice.seed(seed)
        identity, press = self.acting.draw(meaning, look(self.rehearsal.work()), self.clock.at)
        body = self.run(self.pressing.pressed(identity, press))
        self.acting.read(body)

    def meanwhile(self, event: str, minutes: int, seed: int) -> None:
        match event:
            case "time passes":
                self.clock.at += timedelta(minutes=minutes)
                self.the_clock_catches_up()
            case "time passes and nobody looks":
                self.clock.at += timedelta(minutes=minutes)
            case "somebody arrives":
                self.people += 1
                self.act(lambda uow: arrive(uow, self.people, self.clock.at))
            case "lapsed claims are swept":
                self.act(lambda uow: uow.queue.sweep(self.clock.at))
            case "accounts are linked":
                with suppress(Refusal):
                    self.act(partial(self.accounts_are_linked, seed))
            case _:
                self.notices_are_sent(seed)

    def the_clock_catches_up(self) -> None:
        now = self.clock.at
        due = list(self.rehearsal.work().sessions.due(now, 200))
        if due and ticking.was_away(self.rehearsal.work(), now):
            self.act(partial(ticking.catch_up, session_ids=due, now=now))
        for session_id in self.rehearsal.work().sessions.due(now, 200):
            self.act(partial(ticking.tick, session_id=session_id, now=now))

    def accounts_are_linked(self, seed: int, uow: UnitOfWork) -> None:
        now, (one, other) = self.clock.at, Random(seed).sample(range(self.people), 2)  # noqa: S311 - the same
        asking, code = arrive(uow, one, now), f"code {self.steps}"
        linking.offer_code(uow, asking, now, code)
        linking.enter_code(uow, arrive(uow, other, now), now, code)
        offered = look(self.rehearsal.work()).codes
        linking.confirm_code(uow, asking, now, max(one.id for one in offered))

    def notices_are_sent(self, seed: int) -> None:
        dice, now = Random(seed), self.clock.at  # noqa: S311 - the same answers each time
        platform = dice.choice(list(Platform))
        lease = self.act(lambda uow: lead(uow, platform, now))
        rows = self.act(lambda uow: claim(uow, platform, lease, now))
        self.claims.taken(rows, now)
        for row in rows:
            answer = outcome(dice)
            if answer is not None:
                self.claims.let_go(row)
                self.act(partial(finish, row=row, answer=answer, now=now, dice=dice))

    @invariant()
    def every_promise_holds(self) -> None:
        found = [one for one in broken(self.rehearsal.work()) if "was not swept" not in one]
        assert found == [], found
        assert self.claims.wrong == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_whatever_happens_every_promise_holds(sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_apology(error: Exception, call: Call, registry: Registry) -> View:
        raise error

    monkeypatch.setattr(failing, "apology", no_apology)
    make: Any = partial(Programme, sqlite_template)
    run_state_machine_as_test(make, settings=SETTINGS)
