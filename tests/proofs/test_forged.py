"""Buttons that are forged, replayed or too late, and drafts whose author may no longer (trust.md §4 G9).

Each command of the registry is tried by somebody who may give it, so nothing but the token is in the way.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random

import pytest

from bot.dialog.asking import Asking, Do, Step
from bot.dialog.command import REGISTRY, Param
from bot.dialog.incoming import Incoming, Invoke, Place, Pressed
from bot.dialog.kinds import Pick
from bot.dialog.replies import Toast
from bot.dialog.view import Press, View
from core.errors import Outdated
from core.people.model import Actor, Identity
from tests.proofs.answers import answers, raw
from tests.proofs.matrix import Cell, enter, staged
from tests.proofs.mutating import mutations
from tests.proofs.pressing import Meaning, Pressing, expectation, meanings, parts
from tests.proofs.rehearsal import RUNNING
from tests.proofs.stage import Stage
from tests.proofs.table import Verdict

MEANINGS = meanings()
MUTATIONS = 50_000 // len(MEANINGS) + 1
PLACE = Place("chat", private=True, message_id="1")
ELSEWHERE = Place("another chat", private=False, message_id="7")
ADMIN, FORMER = "an admin", "a former admin"
AGED = timedelta(hours=3)
OLDER = 0
"""No card has this version: the first one is 1."""
VERSIONED = {
    "group.edit",
    "application.resubmit",
    "application.decide: approve",
    "application.decide: reject",
    "application.decide: send back",
    "profile.edit",
    "session.join",
    "session.edit",
    "session.cancel",
    "session.delete",
    "session.copy: announced again",
    "session.verify: approve",
    "session.verify: reject",
}
"""What is decided by what a card shows; the rest goes by the state alone, or has no card to be older."""
SHOWING = Meaning("mentor profile", "profile.edit", ())
"""With nothing given it is the card itself."""
CHECKING = {meaning.command for meaning in MEANINGS if meaning.does in VERSIONED}


def allowed(meaning: Meaning) -> Iterator[Cell]:
    """Cells in which it is done."""
    return (cell for cell in parts(meaning) if expectation(cell) is Verdict.DONE)


def people(pressing: Pressing, several: list[Cell]) -> Iterator[tuple[Cell, Stage, Actor]]:
    """Somebody on the stage of each cell, who is undone afterwards."""
    for stage, together in staged(several, pressing.rehearsal):
        pressing.clock.at = stage.now
        for cell in together:
            with pressing.rehearsal.undone():
                yield cell, stage, enter(stage, cell)


def identity(actor: Actor) -> Identity:
    """The account through which somebody acts."""
    account = actor.account
    return Identity(account.platform, account.user_id, account.name, role_ids=account.role_ids)


async def sealed(pressing: Pressing, what: Press | Step) -> str:
    """A token as it stands behind a button."""
    sealer = pressing.engine.sealer(None)
    token = sealer.seal(what)
    await sealer.keep()
    return token


@pytest.mark.parametrize("meaning", MEANINGS, ids=str)
async def test_no_mutation_has_an_effect(meaning: Meaning, pressing: Pressing) -> None:
    """50,000 over all commands; the token itself is believed, wherever it has been forwarded to."""
    dice = Random(str(meaning))  # noqa: S311 - the same mutations each time
    for _, stage, actor in people(pressing, [*islice(allowed(meaning), 1)]):
        command = REGISTRY.commands[meaning.command]
        press = Press(command.name, answers(command, stage, actor, meaning.giving))
        token, other = await sealed(pressing, press), await sealed(pressing, Press("home"))
        before, who = pressing.rehearsal.changes(), identity(actor)
        for number, forged in enumerate(islice(mutations(token, other, dice), MUTATIONS)):
            reply = await pressing.engine.handle(Incoming(f"forged-{number}", who, PLACE, Pressed(forged)))
            assert isinstance(reply.body, Toast), forged
        assert pressing.rehearsal.changes() == before
        reply = await pressing.engine.handle(Incoming("real", who, ELSEWHERE, Pressed(token)))
        assert not pressing.refusals
        assert not isinstance(reply.body, Toast)


@pytest.mark.parametrize("meaning", MEANINGS, ids=str)
async def test_a_replayed_press_does_nothing_more(meaning: Meaning, pressing: Pressing) -> None:
    for _, stage, actor in people(pressing, [*islice(allowed(meaning), 2)]):
        command = REGISTRY.commands[meaning.command]
        token = await sealed(pressing, Press(command.name, answers(command, stage, actor, meaning.giving)))
        incoming = Incoming("replayed", identity(actor), PLACE, Pressed(token))
        await pressing.engine.handle(incoming)
        before = pressing.rehearsal.dump()
        for _ in range(3):
            await pressing.engine.handle(incoming)
        assert pressing.rehearsal.dump() == before


@pytest.mark.parametrize("meaning", MEANINGS, ids=str)
async def test_a_button_that_expired_does_nothing(meaning: Meaning, pressing: Pressing) -> None:
    for _, stage, actor in people(pressing, [*islice(allowed(meaning), 1)]):
        command = REGISTRY.commands[meaning.command]
        given = answers(command, stage, actor, meaning.giving)
        press = Press(command.name, given, expires_at=stage.now + AGED / 3)
        token = await sealed(pressing, press)
        before = pressing.rehearsal.changes()
        pressing.clock.at = stage.now + AGED
        reply = await pressing.engine.handle(Incoming("late", identity(actor), PLACE, Pressed(token)))
        assert isinstance(reply.body, Toast)
        assert pressing.rehearsal.changes() == before


@pytest.mark.parametrize("meaning", MEANINGS, ids=str)
async def test_a_button_of_an_older_card_does_nothing(meaning: Meaning, pressing: Pressing) -> None:
    """Where a card's version matters it is checked; where it is not checked no button carries one."""
    versioned = meaning.does in VERSIONED and meaning != SHOWING
    for cell, stage, actor in people(pressing, [*islice(allowed(meaning), 2)]):
        command = REGISTRY.commands[meaning.command]
        before = pressing.rehearsal.dump(without=RUNNING)
        pressing.refusals.clear()
        press = Press(command.name, answers(command, stage, actor, meaning.giving), seen=OLDER)
        body = await pressing.press(actor, press)
        outdated = [one for one in pressing.refusals if isinstance(one, Outdated)]
        assert bool(outdated) == versioned, cell
        assert not versioned or pressing.rehearsal.dump(without=RUNNING) == before, cell
        carried = {press.command for press in buttons(body) if press.seen is not None}
        assert carried <= CHECKING, cell


def buttons(body: object) -> list[Press]:
    """What everything does that can be pressed on a view."""
    if not isinstance(body, View):
        return []
    actions = (*body.actions, *(action for row in body.rows for action in row.actions))
    return [action.press for action in actions if action.press]


def last_question(meaning: Meaning) -> Param | None:
    """What a draft of this command would ask at the end; not where a list may have nothing to offer."""
    command = REGISTRY.commands[meaning.command]
    needed = [param for param in command.params if not param.hidden and not param.optional]
    return needed[-1] if needed and command.menu and not isinstance(needed[-1].kind, Pick) else None


def demoted(meaning: Meaning) -> list[Cell]:
    """Where an admin may and somebody who was one may not."""
    last = {(cell.area, cell.state) for cell in allowed(meaning) if cell.role == FORMER}
    return [cell for cell in allowed(meaning) if cell.role == ADMIN and (cell.area, cell.state) not in last]


DEMOTED = [meaning for meaning in MEANINGS if last_question(meaning) and demoted(meaning)]


@pytest.mark.parametrize("meaning", DEMOTED, ids=str)
async def test_a_role_that_is_taken_away_ends_the_draft(meaning: Meaning, pressing: Pressing) -> None:
    """Everything is answered but the last question when an admin stops being one."""
    command, last = REGISTRY.commands[meaning.command], last_question(meaning)
    assert last is not None
    for cell, stage, actor in people(pressing, demoted(meaning)[:3]):
        given = answers(command, stage, actor, meaning.giving)
        del given[last.name]
        invoke = Incoming("begin", identity(actor), PLACE, Invoke(command.name, given))
        asking = (await pressing.engine.handle(invoke)).body
        assert isinstance(asking, Asking), cell
        stage.uow.people.set_admin(actor.id, admin=False)
        before = pressing.rehearsal.dump(without=RUNNING)
        step = Step(asking.draft_id, asking.version, Do.ANSWER, last.name, str(raw(last, stage, actor)))
        token = await sealed(pressing, step)
        pressing.refusals.clear()
        await pressing.engine.handle(Incoming("end", identity(actor), PLACE, Pressed(token)))
        assert pressing.refusals, cell
        assert pressing.rehearsal.dump(without=RUNNING) == before


def test_enough_is_forged_and_taken_away() -> None:
    assert MUTATIONS * len(MEANINGS) >= 50_000
    assert all(any(allowed(meaning)) for meaning in MEANINGS)
    assert len(DEMOTED) >= 10
