"""A handful of commands for the tests, declared as real ones are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.dialog import command as declaring
from bot.dialog.call import Call
from bot.dialog.command import Registry, ask, command, hidden, option, pick
from bot.dialog.kinds import (
    Choice,
    ClockTime,
    Confirm,
    Day,
    Duration,
    LongText,
    Looking,
    Moment,
    Number,
    OneOf,
    PersonPick,
    ShortText,
    Spot,
    SpotOf,
    Upload,
    Uploaded,
    YesNo,
)
from bot.dialog.view import Action, Press, View
from core.errors import Denied, Outdated, Refusal
from core.people.model import Actor

TITLES = ("Alpha", "Beta", "Beta two", *(f"Thing {number}" for number in range(4, 61)))


class Mode(StrEnum):
    """Where it takes place."""

    ONLINE = "ONLINE"
    ON_SITE = "ON_SITE"


@dataclass(frozen=True)
class Made:
    """What the use case answers."""

    id: int
    title: str


def things(uow: Any, looking: Looking) -> tuple[list[Choice], bool]:
    """All titles, 25 a page, by the text typed."""
    found = [
        Choice(str(number), title)
        for number, title in enumerate(TITLES, start=1)
        if looking.text.casefold() in title.casefold()
    ]
    first = (looking.number - 1) * 25
    return found[first : first + 25], len(found) > first + 25


def make(uow: Any, actor: Actor, now: datetime, title: str, size: int) -> Made:
    """Store a thing; some titles are refused as the core refuses."""
    if title == "taken":
        raise Refusal("thing-taken", field="title")
    if title == "forbidden":
        raise Denied("thing-forbidden", action="thing.make", object_kind="thing", object_id=7)
    if title == "broken":
        raise ZeroDivisionError("secret-in-the-error")
    if title == "full":
        raise Refusal("thing-full", next="thing list")
    number = len(uow.things) + 1
    uow.things[number] = {"title": title, "size": size, "by": actor.id, "joined": []}
    return Made(number, title)


def join(uow: Any, actor: Actor, now: datetime, thing: int, seen: int | None) -> Made:
    """Join a thing once; version 1 of a card is out of date."""
    if seen == 1:
        raise Outdated("thing-changed")
    if thing not in uow.things:
        raise Refusal("thing-gone")
    uow.things[thing]["joined"].append(actor.id)
    return Made(thing, uow.things[thing]["title"])


def look(uow: Any, actor: Actor, now: datetime, thing: int) -> Made:
    """Read a thing."""
    if thing not in uow.things:
        raise Refusal("thing-gone")
    return Made(thing, uow.things[thing]["title"])


def is_online(answers: Mapping[str, object]) -> bool:
    """Only online things have a link."""
    return answers.get("mode") is Mode.ONLINE


def declared() -> Registry:
    """The test commands in a registry of their own."""
    before, declaring.REGISTRY = declaring.REGISTRY, Registry()
    try:
        _declare()
        _declare_what_follows_a_list()
        return declaring.REGISTRY
    finally:
        declaring.REGISTRY = before


def _declare() -> None:
    @command("thing add", telegram="newthing")
    async def add(
        call: Call,
        title: str = ask(ShortText(longest=20)),
        size: int = ask(Number(1, 10)),
        note: str = ask(LongText(longest=50), optional=True, default="-"),
        confirmed: bool = ask(Confirm()),
    ) -> View:
        made = await call.write(make, title, size)
        return View(call.say("made", title=made.title, note=note))

    @command("thing join", telegram="jointhing")
    async def join_thing(call: Call, thing: int = pick(things)) -> View:
        joined = await call.write(join, thing, call.seen)
        return View(call.say("joined", title=joined.title), actions=(Action("again", Press("thing list")),))

    @command("thing show", telegram="thing")
    async def show(call: Call, thing: int = pick(things)) -> View:
        return View(call.say("shown", title=(await call.read(look, thing)).title))

    @command("thing list", telegram="things")
    async def list_things(
        call: Call, search: str = option(ShortText(), ""), page: int = hidden(Number(1, 100), 1)
    ) -> View:
        return View(call.say("listed", page=page, search=search))

    @command("thing-drop", telegram="dropthing", menu=False)
    async def drop(
        call: Call, thing: int = hidden(Number(1, 1000)), reason: str = ask(LongText(longest=40))
    ) -> View:
        return View(call.say("dropped", thing=thing, reason=reason, seen=call.seen))

    @command("plan", telegram="plan")
    async def plan(
        call: Call,
        mode: Mode = ask(OneOf(Mode)),
        link: str | None = ask(ShortText(), when=is_online),
        start: datetime = ask(Moment()),
        length: timedelta = ask(Duration(timedelta(minutes=15), timedelta(hours=8), (timedelta(hours=1),))),
    ) -> View:
        return View(call.say("planned", mode=mode, link=link, start=start, length=length))

    @command("tags", telegram="tags")
    async def tags(
        call: Call, chosen: tuple[int, ...] = pick(things, many=True), to_all: bool = ask(YesNo())
    ) -> View:
        return View(call.say("tagged", chosen=[str(one) for one in chosen], open=to_all))

    @command("every", telegram="every")
    async def every(
        call: Call,
        person: int = ask(PersonPick()),
        day: date = ask(Day()),
        clock: time = ask(ClockTime()),
        place: str = ask(Spot(SpotOf.DISCORD_ROLE)),
        file: Uploaded = ask(Upload((".csv",), 1000)),
        confirmed: bool = ask(Confirm()),
    ) -> View:
        return View(call.say("all", person=person, day=day, clock=clock, place=place, file=file.name))

    @command("home", telegram="start")
    async def home(call: Call) -> View:
        await call.known()
        return View(call.say("at-home", name=call.actor.person.name))


def _declare_what_follows_a_list() -> None:
    @command("mark", telegram="mark")
    async def mark(call: Call, thing: int = pick(things), note: str = ask(LongText(longest=50))) -> View:
        return View(call.say("marked", thing=thing, note=note))
