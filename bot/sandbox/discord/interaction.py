"""An interaction: what a person did, the answers the bot gave, and what the person sees of them."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.sandbox.discord.bell import Bell
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.records import Channel, Guild, Message, User

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
# What may answer what: Discord's interaction callback types by interaction type.
MAY_ANSWER = {
    COMMAND: (MESSAGE, DEFER, MODAL),
    COMPONENT: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    SUBMIT: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE),
}
Kind = Literal["message", "modal", "choices", "acknowledged", "no response"]


@dataclass(eq=False)
class Modal:
    """A modal that a person has open, as the bot sent it."""

    custom_id: str
    title: str
    components: list[Json]
    opened_by: "Interaction" = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What the person sees: one of a message, a modal, choices, nothing new, or no response."""

    kind: Kind
    message: Message | None = None
    modal: Modal | None = None
    choices: tuple[Json, ...] = ()


@dataclass(eq=False)
class Interaction:
    """One thing a person did, and everything the bot answered to it."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    guild: Guild | None
    data: Json
    source: Message | None
    created_at: datetime
    deadline: float
    bell: Bell = field(repr=False)
    callback: int | None = None
    original: Message | None = None
    modal: Modal | None = None
    choices: tuple[Json, ...] = ()
    followups: list[Message] = field(default_factory=list)
    updates: int = 0
    late_answers: int = 0

    @property
    def expired(self) -> bool:
        """Whether the three seconds have passed without an answer."""
        return self.callback is None and asyncio.get_running_loop().time() > self.deadline

    @property
    def settled(self) -> bool:
        """Whether the person is no longer waiting for anything."""
        return self.seen() is not None or self.callback == DEFER_UPDATE

    def seen(self) -> Answer | None:
        """Return what the person sees now; None while there is nothing yet."""
        if self.expired:
            return Answer("no response")
        if self.callback == CHOICES:
            return Answer("choices", choices=self.choices)
        if self.callback == MODAL:
            return Answer("modal", modal=self.modal)
        if self.callback == DEFER_UPDATE:
            return self._seen_after_update()
        return self._seen_message(self.original) if self.original is not None else None

    def _seen_message(self, original: Message) -> Answer | None:
        if not original.loading:
            return Answer("message", original)
        if not original.deleted:
            return None
        return Answer("message", self.followups[0]) if self.followups else Answer("acknowledged")

    def _seen_after_update(self) -> Answer | None:
        if self.followups:
            return Answer("message", self.followups[0])
        return Answer("message", self.source) if self.updates else None

    async def answered(self, within: float = 10.0) -> Answer:
        """Wait for what the person sees; a deferred answer counts once it has its body.

        A click that was only acknowledged gives ``acknowledged`` after ``within`` real seconds.
        Raises ``TimeoutError`` when a deferred answer never gets a body.
        """
        try:
            answer = await self.bell.until(self.seen, within)
        except TimeoutError:
            if self.callback != DEFER_UPDATE:
                raise
            answer = Answer("acknowledged", self.source)
        return answer or Answer("no response")
