"""Which gateway intent an event needs, and the shape of whoever carries events out."""

from typing import Protocol

from bot.sandbox.discord.forms import Json

GUILDS, GUILD_MEMBERS, VOICE_STATES, PRESENCES = 1 << 0, 1 << 1, 1 << 7, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT, SCHEDULED_EVENTS = 1 << 9, 1 << 12, 1 << 15, 1 << 16
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT


class Announce(Protocol):
    """Carries a gateway event to the bot's sessions."""

    def __call__(
        self,
        name: str,
        data: Json,
        *,
        guild_id: str | None = None,
        intent: int = 0,
        bare: Json | None = None,
    ) -> None:
        """Send ``data`` where ``intent`` was asked for (0: always).

        ``bare`` is what a session without the message content intent gets instead.
        """
