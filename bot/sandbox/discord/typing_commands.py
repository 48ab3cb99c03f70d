"""From what a person types after a slash to the data of an interaction, with the client's own checks."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.permissions import ADMINISTRATOR
from bot.sandbox.discord.resolving import CannotDoError, Resolved

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE = 3, 4, 5, 6, 7, 8, 9, 10, 11
LARGEST = 2**53


def visible(command: Json, granted: int, *, in_guild: bool) -> bool:
    """Return whether a command is shown to someone with these permissions, here."""
    contexts = command.get("contexts")
    if contexts is not None and (0 if in_guild else 1) not in contexts:
        return False
    if not in_guild:
        return contexts is not None or bool(command.get("dm_permission", True))
    needed = command.get("default_member_permissions")
    if needed is None or granted & ADMINISTRATOR:
        return True
    return int(needed) != 0 and granted & int(needed) == int(needed)


def find_path(commands: list[Json], path: str, locale: str) -> list[Json]:
    """Return the command, group and subcommand that a path such as "session join" names."""
    found: list[Json] = []
    level = commands
    for word in path.removeprefix("/").split():
        match = next((each for each in level if word in names(each, locale)), None)
        if match is None:
            known = ", ".join(sorted(each["name"] for each in level)) or "none"
            raise CannotDoError(
                f"There is no command /{path} for this person here; known at {word!r}: {known}."
            )
        found.append(match)
        level = [each for each in match.get("options") or [] if each["type"] in (SUBCOMMAND, GROUP)]
    if level or not found:
        raise CannotDoError(
            f"/{path} is not complete: choose one of {', '.join(each['name'] for each in level)}."
        )
    return found


def names(part: Json, locale: str) -> tuple[str, ...]:
    """Return the names something can be typed by: its own, and the one in the person's language."""
    localized: dict[str, str] = part.get("name_localizations") or {}
    return str(part["name"]), localized.get(locale, str(part["name"]))


def command_data(
    path: list[Json],
    values: Mapping[str, object],
    resolved: Resolved,
    locale: str,
    focused: tuple[str, object] | None = None,
) -> Json:
    """Return the interaction data of a typed command; ``focused`` is the option being completed."""
    leaf = path[-1]
    asked = list(leaf.get("options") or [])
    options = _options(asked, dict(values), resolved, locale, focused)
    for part in reversed(path[1:]):
        options = [{"name": part["name"], "type": part["type"], "options": options}]
    data: Json = {"id": path[0]["id"], "name": path[0]["name"], "type": 1, "options": options}
    if "guild_id" in path[0]:
        data["guild_id"] = path[0]["guild_id"]
    if resolved.found:
        data["resolved"] = resolved.found
    return data


def _options(
    asked: list[Json],
    values: dict[str, object],
    resolved: Resolved,
    locale: str,
    focused: tuple[str, object] | None,
) -> list[Json]:
    given: list[Json] = []
    for option in asked:
        name = next((each for each in names(option, locale) if each in values), None)
        if focused is not None and focused[0] in names(option, locale):
            if not option.get("autocomplete"):
                raise CannotDoError(f"The option {option['name']} completes nothing.")
            told = {"name": option["name"], "type": option["type"], "value": focused[1], "focused": True}
            given.append(told)
        elif name is not None:
            value = _value(option, values.pop(name), resolved)
            given.append({"name": option["name"], "type": option["type"], "value": value})
        elif option.get("required") and focused is None:
            raise CannotDoError(f"The option {option['name']} is required.")
    if values:
        raise CannotDoError(
            f"There is no option {', '.join(values)}; there is {[each['name'] for each in asked]}."
        )
    return given


def _value(option: Json, value: Any, resolved: Resolved) -> object:
    kind = option["type"]
    pointing = {
        USER: resolved.user,
        CHANNEL: resolved.channel,
        ROLE: resolved.role,
        MENTIONABLE: resolved.mentionable,
        FILE: resolved.file,
    }
    if kind in pointing:
        return pointing[kind](value)
    if option.get("choices"):
        return _chosen(option, value)
    if kind == BOOLEAN and not isinstance(value, bool):
        raise CannotDoError(f"{option['name']} takes true or false, not {value!r}.")
    if kind == STRING:
        _check_text(option, value)
    if kind in (INTEGER, NUMBER):
        _check_number(option, value)
    return value


def _chosen(option: Json, value: object) -> object:
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    raise CannotDoError(f"{value!r} is none of the choices of {option['name']}.")


def _check_text(option: Json, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise CannotDoError(f"{option['name']} takes text, not {value!r}.")
    if not option.get("min_length", 0) <= len(value) <= option.get("max_length", 6000):
        raise CannotDoError(
            f"The text for {option['name']} has {len(value)} characters, which is not allowed."
        )


def _check_number(option: Json, value: object) -> None:
    whole = option["type"] == INTEGER
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise CannotDoError(f"{option['name']} takes a {'whole ' if whole else ''}number, not {value!r}.")
    if not option.get("min_value", -LARGEST) <= value <= option.get("max_value", LARGEST):
        raise CannotDoError(f"{value} is out of range for {option['name']}.")
