"""What a handler of the REST API is given and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.request import Request
from bot.sandbox.discord.scene import Scene

Answered = Json | list[Json] | None


@dataclass(kw_only=True)
class Call(Request):
    """A request, and the scene it acts on."""

    scene: Scene


@dataclass(frozen=True)
class Route:
    """A method and a path template, as in Discord's published API description, and what answers it."""

    method: str
    template: str
    handler: Callable[[Call], Answered]
    status: int = 200
    by_token: bool = False
