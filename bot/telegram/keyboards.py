"""Inline keyboards: buttons that carry our tokens, in rows that a telephone shows whole."""

from collections.abc import Iterable, Sequence

from bot.dialog.asking import Asking, Do, Step
from bot.dialog.replies import Sealer
from bot.dialog.view import Action, Press, Style
from bot.telegram.markup import shorten, web_address
from bot.telegram.wire import Json

Row = list[Json]
MOST_BUTTONS = 100
IN_A_ROW = 8
LONGEST_LABEL = 60
WIDTH = 34
"""Letters that a row of buttons shows before labels are cut, each button as wide as its neighbours."""
NOTHING = "-"
"""Callback data of what only looks like a button: a weekday, a day that is over."""
BLANK = "\u2800"
STYLES = {Style.PRIMARY: "primary", Style.GOOD: "success", Style.DANGER: "danger"}


class Buttons:
    """Makes the buttons of one message."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def action(self, action: Action, before: str = "") -> Json | None:
        """A button of a view; None for a link that must not be shown."""
        label = f"{before}{f'{action.emoji} ' if action.emoji else ''}{action.label}"
        if action.press is not None:
            return self.press(action.press, label, action.style)
        address = web_address(action.url)
        return link(label, address) if address else None

    def actions(self, actions: Iterable[Action], before: str = "") -> list[Json]:
        """Those buttons of a view, or of one of its rows, that can be shown."""
        made = (self.action(each, before) for each in actions)
        return [each for each in made if each is not None]

    def press(self, what: Press | Step, label: str, style: Style = Style.USUAL) -> Json:
        """A button that does something."""
        told = {"text": fitted(label), "callback_data": self._sealer.seal(what)}
        return told | {"style": STYLES[style]} if style in STYLES else told


class Steps:
    """Makes the buttons of one question."""

    def __init__(self, asking: Asking, buttons: Buttons) -> None:
        self._asking = asking
        self._buttons = buttons
        self._param = asking.questions[0].param

    def do(self, do: Do, label: str, value: str | None = None, style: Style = Style.USUAL) -> Json:
        """A step about the question."""
        return self.about(self._param, do, label, value, style)

    def about(
        self, param: str | None, do: Do, label: str, value: str | None = None, style: Style = Style.USUAL
    ) -> Json:
        """A step about any question, or about none."""
        step = Step(self._asking.draft_id, self._asking.version, do, param, value)
        return self._buttons.press(step, label, style)

    def answer(self, value: str, label: str) -> Json:
        """A button that answers the question."""
        return self.do(Do.ANSWER, label, value)


def fitted(label: str) -> str:
    """A label that Telegram takes: never empty, never endless."""
    return shorten(" ".join(label.split()), LONGEST_LABEL) or BLANK


def link(label: str, address: str) -> Json:
    """A button that opens a page."""
    return {"text": fitted(label), "url": address}


def idle(label: str) -> Json:
    """What only looks like a button."""
    return {"text": label.strip() or BLANK, "callback_data": NOTHING}


def in_rows(buttons: Sequence[Json], most: int = IN_A_ROW) -> list[Row]:
    """Rows of so many buttons."""
    return [list(buttons[at : at + most]) for at in range(0, len(buttons), most)]


def flowing(buttons: Iterable[Json]) -> list[Row]:
    """Rows that hold as many buttons as can be read beside each other."""
    rows: list[Row] = []
    for button in buttons:
        if rows and _fits([*rows[-1], button]):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _fits(row: Row) -> bool:
    widest = max(len(button["text"]) for button in row)
    return len(row) <= IN_A_ROW and (widest + 2) * len(row) <= WIDTH
