"""Every command × role × state through the real engine: who may press what, and what refusals change."""

import pytest

from bot.dialog.command import REGISTRY
from tests.proofs.deeds import DEEDS
from tests.proofs.pressing import OWN, Meaning, Pressing, expectation, meanings, parts, tried
from tests.proofs.table import Verdict

MEANINGS = meanings()
SOMEBODY_ELSE = 1
"""A person's id; the admin who is there anyway."""


@pytest.mark.parametrize("meaning", MEANINGS, ids=str)
async def test_everybody_may_press_what_the_table_says(meaning: Meaning, pressing: Pressing) -> None:
    assert await pressing.play(meaning, tried(meaning)) == []


@pytest.mark.parametrize("meaning", MEANINGS, ids=str)
async def test_a_button_made_for_somebody_else_does_nothing(meaning: Meaning, pressing: Pressing) -> None:
    """A forwarded message, a neighbour's screen: those who could do it are not whom the button obeys."""
    allowed = [cell for cell in parts(meaning) if expectation(cell) is Verdict.DONE]
    assert await pressing.play(meaning, allowed[:3], SOMEBODY_ELSE) == []


def test_every_command_has_an_expectation_and_none_is_made_up() -> None:
    assert {meaning.command for meaning in MEANINGS} == set(REGISTRY.commands)
    assert {meaning.does for meaning in MEANINGS} - {OWN} <= set(DEEDS)


def test_every_line_without_options_stands_once() -> None:
    assert len(MEANINGS) == len(set(MEANINGS))
