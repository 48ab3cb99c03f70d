"""Telegram's HTML: from markup to plain text and entities, refusing what the real parser refuses."""

import re
from dataclasses import dataclass

from bot.sandbox.telegram.errors import JsonObject, bad_request
from bot.sandbox.telegram.links import checked_link

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
SUPPORTED = frozenset(SIMPLE) | {"a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*("[^"]*(?:"|$)|'[^']*(?:'|$)|[a-zA-Z0-9.\-]*))?""")
TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
USER_LINK = re.compile(r"tg://user/?\?id=(\d+)$")


def units(text: str) -> int:
    """Return the length as Telegram counts it, in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    start: int
    at: int
    extra: str = ""


class _Parser:
    """One pass over one text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[JsonObject] = []

    def run(self) -> tuple[str, list[JsonObject]]:
        source = self.source
        while (tag_at := source.find("<", self.position)) >= 0:
            self._add_text(source[self.position : tag_at])
            self.position = tag_at
            if source.startswith("</", tag_at):
                self._end_tag()
            else:
                self._start_tag()
        self._add_text(source[self.position :])
        if self.open:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self.out), self.entities

    def _add_text(self, raw: str) -> None:
        text = decoded(raw)
        self.out.append(text)
        self.length += units(text)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        begin = self.position
        name_match = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        name_end = name_match.end() if name_match else begin + 1
        if name_end >= len(self.source):
            raise _refusal(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = self.source[begin + 1 : name_end].lower()
        if tag not in SUPPORTED:
            raise _refusal(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(tag, begin, name_end)
        opened = _Open(tag, _argument(tag, attributes), self.length, len(self.out))
        opened.extra = attributes.get("format", "")
        if tag == "span" and opened.argument != "tg-spoiler":
            where = self._byte(begin)
            raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(opened)

    def _attributes(self, tag: str, begin: int, at: int) -> dict[str, str]:
        found: dict[str, str] = {}
        source, where = self.source, f'the tag "{tag}" at byte offset {self._byte(begin)}'
        while True:
            while at < len(source) and source[at].isspace():
                at += 1
            if at >= len(source):
                raise _refusal(f"Unclosed start tag at byte offset {self._byte(begin)}")
            if source[at] == ">":
                break
            match = ATTRIBUTE.match(source, at)
            if match is None:
                raise _refusal(f"Empty attribute name in {where}")
            name, value = match.group(1).lower(), match.group(2)
            if value is None and name != "expandable":
                raise _refusal(f"Expected equal sign in declaration of an attribute of {where}")
            found[name] = _attribute_value(value)
            at = match.end()
            if (
                value is not None
                and value[:1] not in ('"', "'")
                and source[at : at + 1].strip() not in ("", ">")
            ):
                raise _refusal(f"Unexpected end of name token at byte offset {self._byte(match.start(2))}")
        self.position = at + 1
        return found

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open:
            raise _refusal(f"Unexpected end tag at byte offset {self._byte(begin)}")
        close = re.compile(r"</([^\s>]*)\s*>").match(self.source, begin)
        if close is None:
            raise _refusal(f"Unclosed end tag at byte offset {self._byte(begin)}")
        expected, found = self.open[-1].tag, close.group(1).lower()
        if found and found != expected:
            where = self._byte(begin)
            raise _refusal(
                f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{found}>"'
            )
        self.position = close.end()
        opened = self.open.pop()
        if self.length > opened.start:
            self._add_entity(opened)

    def _add_entity(self, opened: _Open) -> None:
        entity: JsonObject = {"offset": opened.start, "length": self.length - opened.start}
        tag, argument = opened.tag, opened.argument
        if tag in SIMPLE:
            entity["type"] = SIMPLE[tag]
        elif tag == "blockquote":
            entity["type"] = "expandable_blockquote" if argument else "blockquote"
        elif tag == "tg-emoji":
            entity.update(type="custom_emoji", custom_emoji_id=_emoji_id(argument))
        elif tag == "tg-time":
            entity.update(_time(argument, opened.extra))
        elif tag == "a":
            if not _add_link(entity, argument or "".join(self.out[opened.at :])):
                return
        elif self._joined_code(tag, argument, entity):
            return
        self.entities.append(entity)

    def _joined_code(self, tag: str, language: str, entity: JsonObject) -> bool:
        """Make `<pre><code class=language-x>` one block with a language, as Telegram does."""
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        if same and tag == "pre" and last.get("type") == "code" and last.get("language"):
            last["type"] = "pre"
            return True
        if same and tag == "code" and last.get("type") == "pre" and language:
            last["language"] = language
            return True
        entity["type"] = tag
        if tag == "code" and language:
            entity["language"] = language
        return False


def parsed_html(source: str) -> tuple[str, list[JsonObject]]:
    """Return text and entities of Telegram HTML; 400 “can't parse entities” where the server says so."""
    return _Parser(source).run()


def decoded(raw: str) -> str:
    """Return text with the four named and all numeric references replaced; others stay as they are."""
    if "&" not in raw:
        return raw
    return REFERENCE.sub(_character, raw)


def _refusal(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF:
        return match.group(0)
    if 0xD800 <= code <= 0xDFFF:
        raise bad_request(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities,"
            " check for unmatched surrogate code units"
        )
    return chr(code)


def _attribute_value(value: str | None) -> str:
    if not value:
        return ""
    return decoded(value[1:-1]) if value[0] in "\"'" else value.lower()


def _argument(tag: str, attributes: dict[str, str]) -> str:
    if tag == "blockquote":
        return "expandable" if "expandable" in attributes else ""
    if tag == "code":
        language = attributes.get("class", "")
        return language[9:] if language.startswith("language-") else ""
    names = {"a": "href", "span": "class", "tg-emoji": "emoji-id", "tg-time": "unix"}
    return attributes.get(names.get(tag, ""), "")


def _emoji_id(argument: str) -> str:
    if not argument.isdecimal() or not 0 < int(argument) < 2**63:
        raise _refusal("Invalid custom emoji identifier specified")
    return argument


def _time(unix: str, pattern: str) -> JsonObject:
    if not unix.isdecimal() or int(unix) >= 2**31:
        raise _refusal("Invalid Unix time specified")
    if not TIME_FORMAT.fullmatch(pattern):
        raise _refusal("Invalid date-time format specified")
    entity: JsonObject = {"type": "date_time", "unix_time": int(unix)}
    if pattern:
        entity["date_time_format"] = pattern
    return entity


def _add_link(entity: JsonObject, url: str) -> bool:
    if person := USER_LINK.match(url):
        entity.update(type="text_mention", user={"id": int(person.group(1))})
        return True
    link = checked_link(url)
    entity.update(type="text_link", url=link)
    return link is not None
