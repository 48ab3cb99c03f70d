"""A view as a Telegram message: a bold title, its facts, numbered rows, and buttons below."""

from collections.abc import Sequence
from functools import lru_cache

from bot.dialog.replies import Sealer
from bot.dialog.text import Text
from bot.dialog.view import Action, Field, Row, Tone, View
from bot.dialog.wording import Words
from bot.telegram import keyboards
from bot.telegram.keyboards import MOST_BUTTONS, Buttons, flowing
from bot.telegram.markup import ELLIPSIS, Markup, Piece, joined, own
from bot.telegram.message import LONGEST_TEXT, Message
from bot.telegram.wire import Json

TONES = {Tone.PLAIN: "", Tone.GOOD: "🟢 ", Tone.CARE: "🟡 ", Tone.REFUSED: "🔴 "}
LONGEST_TITLE = 500
LONGEST_LINE = 1500
LONGEST_PART = 400
"""Units of one line of a row."""
FOR_ROWS = 1500
"""Units that the head of a view leaves to its rows."""
FOR_MORE = 120
"""Units kept for the line that says what was left out."""
MOST_FOOT = 24
GAP = Piece("\n\n", "\n\n")


def message(view: View, words: Words, sealer: Sealer) -> Message:
    """The view as a message; rows that do not fit are left out, and a line says how many."""
    markup, buttons = Markup(words, public=not view.private), Buttons(sealer)
    foot = buttons.actions(view.actions[:MOST_FOOT])
    head = _head(view, markup, LONGEST_TEXT - (FOR_ROWS if view.rows else 0))
    room = LONGEST_TEXT - head.units - FOR_MORE
    listed, pressable = _rows(view.rows, markup, buttons, room, MOST_BUTTONS - len(foot))
    rows = [row for each in pressable for row in flowing(each)]
    body = joined("\n\n", [head, *listed])
    return Message(body, (*rows, *flowing(foot)), view.picture, view.file)


def _head(view: View, markup: Markup, most: int) -> Piece:
    title = joined("", [own(TONES[view.tone]), markup.bold(view.title, LONGEST_TITLE)])
    lines = [markup.fit(line, LONGEST_LINE) for line in view.lines]
    fields = [field(each, markup) for each in view.fields]
    whole = joined("\n\n", [title, *(joined("\n", block) for block in (lines, fields) if block)])
    return whole if whole.fits(most) else _shortened(title, (lines, fields), most)


def _shortened(title: Piece, parts: Sequence[Sequence[Piece]], most: int) -> Piece:
    """As many whole lines of the parts as fit below a title."""
    blocks: list[Piece] = [title]
    room = most - title.units - len(ELLIPSIS)
    for block in parts:
        kept = fitting_lines(block, room - GAP.units)
        if kept:
            blocks.append(joined("\n", kept))
            room -= blocks[-1].units + GAP.units
        if len(kept) < len(block):
            return joined("", [joined("\n\n", blocks), own(ELLIPSIS)])
    return joined("\n\n", blocks)


@lru_cache(maxsize=1024)
def field(shown: Field, markup: Markup, most: int = LONGEST_LINE) -> Piece:
    """A name and a value on one line; everybody who looks at a thing sees most of the same lines."""
    label = own(markup.words.label("dialog-field", label=shown.label))
    value = markup.fit(shown.value, most)
    return Piece(f"<b>{label.html}</b> {value.html}", f"{label.plain} {value.plain}")


def fitting_lines(lines: Sequence[Piece], room: int) -> list[Piece]:
    """As many whole lines as fit."""
    kept: list[Piece] = []
    for line in lines:
        room -= line.units + 1
        if room < 0:
            break
        kept.append(line)
    return kept


def _rows(
    rows: Sequence[Row], markup: Markup, buttons: Buttons, room: int, most_buttons: int
) -> tuple[list[Piece], list[list[Json]]]:
    """The rows that fit, each with its buttons; numbered, so that it is clear which button is whose."""
    numbered = len(rows) > 1 and any(row.actions for row in rows)
    blocks: list[Piece] = []
    pressable: list[list[Json]] = []
    for number, each in enumerate(rows, start=1):
        block = _row(each, markup, f"{number}. " if numbered else "")
        made = each.actions[: keyboards.IN_A_ROW]
        room -= block.units + GAP.units
        most_buttons -= len(made)
        if room < 0 or most_buttons < 0:
            blocks.append(_more(markup, len(rows) - number + 1))
            break
        blocks.append(block)
        pressable.append(buttons.actions(made, f"{number} · " if numbered else ""))
    return blocks, pressable


def _row(row: Row, markup: Markup, number: str) -> Piece:
    title = joined("", [own(number), markup.bold(row.title, LONGEST_PART)])
    return joined("\n", [title, *(markup.fit(line, LONGEST_PART) for line in row.lines)])


def _more(markup: Markup, count: int) -> Piece:
    told = markup.text(markup.words.say("telegram-rows-left", count=count))
    return Piece(f"<i>{told.html}</i>", told.plain)


def remark(told: Text, words: Words, actions: Sequence[Action] = (), sealer: Sealer | None = None) -> Message:
    """A short remark as a message of its own, and where to go on from it."""
    buttons = Buttons(sealer).actions(actions) if sealer is not None else []
    return Message(Markup(words).fit(told, LONGEST_TEXT), tuple(flowing(buttons)))
