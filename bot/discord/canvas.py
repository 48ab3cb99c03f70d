"""A message being filled part by part within Discord's limits: 40 components, 4,000 characters."""

from collections.abc import Iterable
from enum import IntEnum

from bot.dialog.asking import Step
from bot.dialog.replies import Sealer
from bot.dialog.view import Action, Press, Style, Tone
from bot.discord import custom_ids
from bot.discord.custom_ids import Answers
from bot.discord.markdown import shorten, web_address
from bot.discord.wire import Json

MOST_COMPONENTS = 40
MOST_CHARACTERS = 4000
IN_A_ROW = 5
LONGEST_LABEL = 80


class Part(IntEnum):
    """Discord's component types."""

    ROW = 1
    BUTTON = 2
    SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    UPLOAD = 19
    RADIO = 21


STYLES = {Style.PRIMARY: 1, Style.USUAL: 2, Style.GOOD: 3, Style.DANGER: 4}
LINK_STYLE = 5
COLOURS = {Tone.PLAIN: 0x5865F2, Tone.GOOD: 0x2E8B57, Tone.CARE: 0xE0A100, Tone.REFUSED: 0xC93C3C}


class Buttons:
    """Makes the buttons of one message; each gets a custom_id of its own."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self._made = 0

    def action(self, action: Action, answers: Answers) -> Json | None:
        """A button of a view; None for a link that must not be shown."""
        if action.press is None:
            return _link(action)
        told = self.make(action.press, action.label, answers, action.style)
        if action.emoji:
            told["emoji"] = {"name": action.emoji}
        return told

    def make(self, what: Press | Step, label: str, answers: Answers, style: Style = Style.USUAL) -> Json:
        """A button that does something."""
        custom_id = custom_ids.button(self._sealer.seal(what), self._made, answers)
        self._made += 1
        return {"type": Part.BUTTON, "style": STYLES[style], "label": _label(label), "custom_id": custom_id}

    def rows(self, actions: Iterable[Action], answers: Answers) -> list[Json]:
        """Buttons in rows of five."""
        made = [self.action(each, answers) for each in actions]
        return in_rows([each for each in made if each is not None])


def _label(label: str) -> str:
    return shorten(label.strip(), LONGEST_LABEL) or "…"


def _link(action: Action) -> Json | None:
    address = web_address(action.url) if action.url else None
    if address is None:
        return None
    told: Json = {"type": Part.BUTTON, "style": LINK_STYLE, "label": _label(action.label), "url": address}
    return told | {"emoji": {"name": action.emoji}} if action.emoji else told


def in_rows(buttons: list[Json]) -> list[Json]:
    """Action rows of at most five buttons."""
    return [row(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW)]


def row(parts: list[Json]) -> Json:
    """One action row: up to five buttons or one select menu."""
    return {"type": Part.ROW, "components": parts}


def text(content: str) -> Json:
    """A text; an empty one would be refused."""
    return {"type": Part.TEXT, "content": content if content.strip() else "…"}


def size(parts: Iterable[Json]) -> int:
    """How many components these are, with those inside them."""
    return sum(1 + len(part.get("components") or ()) + ("accessory" in part) for part in parts)


def length(parts: Iterable[Json]) -> int:
    """How many characters these show."""
    return sum(len(part.get("content") or "") + length(part.get("components") or ()) for part in parts)


def container(parts: list[Json], tone: Tone) -> Json:
    """Everything in one frame, coloured by its tone."""
    return {"type": Part.CONTAINER, "accent_color": COLOURS[tone], "components": parts}
