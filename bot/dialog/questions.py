"""What is asked: the questions left of a command, as a face shows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.dialog import kinds, written
from bot.dialog.answers import shown
from bot.dialog.asking import Asking, Question, Said
from bot.dialog.binding import Bound, confirms
from bot.dialog.command import Command, Param
from bot.dialog.facts import enum_key
from bot.dialog.kinds import Choice
from bot.dialog.picking import matching, people_called
from bot.dialog.reading import Reading
from bot.dialog.refusals import sentence
from bot.dialog.text import Own, Text, When
from bot.dialog.wording import Words
from core import text
from core.errors import Refusal


@dataclass(frozen=True, slots=True)
class Page:
    """What of the questions is wanted now."""

    asking: str | None
    """The parameter to ask first; None for the confirmation."""
    look: str | None = None
    search: str | None = None
    """What was typed to find something to pick."""
    errors: Mapping[str, Refusal] = field(default_factory=dict)
    """Refusals of answers that were not stored."""


def asking(bound: Bound, raws: Mapping[str, object], page: Page, reading: Reading) -> Asking:
    """The questions left; draft, version and message are filled in by who stores them."""
    words, reading = reading.known().words, replace(reading, answers=bound.values)
    first, shown_params = _shown(bound, page)
    total = bound.questions
    return Asking(
        draft_id=0,
        version=0,
        command=bound.command.name,
        title=title(bound.command, words),
        questions=tuple(_question(param, bound, raws, page, reading) for param in shown_params),
        answered=tuple(_said(bound, reading, summing_up=confirms(first))),
        position=total.index(first) + 1 if first in total else len(total),
        total=len(total),
        can_back=previous(bound, page.asking) is not None,
        look=page.look,
    )


def _said(bound: Bound, reading: Reading, *, summing_up: bool) -> Iterator[Said]:
    """What was answered; summing up, what was left out as well: that can be changed, too."""
    words = reading.known().words
    for param in bound.command.params:
        if param.hidden or confirms(param):
            continue
        if param.name in bound.answered:
            value = shown(param.kind, bound.answered[param.name], reading)
        elif summing_up and param in bound.asked:
            value = words.say("dialog-left-out")
        else:
            continue
        yield Said(label(bound.command, param, words), value, param.name)


def _shown(bound: Bound, page: Page) -> tuple[Param, list[Param]]:
    """The first question and all that are shown with it.

    Somebody who went back sees the answered ones from there on too, to correct them in one form.
    """
    pending = bound.pending
    confirm = [param for param in bound.asked if confirms(param)]
    first = next((p for p in bound.asked if p.name == page.asking), None) or next(
        iter(pending or confirm), None
    )
    if first is None:
        first = bound.asked[-1]
    if confirms(first):
        return first, [first]
    if first in pending:
        return first, [first, *(p for p in pending if p is not first and not confirms(p))]
    return first, bound.questions[bound.questions.index(first) :]


def previous(bound: Bound, name: str | None) -> str | None:
    """The question before this one; before the confirmation the last one."""
    names = [param.name for param in bound.questions]
    if name is None or name not in names:
        return names[-1] if names and name is None else None
    index = names.index(name)
    return names[index - 1] if index else None


def title(command: Command, words: Words) -> Text:
    """What the command is called while it is filled in."""
    key = f"{command.key}.form"
    return words.say(key if words.has(key) else command.key)


def label(command: Command, param: Param, words: Words) -> str:
    """A parameter's short name."""
    key = f"{command.key}.{param.name}"
    return words.label("dialog-confirm" if confirms(param) and not words.has(key) else key)


def _question(
    param: Param, bound: Bound, raws: Mapping[str, object], page: Page, reading: Reading
) -> Question:
    words = reading.known().words
    refusal = page.errors.get(param.name) or bound.refused.get(param.name)
    first = param.name == page.asking
    choices, more = _choices(param, refusal, page if first else Page(None), reading)
    return Question(
        param=param.name,
        kind=param.kind,
        label=label(bound.command, param, words),
        ask=_ask(bound.command, param, words),
        hint=_hint(bound.command, param, words),
        optional=param.optional,
        choices=tuple(choices),
        more=more,
        value=_value(param, bound, raws),
        error=sentence(refusal, words) if refusal else None,
    )


def _hint(command: Command, param: Param, words: Words) -> str | None:
    """An example or a limit; of a time also the zone in which it is read."""
    key = f"{command.key}.{param.name}-hint"
    if not words.has(key):
        return None
    hint = words.label(key)
    if not isinstance(param.kind, kinds.Moment | kinds.ClockTime):
        return hint
    return words.label("dialog-hint-in-zone", hint=hint, zone=words.zone.replace("_", " "))


def _ask(command: Command, param: Param, words: Words) -> Text:
    key = f"{command.key}.{param.name}-ask"
    if words.has(key):
        return words.say(key)
    if confirms(param):
        return words.say("dialog-ask-confirm")
    return (Own(label(command, param, words)),) if not param.asked else words.say(key)


def _value(param: Param, bound: Bound, raws: Mapping[str, object]) -> object | None:
    """The answer so far: read, half of it, or as it was typed when it could not be read."""
    for found in (bound.answered, bound.partial):
        if param.name in found:
            return found[param.name]
    raw = raws.get(param.name)
    return raw if param.name in bound.refused and isinstance(raw, str) else None


def _choices(
    param: Param, refusal: Refusal | None, page: Page, reading: Reading
) -> tuple[Sequence[Choice], bool]:
    words = reading.known().words
    match param.kind:
        case kinds.OneOf():
            return [Choice(one.value, words.label(enum_key(one))) for one in param.kind.options], False
        case kinds.Pick():
            return _to_pick(param.kind, page, reading)
        case kinds.PersonPick():
            return people_called(text.searched(page.search or ""), reading.known().uow, words), True
        case _:
            return _instead(refusal, words) if refusal else [], False


def _to_pick(kind: kinds.Pick, page: Page, reading: Reading) -> tuple[Sequence[Choice], bool]:
    if page.search and (found := matching(kind.source, text.searched(page.search), reading)):
        return found, False
    return _page(kind, page.look, reading)


def page_of(kind: kinds.Pick, look: str | None, reading: Reading) -> Sequence[Choice]:
    """What one page of a pick offers."""
    return _page(kind, look, reading)[0]


def _page(kind: kinds.Pick, look: str | None, reading: Reading) -> tuple[Sequence[Choice], bool]:
    # A face may show a page in parts, as `2.3`; the query knows pages only.
    page = (look or "").partition(".")[0]
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    return kind.source(reading.known().uow, reading.looking(number=max(1, number)))


def _instead(refusal: Refusal, words: Words) -> list[Choice]:
    """The two times or dates that a refusal offers instead."""
    found = []
    for name in ("before", "first", "second", "after"):
        value = refusal.facts.get(name)
        if isinstance(value, datetime):
            offered = value.astimezone(ZoneInfo(words.zone)).isoformat(timespec="minutes")
            label = written.instant(When(value), words.language, words.zone)
            found.append(Choice(offered, label))
        elif isinstance(value, date):
            found.append(Choice(value.isoformat(), written.day(value, words.language)))
    return found
