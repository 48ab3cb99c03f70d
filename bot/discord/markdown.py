"""Text as Discord's markdown: shown exactly as meant, pinging nobody (trust.md §2 rows 63–68)."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from typing import assert_never
from urllib.parse import urlsplit

from bot.dialog.kinds import SpotOf
from bot.dialog.text import Link, Node, Own, Show, SpotName, Strong, Text, User, When

ELLIPSIS = "…"
LONGEST_URL = 512
_ALWAYS = re.compile(r"[\\*_~`|<\[\]@]|:(?=//)")
# Headings, subtext, quotes and lists: only where a line begins.
_MARK = r"([^\S\n]*(?:\d+(?=\.))?)([-+.#>])"
_LINE_START = re.compile("^" + _MARK, re.MULTILINE)
_NEXT_LINE = re.compile(r"(?<=\n)" + _MARK)
_DIRECTED = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff\u061c\u200e\u200f]"
)
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_STYLES = {Show.MOMENT: "f", Show.DAY: "D", Show.TIME: "t", Show.RELATIVE: "R"}
_SPOTS = {SpotOf.DISCORD_ROLE: "<@&", SpotOf.DISCORD_CHANNEL: "<#"}
"""Shown by their names; a role that is only named is not pinged (`AllowedMentions.none()`)."""
_IN_URL = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20", '"': "%22", "\\": "%5C", "`": "%60"}
_JOINER = "\u200d"


@lru_cache(maxsize=4096)
def escape(text: str, *, begins: bool = True) -> str:
    """Markdown that shows this text and nothing else; `begins` says whether it begins a line."""
    marks = _LINE_START if begins else _NEXT_LINE
    return marks.sub(r"\1\\\2", _ALWAYS.sub(r"\\\g<0>", text))


def isolated(text: str) -> str:
    """Words of a person, kept from turning the direction of the words around them."""
    text = _BIDI_CONTROLS.sub("", text)
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if _DIRECTED.search(text) else text


def render(text: Text) -> str:
    """A text as markdown."""
    if len(text) == 1:
        return _node(text[0], begins=True)
    shown = ""
    for node in text:
        shown += _node(node, begins=_begins(shown))
    return shown


def _begins(shown: str) -> bool:
    """Whether nothing has been said in this line yet that keeps the next words from beginning it."""
    line = shown[shown.rfind("\n") + 1 :].strip()
    return not line or line.isdecimal()


def fit(text: Text, most: int) -> str:
    """A text as markdown of at most `most` characters; what does not fit is left out behind an ellipsis."""
    whole = render(text)
    if len(whole) <= most:
        return whole
    shown, room = "", most - len(ELLIPSIS)
    for node in text:
        begins = _begins(shown)
        part = _node(node, begins=begins)
        if len(shown) + len(part) > room:
            return shown + _cut_node(node, room - len(shown), begins=begins) + ELLIPSIS
        shown += part
    return shown


def shorten(text: str, most: int) -> str:
    """Plain text of at most `most` characters, cut between letters as people see them."""
    if len(text) <= most:
        return text
    return text[: _boundary(text, most - len(ELLIPSIS))].rstrip() + ELLIPSIS


@lru_cache(maxsize=1024)
def web_address(url: str) -> str | None:
    """The address as a link may carry it; None for what is not plain https (trust.md §2 row 68)."""
    try:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
            return None
    except ValueError:
        return None
    safe = "".join(_IN_URL.get(letter, letter) for letter in url)
    return safe if len(safe) <= LONGEST_URL and safe.isprintable() else None


def _node(node: Node, *, begins: bool) -> str:
    match node:
        case Own(text):
            return escape(text, begins=begins)
        case User(text):
            return escape(isolated(text), begins=begins)
        case Strong(inner):
            return f"**{_node(inner, begins=False)}**"
        case When():
            return _instant(node)
        case Link(url, label):
            return _link(url, label)
        case SpotName():
            return f"{_SPOTS[node.of]}{node.id}>" if node.of in _SPOTS else escape(node.id)
        case _:
            assert_never(node)


def _instant(when: When) -> str:
    seconds = int(when.at.timestamp())
    if when.show is Show.FULL:
        return f"<t:{seconds}:F> (<t:{seconds}:R>)"
    return f"<t:{seconds}:{_STYLES[when.show]}>"


def _link(url: str, label: str) -> str:
    address = web_address(url)
    if address is None:
        return escape(isolated(url if label == url else f"{label} ({url})"))
    host = urlsplit(url).hostname or ""
    # Discord shows a label that is itself an address as plain text, so the address stands alone.
    if label in (url, address) or "://" in label:
        return f"<{address}>"
    shown = "" if host in label else f" ({escape(host)})"
    return f"[{escape(isolated(label))}](<{address}>){shown}"


def _cut_node(node: Node, most: int, *, begins: bool) -> str:
    """As much of a node's words as fits; nothing of what cannot be cut."""
    match node:
        case Own(text) | User(text):
            wrap: Callable[[str], Node] = Own if isinstance(node, Own) else User
        case Strong(inner):
            text, kind = inner.text, type(inner)

            def wrap(part: str) -> Node:
                return Strong(kind(part))
        case _:
            return ""

    def length(end: int) -> int:
        return len(_node(wrap(text[:end]), begins=begins))

    end = _boundary(text, max(bisect_right(range(len(text) + 1), most, key=length) - 1, 0))
    return _node(wrap(text[:end]), begins=begins) if end > 0 else ""


def _boundary(text: str, end: int) -> int:
    """The last place at or before `end` that parts no letter from its marks and no emoji from its parts."""
    if end >= len(text):
        return len(text)
    while end > 0 and _belongs_together(text, end):
        end -= 1
    return max(end, 0)


def _belongs_together(text: str, at: int) -> bool:
    after, before = text[at], text[at - 1]
    if _JOINER in (after, before) or unicodedata.combining(after) or unicodedata.category(after) == "Me":
        return True
    if "\ufe00" <= after <= "\ufe0f" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    return _is_flag(after) and _flags_before(text, at) % 2 == 1


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_flag(text[start - 1]):
        start -= 1
    return at - start
