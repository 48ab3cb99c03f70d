"""From what a person said to the value a handler gets: the one parser of every kind.

A refusal's code is `answer-…`; its sentence says what is wrong and what to write instead.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import assert_never

from bot.dialog import kinds
from bot.dialog.facts import enum_key
from bot.dialog.lengths import parse_length
from bot.dialog.picking import parse_person, parse_pick
from bot.dialog.reading import Reading
from bot.dialog.times import parse_clock, parse_day, parse_moment
from core import text
from core.errors import Refusal

_DIGITS = re.compile(r"-?[0-9]+")
_LONGEST_NUMBER = 18
_SNOWFLAKE = re.compile(r"-?[0-9]{1,20}")
_MENTION = re.compile(r"<(?:@&|#)([0-9]{1,20})>")


def parse(  # noqa: C901, PLR0911, PLR0912 - one branch a kind, so that mypy sees a kind left out
    kind: kinds.Kind, raw: object, reading: Reading
) -> object:
    """The value of an answer.

    A moment of which only the day is known comes back as that `date`. Raises Refusal, or
    NeedsPerson when the reading has no reader and the answer cannot be read without one.
    """
    match kind:
        case kinds.ShortText():
            return line(raw, kind.longest, kind.shortest)
        case kinds.LongText():
            return _cleaned(text.several_lines, raw, kind.longest, 1)
        case kinds.Number():
            return _number(kind, raw)
        case kinds.YesNo():
            return _yes_no(raw, reading)
        case kinds.OneOf():
            return _one_of(kind, raw, reading)
        case kinds.Pick():
            return parse_pick(kind, raw, reading)
        case kinds.PersonPick():
            return parse_person(raw, reading)
        case kinds.Day():
            return parse_day(line(raw), reading)
        case kinds.ClockTime():
            return parse_clock(line(raw), reading)
        case kinds.Moment():
            return parse_moment(line(raw), reading)
        case kinds.Duration():
            return parse_length(kind, raw if isinstance(raw, int) else line(raw), reading)
        case kinds.Upload():
            return _upload(kind, raw)
        case kinds.Spot(of=of):
            return _spot(raw, of)
        case kinds.Confirm():
            return _confirmed(raw, reading)
        case _:
            assert_never(kind)


def line(raw: object, longest: int = 100, shortest: int = 1) -> str:
    """One clean line of text."""
    return _cleaned(text.one_line, raw, longest, shortest)


def _cleaned(clean: Callable[[str, str, int, int], str], raw: object, longest: int, shortest: int) -> str:
    if not isinstance(raw, str):
        raise Refusal("answer-not-text")
    try:
        return clean(raw, "", longest, shortest)
    except Refusal as refusal:
        facts = {name: fact for name, fact in refusal.facts.items() if name != "field"}
        raise Refusal(refusal.code.replace("text-", "answer-", 1), **facts) from None


def _number(kind: kinds.Number, raw: object) -> int:
    if isinstance(raw, str):
        digits = raw.strip()
        if not _DIGITS.fullmatch(digits):
            raise Refusal("answer-not-a-number", least=kind.least, most=kind.most)
        raw = int(digits) if len(digits) <= _LONGEST_NUMBER else kind.most + 1
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise Refusal("answer-not-a-number", least=kind.least, most=kind.most)
    if not kind.least <= raw <= kind.most:
        raise Refusal("answer-out-of-range", least=kind.least, most=kind.most)
    return raw


def _yes_no(raw: object, reading: Reading) -> bool:
    if isinstance(raw, bool):
        return raw
    if not isinstance(raw, str):
        raise Refusal("answer-not-yes-or-no")
    said = raw.strip().casefold()
    if said in {"yes", "no"}:
        return said == "yes"
    words = reading.known().words
    for answer in (True, False):
        if said == words.label("yes" if answer else "no").casefold():
            return answer
    raise Refusal("answer-not-yes-or-no")


def _one_of(kind: kinds.OneOf, raw: object, reading: Reading) -> object:
    if not isinstance(raw, str):
        raise Refusal("answer-not-in-list", text=str(raw)[:40])
    said = raw.strip().casefold()
    for member in kind.options:
        if said == member.value.casefold():
            return member
    words = reading.known().words
    for member in kind.options:
        if said == words.label(enum_key(member)).casefold():
            return member
    raise Refusal("answer-not-in-list", text=text.searched(raw)[:40])


def _upload(kind: kinds.Upload, raw: object) -> kinds.Uploaded:
    file = _file(raw)
    if not file.name.lower().endswith(tuple(suffix.lower() for suffix in kind.suffixes)):
        raise Refusal("answer-file-type", suffixes=", ".join(kind.suffixes))
    # A face does not even fetch what is far too big.
    if max(file.size, len(file.data)) > kind.most_bytes:
        raise Refusal("answer-file-too-big", most=kind.most_bytes // 1000)
    if not file.data:
        raise Refusal("answer-file-empty")
    return file


def _file(raw: object) -> kinds.Uploaded:
    """A file as the face fetched it, or as a draft keeps it."""
    if isinstance(raw, kinds.Uploaded):
        return raw
    try:
        if isinstance(raw, Mapping):
            data = base64.b64decode(str(raw["data"]), validate=True)
            return kinds.Uploaded(str(raw["name"]), len(data), data)
    except (KeyError, binascii.Error):
        pass
    raise Refusal("answer-not-a-file")


def _spot(raw: object, of: kinds.SpotOf) -> str:
    said = str(raw).strip() if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    mention = _MENTION.fullmatch(said)
    found = mention[1] if mention else said
    if not _SNOWFLAKE.fullmatch(found):
        raise Refusal("answer-not-a-place", chat=of is kinds.SpotOf.TELEGRAM_CHAT)
    return found


def _confirmed(raw: object, reading: Reading) -> bool:
    if raw is True or raw == "yes":
        return True
    if isinstance(raw, str):
        words = reading.known().words
        if raw.strip().casefold() in {
            words.label("yes").casefold(),
            words.label("dialog-confirm").casefold(),
        }:
            return True
    raise Refusal("answer-not-confirmed")
