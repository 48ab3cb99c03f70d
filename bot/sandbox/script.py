"""A list of steps that people take, in plain words: who, where, what.

    # A comment. The first line may say when the story begins.
    clock starts 2026-03-02 09:00
    Ada Example on discord: /session browse search: "hints"
    … presses "Join" beside "Type hints"
    … picks "Python circle"
    … answers title: "Type hints"
    … submits
    … sees "You are in"
    … does not see "Sorry"
    Grace Specimen on telegram: /newsession
    … says "tomorrow 18:00"
    … opens "Open our chat"
    Grace Specimen on telegram in "Python circle" sees "Type hints"
    Ada Example on discord in "python-circle" sees "Type hints"
    clock +1 h
    clock to the next event
    the bot is killed
    the bot starts

A line that begins with … (or ...) goes on as the person, and at the place, of the line before. After `sees`,
the message that was seen is the one that is pressed next.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "day": "days", "days": "days"}
QUOTED = r'[“"]([^”"]*)[”"]'
PERSON = re.compile(rf"(?P<who>[^:]+?) on (?P<platform>discord|telegram)(?: in {QUOTED})?(?P<rest>:? .+)")
SAME = re.compile(r"(?:…|\.\.\.)\s*(?P<rest>.+)")
STARTS = re.compile(r"clock starts (\d{4}-\d\d-\d\d \d\d:\d\d)(?: UTC)?")
FORWARD = re.compile(r"clock \+\s*(\d+)\s*(s|min|h|days?)")
ANSWERS = re.compile(rf"answers (?P<label>[^:]+): (?P<values>{QUOTED}(?:, {QUOTED})*)")


class Verb(StrEnum):
    """What a step does."""

    WRITES = "writes"
    PRESSES = "presses"
    PICKS = "picks"
    ANSWERS = "answers"
    SUBMITS = "submits"
    SEES = "sees"
    SEES_NOT = "does not see"
    OPENS = "opens"
    FORWARD = "clock +"
    NEXT = "clock to the next event"
    KILL = "the bot is killed"
    START = "the bot starts"


Did = tuple[Verb, tuple[str, ...], str | None]
"""What is done, with which words, about what."""


class ScriptError(Exception):
    """The script cannot be read; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a script."""

    number: int
    """Its line, counted from 1."""
    text: str
    verb: Verb
    who: str = ""
    platform: str = ""
    place: str | None = None
    """A channel or a group chat; None is where the person is answered."""
    words: tuple[str, ...] = ()
    """What is written, pressed, picked, answered, seen or opened."""
    about: str | None = None
    """The row beside which a button is pressed, or the label of what is answered."""
    by: timedelta = timedelta(0)
    """How far the clock is moved."""


@dataclass(frozen=True, slots=True)
class Script:
    """All steps of a file."""

    name: str
    steps: tuple[Step, ...]
    begins: datetime | None = None
    """When its story begins; None for now."""


def read_script(path: Path) -> Script:
    """Read a script; raises ScriptError for the first line that says nothing known."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptError(f"The script {path} cannot be read: {error}") from error
    return parsed(text, path.name)


def parsed(text: str, name: str = "script") -> Script:
    """Take a script apart."""
    steps: list[Step] = []
    begins: datetime | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if (start := STARTS.fullmatch(line)) and not steps:
            begins = datetime.fromisoformat(start[1]).replace(tzinfo=UTC)
            continue
        step = _everybody(number, line) or _somebody(number, line, steps)
        if step is None:
            raise ScriptError(f"{name}, line {number}: this says nothing I know: {line}\n{__doc__}")
        steps.append(step)
    return Script(name, tuple(steps), begins)


def _everybody(number: int, line: str) -> Step | None:
    """A step that nobody in particular takes."""
    for verb in (Verb.NEXT, Verb.KILL, Verb.START):
        if line == verb.value:
            return Step(number, line, verb)
    if found := FORWARD.fullmatch(line):
        by = timedelta(**{UNITS[found[2]]: int(found[1])})
        return Step(number, line, Verb.FORWARD, by=by)
    return None


def _somebody(number: int, line: str, before: list[Step]) -> Step | None:
    """A step of one person."""
    if same := SAME.fullmatch(line):
        last = next((step for step in reversed(before) if step.who), None)
        if last is None:
            return None
        who, platform, place, rest = last.who, last.platform, last.place, same["rest"]
    elif found := PERSON.fullmatch(line):
        who, platform, place, rest = found["who"], found["platform"], found[3], found["rest"]
    else:
        return None
    did = _did(rest.strip())
    if did is None:
        return None
    verb, words, about = did
    return Step(number, line, verb, who, platform, place, words, about)


def _did(rest: str) -> Did | None:
    """What is done, with which words, about what."""
    if rest.startswith((": ", "/")):
        return Verb.WRITES, (rest.removeprefix(": "),), None
    if rest == Verb.SUBMITS.value:
        return Verb.SUBMITS, (), None
    if found := ANSWERS.fullmatch(rest):
        return Verb.ANSWERS, tuple(re.findall(QUOTED, found["values"])), found["label"].strip()
    return _pressed(rest) or _with_words(rest)


def _pressed(rest: str) -> Did | None:
    if found := re.fullmatch(rf"presses {QUOTED}(?: beside {QUOTED})?", rest):
        return Verb.PRESSES, (found[1],), found[2]
    if found := re.fullmatch(rf"picks ({QUOTED}(?:, {QUOTED})*)", rest):
        return Verb.PICKS, tuple(re.findall(QUOTED, found[1])), None
    return None


def _with_words(rest: str) -> Did | None:
    if found := re.fullmatch(rf"says {QUOTED}", rest):
        return Verb.WRITES, (found[1],), None
    for verb in (Verb.SEES, Verb.SEES_NOT, Verb.OPENS):
        if found := re.fullmatch(rf"{verb.value} {QUOTED}", rest):
            return verb, (found[1],), None
    return None
