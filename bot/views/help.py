"""Every command a person can use, by area, each with its words on their platform."""

from collections.abc import Sequence

from bot.dialog.command import Command, Who
from bot.dialog.text import Own, Strong, Text
from bot.dialog.view import Row, View
from bot.dialog.wording import Words
from bot.views.parts import button
from core.home.service import Home
from core.people.model import Platform

AREAS = ("home", "group", "session", "leading", "mentor", "admin")
"""In the order in which they are shown."""


def area(command: Command) -> str:
    """The area a command is listed in: by whom it is for, then by its first word."""
    if command.who in {Who.ADMIN, Who.LEAD}:
        return "admin"
    first = command.name.partition(" ")[0]
    if first == "session" and command.who is Who.MENTOR:
        return "leading"
    return first if first in AREAS else "home"


def visible(command: Command, overview: Home) -> bool:
    """Whether this person can use a command."""
    allowed = {
        Who.ANYONE: True,
        Who.MENTOR: overview.mentor or overview.paused or overview.admin,
        Who.LEAD: overview.lead or overview.admin,
        Who.ADMIN: overview.admin,
    }
    return command.menu and allowed[command.who]


def slash(command: Command, platform: Platform) -> str:
    """What one types to call a command."""
    return f"/{command.telegram if platform is Platform.TELEGRAM else command.name}"


def help_(words: Words, overview: Home, commands: Sequence[Command], platform: Platform, search: str) -> View:
    """Every command this person can use, by area, with an example each."""
    wanted = search.casefold()
    found = [one for one in commands if visible(one, overview) and _fits(words, one, platform, wanted)]
    if not found:
        return View(
            title=words.say("help-none", search=search),
            actions=(button(words, "all-commands", "help"), button(words, "home", "home")),
        )
    return View(
        title=words.say("help-title"),
        lines=() if wanted else (words.say("help-lead", platform=platform),),
        rows=tuple(_area(words, name, found, platform) for name in AREAS if _of(name, found)),
        actions=(button(words, "home", "home"), button(words, "settings", "settings")),
    )


def _fits(words: Words, command: Command, platform: Platform, wanted: str) -> bool:
    said = f"{slash(command, platform)} {words.label(command.key)}".casefold()
    return not wanted or wanted in said


def _of(name: str, commands: Sequence[Command]) -> list[Command]:
    return [command for command in commands if area(command) == name]


def _area(words: Words, name: str, commands: Sequence[Command], platform: Platform) -> Row:
    lines = tuple(_line(words, command, platform) for command in _of(name, commands))
    example = words.say(f"help-example-{name}", platform=platform)
    return Row(title=words.say(f"area-{name}"), lines=(*lines, example))


def _line(words: Words, command: Command, platform: Platform) -> Text:
    return (Strong(Own(slash(command, platform))), Own(" "), *words.say(command.key))
