"""One question as one input: of a form, or as a select menu of a message."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.dialog import kinds, written
from bot.dialog.asking import Question
from bot.dialog.kinds import Choice
from bot.dialog.wording import Words
from bot.discord.canvas import Part
from bot.discord.markdown import shorten
from bot.discord.wire import Json

LONGEST_LABEL = 45
LONGEST_ABOUT = 100
LONGEST_OPTION = 100
LONGEST_PLACEHOLDER = 100
LONGEST_ENTRY = 4000
MOST_OPTIONS = 25
MOST_RADIO = 10
ONE_LINE, SEVERAL_LINES = 1, 2
SPOTS = {kinds.SpotOf.DISCORD_ROLE: Part.ROLE_SELECT, kinds.SpotOf.DISCORD_CHANNEL: Part.CHANNEL_SELECT}
TEXT_CHANNELS = (0, 5, 10, 11, 12)


def label(question: Question, words: Words) -> Json:
    """The question as a part of a form: its label, what to do or what was wrong, and its input."""
    told: Json = {
        "type": Part.LABEL,
        "label": shorten(question.label, LONGEST_LABEL) or "…",
        "component": _input(question, words),
    }
    about = question.error or question.ask
    said = written.plain(about, words.language, words.zone) if about else question.hint
    if said and said != question.label:
        told["description"] = shorten(said, LONGEST_ABOUT)
    return told


def fits_a_form(question: Question) -> bool:
    """Whether a form can ask it; a long list is paged through in a message instead."""
    kind = question.kind
    if isinstance(kind, kinds.Confirm):
        return False
    return not isinstance(kind, kinds.Pick) or not (question.more and question.choices)


def menu(question: Question, words: Words, custom_id: str) -> Json | None:
    """The question as a select menu of a message; None where it has to be typed."""
    kind = question.kind
    told: Json | None = None
    if isinstance(kind, kinds.PersonPick):
        told = {"type": Part.USER_SELECT}
    elif isinstance(kind, kinds.Spot) and kind.of in SPOTS:
        told = _spot(kind)
    elif options := _options(question, words):
        most = len(options) if isinstance(kind, kinds.Pick) and kind.many else 1
        told = {"type": Part.SELECT, "options": options, "max_values": most}
    if told is None:
        return None
    hint = question.hint or words.label("dialog-choose")
    return told | {"custom_id": custom_id, "placeholder": shorten(hint, LONGEST_PLACEHOLDER)}


def _input(question: Question, words: Words) -> Json:  # noqa: PLR0911 one branch a kind, held complete by mypy
    kind = question.kind
    base: Json = {"custom_id": question.param, "required": not question.optional}
    match kind:
        case kinds.ShortText() | kinds.LongText() | kinds.Number() | kinds.Day() | kinds.Duration():
            return base | _entry(question, words)
        case kinds.ClockTime() | kinds.Moment():
            return base | (_choice(question, words) if question.choices else _entry(question, words))
        case kinds.YesNo() | kinds.OneOf():
            return base | _choice(question, words)
        case kinds.Pick(many=many):
            return base | _pick(question, words, many=many)
        case kinds.PersonPick():
            return base | _select({"type": Part.USER_SELECT}, question)
        case kinds.Spot():
            return base | (_select(_spot(kind), question) if kind.of in SPOTS else _entry(question, words))
        case kinds.Upload():
            return base | _select({"type": Part.UPLOAD, "max_values": 1}, question)
        case kinds.Confirm():
            raise ValueError("a form cannot ask to confirm")
        case _:
            assert_never(kind)


def _spot(kind: kinds.Spot) -> Json:
    if kind.of is kinds.SpotOf.DISCORD_CHANNEL:
        return {"type": Part.CHANNEL_SELECT, "channel_types": list(TEXT_CHANNELS)}
    return {"type": SPOTS[kind.of]}


def _select(told: Json, question: Question) -> Json:
    return told | {"min_values": 0 if question.optional else 1}


def _choice(question: Question, words: Words) -> Json:
    """A radio group for few options, a select menu for more."""
    options = _options(question, words)
    if not options:
        return _entry(question, words)
    if 2 <= len(options) <= MOST_RADIO:
        return {"type": Part.RADIO, "options": options}
    return _select({"type": Part.SELECT, "options": options}, question)


def _pick(question: Question, words: Words, *, many: bool) -> Json:
    options = _options(question, words)
    if not options:
        return _entry(question, words)
    return _select(
        {"type": Part.SELECT, "options": options, "max_values": len(options) if many else 1}, question
    )


def _options(question: Question, words: Words) -> list[Json]:
    choices: Sequence[Choice] = question.choices
    if not choices and isinstance(question.kind, kinds.YesNo):
        choices = (Choice("yes", words.label("yes")), Choice("no", words.label("no")))
    before = _chosen(question.value)
    return [_option(choice, before) for choice in choices[:MOST_OPTIONS]]


def _option(choice: Choice, before: frozenset[str]) -> Json:
    told: Json = {"label": shorten(choice.label, LONGEST_OPTION) or "…", "value": choice.value}
    if choice.about:
        told["description"] = shorten(choice.about, LONGEST_OPTION)
    if choice.value in before:
        told["default"] = True
    return told


def _chosen(value: object) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    if isinstance(value, list | tuple | set | frozenset):
        return frozenset(str(each) for each in value)
    return frozenset() if value is None else frozenset({str(value)})


def _entry(question: Question, words: Words) -> Json:
    """A text input, filled with what was said before."""
    least, most = _lengths(question.kind)
    told: Json = {
        "type": Part.TEXT_INPUT,
        "style": SEVERAL_LINES if isinstance(question.kind, kinds.LongText) else ONE_LINE,
        "max_length": most,
    }
    if least > 1 and not question.optional:
        told["min_length"] = least
    if question.hint:
        told["placeholder"] = shorten(question.hint, LONGEST_PLACEHOLDER)
    before = entered(question.value, words.zone)[:most]
    # Discord refuses a form whose filled-in text is shorter than its input allows.
    return told | {"value": before} if len(before) >= max(least, 1) else told


def _lengths(kind: kinds.Kind) -> tuple[int, int]:
    match kind:
        case kinds.ShortText(longest=longest, shortest=shortest):
            return shortest, min(longest, LONGEST_ENTRY)
        case kinds.LongText(longest=longest):
            return 1, min(longest, LONGEST_ENTRY)
        case _:
            return 1, 100


def entered(value: object, zone: str) -> str:
    """An answer as somebody would have typed it."""
    match value:
        case None:
            return ""
        case datetime():
            return (
                value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
                if value.tzinfo
                else f"{value:%Y-%m-%d %H:%M}"
            )
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            return str(int(value.total_seconds()) // 60)
        case _:
            return str(value)
