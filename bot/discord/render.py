"""A view as a Discord message: one framed card with its rows, pictures and buttons."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.dialog import written
from bot.dialog.replies import Sealer
from bot.dialog.text import Strong, Text
from bot.dialog.view import Action, Field, Row, View
from bot.dialog.wording import Words
from bot.discord.canvas import (
    IN_A_ROW,
    MOST_CHARACTERS,
    MOST_COMPONENTS,
    Buttons,
    Part,
    container,
    length,
    row,
    size,
    text,
)
from bot.discord.custom_ids import Answers
from bot.discord.markdown import ELLIPSIS, escape, fit, render, shorten, web_address
from bot.discord.wire import Attached, Json, Message

MOST_ACTIONS = 15
LINKS_IN_WORDS = 3
LONGEST_ALT = 1024
LONGEST_ROW = 1500
LONGEST_NAME = 100
FOR_ROWS = 1500
"""Characters the head of a card leaves to its rows."""
LEFT_OUT = f"\n{ELLIPSIS}"
FOR_MORE = 150
"""Characters kept for the line that says what was left out."""
_IN_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def card(view: View, words: Words, sealer: Sealer) -> Message:
    """The view as a message; rows that do not fit are left out, and a line says how many."""
    buttons = Buttons(sealer)
    foot = buttons.rows(view.actions[:MOST_ACTIONS], Answers.IN_PLACE)
    files = _files(view)
    shown = _pictures(view, files)
    head = text(_head(view, words, MOST_CHARACTERS - (FOR_ROWS if view.rows else 0)))
    # The container, the separator and the line about what was left out take one each.
    room = MOST_COMPONENTS - 3 - size([head, *shown, *foot])
    characters = MOST_CHARACTERS - FOR_MORE - length([head])
    listed = _rows(view.rows, words, buttons, room, characters)
    between = [{"type": Part.SEPARATOR}] if listed else []
    return Message([container([head, *shown, *between, *listed, *foot], view.tone)], tuple(files))


def plain(view: View, words: Words) -> Message:
    """The view's words alone, for when Discord refused the card."""
    lines = [view.title, *view.lines]
    said = [written.plain(line, words.language, words.zone) for line in lines]
    for f in view.fields:
        label = words.label("dialog-field", label=f.label)
        said.append(f"{label} {written.plain(f.value, words.language, words.zone)}")
    for each in view.rows:
        said += [written.plain(part, words.language, words.zone) for part in (each.title, *each.lines)]
    links = [
        f"{escape(shorten(each.label, LONGEST_NAME))}: <{address}>"
        for each in view.actions[:LINKS_IN_WORDS]
        if (address := web_address(each.url or ""))
    ]
    addresses = "".join(f"\n{link}" for link in links)
    return Message([text(_escaped("\n".join(said), MOST_CHARACTERS - len(addresses)) + addresses)])


def _escaped(words: str, most: int) -> str:
    # Escaping lengthens a text at most to its double.
    whole = escape(words)
    return whole if len(whole) <= most else escape(shorten(words, most // 2))


def _head(view: View, words: Words, most: int) -> str:
    title = fit(view.title, most // 4).replace("\n", " ")
    parts = [f"### {title}"]
    left = most - len(parts[0]) - len(LEFT_OUT)
    for line in view.lines:
        if left <= 1:
            return "\n".join(parts) + LEFT_OUT
        parts.append(fit(line, left - 1))
        left -= len(parts[-1]) + 1
    for each in view.fields:
        shown = field(each, words)
        left -= len(shown) + 1
        if left < 0:
            return "\n".join(parts) + LEFT_OUT
        parts.append(shown)
    return "\n".join(parts)


@lru_cache(maxsize=1024)
def field(shown: Field, words: Words, most: int = 1200) -> str:
    """A name and a value on one line; everybody who looks at a thing sees most of the same lines."""
    label = words.label("dialog-field", label=shorten(shown.label, LONGEST_NAME))
    return f"**{escape(label)}** {fit(shown.value, most)}"


def _rows(rows: Sequence[Row], words: Words, buttons: Buttons, room: int, characters: int) -> list[Json]:
    made: list[Json] = []
    for number, each in enumerate(rows):
        parts = _row(each, buttons)
        room -= size(parts)
        characters -= length(parts)
        if room < 0 or characters < 0:
            left = words.say("discord-rows-left", count=len(rows) - number)
            return [*made, text(f"-# {render(left)}")]
        made += parts
    return made


def _row(shown: Row, buttons: Buttons) -> list[Json]:
    title = tuple(node.node if isinstance(node, Strong) else node for node in shown.title)
    lines = [f"**{fit(title, LONGEST_ROW // 3)}**".replace("\n", " ")]
    lines += [fit(line, LONGEST_ROW // 3) for line in shown.lines]
    told = text(fit_lines(lines, LONGEST_ROW))
    made = [buttons.action(each, Answers.BESIDE) for each in shown.actions[:IN_A_ROW]]
    actions = [each for each in made if each is not None]
    if len(actions) == 1:
        return [{"type": Part.SECTION, "components": [told], "accessory": actions[0]}]
    return [told, row(actions)] if actions else [told]


def fit_lines(lines: Sequence[str], most: int) -> str:
    """As many whole lines as fit."""
    kept: list[str] = []
    for line in lines:
        most -= len(line) + 1
        if most < 0 and kept:
            break
        kept.append(line)
    return "\n".join(kept)


def _files(view: View) -> list[Attached]:
    files: list[Attached] = []
    if view.picture is not None:
        name = _file_name(view.picture.name, "picture.png")
        files.append(Attached(name, view.picture.data, shorten(view.picture.alt, LONGEST_ALT)))
    if view.file is not None:
        name = _file_name(view.file.name, "file.txt")
        taken = any(file.name == name for file in files)
        files.append(Attached(f"1-{name}" if taken else name, view.file.data))
    return files


def _file_name(name: str, otherwise: str) -> str:
    """A name that `attachment://` can point at."""
    return _IN_FILE_NAME.sub("_", name).strip("._")[-100:] or otherwise


def _pictures(view: View, files: Sequence[Attached]) -> list[Json]:
    parts: list[Json] = []
    for file in files:
        media = {"url": f"attachment://{file.name}"}
        if view.picture is not None and file is files[0]:
            item = {"media": media, "description": file.alt} if file.alt else {"media": media}
            parts.append({"type": Part.GALLERY, "items": [item]})
        else:
            parts.append({"type": Part.FILE, "file": media})
    return parts


def toast(told: Text, actions: Sequence[Action] = (), sealer: Sealer | None = None) -> Message:
    """A short remark, and where to go on from it."""
    foot = Buttons(sealer).rows(actions, Answers.IN_PLACE) if sealer is not None else []
    return Message([text(fit(told, MOST_CHARACTERS)), *foot])
