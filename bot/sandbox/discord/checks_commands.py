"""Limits of application commands: names, options, choices, texts, 8,000 characters in all."""

from collections.abc import Iterator

from bot.sandbox.discord.forms import Form, Json, Place

SUBCOMMAND, GROUP = 1, 2
MOST_CHARACTERS = 8000
_LOCALES = (
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th "
    "zh-CN ja zh-TW ko"
)


def check_command(form: Form, at: Place, command: Json) -> None:
    """Check one command as it is created; context menus (types 2 and 3) have freer names."""
    kind = command.get("type", 1)
    form.one_of((*at, "type"), kind, (1, 2, 3, 4))
    if kind == 1:
        _check_name(form, (*at, "name"), command.get("name"))
        form.length((*at, "description"), command.get("description"), 100, 1)
        _check_options(form, at, command.get("options") or [])
    else:
        form.length((*at, "name"), command.get("name"), 32, 1)
        if command.get("description"):
            message = "Context menu commands cannot have description"
            form.wrong((*at, "description"), "APPLICATION_COMMAND_INVALID_DESCRIPTION", message)
    _check_localizations(form, at, command, slash=kind == 1)
    for key, allowed in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        for index, each in enumerate(command.get(key) or []):
            form.one_of((*at, key, index), each, allowed)
    if _size(command) > MOST_CHARACTERS:
        message = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        form.wrong(at, "APPLICATION_COMMAND_TOO_LARGE", message)


def _check_name(form: Form, at: Place, name: object) -> None:
    form.length(at, name, 32, 1)
    if isinstance(name, str) and name and not (_well_formed(name) and name == name.lower()):
        message = "Command name is invalid"
        form.wrong(at, "APPLICATION_COMMAND_INVALID_NAME", message)


def _well_formed(name: str) -> bool:
    r"""Match ``^[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$``, as documented."""
    return all(
        char in "-_'"
        or char.isalpha()
        or char.isnumeric()
        or "\u0900" <= char <= "\u097f"
        or "\u0e00" <= char <= "\u0e7f"
        for char in name
    )


def _check_options(form: Form, at: Place, options: list[Json], depth: int = 0) -> None:
    form.length((*at, "options"), options, 25)
    names: set[object] = set()
    optional_before = False
    nested = any(option.get("type") in (SUBCOMMAND, GROUP) for option in options)
    for index, option in enumerate(options):
        place = (*at, "options", index)
        _check_option(form, place, option, depth)
        if nested and option.get("type") not in (SUBCOMMAND, GROUP):
            message = (
                "Sub-command and sub-command group option types are mutually exclusive to all other types"
            )
            form.wrong((*place, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
        if option.get("name") in names:
            message = "Option name already exists in this set"
            form.wrong((*place, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        if option.get("required") and optional_before:
            message = "Required options must be placed before non-required options"
            form.wrong(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        names.add(option.get("name"))
        optional_before |= not option.get("required")


def _check_option(form: Form, at: Place, option: Json, depth: int) -> None:
    kind = option.get("type")
    _check_name(form, (*at, "name"), option.get("name"))
    form.length((*at, "description"), option.get("description"), 100, 1)
    _check_localizations(form, at, option, slash=True)
    allowed = {0: tuple(range(1, 12)), 1: (SUBCOMMAND, *range(3, 12)), 2: tuple(range(3, 12))}[depth]
    if not form.one_of((*at, "type"), kind, allowed):
        return
    if kind in (SUBCOMMAND, GROUP):
        _check_options(form, at, option.get("options") or [], 2 if kind == SUBCOMMAND else 1)
    else:
        _check_value_option(form, at, option)


def _check_value_option(form: Form, at: Place, option: Json) -> None:
    choices = option.get("choices") or []
    form.length((*at, "choices"), choices, 25)
    for index, choice in enumerate(choices):
        place = (*at, "choices", index)
        form.length((*place, "name"), choice.get("name"), 100, 1)
        if isinstance(choice.get("value"), str):
            form.length((*place, "value"), choice["value"], 100, 1)
        for locale, text in (choice.get("name_localizations") or {}).items():
            form.length((*place, "name_localizations", locale), text, 100, 1)
    if choices and option.get("autocomplete"):
        message = "Autocomplete may not be set to true if choices are present"
        form.wrong((*at, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_NOT_ALLOWED", message)
    form.between((*at, "min_length"), option.get("min_length"), 0, 6000)
    form.between((*at, "max_length"), option.get("max_length"), 1, 6000)


def _check_localizations(form: Form, at: Place, part: Json, *, slash: bool) -> None:
    for locale, text in (part.get("name_localizations") or {}).items():
        place = (*at, "name_localizations", locale)
        _check_locale(form, place, locale)
        if slash:
            _check_name(form, place, text)
        else:
            form.length(place, text, 32, 1)
    for locale, text in (part.get("description_localizations") or {}).items():
        place = (*at, "description_localizations", locale)
        _check_locale(form, place, locale)
        form.length(place, text, 100, 1)


def _check_locale(form: Form, at: Place, locale: str) -> None:
    if locale not in _LOCALES.split():
        form.wrong(at, "ENUM_TYPE_COERCE", f'Value "{locale}" is not a valid enum value.')


def _size(command: Json) -> int:
    return sum(len(text) for text in _texts(command))


def _texts(part: Json) -> Iterator[str]:
    """Yield every text that counts; of a localized one only the longest does."""
    for key in ("name", "description"):
        spoken = [part.get(key) or "", *(part.get(f"{key}_localizations") or {}).values()]
        yield max(spoken, key=len)
    for option in part.get("options") or []:
        yield from _texts(option)
    for choice in part.get("choices") or []:
        yield from _texts(choice)
        yield str(choice.get("value"))
