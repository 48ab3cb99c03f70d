"""A clock that jumps holds everything for a minute (trust.md §2 rows 48, 49)."""

from datetime import timedelta

import pytest

from bot.steadiness import HOLD, JUMP, Steadiness
from core.clock import StandingClock
from tests.builders import NOW

SECOND = timedelta(seconds=1)


class Machine:
    """A machine whose two clocks a test sets."""

    def __init__(self) -> None:
        self.wall = StandingClock(NOW)
        self.steady = 1000.0
        self.steadiness = Steadiness(self.wall, lambda: self.steady)

    def passes(self, seconds: float, *, jump: timedelta = timedelta(0)) -> float:
        """Time goes on, and perhaps somebody sets the clock meanwhile."""
        self.wall.at += timedelta(seconds=seconds) + jump
        self.steady += seconds
        return self.steadiness.holds()


@pytest.mark.parametrize("jump", [timedelta(days=1), -timedelta(hours=1), JUMP + SECOND, -JUMP - SECOND])
def test_a_jump_holds_everything_for_a_minute_and_is_told_once(jump: timedelta) -> None:
    machine = Machine()
    told: list[str] = []
    machine.steadiness.listen(lambda: told.append("jumped"))
    assert machine.passes(5) == 0
    assert machine.passes(5, jump=jump) == HOLD
    assert machine.passes(HOLD - 1) == 1
    assert machine.passes(1) == 0
    assert machine.passes(3600) == 0
    assert told == ["jumped"]
    assert (machine.steadiness.take(), machine.steadiness.take()) == (jump, None)


@pytest.mark.parametrize("jump", [timedelta(0), JUMP, -JUMP, timedelta(minutes=-3)])
def test_a_small_correction_is_none_of_our_business(jump: timedelta) -> None:
    machine = Machine()
    machine.passes(0)
    assert machine.passes(7200, jump=jump) == 0
    assert machine.steadiness.take() is None


def test_a_clock_that_is_set_back_again_is_held_from_then_on() -> None:
    machine = Machine()
    machine.passes(0)
    assert machine.passes(1, jump=timedelta(days=1)) == HOLD
    assert machine.passes(30, jump=-timedelta(days=1)) == HOLD
    assert machine.passes(HOLD) == 0
