"""What is kept about a person, and what they can do about it."""

import json
from collections.abc import Mapping, Sequence

from bot.dialog.view import File, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button


def privacy(words: Words) -> View:
    """What is kept, for how long, and who sees it."""
    kept = ("privacy-kept", "privacy-seen", "privacy-long", "privacy-yours")
    return View(
        title=words.say("privacy-title"),
        lines=tuple(words.say(key) for key in kept),
        actions=(
            button(words, "export", "privacy-export", style=Style.PRIMARY),
            button(words, "erase", "privacy-erase", style=Style.DANGER),
            button(words, "settings", "settings"),
        ),
    )


def export(words: Words, found: Mapping[str, Sequence[Mapping[str, object]]]) -> View:
    """Everything about the person as a file."""
    data = json.dumps(found, ensure_ascii=False, indent=2, default=str).encode()
    rows = sum(len(table) for table in found.values())
    return View(
        title=words.say("exported"),
        lines=(words.say("exported-next", rows=rows),),
        actions=(button(words, "privacy", "privacy"),),
        file=File(data, "my-data.json"),
        tone=Tone.GOOD,
    )


def erased(words: Words) -> View:
    """After everything that identifies the person was erased; there is nothing to go on with."""
    return View(title=words.say("erased"), lines=(words.say("erased-next"),), tone=Tone.GOOD)
