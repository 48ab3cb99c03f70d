"""A half-filled command as one form of up to five inputs (platforms.md, Discord: modals)."""

from itertools import islice, takewhile

from bot.dialog import written
from bot.dialog.asking import Asking, Do, Question, Step
from bot.dialog.replies import Sealer
from bot.dialog.wording import Words
from bot.discord import custom_ids
from bot.discord.inputs import fits_a_form, label
from bot.discord.markdown import shorten
from bot.discord.wire import Json

LONGEST_TITLE = 45
MOST_INPUTS = 5


def questions(asking: Asking) -> tuple[Question, ...]:
    """The questions that the next form would ask; none when a message has to ask, or is being paged."""
    if asking.look is not None:
        return ()
    return tuple(islice(takewhile(fits_a_form, asking.questions), MOST_INPUTS))


def form(asking: Asking, words: Words, sealer: Sealer, answers: custom_ids.Answers) -> Json:
    """The form; it has at least one question. `answers` says where the answer to it will go."""
    token = sealer.seal(Step(asking.draft_id, asking.version, Do.FORM))
    title = written.plain(asking.title, words.language, words.zone)
    return {
        "custom_id": custom_ids.button(token, 0, answers),
        "title": shorten(title, LONGEST_TITLE) or "…",
        "components": [label(question, words) for question in questions(asking)],
    }
