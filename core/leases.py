"""Which process may do what only one may do at a time (trust.md §3.2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LeaseRole(StrEnum):
    """Work that exactly one process does."""

    TICK = "tick"
    TELEGRAM_POLL = "telegram-poll"
    DISCORD_GATEWAY = "discord-gateway"
    SEND_DISCORD = "send-discord"
    SEND_TELEGRAM = "send-telegram"


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease held; `epoch` grows each time it changes hands and fences late writes."""

    role: LeaseRole
    owner: str
    epoch: int
    until: datetime
