"""Joining the accounts of one person."""

from bot.dialog.text import Own, Strong, Text
from bot.dialog.view import Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button, joined
from core.people.linking import CodeEntered, CodeOffered, Linked, Unlinked
from core.people.model import Account, Platform

_GROUP = 5


def offered(words: Words, offer: CodeOffered, code: str, platform: Platform) -> View:
    """The code and where to enter it."""
    parts = "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
    return View(
        title=words.say("link-title"),
        lines=(
            words.say("link-how", platform=platform, minutes=offer.minutes),
            (Strong(Own(parts)),),
            words.say("link-then"),
        ),
        actions=(
            button(words, "link-enter", "link-enter"),
            button(words, "link-new-code", "link"),
            button(words, "settings", "settings"),
        ),
    )


def entered(words: Words, found: CodeEntered) -> View:
    """The answer to every code, right or wrong."""
    return View(
        title=words.say("link-entered"),
        lines=(
            words.say("link-entered-next", minutes=found.expires_minutes),
            words.say("link-entered-else", left=found.tries_left),
        ),
        actions=(button(words, "link-enter", "link-enter"), button(words, "settings", "settings")),
    )


def linked(words: Words, found: Linked) -> View:
    """After both accounts became one person's."""
    return View(
        title=words.say("linked"),
        lines=(words.say("linked-next", accounts=_accounts(words, found.accounts)),),
        actions=(
            button(words, "settings", "settings", style=Style.PRIMARY),
            button(words, "home", "home"),
        ),
        tone=Tone.GOOD,
    )


def _accounts(words: Words, accounts: tuple[Account, ...]) -> Text:
    said = [words.say("account", platform=one.platform, name=one.name) for one in accounts]
    return joined(said, ", ")


def refused(words: Words) -> View:
    """After the other account was said to be somebody else's."""
    return View(
        title=words.say("link-refused"),
        lines=(words.say("link-refused-next"),),
        actions=(button(words, "link", "link"), button(words, "home", "home")),
    )


def unlinked(words: Words, found: Unlinked) -> View:
    """After an account became a person of its own again."""
    platform = Platform(found.platform)
    return View(
        title=words.say("unlinked", platform=platform, name=found.name),
        lines=(words.say("unlinked-next"),),
        actions=(button(words, "settings", "settings"), button(words, "link", "link")),
    )
