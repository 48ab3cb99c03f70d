"""What people type, made safe to keep: rules.md §0, trust.md §2 rows 62–64.

Lengths are counted in code points after cleaning. Escaping is the renderer's work: what is kept is
what the person meant, without characters that only deceive.
"""

import re
import unicodedata

from core.errors import Refusal

MOST_MARKS = 4
"""Combining marks kept on one character; more is decoration that runs over other lines."""

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = (
    "\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064"
    "\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb"
)
_BLANK = "\u2800\u3164\u115f\u1160\uffa0"
"""Letters and signs that show nothing; kept, but text of nothing else is empty."""
_DROPPED = {ord(sign): None for sign in _BIDI + _UNSEEN}
_JOINERS = "\u200c\u200d"
_CONTROLS = {code: None for code in (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)) if code != 0x85}
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ROOM = 10_000
"""Longer than its limit by this much is refused before it is looked at."""


def one_line(raw: str, field: str, longest: int, shortest: int = 1) -> str:
    """Clean a single line; Refusal when it is empty, too long or broken."""
    _check_size(raw, field, longest)
    text = " ".join(_clean(raw, field).split())
    return _check(text, field, longest, shortest)


def several_lines(raw: str, field: str, longest: int, shortest: int = 1) -> str:
    """Clean text of several lines; never more than one empty line in a row."""
    _check_size(raw, field, longest)
    lines = [line.rstrip() for line in _clean(raw, field).split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return _check(text, field, longest, shortest)


def optional_line(raw: str | None, field: str, longest: int) -> str | None:
    """Clean a single line that may be left out; None when nothing is left of it."""
    return (one_line(raw, field, longest, shortest=0) or None) if raw is not None else None


def optional_lines(raw: str | None, field: str, longest: int) -> str | None:
    """Clean text of several lines that may be left out; None when nothing is left of it."""
    return (several_lines(raw, field, longest, shortest=0) or None) if raw is not None else None


def searched(raw: str) -> str:
    """Clean what somebody searches for; broken or endless text finds nothing, it is not an error."""
    return " ".join(_strip(_SURROGATES.sub("", raw[:200])).split())[:100]


def _check_size(raw: str, field: str, longest: int) -> None:
    if len(raw) > longest + _ROOM:
        raise Refusal("text-too-long", field=field, limit=longest, length=len(raw))


def _check(text: str, field: str, longest: int, shortest: int) -> str:
    if len(text) > longest:
        raise Refusal("text-too-long", field=field, limit=longest, length=len(text))
    if shortest and not any(_shows(sign) for sign in text):
        raise Refusal("text-empty", field=field)
    if len(text) < shortest:
        raise Refusal("text-too-short", field=field, limit=shortest, length=len(text))
    return text if any(_shows(sign) for sign in text) else ""


def _clean(raw: str, field: str) -> str:
    if _SURROGATES.search(raw):
        raise Refusal("text-broken", field=field)
    return _strip(raw)


def _strip(raw: str) -> str:
    text = _BREAKS.sub("\n", raw).replace("\t", " ")
    text = text.translate(_CONTROLS).translate(_DROPPED)
    while (settled := _settled(text)) != text:
        text = settled
    return text


def _settled(text: str) -> str:
    """One pass; what it drops may bring together what another pass composes or drops."""
    return _few_marks(_joined(unicodedata.normalize("NFC", text)))


def _joined(text: str) -> str:
    """Keep joiners only where a script or an emoji needs them: between two signs that are not Latin."""
    kept: list[str] = []
    for index, sign in enumerate(text):
        if sign in _JOINERS:
            before = kept[-1] if kept else " "
            after = text[index + 1] if index + 1 < len(text) else " "
            if not (_joins(before) and _joins(after)):
                continue
        kept.append(sign)
    return "".join(kept)


def _joins(sign: str) -> bool:
    return ord(sign) >= 0x0600 and sign not in _JOINERS and unicodedata.category(sign)[0] in "LMS"


def _few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _shows(sign: str) -> bool:
    return sign not in _BLANK and unicodedata.category(sign)[0] not in "ZCM"
