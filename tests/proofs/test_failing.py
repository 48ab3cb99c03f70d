"""Every command fails once, after its work and before its commit: an apology, and nothing has changed.

An error nobody foresaw (trust.md §2 row 84): who may do it presses, and the database raises at the end.
"""

from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import REGISTRY
from bot.dialog.incoming import Incoming
from bot.dialog.replies import Reply
from bot.dialog.view import Press, View
from bot.dialog.written import plain
from tests.proofs.answers import answers
from tests.proofs.matrix import Cell, enter, staged
from tests.proofs.pressing import Meaning, Pressing, expectation, meanings, parts
from tests.proofs.rehearsal import RUNNING, Rehearsal
from tests.proofs.stage import Stage
from tests.proofs.table import Verdict


class BoomError(Exception):
    """Nobody foresaw it."""


def failing(door: Callable[..., Any]) -> Callable[..., Any]:
    """A door to storage behind which everything is done, and then fails."""

    async def through(act: Callable[[Any], Any], **facts: Any) -> Any:
        def fail(uow: Any) -> Any:
            act(uow)
            raise BoomError

        return await door(fail, **facts)

    return through


@pytest.mark.parametrize("meaning", meanings(), ids=str)
async def test_a_command_that_fails_apologises_and_changes_nothing(
    meaning: Meaning, rehearsal: Rehearsal, catalogue: FluentCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressing = Pressing(rehearsal, catalogue)
    cell = next(one for one in parts(meaning) if expectation(one) is Verdict.DONE)
    for stage, _ in staged([cell], rehearsal):
        pressing.clock.at = stage.now
        with rehearsal.undone():
            await fails(meaning, cell, stage, pressing, monkeypatch)


async def fails(
    meaning: Meaning, cell: Cell, stage: Stage, pressing: Pressing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Press it; the apology names the error that the log tells of."""
    rehearsal, actor = pressing.rehearsal, enter(stage, cell)
    command = REGISTRY.commands[meaning.command]
    press = Press(command.name, answers(command, stage, actor, meaning.giving))
    before = rehearsal.dump(without=RUNNING)
    with monkeypatch.context() as patched, capture_logs() as logs:
        handle = pressing.engine.handle

        async def fail_then(incoming: Incoming) -> Reply:
            # The button was made before, with a database that was well.
            patched.setattr(rehearsal, "write", failing(rehearsal.write))
            patched.setattr(rehearsal, "read", failing(rehearsal.read))
            return await handle(incoming)

        patched.setattr(pressing.engine, "handle", fail_then)
        body = await pressing.press(actor, press)
    assert isinstance(body, View)
    assert body.refused
    assert plain(body.title, "en", "UTC") == "Sorry, that went wrong on my side. Nothing has changed."
    (told,) = [one for one in logs if one["event"] == "unexpected"]
    assert isinstance(told["exc_info"], BoomError)
    assert told["error_id"] in plain(body.lines[0], "en", "UTC")
    assert rehearsal.dump(without=RUNNING) == before
