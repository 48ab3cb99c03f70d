"""A half-filled command as one message: the question, what to press, and always a way back and out."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.dialog import kinds
from bot.dialog.asking import Asking, Do
from bot.dialog.replies import Sealer
from bot.dialog.text import User
from bot.dialog.view import Style
from bot.dialog.wording import Words
from bot.telegram import picking
from bot.telegram.answers import Answers, Places, answered_before
from bot.telegram.keyboards import Buttons, Row, Steps, flowing
from bot.telegram.markup import ELLIPSIS, Markup, Piece, joined, own, shorten
from bot.telegram.message import LONGEST_TEXT, Message
from bot.telegram.render import field, fitting_lines

CHANGING = "change"
"""What the summary looks at while it asks which answer to change."""
WRONG = "⚠️ "
LONGEST_TITLE = 200
LONGEST_QUESTION = 1200
LONGEST_ANSWER = 600
LONGEST_CHOICE = 100
FOR_QUESTION = 2000
"""Units that a summary leaves to its title, its question and what is wrong."""


def message(asking: Asking, words: Words, sealer: Sealer, now: datetime, places: Places = ()) -> Message:
    """The first question; `now` tells which days are over, `places` are groups to offer."""
    question, markup = asking.questions[0], Markup(words)
    steps = Steps(asking, Buttons(sealer))
    if isinstance(question.kind, kinds.Confirm):
        return _summary(asking, steps, markup)
    local = now.astimezone(ZoneInfo(words.zone))
    answers = Answers(question, asking.look, steps, words, local, places)
    rows = [*answers.rows(), _around(asking, steps, words)]
    parts = [*_head(asking, markup), *_before(asking, markup), _question(asking, markup)]
    return Message(joined("\n\n", parts), tuple(rows))


def _head(asking: Asking, markup: Markup) -> list[Piece]:
    """What is being filled in, how far it is, and what was wrong with the last answer."""
    question = asking.questions[0]
    title = [markup.bold(asking.title, LONGEST_TITLE)]
    if asking.total > 1 and not isinstance(question.kind, kinds.Confirm):
        position = markup.words.say("dialog-position", position=asking.position, total=asking.total)
        title.append(markup.text(position))
    head = [joined(" · ", title)]
    if asking.resumed:
        head.append(markup.text(markup.words.say("dialog-resumed")))
    if question.error:
        head.append(joined("", [own(WRONG), markup.fit(question.error, LONGEST_ANSWER)]))
    return head


def _before(asking: Asking, markup: Markup) -> list[Piece]:
    """What was said before somebody went away, as far as it leaves room for the question."""
    if not asking.resumed:
        return []
    lines = [field(each, markup, LONGEST_CHOICE) for each in asking.answered]
    return [joined("\n", kept)] if (kept := fitting_lines(lines, FOR_QUESTION // 2)) else []


def _question(asking: Asking, markup: Markup) -> Piece:
    question = asking.questions[0]
    lines = [markup.fit(question.ask, LONGEST_QUESTION)]
    hint = question.hint
    if isinstance(question.kind, kinds.Spot) and question.kind.of is kinds.SpotOf.TELEGRAM_CHAT:
        hint = markup.words.label("telegram-group-how")
    if hint:
        told = own(shorten(hint, 200))
        lines.append(Piece(f"<i>{told.html}</i>", told.plain))
    if (before := _so_far(asking)) is not None:
        lines.append(markup.fit(markup.words.say("telegram-so-far", answer=before), LONGEST_ANSWER))
    return joined("\n\n", [joined("\n", lines), *_choices(asking, markup)])


def _choices(asking: Asking, markup: Markup) -> list[Piece]:
    """The things to pick from, where a button cannot say enough about them."""
    part = picking.part_of(asking.questions[0], asking.look)
    if not isinstance(asking.questions[0].kind, kinds.Pick) or not part.numbered:
        return []
    lines = []
    for number, each in enumerate(part.shown, start=1):
        name = markup.bold((User(each.label),), LONGEST_CHOICE)
        about = markup.fit((User(f"\n{each.about}" if each.about else ""),), LONGEST_CHOICE)
        lines.append(joined("", [own(f"{number}. "), name, about]))
    return [joined("\n", lines)]


def _so_far(asking: Asking) -> object | None:
    """What was answered before, or the half of it: a day that still lacks its time."""
    question = asking.questions[0]
    if answered_before(question) is not None:
        said = (each.value for each in asking.answered if each.param == question.param)
        return next(said, None) or question.value
    half = isinstance(question.value, date) and not isinstance(question.value, datetime)
    return question.value if half and isinstance(question.kind, kinds.Moment) else None


def _around(asking: Asking, steps: Steps, words: Words) -> Row:
    """Back, Skip, Cancel."""
    row: Row = []
    if asking.can_back:
        row.append(steps.about(None, Do.BACK, words.label("dialog-back")))
    if asking.questions[0].optional:
        row.append(steps.do(Do.SKIP, words.label("dialog-skip")))
    return [*row, steps.about(None, Do.CANCEL, words.label("dialog-cancel"))]


def _summary(asking: Asking, steps: Steps, markup: Markup) -> Message:
    """Everything that was said, and whether it is right."""
    words, parts = markup.words, _head(asking, markup)
    lines = [field(each, markup, LONGEST_ANSWER) for each in asking.answered]
    kept = fitting_lines(lines, LONGEST_TEXT - FOR_QUESTION)
    if kept:
        parts.append(joined("\n", [*kept, *([own(ELLIPSIS)] if len(kept) < len(lines) else [])]))
    if asking.look == CHANGING and asking.answered:
        parts.append(markup.text(words.say("telegram-change-which")))
        return Message(joined("\n\n", parts), tuple(_changes(asking, steps, words)))
    parts.append(markup.fit(asking.questions[0].ask, LONGEST_QUESTION // 2))
    return Message(joined("\n\n", parts), tuple(_decision(asking, steps, words)))


def _decision(asking: Asking, steps: Steps, words: Words) -> list[Row]:
    yes = steps.do(Do.ANSWER, words.label("dialog-confirm"), "yes", Style.GOOD)
    cancel = steps.about(None, Do.CANCEL, words.label("dialog-cancel"), style=Style.DANGER)
    if not asking.answered:
        return [[yes, cancel]]
    return [[yes], [steps.do(Do.LOOK, words.label("dialog-change"), CHANGING), cancel]]


def _changes(asking: Asking, steps: Steps, words: Words) -> list[Row]:
    """Which answer to change, or back to the summary."""
    answers = [steps.about(said.param, Do.CHANGE, said.label) for said in asking.answered]
    return [*flowing(answers), [steps.do(Do.LOOK, words.label("dialog-back"))]]
