"""What waited at Telegram while we were away: run if it still means something (trust.md §2 row 61)."""

from datetime import timedelta

from bot.dialog.incoming import Invoke
from bot.telegram.updates import Input
from core.clock import Clock

TOO_OLD = timedelta(minutes=10)
KEPT = timedelta(hours=25)
"""Telegram keeps updates for 24 hours; what seems older was not waiting, some clock is wrong."""


class Backlog:
    """Knows whether we are catching up, and which chats have been told."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told: set[int] = set()
        self.catching_up = False

    def begin(self) -> None:
        """Telegram is reached again: what comes now may have waited."""
        self.catching_up = True

    def end(self) -> None:
        """Nothing waits any more."""
        self.catching_up = False
        self._told.clear()

    def too_old(self, given: Input) -> bool:
        """Whether a bare command has waited too long: it would show what nobody is looking for any more.

        Presses, texts and commands with an answer say what they want; they are carried out.
        """
        what = given.what
        if not self.catching_up or not isinstance(what, Invoke) or what.answers:
            return False
        waited = self._clock.now().timestamp() - given.origin.said_at
        return TOO_OLD.total_seconds() < waited < KEPT.total_seconds()

    def first_in(self, chat_id: int) -> bool:
        """Whether this chat still has to be told; once is enough."""
        told = chat_id in self._told
        self._told.add(chat_id)
        return not told
