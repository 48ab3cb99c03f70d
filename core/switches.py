"""What an admin can stop for a while (trust.md §5, kill switches)."""

from collections.abc import Collection
from enum import StrEnum

from core.people.model import Platform


class Switch(StrEnum):
    """What is stopped while it is paused."""

    DISCORD = "discord"
    """Nothing that is owed is sent on Discord."""
    TELEGRAM = "telegram"
    OUTBOX = "outbox"
    """Nothing that is owed is sent anywhere."""
    READ_ONLY = "read-only"
    """Nobody changes anything; what is due by the clock goes on."""


OF_PLATFORM = {Platform.DISCORD: Switch.DISCORD, Platform.TELEGRAM: Switch.TELEGRAM}


def holds(paused: Collection[Switch], platform: Platform) -> bool:
    """Whether what is owed on this platform waits because an admin wants it to."""
    return OF_PLATFORM[platform] in paused or Switch.OUTBOX in paused
