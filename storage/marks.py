"""What a commit means for those who sleep until there is something to do."""

from collections.abc import Callable
from datetime import datetime


class Marks:
    """Gathered while units run, handed over after their commit. A mark too many costs one look."""

    __slots__ = ("due", "owed")

    def __init__(self) -> None:
        self.owed = False
        """A notice may be sent now."""
        self.due: datetime | None = None
        """The earliest instant at which something became due."""

    def note_due(self, due: datetime | None) -> None:
        """Something is due at this instant."""
        if due is not None and (self.due is None or due < self.due):
            self.due = due

    def take(self) -> "Marks":
        """What was gathered; begins anew."""
        taken = Marks()
        taken.owed, taken.due = self.owed, self.due
        self.owed, self.due = False, None
        return taken


Heard = Callable[[Marks], None]
