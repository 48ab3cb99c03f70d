"""What the proofs share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.dialog import failing
from bot.dialog.call import Call
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import Registry
from bot.dialog.replies import Toast
from bot.dialog.view import View
from core.clock import StandingClock
from core.errors import Refusal
from core.programme import Programme
from tests.builders import NOW
from tests.proofs.pressing import Pressing
from tests.proofs.rehearsal import Rehearsal
from tests.proofs.stage import PROGRAMME, furnish


@pytest.fixture(scope="module")
def rehearsal(sqlite_template: Path) -> Iterator[Rehearsal]:
    """The stage's database: what every cell starts from; nothing of a cell stays."""
    opened = Rehearsal(sqlite_template, PROGRAMME, StandingClock(NOW))
    furnish(opened)
    before = opened.dump()
    yield opened
    assert opened.dump() == before, "a cell left something behind"
    opened.close()


@pytest.fixture
def programme() -> Programme:
    """The programme's numbers for the databases of the swarm."""
    return PROGRAMME


@pytest.fixture(scope="module")
def catalogue() -> FluentCatalogue:
    """What mentorbot says."""
    return FluentCatalogue()


@pytest.fixture
def pressing(rehearsal: Rehearsal, catalogue: FluentCatalogue, monkeypatch: pytest.MonkeyPatch) -> Pressing:
    """The engine on a rehearsal, which notes refusals; an error is one of the test."""

    def no_apology(error: Exception, call: Call, registry: Registry) -> View:
        raise error

    monkeypatch.setattr(failing, "apology", no_apology)
    pressing, answer = Pressing(rehearsal, catalogue), failing.answer

    async def overheard(refusal: Refusal, *more: Any) -> View | Toast:
        pressing.refusals.append(refusal)
        return await answer(refusal, *more)

    monkeypatch.setattr(failing, "answer", overheard)
    return pressing
