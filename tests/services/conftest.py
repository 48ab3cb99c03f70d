"""What tests of use cases share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from core.errors import Refusal
from tests.services.world import World


@pytest.fixture
def world() -> World:
    return World()


Refuses = Callable[[str], AbstractContextManager[pytest.ExceptionInfo[Refusal]]]


@pytest.fixture
def refuses(world: World) -> Refuses:
    """Expect a refusal of this code that changes nothing."""

    @contextmanager
    def expect(code: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
        before = world.snapshot()
        with pytest.raises(Refusal) as caught:
            yield caught
        assert caught.value.code == code
        assert world.snapshot() == before, "a refused command changes nothing (rules.md §0)"

    return expect
