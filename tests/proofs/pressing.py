"""Playing a command through the real engine: a button with everything in it is pressed, then undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

import bot.commands
from bot.dialog.asking import Asking
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import REGISTRY
from bot.dialog.dispatch import Engine
from bot.dialog.incoming import Incoming, Place, Pressed
from bot.dialog.replies import Toast
from bot.dialog.view import Press, View
from core.clock import StandingClock
from core.errors import Denied, Refusal
from core.people.model import Actor, Identity
from tests.builders import NOW
from tests.proofs.answers import answers
from tests.proofs.areas import AREAS
from tests.proofs.expected import areas_about
from tests.proofs.matrix import Cell, cells, enter, refused, staged
from tests.proofs.rehearsal import RUNNING, SECRET, Rehearsal
from tests.proofs.sizes import FULL
from tests.proofs.stage import PROGRAMME
from tests.proofs.table import Verdict

DECLARED = bot.commands
"""Importing it declares every command."""
OWN = "-"
SILENT = {"link.enter"}
"""The answer gives nothing away, so only the deeds tell whether it was right."""
_keys = count(1)


@dataclass(frozen=True)
class Meaning:
    """What a command comes down to."""

    command: str
    does: str
    giving: tuple[str, ...]

    def __str__(self) -> str:
        """As the name of a test."""
        given = f" with {' '.join(self.giving)}" if self.giving else ""
        return f"{self.command}{given}: {self.does}".replace(" ", "-")


def meanings() -> list[Meaning]:
    """Every line of commands.txt."""
    text = Path(__file__).with_name("commands.txt").read_text("utf-8")
    lines = [line.split("|") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = [[cell.strip() for cell in line] for line in lines[1:]]
    return [Meaning(command, does, tuple(giving.split())) for command, does, giving in rows]


def parts(meaning: Meaning) -> list[Cell]:
    """The cells of every area that has a line about it."""
    if meaning.does == OWN:
        return [Cell("programme", OWN, role, "any") for role in AREAS["programme"].roles]
    return [cell for area in areas_about(meaning.does) for cell in cells(area, meaning.does)]


def tried(meaning: Meaning) -> list[Cell]:
    """What is played: everything in `make prove`; in a usual run everybody in every state in which anybody
    may, and in one of the others, another one for each command. The deeds are tried in all of them.
    """
    every = parts(meaning)
    useful = {cell.state for cell in every if expectation(cell) is Verdict.DONE}
    others = sorted({cell.state for cell in every} - useful)
    chosen = useful | {others[len(meaning.command) % len(others)]} if others else useful
    return [cell for cell in every if FULL or cell.state in chosen]


def expectation(cell: Cell) -> Verdict:
    """What the table says; what is one's own anyone may."""
    return Verdict.DONE if cell.what == OWN else cell.expected()


class Pressing:
    """The engine on a rehearsal."""

    def __init__(
        self, rehearsal: Rehearsal, catalogue: FluentCatalogue, clock: StandingClock | None = None
    ) -> None:
        self.rehearsal = rehearsal
        self.clock = clock or StandingClock(NOW)
        self.refusals: list[Refusal] = []
        """What the last press was refused for."""
        self.engine = Engine(
            REGISTRY,
            rehearsal,
            catalogue,
            self.clock,
            PROGRAMME,
            SECRET,
            timedelta(days=7),
            commands_per_minute=1_000_000,
        )

    async def play(self, meaning: Meaning, several: Iterable[Cell], only: int | None = None) -> list[str]:
        """Press it in every cell, undo each, and tell what was wrong; `only` is whom the button obeys."""
        found = []
        command = REGISTRY.commands[meaning.command]
        for stage, together in staged(several, self.rehearsal):
            self.clock.at = stage.now
            for cell in together:
                with self.rehearsal.undone():
                    actor = enter(stage, cell)
                    press = Press(command.name, answers(command, stage, actor, meaning.giving), only=only)
                    wrong = await self._judge(meaning, cell, actor, press)
                if wrong:
                    found.append(f"{cell.role} / {cell.state}: {wrong}")
        return found

    async def _judge(self, meaning: Meaning, cell: Cell, actor: Actor, press: Press) -> str | None:
        expected = Verdict.NOT_YOU if press.only else expectation(cell)
        before = None if expected is Verdict.DONE else self.rehearsal.dump(without=RUNNING)
        denied = self._denied(actor)
        self.refusals.clear()
        body = await self.press(actor, press)
        if isinstance(body, Asking):
            return f"asked for {[one.param for one in body.questions]}"
        if not self.refusals:
            silent = meaning.does in SILENT and expected is Verdict.NOT_NOW
            return None if expected is Verdict.DONE or silent else f"was done, expected {expected.value}"
        refusal = self.refusals[0]
        if before and self.rehearsal.dump(without=RUNNING) != before:
            return f"refused ({refusal.code}), and something changed"
        if self._denied(actor) - denied != isinstance(refusal, Denied):
            return f"refused ({refusal.code}), and noted as denied {self._denied(actor) - denied} times"
        obeyed = press.only is None or refusal.code == "button-not-yours"
        return refused(expected, refusal) if obeyed else f"refused, but for {refusal.code}"

    async def press(self, actor: Actor, press: Press) -> View | Asking | Toast:
        """Press a button as this person."""
        account = actor.account
        identity = Identity(account.platform, account.user_id, account.name, role_ids=account.role_ids)
        return await self.pressed(identity, press)

    async def pressed(self, identity: Identity, press: Press) -> View | Asking | Toast:
        """The answer to a button."""
        sealer = self.engine.sealer(None)
        token = sealer.seal(press)
        await sealer.keep()
        place = Place("chat", private=True, message_id="1")
        incoming = Incoming(f"press-{next(_keys)}", identity, place, Pressed(token))
        return (await self.engine.handle(incoming)).body

    def _denied(self, actor: Actor) -> int:
        query = "SELECT count(*) FROM audit WHERE actor_id = ? AND outcome = 'denied'"
        found: int = self.rehearsal.raw.execute(query, (actor.id,)).fetchone()[0]
        return found
