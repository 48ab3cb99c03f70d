"""Reading the tables of expectations, and what they say about one cell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

ANYONE = "anyone"


class Verdict(Enum):
    """What is expected of an attempt."""

    DONE = "done"
    NOT_YOU = "not you"
    """Refused because of who tries; noted in the audit log, or answered as if the thing were not there."""
    NOT_NOW = "not now"
    """Refused because of the state the thing is in."""


@dataclass(frozen=True)
class Line:
    """One line of a table: who may do it, who never, in which states."""

    what: str
    who: frozenset[str]
    never: frozenset[str]
    when: Mapping[str, bool]
    rule: str

    def lets(self, words: frozenset[str]) -> bool:
        """Whether somebody who is all this may, whatever the state."""
        return bool(self.who & (words | {ANYONE})) and not self.never & words


@dataclass(frozen=True)
class Table:
    """An area's expectations."""

    states: tuple[str, ...]
    lines: tuple[Line, ...]

    def about(self, what: str) -> tuple[Line, ...]:
        """The lines about one action; together they say who may when."""
        return tuple(line for line in self.lines if line.what == what)

    def verdict(self, what: str, words: frozenset[str], state: str) -> Verdict:
        """What is expected of somebody who tries it in a state. Who comes before when (rules.md §0)."""
        lines = self.about(what)
        if not lines:
            raise KeyError(f"no line about {what}")
        now = [line for line in lines if line.when[state]]
        if any(line.lets(words) for line in now):
            return Verdict.DONE
        if now or not any(line.lets(words) for line in lines):
            return Verdict.NOT_YOU
        return Verdict.NOT_NOW


def tables(text: str) -> dict[str, Table]:
    """Every table of a file: a name in brackets, then its lines; # begins a remark."""
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    parts = re.split(r"(?m)^\[(.+)\]$", plain)[1:]
    return {name: read(body) for name, body in zip(parts[::2], parts[1::2], strict=True)}


def read(text: str) -> Table:
    """The table behind a text; raises ValueError where a line does not fit its head."""
    head, *rest = [_cells(line) for line in text.strip().splitlines() if line.strip()]
    if head[0] != "what" or head[-1] != "rule" or len(head) != 5:
        raise ValueError(f"not the head of a table: {head}")
    states = tuple(head[3].split())
    return Table(states, tuple(_line(cells, states) for cells in rest))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _line(cells: list[str], states: tuple[str, ...]) -> Line:
    marks = cells[3].split() if len(cells) == 5 else []
    if len(marks) != len(states) or set(marks) - {"yes", "no"}:
        raise ValueError(f"every state wants a yes or a no: {cells}")
    return Line(
        what=cells[0],
        who=_words(cells[1]),
        never=_words(cells[2]),
        when=dict(zip(states, (mark == "yes" for mark in marks), strict=True)),
        rule=cells[4],
    )


def _words(cell: str) -> frozenset[str]:
    return frozenset(word.strip() for word in cell.split(",") if word.strip() not in {"", "-", "nobody"})


def vocabulary(tables: Iterable[Table]) -> frozenset[str]:
    """Every word for people that the tables use."""
    return frozenset(word for table in tables for line in table.lines for word in line.who | line.never)
