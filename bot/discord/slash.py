"""The registry as slash commands: groups, options, autocomplete, in every language of the catalogue."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import assert_never

from bot.dialog import kinds, naming
from bot.dialog.command import Command, Param, Registry
from bot.dialog.facts import enum_key
from bot.dialog.wording import Catalogue, Words
from bot.discord.extras import menus
from bot.discord.inputs import TEXT_CHANNELS
from bot.discord.markdown import shorten
from bot.discord.reading import Option
from bot.discord.wire import Json

LONGEST_ABOUT = 100
LONGEST_ENTRY = 6000
MOST_CHOICES = 25
MOST_CHARACTERS = 8000
LOCALES = (
    *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl"),
    *("pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja"),
    *("zh-TW", "ko"),
)
NATIVE = {
    kinds.YesNo: Option.BOOLEAN,
    kinds.PersonPick: Option.USER,
    kinds.Upload: Option.ATTACHMENT,
}
EVERYWHERE: Json = {"contexts": [0, 1], "integration_types": [0]}
"""In servers and in the chat with the bot; only global commands may say so."""


def payload(registry: Registry, catalogue: Catalogue, *, in_guilds: bool) -> list[Json]:
    """Everything to register; who may do what is decided when it is done, so nothing is hidden."""
    made = _commands(registry, Wording(catalogue))
    if any(size(each) > MOST_CHARACTERS for each in made):
        made = _commands(registry, Wording(catalogue, brief=True))
    every = [*made, *menus(registry, catalogue)]
    return every if in_guilds else [each | EVERYWHERE for each in every]


def _commands(registry: Registry, wording: "Wording") -> list[Json]:
    made: dict[str, Json] = {}
    for command in registry:
        if command.menu:
            _add(made, command, wording)
    return list(made.values())


def size(part: Json) -> int:
    """The characters that Discord counts: of a text in several languages, the longest."""
    said = [
        max(len(told) for told in (part.get(key, ""), *part.get(f"{key}_localizations", {}).values()))
        for key in ("name", "description")
    ]
    inside = [*part.get("options", ()), *part.get("choices", ())]
    return sum(said) + len(str(part.get("value", ""))) + sum(size(each) for each in inside)


def _add(made: dict[str, Json], command: Command, wording: "Wording") -> None:
    group, _, name = command.name.rpartition(" ")
    about = wording.about(command.key, command.name)
    called = wording.called(name, partial(naming.word, command.name))
    told = {**called, **about, "options": list(_options(command, wording))}
    if not group:
        made[name] = {"type": 1, **told}
        return
    if group not in made:
        called = wording.called(group, partial(naming.word, group))
        made[group] = {"type": 1, **called, **wording.about(f"cmd-{group}", group), "options": []}
    made[group]["options"].append({"type": Option.SUBCOMMAND, **told})


def _options(command: Command, wording: "Wording") -> Iterable[Json]:
    offered = [p for p in command.params if not p.hidden and not isinstance(p.kind, kinds.Confirm)]
    made = [_option(command, param, wording) for param in offered]
    return sorted(made, key=lambda option: not option["required"])


def _option(command: Command, param: Param, wording: "Wording") -> Json:
    """An option; only one of several things can be typed, so a form asks for these."""
    several = isinstance(param.kind, kinds.Pick) and param.kind.many
    needed = not (param.optional or param.when or command.asks_for_form or several)
    about = wording.question(f"{command.key}.{param.name}", param.name)
    called = wording.called(param.name, partial(naming.option, param.name))
    return {**called, **about, "required": needed} | _kind(param.kind, wording)


def _kind(kind: kinds.Kind, wording: "Wording") -> Json:
    match kind:
        case kinds.ShortText(longest=longest) | kinds.LongText(longest=longest):
            return {"type": Option.STRING, "max_length": min(longest, LONGEST_ENTRY)}
        case kinds.Number(least=least, most=most):
            return {"type": Option.INTEGER, "min_value": least, "max_value": most}
        case kinds.OneOf(options=options) if len(options) <= MOST_CHOICES:
            choices = [{**wording.name(enum_key(each), each.value), "value": each.value} for each in options]
            return {"type": Option.STRING, "choices": choices}
        case kinds.YesNo() | kinds.PersonPick() | kinds.Upload():
            return {"type": NATIVE[type(kind)]}
        case kinds.Spot():
            return _spot(kind)
        case (
            kinds.OneOf() | kinds.Pick() | kinds.Duration() | kinds.Day() | kinds.ClockTime() | kinds.Moment()
        ):
            return {"type": Option.STRING, "autocomplete": True}
        case kinds.Confirm():
            raise ValueError("to confirm is no option")
        case _:
            assert_never(kind)


def _spot(kind: kinds.Spot) -> Json:
    match kind.of:
        case kinds.SpotOf.DISCORD_ROLE:
            return {"type": Option.ROLE}
        case kinds.SpotOf.DISCORD_CHANNEL:
            return {"type": Option.CHANNEL, "channel_types": list(TEXT_CHANNELS)}
        case kinds.SpotOf.TELEGRAM_CHAT:
            return {"type": Option.STRING, "max_length": 100}
        case _:
            assert_never(kind.of)


class Wording:
    """The catalogue's words for menus, in English and in whatever other language Discord knows too."""

    def __init__(self, catalogue: Catalogue, *, brief: bool = False) -> None:
        self._brief = brief
        english = catalogue.best()
        self._english = catalogue.words(english, "UTC")
        languages = {locale: catalogue.best(locale) for locale in LOCALES}
        self._others = {
            locale: catalogue.words(language, "UTC")
            for locale, language in languages.items()
            if language != english and locale.lower().startswith(language.lower())
        }

    def called(self, name: str, of: Callable[[Words], str]) -> Json:
        """A name as one types it: the same everywhere for us, and what each language calls it."""
        others = {locale: said for locale, words in self._others.items() if (said := of(words)) != name}
        return {"name": name} | ({"name_localizations": others} if others else {})

    def about(self, key: str, otherwise: str) -> Json:
        """The description of a command or of a group of them."""
        return self._told("description", (key,), otherwise)

    def question(self, key: str, otherwise: str) -> Json:
        """The description of an option: its question, or only its label where there is little room."""
        return self._told("description", (key,) if self._brief else (f"{key}-ask", key), otherwise)

    def name(self, key: str, otherwise: str) -> Json:
        """The name of a choice."""
        return self._told("name", (key,), otherwise)

    def _told(self, field: str, keys: Sequence[str], otherwise: str) -> Json:
        told: Json = {field: _words(self._english, keys, otherwise)}
        others = {locale: _words(words, keys, otherwise) for locale, words in self._others.items()}
        return told | {f"{field}_localizations": others} if others else told


def _words(words: Words, keys: Sequence[str], otherwise: str) -> str:
    """At most 100 characters; never none, which Discord would refuse together with every other command."""
    found = next((words.label(key) for key in keys if words.has(key)), "")
    return shorten(found or otherwise.replace("_", " ").capitalize(), LONGEST_ABOUT)
