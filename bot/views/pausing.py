"""For admins: what can be stopped for a while."""

from datetime import datetime

from bot.dialog.text import Show, When
from bot.dialog.view import Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button
from core.operations.switches import Paused
from core.switches import Switch

BUTTONS = {
    Switch.DISCORD: ("pause-discord", "resume-discord"),
    Switch.TELEGRAM: ("pause-telegram", "resume-telegram"),
    Switch.OUTBOX: ("pause-outbox", "resume-outbox"),
    Switch.READ_ONLY: ("pause-read-only", "resume-read-only"),
}
"""What turns each."""


def switches(words: Words, paused: Paused) -> View:
    """Every switch with its button; what is paused can be resumed."""
    return View(
        title=words.say("pause-title", paused=list(paused) or None),
        lines=(words.say("pause-how"),),
        rows=tuple(_switch(words, one, paused.get(one)) for one in Switch),
        actions=(button(words, "outbox", "admin outbox"), button(words, "home", "home")),
        tone=Tone.CARE if paused else Tone.PLAIN,
    )


def _switch(words: Words, switch: Switch, since: datetime | None) -> Row:
    about, (pause, resume) = {"switch": switch.value}, BUTTONS[switch]
    state = words.say("pause-state", since=None if since is None else When(since, Show.MOMENT))
    turn = (
        button(words, pause, "switch-pause", about, style=Style.DANGER)
        if since is None
        else button(words, resume, "switch-resume", about, style=Style.PRIMARY)
    )
    return Row(
        title=words.say("pause-row", switch=switch),
        lines=(state, words.say("pause-means", switch=switch)),
        actions=(turn,),
    )
