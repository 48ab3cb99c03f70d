"""Messages as a client shows them: safe HTML, buttons, files, as JSON for the page."""

from dataclasses import asdict
from datetime import UTC, datetime
from html import escape
from urllib.parse import parse_qs

from bot.sandbox.telegram.errors import JsonObject
from bot.sandbox.telegram.links import parted
from bot.sandbox.telegram.reading import buttons
from bot.sandbox.telegram.text import span
from bot.sandbox.telegram.world import Media, Message, World

PLAIN_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "blockquote": "blockquote",
}
CLASSES = {
    "spoiler": "spoiler",
    "mention": "mention",
    "hashtag": "hashtag",
    "cashtag": "cashtag",
    "phone_number": "phone",
    "bank_card": "card",
    "custom_emoji": "emoji",
}


def message_view(world: World, message: Message) -> JsonObject:
    """Return a message for the page; `html` is safe to put in, `text` and `entities` are as sent."""
    sender = message.sender
    view: JsonObject = {
        "id": message.id,
        "chat": message.chat.id,
        "from": {"id": sender.id, "name": sender.name, "is_bot": sender.is_bot},
        "date": message.date,
        "edited": message.edit_date is not None,
        "deleted": message.deleted,
        "version": message.version,
        "text": message.text,
        "entities": message.entities,
        "html": safe_html(message.text or "", message.entities, world.bot.username or ""),
        "buttons": [[asdict(button) for button in row] for row in buttons(message)],
        "pinned": message.id in message.chat.pinned,
        "service": message.service,
    }
    if message.media is not None:
        view["media"] = _media_view(message.media)
    if message.reply_to is not None:
        view["reply_to"] = {"id": message.reply_to.id, "text": (message.reply_to.text or "")[:80]}
    if message.forward_origin is not None:
        view["forwarded"] = True
    return view


def safe_html(text: str, entities: list[JsonObject], bot_username: str) -> str:
    """Return the text as HTML in which only the entities are markup."""
    data = text.encode("utf-16-le", "surrogatepass")
    opens: dict[int, list[JsonObject]] = {}
    edges = {0, len(data) // 2}
    for entity in entities:
        start, length = span(entity)
        opens.setdefault(start, []).append(entity)
        edges |= {start, start + length}
    out: list[str] = []
    stack: list[JsonObject] = []
    points = sorted(edges)
    for point, following in zip(points, [*points[1:], None], strict=True):
        stack = _close(stack, point, out)
        for entity in opens.get(point, ()):
            out.append(_tags(entity, _slice(data, *span(entity)), bot_username)[0])
            stack.append(entity)
        if following is not None:
            out.append(escape(_slice(data, point, following - point)))
    return "".join(out)


def _close(stack: list[JsonObject], point: int, out: list[str]) -> list[JsonObject]:
    """Close what ends here, reopening what only overlaps it, and return what stays open."""
    ending = [number for number, entity in enumerate(stack) if sum(span(entity)) <= point]
    if not ending:
        return stack
    first = ending[0]
    out.extend(_tags(entity, "", "")[1] for entity in reversed(stack[first:]))
    kept = [entity for entity in stack[first:] if sum(span(entity)) > point]
    out.extend(_tags(entity, "", "")[0] for entity in kept)
    return [*stack[:first], *kept]


def _slice(data: bytes, start: int, length: int) -> str:
    return data[start * 2 : (start + length) * 2].decode("utf-16-le", "replace")


def _tags(entity: JsonObject, covered: str, bot_username: str) -> tuple[str, str]:
    """Return the opening and closing tag of an entity."""
    kind = str(entity["type"])
    tag, attributes = PLAIN_TAGS.get(kind, "span"), ""
    match kind:
        case "expandable_blockquote":
            tag, attributes = "blockquote", ' class="expandable"'
        case "pre":
            tag, attributes = "pre", f' data-language="{escape(str(entity.get("language", "")))}"'
        case "date_time":
            tag, attributes = "time", _time_attributes(entity)
        case "text_mention":
            user = entity.get("user")
            attributes = f' class="mention" data-user="{user["id"] if isinstance(user, dict) else ""}"'
        case "bot_command":
            tag, attributes = "a", f' class="command" data-command="{escape(covered)}"'
        case "email":
            tag, attributes = "a", f' href="mailto:{escape(covered)}"'
        case "url" | "text_link":
            tag, attributes = "a", _link_attributes(str(entity.get("url") or covered), bot_username)
        case _ if kind not in PLAIN_TAGS:
            attributes = f' class="{CLASSES.get(kind, "entity")}"'
    return f"<{tag}{attributes}>", f"</{tag}>"


def _time_attributes(entity: JsonObject) -> str:
    unix = int(str(entity["unix_time"]))
    moment = datetime.fromtimestamp(unix, UTC).isoformat()
    pattern = escape(str(entity.get("date_time_format", "")))
    return f' datetime="{moment}" data-unix="{unix}" data-format="{pattern}"'


def _link_attributes(url: str, bot_username: str) -> str:
    parts = parted(url)
    if parts is None or parts.scheme not in ("http", "https"):
        return f' class="link" data-url="{escape(url)}"'
    start = ""
    if parts.hostname == "t.me" and parts.path.strip("/") == bot_username:
        start = f' data-start="{escape(parse_qs(parts.query).get("start", [""])[0])}"'
    return f' href="{escape(url)}" target="_blank" rel="noopener noreferrer"{start}'


def _media_view(media: Media) -> JsonObject:
    file = media.file
    return {
        "kind": media.kind,
        "file_id": file.id,
        "name": file.name,
        "mime": file.mime,
        "size": len(file.content),
        "width": media.width,
        "height": media.height,
    }
