"""A command being carried out: who, when, and the doors to core and words."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Concatenate, ParamSpec, TypeVar, get_type_hints

from pydantic import TypeAdapter

from bot.dialog import kept_refusals
from bot.dialog.binding import bind, seen_in
from bot.dialog.command import Command
from bot.dialog.incoming import Incoming
from bot.dialog.reading import Reading
from bot.dialog.retelling import Ran, result_in
from bot.dialog.text import Text
from bot.dialog.view import Press, View
from bot.dialog.wording import Catalogue, Words
from core.drafts import Draft
from core.errors import Denied, Outdated
from core.operations import switches
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


def draft_outcome(draft_id: int) -> str:
    """What the inbox keeps of an input that changed a draft; JSON, which commands keep, never begins so."""
    return f"draft:{draft_id}"


class DraftRepeated(Exception):
    """This input was handled before: it changed a draft then."""

    def __init__(self, draft_id: int) -> None:
        super().__init__(f"draft {draft_id}")
        self.draft_id = draft_id

    @staticmethod
    def tells(repeated: Repeated) -> bool:
        """Whether the stored outcome is about a draft."""
        return repeated.outcome.startswith("draft:")

    @staticmethod
    def of(repeated: Repeated) -> int:
        """The draft's id; 0, which no draft has, when the outcome is about something else."""
        number = repeated.outcome.removeprefix("draft:")
        return int(number) if number.isdecimal() else 0


def end_draft(uow: UnitOfWork, draft: Draft) -> None:
    """End a draft together with its command's effect. Raises Outdated when it moved on meanwhile."""
    current = uow.drafts.get(draft.id)
    if current is None or current.version != draft.version:
        raise Outdated("draft-moved")
    uow.drafts.end(draft.id)


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
        secret: bytes = b"",
    ) -> None:
        """`secret` is this input's own: nobody can guess it, and a second delivery has the same."""
        self.incoming = incoming
        self.now = now
        self.programme = programme
        self.seen = seen
        self.command: Command | None = None
        self.raws: Mapping[str, object] = {}
        """What the command was called with, as it came."""
        self.draft: Draft | None = None
        """The draft that this call completes; its write ends it."""
        self.asked = False
        """Whether the answers had to be read with the person known, or were asked for: they are kept then."""
        self.asked_in: str | None = None
        """The message in which the draft that this call is about was asked."""
        self._only = only
        self._secret = secret
        self._database = database
        self._catalogue = catalogue
        self._actor: Actor | None = None
        self.wrote = False

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

    @property
    def app_words(self) -> Words:
        """The catalogue in the language of the person's app, in which the platform shows its menus."""
        return self._catalogue.words(self._catalogue.best(self.incoming.identity.language), self.zone)

    def say(self, key: str, /, **facts: object) -> Text:
        """A sentence of the catalogue."""
        return self.words.say(key, **facts)

    def label(self, key: str, /, **facts: object) -> str:
        """A short text of the catalogue for a button or a label."""
        return self.words.label(key, **facts)

    def code(self, size: int) -> str:
        """A code of so many random bytes, the same at every delivery of this input."""
        if len(self._secret) < size:
            raise RuntimeError("this input has no secret to make a code of")
        return self._secret[:size].hex()

    async def read(self, query: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query of the core as this person."""
        await self.known()
        return await self._database.read(lambda uow: query(uow, self.actor, self.now, *args, **kwargs))

    async def write(self, use_case: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case of the core as this person; answers the stored result when the input is a repeat."""
        if self.wrote:
            raise RuntimeError("one input is one transaction")
        self.wrote = True
        identity = self.incoming.identity

        def act(uow: UnitOfWork) -> tuple[Actor, T]:
            actor = people.actor(uow, identity, self.now)
            self._check_presser(uow, actor)
            switches.check_changes(uow, use_case)
            if self.draft is not None:
                end_draft(uow, self.draft)
            return actor, use_case(uow, actor, self.now, *args, **kwargs)

        codec = _codec(use_case)
        try:
            done = await self._database.write(
                act,
                source=identity.platform.value,
                correlation=self.incoming.key,
                key=(identity.platform, self.incoming.key),
                outcome=lambda pair: self._outcome(codec.dump_json(pair[1]).decode()),
                whose=lambda pair: pair[0].id,
            )
        except Repeated as repeated:
            await self.known()
            if DraftRepeated.tells(repeated):
                raise DraftRepeated(DraftRepeated.of(repeated)) from None
            if refusal := kept_refusals.remembered(repeated.outcome):
                raise refusal from None
            stored: T = codec.validate_python(json.loads(result_in(repeated.outcome)), strict=False)
            return stored
        self._actor, result = done
        return result

    async def known(self) -> Actor:
        """Find out who acts; the first contact creates the person (rules.md §1)."""
        if self._actor is None and not await self._database.read(self.meet):
            source = self.incoming.identity.platform.value
            await self._database.write(self._meet_for_the_first_time, source=source)
        return self.actor

    def _outcome(self, result: str) -> str:
        if self.command is None or not self.asked:
            return result
        return Ran(self.command.name, self.raws, result).kept()

    def take(self, command: Command, raws: Mapping[str, object], press: Press | None = None) -> None:
        """Take what is to be carried out; a press says what its card showed and whom it obeys."""
        self.command, self.raws = command, raws
        if press is not None:
            self.seen, self._only = press.seen, press.only

    def finish(self, draft: Draft, command: Command, raws: Mapping[str, object]) -> None:
        """Take a completed draft; the write ends it in the same transaction."""
        self.take(command, raws)
        self.seen, self.draft, self.asked = seen_in(raws), draft, True

    def run_again(self, command: Command, raws: Mapping[str, object]) -> None:
        """Take what this very input did when it was handled before; its write answers the stored result."""
        self.take(command, raws)
        self.seen, self.asked = seen_in(raws), True

    async def consult(self, query: Callable[[UnitOfWork], T]) -> T:
        """Run a query of the engine's own."""
        return await self._database.read(query)

    async def another(self, command: Command, raws: Mapping[str, object]) -> View | None:
        """What a command that only shows something answers now; None when it needs more than is given."""
        call = Call(
            self.incoming, self.now, self._database, self._catalogue, self.programme, secret=self._secret
        )
        bound = bind(command, raws, Reading(self.now))
        if not bound.complete:
            return None
        view = await command.run(call, **bound.values)
        self._actor = call.met or self._actor
        return view

    def meet(self, uow: UnitOfWork) -> bool:
        """Read who acts; False when that is to be written down first. Raises Denied for the wrong presser."""
        actor = people.known(uow, self.incoming.identity)
        if actor is not None:
            self._check_presser(uow, actor)
            self._actor = actor
        return actor is not None

    def _meet_for_the_first_time(self, uow: UnitOfWork) -> None:
        actor = people.actor(uow, self.incoming.identity, self.now)
        self._check_presser(uow, actor)
        self._actor = actor

    def renew(self, actor: Actor) -> None:
        """Take who acts as they are after what they changed of themselves."""
        self._actor = actor

    @property
    def met(self) -> Actor | None:
        """Who acts, if that is known already."""
        return self._actor

    def _check_presser(self, uow: UnitOfWork, actor: Actor) -> None:
        """A private card's button obeys only the person it was made for (trust.md §2 row 71).

        Who has been merged into another since is that other one.
        """
        if self._only is None or actor.id == self._only:
            return
        meant = uow.people.get(self._only)
        if meant is None or meant.id != actor.id:
            raise Denied("button-not-yours", action=self.command.name if self.command else "button")
