"""Every command a person can use, by area, each with its words on their platform."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialog import naming
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


@dataclass(frozen=True, slots=True)
class Reader:
    """Where somebody reads the help, and in which words: those of the answer, and those of the app."""

    platform: Platform
    words: Words
    app: Words
    """Discord's own menus are in the language of the app, whatever the person has chosen here."""

    def slash(self, command: Command) -> str:
        """What one types to call a command."""
        if self.platform is Platform.TELEGRAM:
            return f"/{command.telegram}"
        return naming.command(command.name, self.app)

    def example(self, area: str) -> Text:
        """One command of an area, as one would use it."""
        command, option = EXAMPLES[area]
        facts = {
            "command": Own(naming.command(command, self.app)),
            "option": Own(naming.option(option, self.app)) if option else Own(""),
        }
        return self.words.say(f"help-example-{area}", platform=self.platform, **facts)


EXAMPLES = {
    "home": ("help", "search"),
    "group": ("group join", "group"),
    "session": ("session browse", "search"),
    "leading": ("session create", ""),
    "mentor": ("mentor list", "skill"),
    "admin": ("approvals", ""),
}
"""A command for each area, and an option to give along; Telegram's are written out in the sentence."""


def help_(reader: Reader, overview: Home, commands: Sequence[Command], search: str) -> View:
    """Every command this person can use, by area, with an example each."""
    wanted, words = search.casefold(), reader.words
    found = [one for one in commands if visible(one, overview) and _fits(reader, one, wanted)]
    if not found:
        return View(
            title=words.say("help-none", search=search),
            actions=(button(words, "all-commands", "help"), button(words, "home", "home")),
        )
    return View(
        title=words.say("help-title"),
        lines=() if wanted else (words.say("help-lead", platform=reader.platform),),
        rows=tuple(_area(reader, name, found) for name in AREAS if _of(name, found)),
        actions=(button(words, "home", "home"), button(words, "settings", "settings")),
    )


def _fits(reader: Reader, command: Command, wanted: str) -> bool:
    said = f"{reader.slash(command)} {reader.words.label(command.key)}".casefold()
    return not wanted or wanted in said


def _of(name: str, commands: Sequence[Command]) -> list[Command]:
    return [command for command in commands if area(command) == name]


def _area(reader: Reader, name: str, commands: Sequence[Command]) -> Row:
    lines = tuple(_line(reader, command) for command in _of(name, commands))
    return Row(title=reader.words.say(f"area-{name}"), lines=(*lines, reader.example(name)))


def _line(reader: Reader, command: Command) -> Text:
    return (Strong(Own(reader.slash(command))), Own(" "), *reader.words.say(command.key))
