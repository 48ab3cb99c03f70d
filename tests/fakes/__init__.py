"""In-memory storage of a few lines a repository, so that tests of use cases are instant."""

from tests.fakes.memory import Memory
from tests.fakes.unit import FakeUnitOfWork

__all__ = ["FakeUnitOfWork", "Memory"]
