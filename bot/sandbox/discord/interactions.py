"""Interactions: what a person did, the answers the bot gave, and what the person sees of them."""

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from bot.sandbox.discord.bell import Bell
from bot.sandbox.discord.forms import Json, refusal
from bot.sandbox.discord.gateway import Gateway
from bot.sandbox.discord.interaction_payloads import interaction_payload
from bot.sandbox.discord.posts import Posts
from bot.sandbox.discord.records import Channel, Guild, Message, User
from bot.sandbox.discord.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
KEPT = 10_000
TOKEN_LIFE = timedelta(minutes=15)
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


class Interactions:
    """All interactions; opens them, and finds them by token for the bot's answers."""

    def __init__(self, world: World, posts: Posts, gateway: Gateway, bell: Bell) -> None:
        self._world = world
        self._posts = posts
        self._gateway = gateway
        self._bell = bell
        self.answer_within = 3.0
        self.all: deque[Interaction] = deque()
        self.unsettled: set[Interaction] = set()
        self._by_token: dict[str, Interaction] = {}
        self._by_id: dict[str, Interaction] = {}

    def open(
        self, kind: int, user: User, channel: Channel, data: Json, source: Message | None = None
    ) -> Interaction:
        """Send what a person did to the bot."""
        world = self._world
        loop = asyncio.get_running_loop()
        guild = world.guilds.get(str(channel.guild_id))
        deadline = loop.time() + self.answer_within
        interaction = Interaction(
            world.snowflakes.next(),
            secrets.token_urlsafe(48),
            kind,
            user,
            channel,
            guild,
            data,
            source,
            world.now(),
            deadline,
            self._bell,
        )
        self._keep(interaction)
        self.unsettled.add(interaction)
        self._by_token[interaction.token] = interaction
        loop.call_later(self.answer_within + 0.01, self._look_at, interaction)
        self._gateway.interaction(self.payload(interaction), channel.guild_id)
        self._bell.tell("interaction", user.id, interaction_id=interaction.id)
        return interaction

    def _keep(self, interaction: Interaction) -> None:
        self.all.append(interaction)
        self._by_id[interaction.id] = interaction
        if len(self.all) > KEPT:
            oldest = self.all.popleft()
            del self._by_token[oldest.token], self._by_id[oldest.id]

    def _look_at(self, interaction: Interaction) -> None:
        if interaction.expired:
            self.told(interaction)

    def told(self, interaction: Interaction) -> None:
        """Tell the person's side that an interaction has changed."""
        if interaction.settled:
            self.unsettled.discard(interaction)
        self._bell.tell("answer", interaction.user.id, interaction_id=interaction.id)

    def find(self, token: str) -> Interaction | None:
        """Return the interaction with a token."""
        return self._by_token.get(token)

    def answered_by(self, token: str) -> Interaction:
        """Return the interaction whose webhook a token is.

        Raises 10015 before the first answer, 50027 for an unknown or 15 minutes old token.
        """
        interaction = self._by_token.get(token)
        if interaction is None or self._world.now() - interaction.created_at >= TOKEN_LIFE:
            raise refusal(50027)
        if interaction.callback is None:
            raise refusal(10015)
        return interaction

    def by_id(self, interaction_id: str) -> Interaction | None:
        """Return an interaction by its id."""
        return self._by_id.get(interaction_id)

    def payload(self, interaction: Interaction) -> Json:
        """Return what INTERACTION_CREATE carries."""
        return interaction_payload(self._world, self._posts, interaction)
