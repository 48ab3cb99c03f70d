"""What a face hands to the engine, the same for every platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.people.model import Identity


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was said."""

    chat_id: str
    """Discord channel id (with its thread) or Telegram chat id."""
    private: bool
    """A direct chat with the bot: nothing said here is seen by others."""
    message_id: str | None = None
    """The message whose button was pressed."""


@dataclass(frozen=True, slots=True)
class Invoke:
    """A command was given by name, with what was said along."""

    command: str
    answers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, a select menu or a form came back with our token."""

    token: str
    values: Mapping[str, object] = field(default_factory=dict)
    """Values of a form or a select menu, by parameter."""
    otherwise: str | None = None
    """The command that is meant where this is no token of ours: anybody can make a link with a payload."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Free text or a file in a private chat: the answer to the open question, if there is one."""

    text: str
    file: object | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One input of one person; `key` is unique on its platform (interaction id, update id)."""

    key: str
    identity: Identity
    place: Place
    what: Invoke | Pressed | Typed
