"""What a person reads on a message, as plain lines: for transcripts, and for finding what a step means."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.interaction import Modal
from bot.sandbox.discord.reading import modal_texts, texts
from bot.sandbox.discord.records import Message as DiscordMessage
from bot.sandbox.telegram.reading import buttons
from bot.sandbox.telegram.text import span
from bot.sandbox.telegram.world import Message as TelegramMessage

INSTANT = re.compile(r"<t:(-?\d+)(?::([tTdDfFRsS]))?>")
MENTION = re.compile(r"<(@&|@!?|#)(\d+)>")
MARKS = re.compile(r"\*\*|__|~~|\|\||`|(?m:^(?:#{1,3}|-#|>) )")
ESCAPED = re.compile(r"\\([^\w\s])")
KEPT = "\ue000"
"""Stands for an escaped character while marks are taken out."""
UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


class Names:
    """What ids stand for, so that mentions can be read."""

    def __init__(self, of_ids: dict[str, str], now: datetime) -> None:
        self._of_ids = of_ids
        self._now = now

    def mention(self, found: re.Match[str]) -> str:
        """A mention as the platform shows it."""
        sign = "#" if found[1] == "#" else "@"
        return sign + self._of_ids.get(found[2], "unknown")

    def instant(self, found: re.Match[str]) -> str:
        """A timestamp as the platform shows it, in UTC."""
        at = datetime.fromtimestamp(int(found[1]), UTC)
        if found[2] == "R":
            return distance(at - self._now)
        shapes = {"t": "%H:%M", "T": "%H:%M", "d": "%d/%m/%Y", "D": "%-d %B %Y"}
        return at.strftime(shapes.get(found[2] or "f", "%a %-d %b %Y, %H:%M")) + " UTC"


def distance(span: timedelta) -> str:
    """A length of time from now, as both platforms round it."""
    seconds = abs(span.total_seconds())
    for size, unit in UNITS:
        count = round(seconds / size)
        if count >= 1:
            said = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"in {said}" if span > timedelta(0) else f"{said} ago"
    return "now"


def markdown_read(text: str, names: Names) -> str:
    """Discord's markdown as it is read."""
    text = INSTANT.sub(names.instant, text)
    text = MENTION.sub(names.mention, text)
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1])
        return KEPT

    text = MARKS.sub("", ESCAPED.sub(keep, text))
    return re.sub(KEPT, lambda _found: kept.pop(0), text)


def on_discord(message: DiscordMessage, names: Names) -> list[str]:
    """The lines of a Discord message, buttons in brackets."""
    lines = markdown_read(texts(message), names).splitlines()
    lines += [f"(file: {each.filename})" for each in message.attachments]
    return list(_joined(lines))


def in_form(modal: Modal, names: Names) -> list[str]:
    """The lines of a form."""
    return markdown_read(modal_texts(modal), names).splitlines()


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Put buttons that stand side by side on one line."""
    row: list[str] = []
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            row.append(line)
            continue
        if row:
            yield " ".join(row)
            row = []
        yield line
    if row:
        yield " ".join(row)


def on_telegram(message: TelegramMessage, now: datetime) -> list[str]:
    """The lines of a Telegram message, then its keyboard."""
    lines = (
        [] if message.media is None else [f"({message.media.kind}: {message.media.file.name or 'no name'})"]
    )
    lines += _with_distances(message, now).splitlines()
    return lines + [" ".join(f"[{button.label}]" for button in row) for row in buttons(message)]


def _with_distances(message: TelegramMessage, now: datetime) -> str:
    """The text, with times that Telegram's clients show relatively as they show them."""
    text = (message.text or "").encode("utf-16-le")
    for entity in reversed(message.entities):
        if entity["type"] == "date_time" and entity.get("date_time_format") == "r":
            start, length = span(entity)
            at = datetime.fromtimestamp(int(str(entity["unix_time"])), UTC)
            text = text[: start * 2] + distance(at - now).encode("utf-16-le") + text[(start + length) * 2 :]
    return text.decode("utf-16-le")


def row_texts(components: list[Json]) -> Iterator[tuple[Json, str]]:
    """Every button with the text it stands beside: that of its section, or the last one above it."""
    above = ""
    for part in components:
        if part["type"] == 17:
            yield from row_texts(part["components"])
        elif part["type"] == 10:
            above = part["content"]
        elif part["type"] == 9:
            above = "\n".join(each.get("content", "") for each in part["components"])
            yield part["accessory"], above
        elif part["type"] == 1:
            yield from ((each, above) for each in part["components"])
