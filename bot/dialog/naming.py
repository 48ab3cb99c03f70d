"""What Discord's commands and options are called in a language, where it has names of its own."""

import re

from bot.dialog.wording import Words

NAME = re.compile(r"[-_'\w]{1,32}")
"""What Discord takes, if it is in small letters: letters of any script, digits, and three signs."""


def fits(name: str) -> bool:
    """Whether Discord would take this name."""
    return NAME.fullmatch(name) is not None and name == name.lower()


def word(path: str, words: Words) -> str:
    """The last word of a command such as `group join`, or the name of a group of commands."""
    return _known(f"slash-{path.replace(' ', '-').replace('_', '-')}", path.rpartition(" ")[2], words)


def command(path: str, words: Words) -> str:
    """The whole of a command, as one types it."""
    first, _, second = path.partition(" ")
    return f"/{word(first, words)} {word(path, words)}" if second else f"/{word(first, words)}"


def option(name: str, words: Words) -> str:
    """An option of a command."""
    return _known(f"option-{name.replace('_', '-')}", name, words)


def _known(key: str, otherwise: str, words: Words) -> str:
    return words.label(key) if words.has(key) else otherwise
