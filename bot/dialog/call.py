"""A command being carried out: who, when, and the doors to core and words."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, Concatenate, ParamSpec, TypeVar, get_type_hints

from pydantic import TypeAdapter

from bot.dialog.incoming import Incoming
from bot.dialog.text import Text
from bot.dialog.wording import Catalogue, Words
from core.errors import Denied
from core.people import service as people
from core.people.model import Actor
from core.ports import Database, Repeated, UnitOfWork
from core.programme import Programme

P = ParamSpec("P")
T = TypeVar("T")
UseCase = Callable[Concatenate[UnitOfWork, Actor, datetime, P], T]


@cache
def _codec(use_case: Callable[..., Any]) -> TypeAdapter[Any]:
    """How a use case's result is stored with its input, so that a repeat gets the same answer."""
    return TypeAdapter(get_type_hints(use_case)["return"])


class Call:
    """What a handler is given. One call is one input: it may write once."""

    def __init__(
        self,
        incoming: Incoming,
        now: datetime,
        database: Database,
        catalogue: Catalogue,
        programme: Programme,
        *,
        seen: int | None = None,
        only: int | None = None,
    ) -> None:
        self.incoming = incoming
        self.now = now
        self.programme = programme
        self.seen = seen
        self._only = only
        self._database = database
        self._catalogue = catalogue
        self._actor: Actor | None = None
        self._wrote = False

    @property
    def actor(self) -> Actor:
        """Who acts; known after the first read or write."""
        if self._actor is None:
            raise RuntimeError("the actor is known after the first read or write")
        return self._actor

    @property
    def zone(self) -> str:
        """The viewer's IANA zone."""
        chosen = self._actor.person.zone if self._actor else None
        return chosen or self.programme.zone

    @property
    def language(self) -> str:
        """The viewer's language: chosen, else the platform's, else the community's."""
        chosen = self._actor.person.language if self._actor else None
        return self._catalogue.best(chosen, self.incoming.identity.language, self.programme.language)

    @property
    def words(self) -> Words:
        """The catalogue in the viewer's language and zone."""
        return self._catalogue.words(self.language, self.zone)

    def say(self, key: str, /, **facts: object) -> Text:
        """A sentence of the catalogue."""
        return self.words.say(key, **facts)

    def label(self, key: str, /, **facts: object) -> str:
        """A short text of the catalogue for a button or a label."""
        return self.words.label(key, **facts)

    async def read(self, query: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query of the core as this person."""
        await self.known()
        return await self._database.read(lambda uow: query(uow, self.actor, self.now, *args, **kwargs))

    async def write(self, use_case: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case of the core as this person; answers the stored result when the input is a repeat."""
        if self._wrote:
            raise RuntimeError("one input is one transaction")
        self._wrote = True
        identity = self.incoming.identity

        def act(uow: UnitOfWork) -> tuple[Actor, T]:
            actor = people.actor(uow, identity, self.now)
            self._check_presser(actor)
            return actor, use_case(uow, actor, self.now, *args, **kwargs)

        codec = _codec(use_case)
        try:
            self._actor, result = await self._database.write(
                act,
                source=identity.platform.value,
                correlation=self.incoming.key,
                key=(identity.platform, self.incoming.key),
                outcome=lambda pair: codec.dump_json(pair[1]).decode(),
            )
        except Repeated as repeated:
            await self.known()
            stored: T = codec.validate_python(json.loads(repeated.outcome), strict=False)
            return stored
        return result

    async def known(self) -> Actor:
        """Find out who acts; the first contact creates the person (rules.md §1)."""
        if self._actor is None:
            identity = self.incoming.identity
            actor = await self._database.read(lambda uow: people.known(uow, identity))
            if actor is None:
                actor = await self._database.write(
                    lambda uow: people.actor(uow, identity, self.now), source=identity.platform.value
                )
            self._check_presser(actor)
            self._actor = actor
        return self._actor

    def _check_presser(self, actor: Actor) -> None:
        """A private card's button obeys only the person it was made for (trust.md §2 row 71)."""
        if self._only is not None and actor.id != self._only:
            raise Denied("button-not-yours")
