"""Formatted text as Telegram keeps it: cleaned, trimmed, measured, with its entities."""

import re

from bot.sandbox.telegram.errors import JsonObject, bad_request
from bot.sandbox.telegram.html import parsed_html, units
from bot.sandbox.telegram.links import checked_link
from bot.sandbox.telegram.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
FORMATTING = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote"}
    | {"expandable_blockquote", "text_link", "text_mention", "custom_emoji", "date_time"}
)
DETECTED = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card"}
)
CODE = ("code", "pre")
SPLIT = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
NEEDED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
# What clients and the server find by themselves in plain text.
DETECT = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)"
)
REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")

Formatted = tuple[str, list[JsonObject]]


def formatted(text: str, parse_mode: str | None, entities: object, world: World) -> Formatted:
    """Return the text and entities a message gets; 400 for markup or entities Telegram refuses."""
    if not parse_mode:
        plain, found = text, _given_entities(text, entities)
    elif parse_mode.lower() == "html":
        plain, found = parsed_html(text)
    else:
        # Markdown is left out on purpose: nobody who talks to this stand-in writes it.
        raise bad_request("unsupported parse_mode")
    found = [entity for entity in found if _resolve_mention(entity, world)]
    plain, found = trimmed(*cleaned(plain, found))
    return plain, with_detected(plain, found)[:MAX_ENTITIES]


def message_text(formatted_text: Formatted) -> Formatted:
    """Return a message's text once it is neither empty nor over 4096 UTF-16 units."""
    text, _entities = formatted_text
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return formatted_text


def caption_text(formatted_text: Formatted) -> Formatted:
    """Return a caption once it is not over 1024 UTF-16 units."""
    if units(formatted_text[0]) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return formatted_text


def cleaned(text: str, entities: list[JsonObject]) -> Formatted:
    """Drop what Telegram drops: carriage returns, bidirectional controls; control characters are spaces."""
    text = CONTROL.sub(" ", text)
    if not REMOVED.search(text):
        return text, entities
    gone = [units(text[: match.start()]) for match in REMOVED.finditer(text)]
    moved = []
    for entity in entities:
        start, length = span(entity)
        before = sum(at < start for at in gone)
        inside = sum(start <= at < start + length for at in gone)
        if length > inside:
            moved.append({**entity, "offset": start - before, "length": length - inside})
    return REMOVED.sub("", text), moved


def trimmed(text: str, entities: list[JsonObject]) -> Formatted:
    """Cut white space at the end, and at the beginning where no entity covers it."""
    text = text.rstrip()
    first = min((span(entity)[0] for entity in entities), default=units(text))
    cut = min(len(text) - len(text.lstrip()), first)
    text = text[cut:]
    total = units(text)
    kept = []
    for entity in entities:
        start, length = span(entity)
        start -= cut
        length = min(length, total - start)
        if length > 0:
            kept.append({**entity, "offset": start, "length": length})
    return text, kept


def with_detected(text: str, entities: list[JsonObject]) -> list[JsonObject]:
    """Add the entities found in plain text where no link or code stands, in Telegram's order."""
    code = [span(entity) for entity in entities if entity["type"] in CODE]
    kept = [piece for entity in entities for piece in _outside_code(entity, code)]
    solid = code + [span(entity) for entity in kept if str(entity["type"]).startswith("text_")]
    solid += [span(entity) for entity in kept if entity["type"] == "date_time"]
    found = [entity for entity in detected(text) if not _within(entity, solid)]
    return sorted(kept + found, key=lambda entity: (span(entity)[0], -span(entity)[1]))


def _outside_code(entity: JsonObject, code: list[tuple[int, int]]) -> list[JsonObject]:
    """Cut formatting where code stands, which takes none; quotes and links may hold code."""
    kind = entity["type"]
    if kind in CODE or not _within(entity, code):
        return [entity]
    start, length = span(entity)
    if kind not in SPLIT:
        return [] if any(at <= start and start + length <= at + size for at, size in code) else [entity]
    edges = [start, *(edge for at, size in sorted(code) for edge in (at, at + size)), start + length]
    pieces = [(max(a, start), min(b, start + length)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [{**entity, "offset": a, "length": b - a} for a, b in pieces if a < b]


def detected(text: str) -> list[JsonObject]:
    """Return commands, mentions, addresses and tags that stand in a plain text."""
    if not any(mark in text for mark in "/@#:"):
        return []
    found: list[JsonObject] = []
    for match in DETECT.finditer(text):
        entity: JsonObject = {"type": match.lastgroup, "offset": units(text[: match.start()])}
        entity["length"] = units(match.group())
        found.append(entity)
    return found


def span(entity: JsonObject) -> tuple[int, int]:
    """Return offset and length of an entity."""
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    return offset, length


def _within(entity: JsonObject, spans: list[tuple[int, int]]) -> bool:
    start, length = span(entity)
    return any(start < begin + size and begin < start + length for begin, size in spans)


def _given_entities(text: str, entities: object) -> list[JsonObject]:
    if not isinstance(entities, list):
        return []
    total = units(text)
    if not all(isinstance(entity, dict) for entity in entities):
        raise bad_request("can't parse MessageEntity: expected an Object")
    return [_given(dict(entity), total) for entity in entities]


def _given(entity: JsonObject, total: int) -> JsonObject:
    kind = str(entity.get("type"))
    if kind not in FORMATTING and kind not in DETECTED:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    start, length = span(entity)
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if start > total:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if start + length > total:
        end = start + length
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    needed = NEEDED.get(kind)
    if needed and needed not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    if kind == "text_link" and checked_link(str(entity["url"])) is None:
        raise bad_request(f"entity URL '{entity['url']}' is invalid: Wrong HTTP URL")
    return entity


def _resolve_mention(entity: JsonObject, world: World) -> bool:
    """Fill in the mentioned account; a mention of an unknown one is no entity."""
    if entity["type"] in DETECTED:
        return False
    user = entity.get("user")
    if not isinstance(user, dict):
        return True
    number = user.get("id")
    account = world.users.get(number) if isinstance(number, int) else None
    if account is None:
        return False
    entity["user"] = {"id": account.id, "is_bot": account.is_bot, "first_name": account.first_name}
    return True
