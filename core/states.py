"""Allowed edges between states; every area's states are walked only through such a table (design.md §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


class ForbiddenStepError(Exception):
    """A use case tried to leave the edges: a fault of ours, never of the person."""


@dataclass(frozen=True, slots=True)
class Edges(Generic[S]):
    """Which states may follow each state; one without an entry is final."""

    allowed: Mapping[S, frozenset[S]]

    def after(self, state: S) -> frozenset[S]:
        """The states that may follow."""
        return self.allowed.get(state, frozenset())

    def is_final(self, state: S) -> bool:
        """Whether nothing may follow."""
        return not self.after(state)

    def check(self, old: S, new: S) -> None:
        """Raise ForbiddenStepError unless there is an edge."""
        if new not in self.after(old):
            raise ForbiddenStepError(f"{old.value} does not lead to {new.value}")
