"""All interactions: opened for persons, found again for the bot's answers."""

import asyncio
import secrets
from collections import deque
from datetime import timedelta

from bot.sandbox.discord.bell import Bell
from bot.sandbox.discord.forms import Json, refusal
from bot.sandbox.discord.gateway import Gateway
from bot.sandbox.discord.interaction import Interaction
from bot.sandbox.discord.interaction_payloads import interaction_payload
from bot.sandbox.discord.posts import Posts
from bot.sandbox.discord.records import Channel, Message, User
from bot.sandbox.discord.world import World

KEPT = 10_000
TOKEN_LIFE = timedelta(minutes=15)


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
        self._gateway.interaction(interaction_payload(world, self._posts, interaction), channel.guild_id)
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
