"""Reading a message or modal as a person does: its words, its buttons, its menus, its inputs."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.discord.checks_parts import SELECTS, walk
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.interaction import Answer, Modal
from bot.sandbox.discord.records import Message

KINDS_OF_INPUT = (*SELECTS, 4, 19, 21, 22, 23)


@dataclass(frozen=True)
class Button:
    """A button: a link has a ``url``, any other a ``custom_id``.

    Styles: 1 blue, 2 grey, 3 green, 4 red, 5 link.
    """

    label: str
    custom_id: str | None
    url: str | None
    style: int
    disabled: bool
    emoji: str | None


@dataclass(frozen=True)
class Select:
    """A menu of a message; ``kind`` 3 has options, 5 users, 6 roles, 7 both, 8 channels."""

    custom_id: str
    kind: int
    placeholder: str
    options: tuple[Json, ...]
    min_values: int
    max_values: int
    disabled: bool


@dataclass(frozen=True)
class Input:
    """An input of a modal with the label above it."""

    custom_id: str
    kind: int
    label: str
    raw: Json


def parts(message: Message) -> list[Json]:
    """Return all components of a message, nested ones and accessories included."""
    return [part for _, part in walk((), message.components)]


def texts(message: Message) -> str:
    """Return everything a person can read in a message, in order, a line each."""
    return "\n".join(line for line in _lines(message) if line)


def _lines(message: Message) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield from _embed_lines(embed)
    for part in parts(message):
        if part["type"] == 10:
            yield part["content"]
        elif part["type"] == 2:
            yield f"[{part.get('label') or (part.get('emoji') or {}).get('name', '')}]"
        elif part["type"] in SELECTS:
            yield f"({part.get('placeholder') or '…'})"
            yield from (f"  {option['label']}" for option in part.get("options") or [])
        elif part["type"] in (11, 12, 13):
            yield from (
                item["description"] for item in [part, *part.get("items", [])] if item.get("description")
            )


def _embed_lines(embed: Json) -> Iterator[str]:
    yield (embed.get("author") or {}).get("name") or ""
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    for each in embed.get("fields") or []:
        yield f"{each['name']}: {each['value']}"
    yield (embed.get("footer") or {}).get("text") or ""


def buttons(message: Message) -> list[Button]:
    """Return the buttons of a message, also those inside sections and containers."""
    return [
        Button(
            part.get("label") or "",
            part.get("custom_id"),
            part.get("url"),
            part["style"],
            bool(part.get("disabled")),
            (part.get("emoji") or {}).get("name"),
        )
        for part in parts(message)
        if part["type"] == 2
    ]


def selects(message: Message) -> list[Select]:
    """Return the menus of a message."""
    return [
        Select(
            part["custom_id"],
            part["type"],
            part.get("placeholder") or "",
            tuple(part.get("options") or ()),
            part.get("min_values", 1),
            part.get("max_values", 1),
            bool(part.get("disabled")),
        )
        for part in parts(message)
        if part["type"] in SELECTS
    ]


def inputs(modal: Modal) -> list[Input]:
    """Return the inputs of a modal, each with its label."""
    found: list[Input] = []
    for part in modal.components:
        if part["type"] == 18:
            inner = part["component"]
            found.append(Input(inner["custom_id"], inner["type"], part["label"], inner))
        elif part["type"] == 1:
            inner = part["components"][0]
            found.append(Input(inner["custom_id"], inner["type"], inner["label"], inner))
    return found


def answer_texts(answer: Answer) -> str:
    """Return everything a person can read in an answer, whatever kind it is."""
    if answer.message is not None:
        return texts(answer.message)
    if answer.modal is not None:
        return modal_texts(answer.modal)
    if answer.kind == "no response":
        return "The application did not respond"
    return "\n".join(str(choice["name"]) for choice in answer.choices)


def modal_texts(modal: Modal) -> str:
    """Return everything a person can read in an open modal."""
    lines = [modal.title]
    for part in modal.components:
        lines += [part.get("content") or "", part.get("label") or "", part.get("description") or ""]
    return "\n".join(line for line in lines if line)
