"""What an input that carried a half-filled command out leaves behind: its repetition hears the same again.

The draft is gone by then, so the command and its answers are kept beside the result.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.dialog.binding import bind, confirms
from bot.dialog.command import Command
from bot.dialog.reading import Reading

_MARK = "ran:"


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that was carried out, and its result as JSON; nothing where it only showed something."""

    command: str
    raws: Mapping[str, object]
    result: str | None

    def kept(self) -> str:
        """The outcome to store with the input."""
        return _MARK + json.dumps([self.command, dict(self.raws), self.result])

    def values(self, command: Command, now: datetime) -> dict[str, object]:
        """What the handler was called with: these answers were judged when they were given."""
        yes = {param.name: "yes" for param in command.params if confirms(param)}
        return bind(command, {**self.raws, **yes}, Reading(now)).values


def ran(outcome: str) -> Ran | None:
    """The command that an outcome tells of."""
    if not outcome.startswith(_MARK):
        return None
    command, raws, result = json.loads(outcome.removeprefix(_MARK))
    return Ran(command, raws, result)


def result_in(outcome: str) -> str:
    """The result as JSON, whichever way it is kept."""
    found = ran(outcome)
    return outcome if found is None or found.result is None else found.result
