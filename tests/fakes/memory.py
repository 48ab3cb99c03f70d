"""Everything the fake storage remembers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TypeVar

from core.audit import AuditRow
from core.groups.model import Group, LinkKind
from core.leases import Lease
from core.mentors.model import Application, Mentor
from core.notices.model import Card, Category, OutboxRow
from core.page import Page
from core.people.model import Account, LinkCode, Person
from core.sessions.model import Participant, Session, Wall
from core.switches import Switch

T = TypeVar("T")


@dataclass
class Memory:
    """One dict a kind of thing."""

    people: dict[int, Person] = field(default_factory=dict)
    accounts: dict[int, Account] = field(default_factory=dict)
    off: set[tuple[int, Category]] = field(default_factory=set)
    codes: dict[int, LinkCode] = field(default_factory=dict)
    tries: list[tuple[int, datetime]] = field(default_factory=list)
    groups: dict[int, Group] = field(default_factory=dict)
    links: set[tuple[int, int, LinkKind]] = field(default_factory=set)
    applications: dict[int, Application] = field(default_factory=dict)
    mentors: dict[int, Mentor] = field(default_factory=dict)
    saved: set[tuple[int, int]] = field(default_factory=set)
    sessions: dict[int, Session] = field(default_factory=dict)
    walls: dict[int, Wall] = field(default_factory=dict)
    zone_rules: str | None = None
    armed_by: str | None = None
    places: dict[tuple[int, int], Participant] = field(default_factory=dict)
    rows: dict[int, OutboxRow] = field(default_factory=dict)
    taken_over: set[int] = field(default_factory=set)
    leases: list[Lease] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    paused: dict[Switch, datetime] = field(default_factory=dict)
    audit: list[AuditRow] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def next(self) -> int:
        """A number that was not used before."""
        return next(self.numbers)


def page(items: Iterable[T], number: int, size: int) -> Page[T]:
    """One page of a list."""
    found: Sequence[T] = list(items)
    first = (number - 1) * size
    return Page(tuple(found[first : first + size]), number, len(found) > first + size)


def matches(text: str, *where: str | None) -> bool:
    """Whether a search finds one of these."""
    return any(text.casefold() in (one or "").casefold() for one in where)
