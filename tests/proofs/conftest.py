"""What the proofs share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.clock import StandingClock
from core.programme import Programme
from tests.builders import NOW
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
