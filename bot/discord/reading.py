"""What Discord says that somebody did, in the engine's words; payloads are Discord's INTERACTION_CREATE.

discord.py's own `Interaction` is passed by: it forgets the roles that its cache does not know yet, and
it builds the whole pressed message anew at each press.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from bot.dialog.incoming import Place
from bot.discord.canvas import Part
from bot.discord.wire import EPHEMERAL
from core.people.model import Identity, Platform

Payload = Mapping[str, Any]
Fetch = Callable[[Payload], Awaitable[object | None]]
"""Fetches an attachment; None when it is not to be had."""


class Kind(IntEnum):
    """Discord's interaction types."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    SUBMIT = 5


class Option(IntEnum):
    """Discord's option types."""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    ATTACHMENT = 11


USER_MENU = 2
"""Type of a command chosen from a person's menu."""


@dataclass(frozen=True, slots=True)
class Called:
    """A command by its full name, with its options as Discord sent them."""

    name: str
    options: tuple[Payload, ...]


def identity(payload: Payload) -> Identity:
    """Who acts, with the roles of this very moment where there are roles."""
    member = payload.get("member")
    user = member["user"] if member else payload["user"]
    nick = member.get("nick") if member else None
    return Identity(
        platform=Platform.DISCORD,
        user_id=user["id"],
        name=nick or user.get("global_name") or user["username"],
        username=user["username"],
        language=payload.get("locale"),
        role_ids=frozenset(member["roles"]) if member else None,
    )


def user_id(payload: Payload) -> str:
    """Whose interaction it is."""
    member = payload.get("member")
    found: str = member["user"]["id"] if member else payload["user"]["id"]
    return found


def place(payload: Payload) -> Place:
    """Where it was done."""
    message = payload.get("message")
    return Place(
        chat_id=payload["channel_id"],
        private=payload.get("guild_id") is None,
        message_id=message["id"] if message else None,
    )


def pressed_in_private(payload: Payload) -> bool:
    """Whether the message that was pressed is seen by this person alone."""
    message = payload.get("message")
    if message is None:
        return False
    return payload.get("guild_id") is None or bool(message.get("flags", 0) & EPHEMERAL)


def called(data: Payload) -> Called:
    """The command with its sub-command."""
    names, options = [data["name"]], data.get("options") or ()
    while options and options[0]["type"] in (Option.SUBCOMMAND, Option.GROUP):
        names.append(options[0]["name"])
        options = options[0].get("options") or ()
    return Called(" ".join(names), tuple(options))


async def answers(called: Called, data: Payload, fetch: Fetch) -> dict[str, object]:
    """The options as raw answers; a file is fetched."""
    found: dict[str, object] = {}
    for option in called.options:
        value = option["value"]
        if option["type"] == Option.ATTACHMENT:
            value = await fetch(_resolved(data, "attachments", value))
        elif option["type"] == Option.USER:
            value = person(value)
        if value is not None:
            found[option["name"]] = value
    return found


def focused(called: Called) -> tuple[str, str] | None:
    """The option being typed, and the text so far."""
    for option in called.options:
        if option.get("focused"):
            return option["name"], str(option["value"])
    return None


def typed_before(called: Called) -> dict[str, object]:
    """The other options while one is being typed."""
    return {
        option["name"]: person(option["value"]) if option["type"] == Option.USER else option["value"]
        for option in called.options
        if not option.get("focused") and option["type"] != Option.ATTACHMENT
    }


def person(user_id: object) -> str:
    """A user as an answer."""
    return f"{Platform.DISCORD.value}:{user_id}"


async def submitted(data: Payload, fetch: Fetch) -> dict[str, object]:
    """What a form says, by parameter; None where it was left empty."""
    found: dict[str, object] = {}
    for part in data["components"]:
        inner = part.get("component") if part["type"] == Part.LABEL else None
        if inner is None:
            continue
        found[inner["custom_id"]] = await _entered(inner, data, fetch)
    return found


async def _entered(inner: Payload, data: Payload, fetch: Fetch) -> object | None:
    if inner["type"] == Part.UPLOAD:
        files = inner.get("values") or ()
        return await fetch(_resolved(data, "attachments", files[0])) if files else None
    if "values" in inner:
        return chosen(inner["type"], inner["values"])
    value: object = inner.get("value")
    return None if value == "" else value


def chosen(kind: int, values: Iterable[str]) -> object | None:
    """What a select menu says: one value, or several, or none."""
    told = [person(value) if kind == Part.USER_SELECT else value for value in values]
    if not told:
        return None
    return told[0] if len(told) == 1 else told


def _resolved(data: Payload, what: str, key: str) -> Payload:
    found: Payload = data["resolved"][what][key]
    return found
