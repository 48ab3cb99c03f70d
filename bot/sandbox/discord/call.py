"""One request of the bot to the REST API, read and ready for a handler."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.discord.forms import Json, RefusedError

if TYPE_CHECKING:
    from bot.sandbox.discord.scene import Scene

Answered = Json | list[Json] | None


@dataclass
class Upload:
    """A file as it was sent, or as a person gives it to the bot."""

    filename: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


@dataclass
class Call:
    """A request: its route's template and parameters, the query, the JSON body, the uploaded files."""

    scene: "Scene"
    method: str
    template: str
    path: str
    parameters: Mapping[str, str]
    query: Mapping[str, str]
    base: str
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)
    authorized: bool = False

    def __getitem__(self, name: str) -> str:
        """Return a parameter of the path."""
        return self.parameters[name]

    @property
    def fields(self) -> Json:
        """The JSON body as an object. Raises 50035 when it is anything else."""
        if isinstance(self.body, dict):
            return self.body
        raise RefusedError(400, 50035, "Invalid Form Body", {"_errors": [_NOT_A_DICTIONARY]})

    def asks(self, name: str) -> bool:
        """Return whether a query parameter is switched on."""
        return self.query.get(name, "").lower() in ("1", "true")


_NOT_A_DICTIONARY = {"code": "DICT_TYPE_CONVERT", "message": "Only dictionaries may be used in a DictType"}


@dataclass(frozen=True)
class Route:
    """A method and a path template, as in Discord's published API description, and what answers it."""

    method: str
    template: str
    handler: Callable[[Call], Answered]
    status: int = 200
    by_token: bool = False
