"""The sender's port: what a face must be able to deliver (implemented by bot/discord and bot/telegram)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.dialog.view import View
from bot.dialog.wording import Words
from core.notices.model import Target
from core.notices.outcomes import Outcome


class MenuSet(StrEnum):
    """Which commands a person's menu lists."""

    LEARNER = "learner"
    MENTOR = "mentor"
    LEAD = "lead"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Menu:
    """Body of a `Target.MENU` parcel: the sets that make up one account's command menu."""

    sets: frozenset[MenuSet]
    language: str


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """Body of a `Target.ROLE` parcel: a Discord role to give or to take."""

    role_id: str
    give: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """One notice on its way, rendered as late as possible."""

    target: Target
    dest: str
    """User id (PERSON, MENU, ROLE), channel id or chat id (CHANNEL)."""
    body: View | Menu | RoleGrant
    words: Words
    """Language and zone of the receiver, or the community's for a card."""
    person_id: int | None
    """Whose private buttons the view carries; None for a card."""
    nonce: str
    """Stored with the row; the same on every resend."""
    message_id: str | None = None
    """The card to edit; None posts a new one."""
    dm_channel: str | None = None
    """Discord's DM channel, if it was opened before."""
    plain: bool = False
    """Without formatting: the platform refused the formatted text once."""
    urgent: bool = False
    """Goes through the limiter's quick lane."""


class Post(Protocol):
    """Delivers parcels on one platform; maps whatever happens to an outcome and never raises."""

    async def send(self, parcel: Parcel) -> Outcome:
        """Deliver one parcel once."""
        ...
