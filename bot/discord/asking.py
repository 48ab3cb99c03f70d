"""A half-filled command as a private message: what was said, what is wrong, and what to press."""

from bot.dialog import kinds
from bot.dialog.asking import Asking, Do, Question, Step
from bot.dialog.replies import Sealer
from bot.dialog.text import Text
from bot.dialog.view import Style, Tone
from bot.dialog.wording import Words
from bot.discord import custom_ids, forms, inputs
from bot.discord.canvas import MOST_CHARACTERS, Buttons, container, in_rows, row, text
from bot.discord.custom_ids import Answers
from bot.discord.markdown import escape, fit, render
from bot.discord.render import field, fit_lines
from bot.discord.wire import Json, Message

LONGEST_FIELD = 600
FOR_QUESTION = 1500
"""Characters kept for the question and its error, whatever has been said before."""


def message(asking: Asking, words: Words, sealer: Sealer) -> Message:
    """The message; every button of it edits it in place."""
    first = asking.questions[0]
    wrong = any(question.error for question in asking.questions)
    parts = [text(_said(asking, words)), text(_asked(asking, words, wrong=wrong))]
    buttons = Buttons(sealer)
    select = _select(asking, words, sealer)
    if select is not None:
        parts.append(row([select]))
        parts += in_rows(_pages(asking, words, buttons))
    parts += in_rows(_buttons(asking, words, buttons, wrong=wrong, form=select is None))
    care = wrong or isinstance(first.kind, kinds.Confirm)
    return Message([container(parts, Tone.CARE if care else Tone.PLAIN)])


def _said(asking: Asking, words: Words) -> str:
    title = f"### {fit(asking.title, 300)}".replace("\n", " ")
    resumed = [render(words.say("dialog-resumed"))] if asking.resumed else []
    lines = [title, *resumed, *(field(each, words, LONGEST_FIELD) for each in asking.answered)]
    if asking.total > 1 and not isinstance(asking.questions[0].kind, kinds.Confirm):
        position = words.say("dialog-position", position=asking.position, total=asking.total)
        lines.append(f"-# {render(position)}")
    return fit_lines(lines, MOST_CHARACTERS - FOR_QUESTION)


def _asked(asking: Asking, words: Words, *, wrong: bool) -> str:
    if not wrong:
        first = asking.questions[0]
        return (
            fit(first.ask, FOR_QUESTION)
            if _alone(asking)
            else fit(words.say("dialog-form-waits"), FOR_QUESTION)
        )
    lines = [render(words.say("dialog-form-wrong"))]
    lines += [_error(question, question.error, words) for question in asking.questions if question.error]
    return fit_lines(lines, FOR_QUESTION)


def _error(question: Question, error: Text, words: Words) -> str:
    return f"**{escape(words.label('dialog-field', label=question.label))}** {fit(error, 400)}"


def _alone(asking: Asking) -> bool:
    """Whether this message asks the first question itself rather than by a form."""
    return len(forms.questions(asking)) <= 1


def _select(asking: Asking, words: Words, sealer: Sealer) -> Json | None:
    """A select menu, when the one question to answer can be answered by one."""
    first = asking.questions[0]
    if not _alone(asking) or isinstance(first.kind, kinds.Confirm):
        return None
    do, value = (Do.TOGGLE, asking.look or "1") if _by_pages(asking) else (Do.ANSWER, None)
    token = sealer.seal(Step(asking.draft_id, asking.version, do, first.param, value))
    menu = inputs.menu(first, words, custom_ids.select(token, first.param))
    return menu | {"min_values": 0} if menu is not None and _by_pages(asking) else menu


def _by_pages(asking: Asking) -> bool:
    """Whether several are chosen from a list that takes more than one menu: each changes its own part."""
    first = asking.questions[0]
    several = isinstance(first.kind, kinds.Pick) and first.kind.many
    return several and bool(first.choices) and (first.more or asking.look is not None)


def _pages(asking: Asking, words: Words, buttons: Buttons) -> list[Json]:
    """Earlier and later pages of a long list."""
    first = asking.questions[0]
    page = int(asking.look) if asking.look and asking.look.isdecimal() else 1
    shown = []
    if page > 1:
        shown.append(
            _step(asking, buttons, Do.LOOK, words.label("discord-choices-before"), first.param, str(page - 1))
        )
    if first.more:
        shown.append(
            _step(asking, buttons, Do.LOOK, words.label("discord-choices-after"), first.param, str(page + 1))
        )
    return shown


def _buttons(asking: Asking, words: Words, buttons: Buttons, *, wrong: bool, form: bool) -> list[Json]:
    first = asking.questions[0]
    shown = []
    if isinstance(first.kind, kinds.Confirm):
        yes = Step(asking.draft_id, asking.version, Do.ANSWER, first.param, "yes")
        shown.append(buttons.make(yes, words.label("dialog-confirm"), Answers.STEP, Style.GOOD))
        shown.append(_step(asking, buttons, Do.CHANGE, words.label("dialog-change")))
    elif form:
        label = words.label("dialog-correct" if wrong else "dialog-continue")
        again = Step(asking.draft_id, asking.version, Do.OPEN)
        shown.append(buttons.make(again, label, Answers.IN_PLACE, Style.PRIMARY))
    if _by_pages(asking):
        count = len(first.value) if isinstance(first.value, list | tuple) else 0
        done = Step(asking.draft_id, asking.version, Do.DONE, first.param)
        label = f"{words.label('dialog-done')} ({count})"
        shown.append(buttons.make(done, label, Answers.STEP, Style.PRIMARY))
    if first.optional:
        shown.append(_step(asking, buttons, Do.SKIP, words.label("dialog-skip"), first.param))
    shown.append(_step(asking, buttons, Do.CANCEL, words.label("dialog-cancel")))
    return shown


def _step(
    asking: Asking, buttons: Buttons, do: Do, label: str, param: str | None = None, value: str | None = None
) -> Json:
    return buttons.make(Step(asking.draft_id, asking.version, do, param, value), label, Answers.STEP)
