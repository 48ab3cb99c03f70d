"""The authorisation matrix: every action × role × state, own and other, tried on the real use cases."""

import pytest

from core.permissions import POLICY, Action
from core.policy import Standing, Verdict, judge
from tests.proofs.areas import AREAS
from tests.proofs.deeds import DEEDS
from tests.proofs.expected import STANDINGS, TABLES, WORDS, action_of
from tests.proofs.matrix import played
from tests.proofs.permissions import PAGE, page
from tests.proofs.rehearsal import Rehearsal
from tests.proofs.table import vocabulary

LINES = sorted({(area, line.what) for area, table in TABLES.items() for line in table.lines})
CLOCKS = {"session.expire", "session.start", "session.end", "session.follow-clocks"}
"""What no person does; only the clock."""


@pytest.mark.parametrize(
    ("area", "what"), [one for one in LINES if one[1] not in CLOCKS], ids=lambda one: one.replace(" ", "-")
)
def test_everybody_may_what_the_table_says(area: str, what: str, rehearsal: Rehearsal) -> None:
    assert list(played(area, what, rehearsal)) == []


def test_every_action_has_an_expectation_and_none_is_made_up() -> None:
    assert {action_of(what) for _, what in LINES} == {action.value for action in Action}


def test_every_expectation_can_be_tried() -> None:
    assert {what for _, what in LINES} - CLOCKS == set(DEEDS)


def test_what_the_clock_does_nobody_may() -> None:
    everything = frozenset(Standing)
    for action in CLOCKS:
        assert judge(POLICY.get(Action(action)), everything) is Verdict.WRONG_PERSON


@pytest.mark.parametrize("name", AREAS)
def test_every_state_has_a_column_and_is_tried(name: str) -> None:
    area, table = AREAS[name], TABLES[name]
    assert set(area.states.values()) == set(table.states)
    if area.enum is not None:
        assert {one.value for one in area.enum} <= set(area.states)


def test_every_standing_has_a_word_and_somebody_who_is_that() -> None:
    assert set(STANDINGS) == set(Standing)
    played = {word for area in AREAS.values() for role in area.roles.values() for word in role.words}
    assert played | {"anyone"} == set(WORDS)
    assert vocabulary(TABLES.values()) <= set(WORDS)
    assert set(STANDINGS.values()) <= set(WORDS)


def test_a_table_and_its_scenes_are_about_the_same() -> None:
    assert list(AREAS) == list(TABLES)


def test_the_published_page_says_the_same() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.proofs.permissions"
