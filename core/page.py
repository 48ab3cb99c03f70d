"""One page of a list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """Items in the list's stable order, and whether more follow (rules.md §0).

    There is no total: counting a million rows to print a number would cost more than the page.
    """

    items: tuple[T_co, ...]
    number: int
    """Counted from 1."""
    more: bool
