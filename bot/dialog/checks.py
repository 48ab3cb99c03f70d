"""What is wrong with the declared commands: told at start with the command's name, never skipped silently.

The limits are the platforms' own (platforms.md): one bad name or long text makes them refuse a whole menu.
"""

import re
from collections import Counter
from collections.abc import Iterator

from bot.dialog import naming
from bot.dialog.binding import confirms
from bot.dialog.catalogue import FluentCatalogue, FluentWords
from bot.dialog.codes import Codes
from bot.dialog.command import Command, Param, Registry
from bot.dialog.facts import enum_key
from bot.dialog.kinds import OneOf

_DISCORD_NAME = re.compile(r"[a-z0-9_-]{1,32}")
_TELEGRAM_NAME = re.compile(r"[a-z0-9_]{1,32}")
MOST_OPTIONS = 25
MOST_IN_GROUP = 25
MOST_TOP_LEVEL = 100
LONGEST_ABOUT = 40
"""Telegram's menu takes more, but not for every command at once."""
LONGEST_LABEL = 45
LONGEST_HINT = 100
LONGEST_CHOICE = 100
MOST_MENU_BYTES = 4096
MOST_COMMAND_CHARACTERS = 8000


def check(registry: Registry, catalogue: FluentCatalogue) -> list[str]:
    """Sentences for the operator, each naming the command; empty when all is well."""
    commands = list(registry)
    found = [*_codes(commands), *_names(commands)]
    for command in commands:
        found += _shape(command)
        if command.card is not None and command.card not in registry.commands:
            found.append(f"{command.name}: its card {command.card} is no command")
    for language in catalogue.languages:
        words = catalogue.words(language, "UTC")
        found += [f"{wrong} ({language})" for wrong in _slashes(commands, words)]
        for command in commands:
            found += [f"{command.name} ({language}): {wrong}" for wrong in _wording(command, words)]
        found += [f"{wrong} ({language})" for wrong in _sizes(commands, words)]
    return found


def _codes(commands: list[Command]) -> Iterator[str]:
    names = {
        "commands": Codes(command.name for command in commands),
        "parameters": Codes(param.name for command in commands for param in command.params),
    }
    for what, codes in names.items():
        for one, other in codes.collisions:
            yield f"the {what} {one} and {other} have the same code in buttons: rename one of them"


def _names(commands: list[Command]) -> Iterator[str]:
    for name, count in Counter(command.telegram for command in commands).items():
        if count > 1:
            yield f"/{name} is the Telegram name of {count} commands"
    menu = [command.name.split(" ") for command in commands if command.menu]
    groups = Counter(words[0] for words in menu if len(words) > 1)
    alone = {words[0] for words in menu if len(words) == 1}
    for group, count in groups.items():
        if group in alone:
            yield f"{group} is a command and a group of commands; Discord allows one of the two"
        if count > MOST_IN_GROUP:
            yield f"the group {group} has {count} commands; Discord allows {MOST_IN_GROUP}"
    if len(groups) + len(alone) > MOST_TOP_LEVEL:
        yield f"{len(groups) + len(alone)} commands and groups; Discord allows {MOST_TOP_LEVEL}"


def _slashes(commands: list[Command], words: FluentWords) -> Iterator[str]:
    """What each language calls the commands on Discord: a valid name, and never two of one name."""
    menu = [command for command in commands if command.menu]
    typed = Counter(naming.command(command.name, words) for command in menu)
    yield from (f"{said} names {count} commands" for said, count in typed.items() if count > 1)
    for command in menu:
        options = [param.name for param in command.params if not param.hidden and not confirms(param)]
        names = [naming.option(name, words) for name in options]
        parts = [naming.word(command.name, words), naming.word(command.name.partition(" ")[0], words), *names]
        for said in parts:
            if not naming.fits(said):
                yield f"{command.name}: “{said}” is no name for Discord: small letters, digits, _ and -"
        if len(set(names)) < len(names):
            yield f"{command.name}: two options have one name"


def _shape(command: Command) -> Iterator[str]:
    words = command.name.split(" ")
    if len(words) > 2 or not all(_DISCORD_NAME.fullmatch(word) for word in words):
        yield f"{command.name}: not a name for Discord: one or two words of a-z, 0-9, _ and -, 32 at most"
    if not _TELEGRAM_NAME.fullmatch(command.telegram):
        yield f"{command.name}: /{command.telegram} is no name for Telegram: a-z, 0-9 and _, at most 32"
    for param in command.params:
        if not _DISCORD_NAME.fullmatch(param.name):
            yield f"{command.name}: {param.name} is not a name for an option"
    options = [param for param in command.params if not param.hidden and not confirms(param)]
    if len(options) > MOST_OPTIONS:
        yield f"{command.name}: {len(options)} options; Discord allows {MOST_OPTIONS}"
    if any(confirms(param) for param in command.params[:-1]):
        yield f"{command.name}: the confirmation has to be the last parameter"
    if not command.asks_for_form and (late := _required_after_optional(options)):
        yield f"{command.name}: {late} is required and stands after an optional parameter"


def _required_after_optional(options: list[Param]) -> str | None:
    optional = False
    for param in options:
        if param.optional or param.when is not None:
            optional = True
        elif optional:
            return param.name
    return None


def _wording(command: Command, words: FluentWords) -> Iterator[str]:
    yield from _text(words, command.key, LONGEST_ABOUT)
    for param in command.params:
        if param.hidden:
            continue
        if not confirms(param):
            yield from _text(words, f"{command.key}.{param.name}", LONGEST_LABEL)
            if param.asked and not words.has(f"{command.key}.{param.name}-ask"):
                yield f"there is no question {command.key}.{param.name}-ask"
        if words.has(hint := f"{command.key}.{param.name}-hint"):
            yield from _text(words, hint, LONGEST_HINT)
        if isinstance(param.kind, OneOf):
            yield from _options(param, param.kind, words)


def _options(param: Param, kind: OneOf, words: FluentWords) -> Iterator[str]:
    if len(kind.options) > MOST_OPTIONS:
        yield f"{param.name} has {len(kind.options)} choices; Discord allows {MOST_OPTIONS}"
    for member in kind.options:
        yield from _text(words, enum_key(member), LONGEST_CHOICE)


def _text(words: FluentWords, key: str, longest: int) -> Iterator[str]:
    if not words.has(key):
        yield f"there is no sentence {key}"
        return
    length = len(words.label(key))
    if not 0 < length <= longest:
        yield f"{key} has {length} characters; at most {longest}, and one at least"


def _sizes(commands: list[Command], words: FluentWords) -> Iterator[str]:
    """The whole Telegram menu, and each of Discord's commands with everything in it."""
    known = [command for command in commands if command.menu and words.has(command.key)]
    menu = sum(len(f"{command.telegram}{words.label(command.key)}".encode()) for command in known)
    if menu > MOST_MENU_BYTES:
        yield f"the Telegram menu has {menu} bytes; at most {MOST_MENU_BYTES}"
    sizes: Counter[str] = Counter()
    for command in known:
        sizes[command.name.partition(" ")[0]] += _characters(command, words)
    for name, size in sizes.items():
        if size > MOST_COMMAND_CHARACTERS:
            yield f"{name} has {size} characters in all; Discord allows {MOST_COMMAND_CHARACTERS}"


def _characters(command: Command, words: FluentWords) -> int:
    texts = [_longer(command.name, naming.command(command.name, words)), words.label(command.key)]
    for param in command.params:
        if not param.hidden and not confirms(param):
            texts += [
                _longer(param.name, naming.option(param.name, words)),
                _known(f"{command.key}.{param.name}", words),
            ]
        if isinstance(param.kind, OneOf):
            texts += [
                text for one in param.kind.options for text in (one.value, _known(enum_key(one), words))
            ]
    return sum(len(text) for text in texts)


def _longer(one: str, other: str) -> str:
    return max(one, other, key=len)


def _known(key: str, words: FluentWords) -> str:
    return words.label(key) if words.has(key) else ""
