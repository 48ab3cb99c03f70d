"""Text as Telegram's HTML: shown exactly as meant, measured as Telegram measures (trust.md §2 rows 62–68)."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape as escape_html
from typing import NamedTuple, assert_never
from urllib.parse import urlsplit

from bot.dialog import written
from bot.dialog.text import Link, Node, Own, Show, SpotName, Strong, Text, User, When
from bot.dialog.wording import Words

ELLIPSIS = "…"
LONGEST_URL = 2048
LAST_INSTANT = 2**31
"""Telegram keeps the time of an entity in 31 bits; later instants are written out."""
FORMATS = {Show.FULL: "wDt", Show.MOMENT: "Dt", Show.DAY: "wD", Show.TIME: "t", Show.RELATIVE: "r"}
_ISOLATE, _END_ISOLATE, _JOINER, _WORD_JOINER = "\u2068", "\u2069", "\u200d", "\u2060"
_DIRECTED = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff\u061c\u200e\u200f]"
)
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MENTION = re.compile(r"@(?=\w)")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z0-9-]{2,}", re.IGNORECASE)


class Piece(NamedTuple):
    """A part of a message: as HTML, and as it is read."""

    html: str
    plain: str

    @property
    def units(self) -> int:
        """Its length in the units of Telegram's limits."""
        return units(self.plain)

    def fits(self, most: int) -> bool:
        """Whether it has at most so many units; a letter has one or two."""
        return 2 * len(self.plain) <= most or self.units <= most


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Markup:
    """Renders texts for one viewer; what everybody reads mentions nobody."""

    words: Words
    public: bool = False

    def text(self, text: Text) -> Piece:
        """A text whole."""
        if len(text) == 1:
            return self._node(text[0])
        return joined("", map(self._node, text))

    def fit(self, text: Text, most: int) -> Piece:
        """A text of at most `most` units; what does not fit is left out behind an ellipsis."""
        whole = self.text(text)
        if whole.fits(most):
            return whole
        parts: list[Piece] = []
        left = most - len(ELLIPSIS)
        for node in text:
            part = self._node(node)
            if part.units > left:
                parts.append(self._cut(node, left))
                break
            parts.append(part)
            left -= part.units
        return joined("", [*parts, own(ELLIPSIS)])

    def bold(self, text: Text, most: int) -> Piece:
        """A text in bold, all of it."""
        inner = self.fit(tuple(node.node if isinstance(node, Strong) else node for node in text), most)
        return Piece(f"<b>{inner.html}</b>", inner.plain)

    def _node(self, node: Node) -> Piece:
        match node:
            case Own(text):
                return own(text)
            case User(text):
                return own(self._guarded(text))
            case Strong(inner):
                piece = self._node(inner)
                return Piece(f"<b>{piece.html}</b>", piece.plain)
            case When():
                return self._instant(node)
            case Link(url, label):
                return self._link(url, label)
            case SpotName():
                return own(node.id)
            case _:
                assert_never(node)

    def _guarded(self, text: str) -> str:
        """Words of a person: they turn no other words round and, in public, call nobody."""
        if self.public:
            text = _MENTION.sub(f"@{_WORD_JOINER}", text)
        return isolated(text)

    def _instant(self, when: When) -> Piece:
        shown = written.instant(when, self.words.language, self.words.zone)
        seconds = int(when.at.timestamp())
        if not 0 < seconds < LAST_INSTANT:
            return own(shown)
        return Piece(
            f'<tg-time unix="{seconds}" format="{FORMATS[when.show]}">{escape(shown)}</tg-time>', shown
        )

    def _link(self, url: str, label: str) -> Piece:
        address = web_address(url)
        if address is None:
            return own(self._guarded(url if label == url else f"{label} ({url})"))
        host = urlsplit(address).hostname or ""
        shown = self._guarded(label)
        link = Piece(f'<a href="{escape_html(address)}">{escape(shown)}</a>', shown)
        return link if host in label else joined("", [link, own(f" ({host})")])

    def _cut(self, node: Node, most: int) -> Piece:
        """As much of a node's words as fits; nothing of what cannot be cut."""
        match node:
            case Own(text) | User(text):
                wrap: Callable[[str], Node] = Own if isinstance(node, Own) else User
            case Strong(inner):
                text, kind = inner.text, type(inner)

                def wrap(part: str) -> Node:
                    return Strong(kind(part))
            case _:
                return Piece("", "")
        end = fitting(text, max(most, 0))
        while end > 0 and (piece := self._node(wrap(text[:end]))).units > most:
            end = boundary(text, end - 1)
        return piece if end > 0 else Piece("", "")


@lru_cache(maxsize=4096)
def escape(text: str) -> str:
    """HTML that shows this text and nothing else."""
    return escape_html(text, quote=False)


def own(text: str) -> Piece:
    """A text without formatting."""
    return Piece(escape(text), text)


def joined(between: str, pieces: Iterable[Piece]) -> Piece:
    """Several pieces as one."""
    told = list(pieces)
    return Piece(between.join([one.html for one in told]), between.join([one.plain for one in told]))


def isolated(text: str) -> str:
    """Words that may run from right to left, kept from turning those around them."""
    if text.isascii():
        return text
    text = _BIDI_CONTROLS.sub("", text)
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if _DIRECTED.search(text) else text


def shorten(text: str, most: int) -> str:
    """Plain text of at most `most` units, cut between letters as people see them."""
    if 2 * len(text) <= most or units(text) <= most:
        return text
    return text[: fitting(text, most - len(ELLIPSIS))].rstrip() + ELLIPSIS


@lru_cache(maxsize=1024)
def web_address(url: str | None) -> str | None:
    """The address as Telegram takes it; None for what is not plain https (trust.md §2 row 68)."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname or ""
    except ValueError:
        return None
    plain = parts.scheme == "https" and "@" not in parts.netloc and _HOST.fullmatch(host)
    fine = url is not None and url.isprintable() and not re.search(r'[\s"<>\\]', url)
    return url if plain and fine and url is not None and len(url) <= LONGEST_URL else None


def fitting(text: str, most: int) -> int:
    """Where to cut so that at most so many units remain."""
    count = 0
    for at, sign in enumerate(text):
        count += 2 if sign > "\uffff" else 1
        if count > most:
            return boundary(text, at)
    return len(text)


def boundary(text: str, end: int) -> int:
    """The last place at or before `end` that parts no letter from its marks and no emoji from its parts."""
    if end >= len(text):
        return len(text)
    while end > 0 and _belongs_together(text, end):
        end -= 1
    return max(end, 0)


def _belongs_together(text: str, at: int) -> bool:
    after, before = text[at], text[at - 1]
    if _JOINER in (after, before) or unicodedata.category(after) in {"Mn", "Me", "Mc"}:
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
