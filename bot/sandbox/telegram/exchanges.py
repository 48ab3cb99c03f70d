"""A ring of the last calls and their answers, for tests and for the page's log."""

from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.telegram.errors import JsonObject

KEPT = 500


@dataclass(slots=True)
class Exchange:
    """One call and what came of it; `status` 0 means the connection was cut."""

    number: int
    method: str
    params: JsonObject
    at: int
    status: int = 0
    description: str = ""
    fault: str = ""

    def as_json(self) -> JsonObject:
        """Return what the page shows of it."""
        return {
            "number": self.number,
            "method": self.method,
            "params": self.params,
            "at": self.at,
            "status": self.status,
            "description": self.description,
            "fault": self.fault,
        }


@dataclass(slots=True)
class Exchanges:
    """The last calls, how many there were of each method, and the methods nobody here knows."""

    ring: deque[Exchange] = field(default_factory=lambda: deque(maxlen=KEPT))
    counts: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    total: int = 0

    def begin(self, method: str, params: JsonObject, at: int) -> Exchange:
        """Note a call that has come in."""
        self.total += 1
        self.counts[method] = self.counts.get(method, 0) + 1
        exchange = Exchange(self.total, method, params, at)
        self.ring.append(exchange)
        return exchange
