"""Commands for the tests of the Telegram face: every kind of answer, every shape of view."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.dialog import command as declaring
from bot.dialog.call import Call
from bot.dialog.command import Registry, Who, ask, command, hidden, option, pick
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
from bot.dialog.text import Own, Text, User
from bot.dialog.view import Action, Field, File, Picture, Press, Row, Style, Tone, View
from core.errors import Refusal
from core.people.model import Actor

TITLES = tuple(f"Thing {number:02}" for number in range(1, 61))
HOUR = timedelta(hours=1)
SHOWN: dict[str, Any] = {}
"""What the command `show` answers, by name, for tests that bring their own view."""


class Mode(StrEnum):
    """Where it takes place."""

    ONLINE = "ONLINE"
    ON_SITE = "ON_SITE"


def things(uow: Any, looking: Looking) -> tuple[list[Choice], bool]:
    """All titles, 25 a page, by the text typed."""
    found = [
        Choice(str(number), title)
        for number, title in enumerate(TITLES, start=1)
        if looking.text.casefold() in title.casefold()
    ]
    first = (looking.number - 1) * 25
    return found[first : first + 25], len(found) > first + 25


def slots(uow: Any, looking: Looking) -> tuple[list[Choice], bool]:
    """Things with a second line."""
    found = [Choice(str(number), f"Slot {number}", f"on day {number} & <more>") for number in range(1, 13)]
    return [one for one in found if looking.text.casefold() in one.label.casefold()], False


def make(uow: Any, actor: Actor, now: datetime, title: str) -> int:
    """Store a thing; one title is taken."""
    if title == "taken":
        raise Refusal("thing-taken", field="title")
    number = len(uow.things) + 1
    uow.things[number] = {"title": title, "by": actor.id}
    return number


def join(uow: Any, actor: Actor, now: datetime, thing: int) -> int:
    """Count the presses of one person."""
    row = uow.things.setdefault(thing, {"title": f"Thing {thing}", "joined": []})
    if row.get("full"):
        raise Refusal("thing-full", next=row.get("next", ()))
    row.setdefault("joined", []).append(actor.id)
    return len(row["joined"])


def say(*words: object) -> Text:
    """A line for a test's answer."""
    return (Own(" · ".join(str(word) for word in words)),)


def declared() -> Registry:
    """The test commands in a registry of their own."""
    before, declaring.REGISTRY = declaring.REGISTRY, Registry()
    try:
        _declare_forms()
        _declare_questions()
        _declare_showing()
        return declaring.REGISTRY
    finally:
        declaring.REGISTRY = before


def _declare_forms() -> None:
    @command("thing add", telegram="newthing", who=Who.MENTOR)
    async def add(
        call: Call,
        title: str = ask(ShortText(longest=20)),
        size: int = ask(Number(1, 10)),
        note: str = ask(LongText(longest=3000), optional=True, default="-"),
        confirmed: bool = ask(Confirm()),
    ) -> View:
        number = await call.write(make, title)
        return View(say("Made", number, title, size, note), tone=Tone.GOOD)

    @command("plan", telegram="plan")
    async def plan(
        call: Call,
        mode: Mode = ask(OneOf(Mode)),
        public: bool = ask(YesNo()),
        start: datetime = ask(Moment()),
        length: timedelta = ask(Duration(HOUR / 4, 8 * HOUR, (HOUR / 2, HOUR, 9 * HOUR))),
        confirmed: bool = ask(Confirm()),
    ) -> View:
        return View(say("Planned", mode.value, public, start.isoformat(), length))


def _declare_questions() -> None:
    @command("day", telegram="day")
    async def pick_day(call: Call, day: date = ask(Day()), clock: time = ask(ClockTime())) -> View:
        return View(say("Day", day, clock))

    @command("choose", telegram="choose")
    async def choose(call: Call, thing: int = pick(things)) -> View:
        return View(say("Chosen", thing))

    @command("slot", telegram="slot")
    async def slot(
        call: Call, which: int = pick(slots), others: tuple[int, ...] = pick(slots, many=True)
    ) -> View:
        return View(say("Slots", which, *others))

    @command("tags", telegram="tags")
    async def tags(call: Call, chosen: tuple[int, ...] = pick(things, many=True)) -> View:
        return View(say("Tagged", *sorted(chosen)))

    @command("meet", telegram="meet")
    async def meet(call: Call, person: int = ask(PersonPick())) -> View:
        return View(say("Meeting", person))

    @command("import", telegram="import", who=Who.ADMIN)
    async def import_(call: Call, file: Uploaded = ask(Upload((".csv",), 1000))) -> View:
        return View(say("Imported", file.name, len(file.data)))

    @command("tie", telegram="tie", who=Who.ADMIN)
    async def tie(call: Call, chat: str = ask(Spot(SpotOf.TELEGRAM_CHAT))) -> View:
        return View(say("Tied to", chat))

    @command("link", telegram="link")
    async def link(call: Call, code: str | None = option(ShortText(longest=40))) -> View:
        return View(say("Linked with", code))

    @command("thing-drop", telegram="dropthing", menu=False)
    async def drop(call: Call, thing: int = hidden(Number(1, 99)), reason: str = ask(ShortText())) -> View:
        return View(say("Dropped", thing, reason))


def _declare_showing() -> None:
    @command("home", telegram="start")
    async def home(call: Call) -> View:
        await call.known()
        return View((Own("Welcome, "), User(call.actor.person.name)))

    @command("thing list", telegram="things")
    async def listed(
        call: Call, search: str = option(ShortText(), ""), page: int = hidden(Number(1, 9), 1)
    ) -> View:
        found = [title for title in TITLES if search.casefold() in title.casefold()]
        rows = tuple(
            Row((User(title),), (say("for everybody"),), (_joining(TITLES.index(title) + 1),))
            for title in found[(page - 1) * 5 : page * 5]
        )
        more = (Action("Next", Press("thing list", {"search": search, "page": page + 1})),)
        return View(say("Things", page), rows=rows, actions=more)

    @command("thing join", telegram="jointhing")
    async def joining(call: Call, thing: int = pick(things)) -> View:
        count = await call.write(join, thing)
        drop = Action("Drop", Press("thing-drop", {"thing": thing}), style=Style.DANGER)
        return View(say("Joined", thing, count), actions=(drop,), tone=Tone.GOOD)

    @command("card", telegram="card")
    async def card(call: Call, thing: int = hidden(Number(1, 99), 7)) -> View:
        return View(say("Card", thing), actions=(_joining(thing), _dropping(thing)), private=False)

    @command("show", telegram="show")
    async def show(call: Call, name: str = option(ShortText(), "")) -> View:
        view: View = SHOWN[name]
        return view

    @command("help", telegram="help")
    async def help_(call: Call) -> View:
        facts = (Field("Commands", say("few")),)
        site = Action("Site", url="https://example.org/a?b=1&c=2")
        return View(say("Help"), fields=facts, actions=(site, Action("Bad", url="javascript:alert(1)")))


def _joining(thing: int) -> Action:
    return Action("Join", Press("thing join", {"thing": thing}), style=Style.PRIMARY)


def _dropping(thing: int) -> Action:
    return Action("Drop", Press("thing-drop", {"thing": thing}))


def picture(data: bytes) -> Picture:
    """A picture with its alternative text."""
    return Picture(data, "chart.png", "A chart of nothing")


def file(data: bytes) -> File:
    """A file to keep."""
    return File(data, "export.json")
