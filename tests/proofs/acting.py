"""People acting at random: any command of the registry, mostly by somebody it is for, about what there is.

Commands come from the registry and the people they fit from permissions.txt, so a new command is acted out
without a change here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from bot.commands import places
from bot.dialog import kinds
from bot.dialog.command import REGISTRY, Command, Param
from bot.dialog.view import Press, View
from core.people.model import Identity
from tests.proofs.expected import TABLES, areas_about
from tests.proofs.known import Known, Thing
from tests.proofs.pressing import OWN, Meaning, meanings
from tests.proofs.table import ANYONE, Line

T = TypeVar("T")
HOT: Mapping[str, float] = {
    "session join": 16,
    "session create": 7,
    "session-approve": 7,
    "session add": 3,
    "session leave": 4,
    "session-mark": 4,
    "session feedback": 3,
    "session cancel": 2,
    "session-edit-time": 2,
    "group join": 6,
    "mentor assign": 4,
    "mentor apply": 3,
    "application-approve": 4,
    "link": 2,
    "link-enter": 2,
    "link-confirm": 4,
    "privacy-erase": 0.1,
    "mentor revoke": 0.2,
}
"""How often something is done, where that is not once; what only shows something is done less."""
SHOWS = 0.2
FITTING = 0.85
"""How often it is tried by somebody who may; and how often about something in a state in which one may."""
_CODE = re.compile(r"'([0-9a-f]{5}(?:-[0-9a-f]{5}){3})'")
_AHEAD = (6, 10, 30, 60, 90, 120, 180, 24 * 60, 48 * 60, 72 * 60)
"""Minutes from now at which sessions are made to start; few, so that they overlap."""


def weights() -> dict[Meaning, float]:
    """How often each command is given."""
    return {one: HOT.get(one.command, SHOWS if one.does == OWN else 1) for one in meanings()}


@dataclass
class Acting:
    """Draws what is done next."""

    dice: Random
    codes: list[str] = field(default_factory=list)
    """Link codes that were shown to somebody."""

    def draw(self, meaning: Meaning, known: Known, now: datetime) -> tuple[Identity, Press]:
        """Who presses what."""
        command = REGISTRY.commands[meaning.command]
        lines = [line for area in areas_about(meaning.does) for line in TABLES[area].about(meaning.does)]
        line = self.dice.choice(lines) if lines else None
        about = self._about(command, line, known)
        person_id = self._who(line, about, known)
        press = Press(command.name, self._answers(command, meaning.giving, about, known, now))
        return self.dice.choice(known.identities[person_id]), press

    def read(self, body: object) -> None:
        """Remember a link code that is shown, to enter it later."""
        if isinstance(body, View):
            self.codes += [code.replace("-", "") for code in _CODE.findall(repr(body.lines))]
            del self.codes[:-5]

    def _about(self, command: Command, line: Line | None, known: Known) -> Thing:
        names = {param.name for param in command.params}
        for name, things in (
            ("session", known.sessions),
            ("application", known.applications),
            ("mentor", known.mentors),
            ("account", known.accounts),
            ("row", known.notices),
            ("code", known.codes),
            ("group", known.groups),
        ):
            if name in names and things:
                fitting = [one for one in things if line and line.when.get(one.state)]
                return self.dice.choice(fitting if fitting and self.dice.random() < FITTING else things)
        return self.dice.choice(known.groups)

    def _who(self, line: Line | None, about: Thing, known: Known) -> int:
        everybody = sorted(known.identities)
        if line is None or not line.who or self.dice.random() >= FITTING:
            return self.dice.choice(everybody)
        people = {**known.people, **about.people, ANYONE: everybody}
        never = {person_id for word in line.never for person_id in people.get(word, ())}
        fitting = [
            person_id
            for word in sorted(line.who)
            for person_id in people.get(word, ())
            if person_id in known.identities and person_id not in never
        ]
        return self.dice.choice(fitting or everybody)

    def _answers(
        self, command: Command, giving: Sequence[str], about: Thing, known: Known, now: datetime
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        said: dict[str, object] = {}
        for param in command.params:
            skipped = param.name not in giving and (
                (param.hidden and param.default is not None and self.dice.random() < 0.6)
                or (param.optional and not param.hidden and self.dice.random() < 0.7)
                or (param.when is not None and not param.when(said))
            )
            if skipped:
                found.update({param.name: None} if param.asked and param.optional else {})
                continue
            found[param.name] = self._raw(param, about, known, now)
            if isinstance(param.kind, kinds.OneOf):
                said[param.name] = param.kind.options(found[param.name])
        return found

    def _raw(self, param: Param, about: Thing, known: Known, now: datetime) -> Any:
        if isinstance(param.kind, kinds.Pick | kinds.PersonPick) or param.name in _THINGS:
            return self._thing(param, about, known)
        return self._plain(param, now)

    def _thing(self, param: Param, about: Thing, known: Known) -> Any:  # noqa: PLR0911 - one branch a name
        match param.name:
            case "session" | "application" | "mentor" | "account" | "row":
                return str(about.id)
            case "group":
                return str(about.group or about.id)
            case "groups":
                return [str(self.dice.choice(known.groups).id)]
            case "learner":
                return str(self.dice.choice(about.people.get("joined") or [1]))
            case "code" if isinstance(param.kind, kinds.Number):
                return about.id
            case "code":
                return self.dice.choice(self.codes or ["0123456789abcdef0123"])
            case "zone":
                return str(places.number(self.dice.choice(("Europe/Paris", "Asia/Kolkata", "UTC"))))
            case "language":
                return places.languages("")[0].value
            case _:
                return str(self.dice.choice(sorted(known.identities)))

    def _plain(self, param: Param, now: datetime) -> Any:  # noqa: PLR0911 - one branch a kind
        name, kind = param.name, param.kind
        match kind:
            case kinds.ShortText(longest=longest):
                return _LINKS.get(name, f"{name} {self.dice.randrange(20)}"[:longest])
            case kinds.Number(least=least, most=most):
                return self.dice.randint(least, min(most, 4 if name == "seats" else 40))
            case kinds.OneOf(options=options):
                return self.dice.choice(list(options)).value
            case kinds.YesNo():
                return self.dice.choice(("yes", "no"))
            case kinds.Moment():
                start = now.replace(second=0, microsecond=0) + timedelta(minutes=self.dice.choice(_AHEAD))
                return f"{start:%Y-%m-%dT%H:%M}Z"
            case kinds.ClockTime():
                return f"{self.dice.randrange(24):02}:00"
            case kinds.Duration():
                return self.dice.choice((15, 30, 60, 120))
            case kinds.Spot():
                return str(self.dice.randrange(10_000, 10_005))
            case kinds.Confirm():
                return "yes"
            case _:
                return f"Words {self.dice.randrange(20)}"


_THINGS = {"session", "application", "learner", "account", "row", "code", "group"}
_LINKS = {
    "link": "https://meet.example.org/room",
    "links": "https://example.org/me",
    "meeting_link": "https://meet.example.org/mine",
    "currency": "EUR",
}
