"""What a person reads on a message: its text and its buttons."""

from dataclasses import dataclass

from bot.sandbox.telegram.errors import JsonObject
from bot.sandbox.telegram.world import Message


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a person sees it: its label and what pressing it does."""

    label: str
    data: str | None = None
    url: str | None = None
    copies: str | None = None
    style: str | None = None


def plain(message: Message) -> str:
    """Return a message's text or caption without formatting, empty when it has none."""
    return message.text or ""


def buttons(message: Message) -> list[list[Button]]:
    """Return the inline keyboard's rows."""
    return [[_button(entry) for entry in row] for row in message.inline_rows]


def labels(message: Message) -> list[str]:
    """Return the labels of all inline buttons, row after row."""
    return [button.label for row in buttons(message) for button in row]


def _button(entry: JsonObject) -> Button:
    copies = entry.get("copy_text")
    return Button(
        label=str(entry["text"]),
        data=_text(entry.get("callback_data")),
        url=_text(entry.get("url")),
        copies=_text(copies.get("text")) if isinstance(copies, dict) else None,
        style=_text(entry.get("style")),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
